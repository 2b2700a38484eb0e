"""Each look at somebody's record is on record itself, with its reason (DPA 2018 s.62)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from workstation.desk.call.attendance import Attendance
from workstation.desk.call.live import LiveCall
from workstation.domain.desk_stream import Consulted

#: The reason while somebody is on the line.
LIVE_CALL: Final = "live call"
ADDRESS: Final = "protected address shown: identity established"


class Consulting:
    """Writes consultations into the desk's stream; during a call each person once."""

    def __init__(self, attendance: Attendance) -> None:
        self._attendance = attendance
        self._seen: set[tuple[str, str]] = set()

    def during(self, live: LiveCall, caller_ids: Iterable[str]) -> None:
        """These people's records were looked at because of a live call."""
        before = live.contact.history_check
        known = before.fact.caller_ids if before is not None else ()
        new = tuple(
            one
            for one in dict.fromkeys(caller_ids)
            if one not in known and (live.contact_id, one) not in self._seen
        )
        if new:
            self._seen |= {(live.contact_id, one) for one in new}
            self._note(new, live, LIVE_CALL)

    def without_call(self, caller_id: str, reason: str) -> None:
        """Somebody's record was looked at for ``reason``, while nobody was on the line."""
        self._attendance.note(Consulted((caller_id,), None, reason, None))

    def address_shown(self, live: LiveCall, caller_id: str) -> None:
        """Where somebody protected lives was shown; that is a look of its own."""
        self._note((caller_id,), live, ADDRESS)

    def _note(self, caller_ids: tuple[str, ...], live: LiveCall, reason: str) -> None:
        number = live.contact.call.number if live.contact.call else None
        self._attendance.note(Consulted(caller_ids, number, reason, live.contact_id))
