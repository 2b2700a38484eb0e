"""Plays a scenario through desk, journal, hub process and receiver process, without a window."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

from workstation.bootstrap.control_room import ControlRoom
from workstation.bootstrap.demo_people import ADVISOR, PASSWORD
from workstation.bootstrap.desk_parts import OpenDesk
from workstation.bootstrap.faults import CannotGoOn
from workstation.bootstrap.identifiers import new_id
from workstation.content.scenarios import PathName, Scenario
from workstation.desk.answers import ContactRecord, IncidentRecord
from workstation.desk.inbox import QueueInbox
from workstation.desk.sound import Silence
from workstation.simulator import chain, verdict
from workstation.simulator.player import Pace, Played, Player
from workstation.simulator.stored import StoredCall
from workstation.simulator.verdict import Verdict

#: Seconds the desk may take to sign in, to hear of callers, and to have everything delivered.
PATIENCE_S: Final = 60.0
TICK_S: Final = 0.25


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a play ended, and everything to be written about it."""

    verdict: Verdict
    record: dict[str, Any]


def play(scenario: Scenario, file: Path, path: PathName, pace: Pace) -> Outcome:
    """Play ``scenario`` from ``file`` in a control room of its own.

    Raises `CannotPlay`, `CannotGoOn` and the foreseen faults of the parts.
    """
    began = time.monotonic()
    with control_room(scenario, file, path) as room, _PlayedDesk(room) as seat:
        desk = seat.open
        seat.begin()
        ready = time.monotonic()
        player = Player(desk.calls, desk.clock, seat.turn, new_id, pace)
        played = player.play(scenario.caller, scenario.steps(path))
        seat.deliver()
        stored, streams = stored_record(desk, played.contact_id, played.incident_ids)
    judged = (
        verdict.of_right_path(stored, scenario.expected, played.held)
        if path == "right"
        else verdict.of_wrong_path(stored, scenario.wrong.expected, played.held)
    )
    if not streams["ok"]:
        judged = Verdict(False, "The hub's record is not whole: its chain is broken.")
    seconds = {"control_room_ready": ready - began, "played": time.monotonic() - ready}
    record = {
        **_head(scenario, path, judged, played),
        **stored.as_plain(),
        "streams": streams,
        "times_ms": {
            "outcome_to_delivered": played.delivered_after_ms,
            "outcome_to_accepted": played.accepted_after_ms,
        },
        "seconds": seconds,
    }
    return Outcome(judged, record)


def _head(scenario: Scenario, path: PathName, judged: Verdict, played: Played) -> dict[str, Any]:
    return {
        "scenario": {"name": scenario.name, "title": scenario.scenario.title, "path": path},
        "result": {
            "as_expected": judged.as_expected,
            "sentence": judged.sentence,
            "named": judged.named,
            "held_by": [{"guard": h.guard_id, "sentence": h.sentence} for h in played.held],
        },
    }


@contextmanager
def control_room(scenario: Scenario, file: Path, path: PathName) -> Iterator[ControlRoom]:
    """A control room for one play of ``scenario``, with its receivers at their queue."""
    with tempfile.TemporaryDirectory(prefix="workstation-play-") as folder:
        room = ControlRoom(
            Path(folder) / "demo", {"desk": "Desk 14", "receiver": "Queue 1"}, callers=0
        )
        try:
            room.wait_until_ready()
            if scenario.receivers(path):
                room.start_receiver("--headless", "--script", str(file.absolute()), "--path", path)
            yield room
        finally:
            room.stop()


class _PlayedDesk:
    """The desk with the inbox that this program's only thread runs."""

    def __init__(self, room: ControlRoom) -> None:
        self._inbox = QueueInbox()
        self.open = OpenDesk(room.machine("desk"), self._inbox, Silence())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.open.close()

    def turn(self, done: Callable[[], bool], timeout_s: float) -> bool:
        """Let the desk work until ``done()``."""
        return self._inbox.run_until(done, timeout_s, every_s=TICK_S, tick=self.open.calls.tick)

    def wait(self, done: Callable[[], bool], otherwise: str) -> None:
        """As `turn`. Raises `CannotGoOn`."""
        if not self.turn(done, PATIENCE_S):
            raise CannotGoOn(f"The play cannot go on: {otherwise}; what was recorded is safe.")

    def begin(self) -> None:
        """Go on line, with an advisor signed in and the callers known."""
        desk = self.open
        desk.start()
        said: list[str] = []
        desk.signing_in.sign_in(ADVISOR.user, PASSWORD, said.append)
        self.wait(lambda: bool(said), "the hub did not answer the sign-in")
        if said[0]:
            raise CannotGoOn(said[0])
        self.wait(lambda: desk.directory.standing().whole, "the callers did not arrive")

    def deliver(self) -> None:
        """Wait until the hub has given its receipt for everything the desk wrote."""
        journal = self.open.journal
        self.wait(lambda: journal.waiting().count == 0, "the hub did not take everything")


def stored_record(
    desk: OpenDesk, contact_id: str, incident_ids: Iterable[str]
) -> tuple[StoredCall, dict[str, Any]]:
    """The hub's stored record of a call, over HTTP, and whether its streams are whole.

    Raises `CannotGoOn`.
    """
    contact = desk.client.contact_record(contact_id)
    if not isinstance(contact, ContactRecord):
        raise CannotGoOn(f"The hub's record cannot be read back: {contact.sentence}")
    incidents: dict[str, IncidentRecord] = {}
    for incident_id in incident_ids:
        answer = desk.client.record(incident_id)
        if not isinstance(answer, IncidentRecord):
            raise CannotGoOn(f"The hub's record cannot be read back: {answer.sentence}")
        incidents[incident_id] = answer
    events = {key: record.incident for key, record in incidents.items()}
    whole = {contact_id: contact.events, **events}
    return StoredCall(contact_id, contact.events, events), chain.verified(whole, contact.requests)
