"""What the hub's tables hold, by the test's own reading, and what must never happen to it."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import Any

from tests.link_faults.hub_side import HubSide
from tests.link_faults.log import Log
from workstation.domain.desk_stream import HandOverRequested, PhonedThrough

#: Seconds after which a hand-over is DELAYED, and how unsure of them a desk's clock may be.
DELAYED_S, UNSURE_S = 900.0, 60.0
_SQL = (
    "select rowid, event_id, stream_id, stream_seq, store_id, store_seq, type, cause_id, hash,"
    " refused, payload, boot_id from events where rowid > ? order by rowid"
)


@dataclass(frozen=True)
class Row:
    """A stored event."""

    no: int
    event_id: str
    stream_id: str
    stream_seq: int
    store_id: str
    store_seq: int
    type: str
    cause_id: str | None
    hash: str
    refused: str | None
    payload: bytes
    boot_id: str

    @property
    def body(self) -> dict[str, Any]:
        """The payload."""
        return dict(json.loads(self.payload))


class HubBook:
    """Reads on in the hub's events; what it has read may go only with a restored backup."""

    def __init__(self, hub: HubSide, log: Log) -> None:
        self._hub = hub
        self._log = log
        self.rows: dict[str, Row] = {}

    def restored(self) -> None:
        """Another database has taken the place of the one that was read."""
        self.rows = {row.event_id: row for row in self._after(0)}

    def look(self) -> None:
        """Read what is new, and judge it."""
        newest = max((row.no for row in self.rows.values()), default=0)
        for row in self._after(newest):
            self._judge(row)
            self.rows[row.event_id] = row

    def look_again(self) -> None:
        """Read everything anew: nothing that was there has gone or changed."""
        self.look()
        assert {row.event_id: row for row in self._after(0)} == self.rows

    def stream(self, stream_id: str) -> list[Row]:
        """A stream in its order."""
        found = [row for row in self.rows.values() if row.stream_id == stream_id]
        return sorted(found, key=lambda row: row.stream_seq)

    def opened(self) -> dict[str, Row]:
        """The hand-overs that were opened, by incident; none twice."""
        found = [row for row in self.rows.values() if row.type == "IncidentOpened"]
        by_incident = {row.stream_id: row for row in found}
        assert len(found) == len(by_incident), "one hand-over, two incidents"
        return by_incident

    def caused(self) -> dict[str, Counter[str]]:
        """What each event of a desk brought about, and how often, by types."""
        brought: dict[str, Counter[str]] = {}
        for row in self.rows.values():
            if row.cause_id:
                brought.setdefault(row.cause_id, Counter())[row.type] += 1
        return brought

    def _after(self, no: int) -> list[Row]:
        return [Row(*row) for row in self._hub.rows(_SQL, no)]  # type: ignore[arg-type]

    def _judge(self, row: Row) -> None:
        assert row.event_id not in self.rows, "one event, stored twice"
        place = (row.store_id, row.store_seq)
        assert place not in {(r.store_id, r.store_seq) for r in self.rows.values()}, "overwritten"
        if not row.stream_id.startswith("incident:"):
            saved = self._log.saved[row.event_id].event
            assert (row.hash, row.payload) == (saved.hash, saved.payload), "altered on the way"
        elif row.type == "IncidentOpened":
            self._judge_delayed(row)

    def _judge_delayed(self, row: Row) -> None:
        """Late, or phoned through: never a fresh dispatch."""
        saved = self._log.saved[str(row.cause_id)]
        assert isinstance(saved.body, HandOverRequested)
        said = row.body
        phoned = [
            r
            for r in self.rows.values()
            if r.type == PhonedThrough.__name__ and r.body["incident_id"] == row.stream_id
        ]
        if phoned:
            assert said["delayed"] and said["phoned_to"] is not None, "phoned through and fresh"
        age_s = self._log.time.now_s - saved.at_s
        jumped = bool({"hub", saved.desk} & self._log.jumped)
        same_boot = self._log.booted_s.get(saved.desk, 0.0) <= saved.at_s
        if age_s > DELAYED_S + UNSURE_S and (same_boot or not jumped):
            assert said["delayed"], f"{age_s:.0f} s old and fresh"
        if age_s < DELAYED_S - UNSURE_S and not phoned and not jumped:
            assert not said["delayed"], f"{age_s:.0f} s old and delayed"
