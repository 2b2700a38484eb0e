"""`kill -9` of the hub while a call is played: nothing that it acknowledged is lost."""

import os
import random
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from workstation.bootstrap.control_room import ControlRoom
from workstation.bootstrap.demo_people import ADVISOR, PASSWORD
from workstation.bootstrap.desk_parts import OpenDesk
from workstation.bootstrap.identifiers import new_id
from workstation.content.scenario_steps import Step, WaitFor
from workstation.content.scenarios import file_of, read
from workstation.desk.answers import ContactRecord, IncidentRecord
from workstation.desk.inbox import QueueInbox
from workstation.desk.sound import Silence
from workstation.simulator.player import Player

SOON_S = 60.0
KILLS = 4


@pytest.fixture
def room(tmp_path: Path) -> Iterator[ControlRoom]:
    """A control room whose hub and receiver are processes; the receiver accepts."""
    made = ControlRoom(tmp_path / "demo", {"desk": "Desk 14", "receiver": "Queue 1"}, callers=0)
    try:
        made.wait_until_ready()
        yield made
    finally:
        made.stop()


class Saboteur:
    """Kills the hub before chosen steps, and notes what it had acknowledged by then."""

    def __init__(
        self, room: ControlRoom, desk: OpenDesk, inbox: QueueInbox, before: set[int]
    ) -> None:
        self._room, self._desk, self._inbox, self._before = room, desk, inbox, before
        self._step = 0
        self.acknowledged: set[str] = set()
        self.kills = 0

    def __call__(self, step: Step) -> None:
        self._step += 1
        if self._step in self._before:
            self.kill()

    def kill(self) -> None:
        """Every other time while the hub is just being told, else once it has been told all."""
        assert self._room.hub is not None
        if self.kills % 2:
            self._inbox.run_pending()
        else:
            waiting = self._desk.journal.waiting
            assert self._inbox.run_until(lambda: waiting().count == 0, SOON_S)
        os.kill(self._room.hub.pid, signal.SIGKILL)
        self._note()
        self._room.hub.stop()
        self._room.start_hub()
        self._room.wait_until_ready()
        self.kills += 1

    def _note(self) -> None:
        """The desk's journal has a receipt for these."""
        for kind in ("contact", "desk"):
            for stream_id in self._desk.journal.streams(kind):
                for event in self._desk.journal.stream(stream_id):
                    delivery = self._desk.journal.delivery(event.event_id)
                    if delivery is not None and delivery.state == "stored":
                        self.acknowledged.add(event.event_id)


def test_what_the_hub_acknowledged_survives_and_the_call_ends_as_it_should(
    room: ControlRoom,
) -> None:
    scenario = read(file_of("road-collision"))
    room.start_receiver("--headless", "--script", str(file_of("road-collision")))
    inbox = QueueInbox()
    desk = OpenDesk(room.machine("desk"), inbox, Silence())
    try:
        desk.start()
        said: list[str] = []
        desk.signing_in.sign_in(ADVISOR.user, PASSWORD, said.append)
        assert inbox.run_until(lambda: said == [""], SOON_S)
        chance = random.Random(2)
        steps = scenario.steps("right")
        before = {n for n, s in enumerate(steps, start=1) if isinstance(s, WaitFor)}
        before |= set(chance.sample(range(2, len(steps)), KILLS - len(before)))
        saboteur = Saboteur(room, desk, inbox, before)

        def turn(done, timeout_s):  # type: ignore[no-untyped-def]
            return inbox.run_until(done, timeout_s, tick=desk.calls.tick)

        played = Player(desk.calls, desk.clock, turn, new_id, saboteur).play(scenario.caller, steps)
        assert saboteur.kills == KILLS
        assert inbox.run_until(lambda: desk.journal.waiting().count == 0, SOON_S)
        contact = desk.client.contact_record(played.contact_id)
        assert isinstance(contact, ContactRecord)
        incident = desk.client.record(played.incident_ids[0])
        assert isinstance(incident, IncidentRecord)
        own = desk.journal.stream(played.contact_id)
        assert [e.hash for e in contact.events] == [e.hash for e in own]
        at_hub = {e.event_id for e in (*contact.events, *contact.requests)}
        of_call = saboteur.acknowledged & {e.event_id for e in own}
        assert of_call, "every kill came too early to prove anything"
        assert of_call <= at_hub
        said_by_hub = [e.type for e in incident.incident]
        assert said_by_hub.count("IncidentOpened") == said_by_hub.count("Accepted") == 1
        assert desk.journal.first_break() is None
    finally:
        desk.close()
