"""A demonstration that stopped in the middle of a call, made without a window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from workstation.bootstrap.control_room import ControlRoom
from workstation.bootstrap.demo import CALLERS, MACHINES
from workstation.bootstrap.demo_people import ADVISOR, PASSWORD
from workstation.bootstrap.desk_parts import OpenDesk
from workstation.bootstrap.enrol import key_place
from workstation.bootstrap.faults import CannotGoOn
from workstation.bootstrap.identifiers import new_id
from workstation.bootstrap.machine import machine_in
from workstation.desk.credentials.journal_key import journal_key
from workstation.desk.inbox import QueueInbox
from workstation.desk.journal import Journal
from workstation.desk.sound import Silence
from workstation.domain.call_event import CallEvent
from workstation.domain.contact import commands as ask
from workstation.domain.contact import facts
from workstation.settings.places import demo_folder

LINES: Final = (
    "caller's neighbour is shouting and breaking things",
    "man at the door with a bat, caller is upstairs with two children",
    "he has gone round the back",
)
#: What stood half typed in the narrative when it stopped.
HALF_TYPED: Final = "caller can hear gla"
#: Seconds until a signed-in desk must be there.
PATIENCE_S: Final = 60.0


def prepare(data: Path) -> None:
    """Make a demonstration in ``data`` with a call that is answered, written down and unfinished.

    Raises `CannotGoOn`.
    """
    room = ControlRoom(demo_folder(data), MACHINES, callers=CALLERS)
    try:
        room.wait_until_ready()
        inbox = QueueInbox()
        desk = OpenDesk(room.machine("desk"), inbox, Silence())
        try:
            _take_the_call(desk, lambda done: inbox.run_until(done, PATIENCE_S, every_s=0.1))
        finally:
            desk.close()
    finally:
        room.stop()


def _take_the_call(desk: OpenDesk, turn: Callable[[Callable[[], bool]], bool]) -> None:
    desk.start()
    said: list[str] = []
    desk.signing_in.sign_in(ADVISOR.user, PASSWORD, said.append)
    if not turn(lambda: said == [""] and desk.directory.standing().whole):
        raise CannotGoOn("The demonstration's hub did not answer; nothing was measured.")
    calls = desk.calls
    calls.hear(CallEvent("offered", new_id(), "999", "+447700900417"))
    calls.answer()
    calls.do(ask.Record(facts.TypeChosen("domestic")))
    for line in LINES:
        calls.do(ask.Type(line, verbatim=False))
    calls.draft("narrative", HALF_TYPED, len(HALF_TYPED))
    if not calls.wait_saved(PATIENCE_S):
        raise CannotGoOn("The call was not saved in time; nothing was measured.")
    turn(lambda: desk.journal.waiting().count == 0)


def half_typed(data: Path) -> str:
    """What the journal of a desk that ended holds of the narrative's typing line."""
    machine = machine_in(demo_folder(data) / "desk", "demo")
    place = key_place(machine)
    with Journal.open(place.journal, journal_key(machine.vault, place), "demo") as journal:
        contacts = journal.open_contacts()
        drafts = [draft for contact in contacts for draft in journal.drafts(contact)]
    return "".join(draft.text for draft in drafts if draft.field == "narrative")
