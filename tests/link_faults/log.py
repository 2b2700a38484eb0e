"""The test's own log: what desks were told is saved, what they were answered, what was asked."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from tests.link_faults.clocks import TrueTime
from tests.link_faults.network import Asked
from workstation.desk.answers import StepAnswer, StepAsk
from workstation.desk.link.sender import HOLD_S
from workstation.domain.desk_stream import (
    GradeRaised,
    HandOverRequested,
    PhonedThrough,
    ReRouteRequested,
)
from workstation.domain.events import Event

EVENTS = "/v1/events"
#: HTTP statuses that judge an event which is alone in its batch.
JUDGING = (400, 413, 422)


def lane_of(body: Any) -> int:
    """0 for what was phoned through, 1 for what is urgent, 2 for the rest."""
    if isinstance(body, PhonedThrough):
        return 0
    return 1 if isinstance(body, HandOverRequested | GradeRaised) and body.urgent else 2


@dataclass
class Saved:
    """An event that a journal said it had saved.

    ``answered``: the hub's last word that reached the desk. ``judged``: it was alone in a batch
    that was refused as such, and may be set aside. ``lost``: its disk was replaced by an older one.
    """

    desk: str
    event: Event
    body: Any
    at_s: float
    answered: str = ""
    judged: bool = False
    lost: bool = False
    held_until_s: float = 0.0

    @property
    def waits(self) -> bool:
        """Whether it has no final answer, as far as the desk can know."""
        return not self.lost and not self.judged and self.answered in ("", "later", "forked")


@dataclass
class Op:
    """A receiver's step, sent once or several times."""

    ask: StepAsk
    answer: StepAnswer | None = None


@dataclass
class Log:
    """Everything the test knows by itself."""

    time: TrueTime
    saved: dict[str, Saved] = field(default_factory=dict)
    ops: dict[str, Op] = field(default_factory=dict)
    #: Desks that ever ran on an older image of their disk.
    imaged: set[str] = field(default_factory=set)
    #: Ends whose wall clock ever jumped; "hub" for the database.
    jumped: set[str] = field(default_factory=set)

    #: When a desk's machine was last booted.
    booted_s: dict[str, float] = field(default_factory=dict)

    def saw(self, desk: str, event: Event, body: Any) -> None:
        """A journal has said that this is saved."""
        self.saved[event.event_id] = Saved(desk, event, body, self.time.now_s)

    def of(self, desk: str) -> list[Saved]:
        """What a desk has saved and was not robbed of, oldest first."""
        return [s for s in self.saved.values() if s.desk == desk and not s.lost]

    def oldest_waiting_s(self, desk: str) -> float:
        """How long the oldest event has waited for its answer, seconds."""
        since = [s.at_s for s in self.of(desk) if s.waits]
        return self.time.now_s - min(since) if since else 0.0

    # -- what the network shows -------------------------------------------------------------------

    def leaving(self, asked: Asked) -> None:
        """A batch leaves a desk: what is urgent before anything older that is not."""
        if asked.path != EVENTS:
            return
        first = self.saved[_ids(asked)[0]]
        now_s = self.time.now_s
        ready = [s for s in self.of(asked.who) if s.waits and s.held_until_s <= now_s]
        best = min((self._lane(s) for s in ready), default=2)
        assert self._lane(first) <= best, f"{first.body} goes before what is urgent"

    def _lane(self, one: Saved) -> int:
        """A re-route is as quick as what gave the incident away, or raised it, before."""
        if not isinstance(one.body, ReRouteRequested):
            return lane_of(one.body)
        before = (
            lane_of(s.body)
            for s in self.of(one.desk)
            if isinstance(s.body, HandOverRequested | GradeRaised)
            and s.body.incident_id == one.body.incident_id
            and s.event.store_seq < one.event.store_seq
        )
        return min(before, default=1)

    def answered(self, asked: Asked) -> None:
        """An answer has reached a desk."""
        if asked.path != EVENTS or asked.answer is None:
            return
        ids = _ids(asked)
        is_json = asked.answer.headers.get("content-type", "") == "application/json"
        if asked.answer.status_code in JUDGING and is_json and len(ids) == 1:
            self.saved[ids[0]].judged = True
        if asked.answer.status_code != 200 or not is_json:
            return
        try:
            replies = json.loads(asked.answer.content)["replies"]
        except ValueError:
            return
        for reply in replies:
            self._one(self.saved[reply["event_id"]], reply["status"], reply["cause"])

    def _one(self, saved: Saved, status: str, cause: str) -> None:
        assert status in ("stored", "stored_before", "refused", "later", "forked"), (status, cause)
        assert status in ("stored", "stored_before") or cause, f"{status} without a cause"
        assert status != "forked" or saved.desk in self.imaged, "a fork that is none"
        saved.answered = status
        if status == "later":
            saved.held_until_s = self.time.now_s + HOLD_S


def _ids(asked: Asked) -> list[str]:
    return [event["event_id"] for event in json.loads(asked.body)["events"]]
