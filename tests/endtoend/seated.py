"""A desk wired as the program wires it, at a real hub whose clock the test drives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.desk.link.hand_clock import HandClock
from tests.hub.control_room import ControlRoom, ShiftedClock, running
from workstation.bootstrap.demo_people import ADVISOR, PASSWORD
from workstation.bootstrap.desk_parts import OpenDesk
from workstation.bootstrap.identifiers import new_id
from workstation.bootstrap.machine import Machine, enrol_machine
from workstation.bootstrap.seeding import MadeUp, seed
from workstation.desk.inbox import QueueInbox
from workstation.domain.call_event import CallEvent
from workstation.hub import installation
from workstation.hub.enrolment import make_code
from workstation.hub.settings import HubSettings

SOON_S = 30.0


class CountedAlarms:
    """A sound that counts."""

    available = True

    def __init__(self) -> None:
        self.sounded = 0

    def alarm(self) -> None:
        self.sounded += 1


@dataclass
class Seated:
    """A desk with somebody signed in, at a hub."""

    room: ControlRoom
    desk: OpenDesk
    inbox: QueueInbox
    clock: HandClock
    sound: CountedAlarms

    def until(self, done: Callable[[], bool]) -> None:
        """Let the desk work until ``done()``."""
        assert self.inbox.run_until(done, SOON_S, every_s=0.02), "it did not happen in time"

    def ring_and_answer(self, line: str = "999", number: str = "+447700900417") -> str:
        """A call comes in and is taken; its contact id."""
        call_id = new_id()
        self.desk.calls.hear(CallEvent("offered", call_id, line, number))
        assert self.desk.calls.answer().done
        return f"contact:{call_id}"


@contextmanager
def hub(folder: Path, clock: ShiftedClock | None = None) -> Iterator[ControlRoom]:
    """A demonstration's hub with its policy, people and callers."""
    folder.mkdir(parents=True)
    url = f"sqlite:///{folder / 'hub.db'}"
    installation.migrate(url, "demo", folder / "recovery.pem")
    seed(url, "demo", "police-scotland", None, MadeUp(0))
    settings = HubSettings(database=url, realm="demo", data_dir=folder, timer_interval_s=0.05)
    with running(settings, clock) as room:
        yield room


def machine_at(room: ControlRoom, folder: Path, kind: str = "desk") -> Machine:
    """A newly enrolled machine."""
    code = make_code(room.hub.database, kind, "test")
    url = str(room.client.base_url).rstrip("/")
    return enrol_machine(folder, "demo", url, None, code, f"{kind} of a test", kind)  # type: ignore[arg-type]


@contextmanager
def sitting(room: ControlRoom, folder: Path) -> Iterator[Seated]:
    """An advisor at a new desk of a running hub, on line."""
    clock, inbox, sound = HandClock(), QueueInbox(), CountedAlarms()
    desk = OpenDesk(machine_at(room, folder), inbox, sound, clock)
    try:
        desk.start()
        said: list[str] = []
        desk.signing_in.sign_in(ADVISOR.user, PASSWORD, said.append)
        here = Seated(room, desk, inbox, clock, sound)
        here.until(lambda: said == [""])
        yield here
    finally:
        desk.close()


@contextmanager
def seated(folder: Path) -> Iterator[Seated]:
    """An advisor at a desk that is on line, at a hub of its own."""
    with hub(folder / "hub", ShiftedClock()) as room, sitting(room, folder / "desk") as here:
        yield here
