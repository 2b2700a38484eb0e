"""When the incidents of this desk's calls were sent, accepted, overdue and re-graded."""

from __future__ import annotations

from collections.abc import Iterable

from workstation.desk.call.hand_overs import HandOvers
from workstation.desk.ports import CachePort, Clock
from workstation.domain.shift import earlier
from workstation.domain.shift_times import IncidentTimes, incident_times, instant


class ShiftIncidents:
    """Reads the hub's word on an incident again only when there is news of it."""

    def __init__(self, cache: CachePort, clock: Clock, hand_overs: HandOvers) -> None:
        self._cache = cache
        self._clock = clock
        self._hand_overs = hand_overs
        self._read: dict[str, tuple[int, IncidentTimes | None]] = {}

    def times(self, incident_ids: Iterable[str]) -> tuple[IncidentTimes, ...]:
        """The course of each; what the hub has not heard of counts from when it was asked for."""
        asked = {known.body.incident_id: known for known in self._hand_overs.all_asked()}
        now = self._clock.moment()
        found = []
        for incident_id in dict.fromkeys(incident_ids):
            times = self._of(incident_id)
            if times is None and (known := asked.get(incident_id)) is not None:
                ago = self._clock.monotonic() - known.asked_mono
                times = IncidentTimes(incident_id, earlier(instant(now), ago))
            if times is not None:
                found.append(times)
        return tuple(found)

    def _of(self, incident_id: str) -> IncidentTimes | None:
        known = self._hand_overs.incident(incident_id)
        newest = known.last_seq if known is not None else 0
        before = self._read.get(incident_id)
        if before is None or before[0] != newest:
            entries = self._cache.incident_entries(incident_id)
            before = (newest, incident_times(incident_id, entries))
            self._read[incident_id] = before
        return before[1]
