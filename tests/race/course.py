"""What became of each incident, read from the hub's events with SQL and a small reading of our own.

A wait lasts from the moment when nobody has an incident until somebody has it, or it goes to
another team: each that is longer than the clock of its grade has to have rung exactly once.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.processes.oracle import Records

#: What ends a wait, and how the incident then stands.
LEADS_TO = {
    "Accepted": "accepted",
    "Refused": "refused",
    "ReRouted": "delivered",
    "IncidentClosed": "closed",
}
#: From where each may come.
COMES_FROM = {
    "Accepted": ("delivered",),
    "Refused": ("delivered",),
    "ReRouted": ("delivered", "refused", "accepted"),
    "IncidentClosed": ("accepted",),
}


@dataclass
class Wait:
    """A time in which nobody had it; ``until`` is `None` while it lasts."""

    since: datetime
    within_s: int
    rang: list[datetime] = field(default_factory=list)
    until: datetime | None = None

    @property
    def due(self) -> datetime:
        """When its clock runs out."""
        return self.since + timedelta(seconds=self.within_s)

    def judge(self, now: datetime) -> None:
        """Fails unless it rang exactly once if its clock ran out, and never if not."""
        over = (self.until or now) > self.due
        assert len(self.rang) == int(over), f"rang {len(self.rang)} times, ran out: {over}"
        assert all(at >= self.due for at in self.rang), "rang too early"


@dataclass
class Course:
    """One incident. ``did`` counts events by kind and by who did it."""

    incident_id: str
    team: str
    standing: str
    waits: list[Wait]
    holder: str = ""
    did: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def wait(self) -> Wait | None:
        """The wait that lasts."""
        return self.waits[-1] if self.waits[-1].until is None else None

    def is_overdue(self, now: datetime) -> bool:
        """Whether nobody has it and its clock has run out."""
        return self.wait is not None and now > self.wait.due

    def take(self, kind: str, body: dict[str, Any], at: datetime) -> None:
        """One more event of the hub."""
        self.did[kind, body.get("by_name", "")] += 1
        if kind == "AcceptanceOverdue":
            assert self.wait, "rang although somebody had it"
            self.wait.rang.append(at)
        if kind not in LEADS_TO:
            return
        assert self.standing in COMES_FROM[kind], f"{kind} although {self.standing}"
        self.standing = LEADS_TO[kind]
        if self.wait:
            self.wait.until = at
        if self.standing in ("delivered", "refused"):
            self.waits.append(Wait(at, self.waits[0].within_s))
        self.team = body.get("team") or self.team
        self.holder = body["by_name"] if self.standing in ("accepted", "closed") else ""


def courses(records: Records) -> dict[str, Course]:
    """Every incident that the hub opened. Fails where one could not have gone so."""
    found: dict[str, Course] = {}
    for stream, kind, payload, at_utc in records.rows(
        "select stream_id, type, payload, at_utc from events where store_id ="
        " (select value from hub where name = 'store_id') order by store_seq"
    ):
        body, at = json.loads(bytes(payload)), datetime.fromisoformat(at_utc)
        if kind == "IncidentOpened":
            assert stream not in found, "opened twice"
            found[stream] = Course(
                stream, body["team"], "delivered", [Wait(at, body["accept_within_s"])]
            )
        elif stream.startswith("incident:"):
            assert stream in found, "it goes on and was never opened"
            found[stream].take(kind, body, at)
    return found
