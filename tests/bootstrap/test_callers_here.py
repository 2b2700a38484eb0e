"""A desk wired as the program wires it gets its copy of the people on record, from a real hub."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.desk.link.people import at_hub, in_file, people_at, somebody
from tests.endtoend.seated import hub, machine_at, sitting
from tests.hub.control_room import ControlRoom
from workstation.bootstrap.callers_here import Keeping, keeping, open_directory
from workstation.bootstrap.desk_parts import OpenDesk
from workstation.bootstrap.doctor import Finding, _machine
from workstation.bootstrap.enrol import key_place
from workstation.bootstrap.machine import Machine
from workstation.desk.cache.callers import Build
from workstation.desk.call.identity import PersonAtDesk
from workstation.desk.credentials.journal_key import cache_key, journal_key
from workstation.desk.inbox import QueueInbox
from workstation.desk.link import caller_reading
from workstation.desk.sound import Silence
from workstation.domain.callers.caller import Caller
from workstation.domain.callers.register import CallerAdded, SamePersonMarked
from workstation.domain.events import Author, Happened
from workstation.settings.declared import Settings

SLICE = 20
PEOPLE = 80
NEW = Caller("caller:added-here", "Ailsa Added", None, "", False, ("+447700900999",))


@pytest.fixture
def room(tmp_path: Path, monkeypatch: Any) -> Iterator[ControlRoom]:
    """A hub with more people than a desk takes without a copying of its own."""
    monkeypatch.setattr(caller_reading, "PAGE", 10)
    monkeypatch.setattr(caller_reading, "SLICE", SLICE)
    with hub(tmp_path / "hub") as made:
        people_at(made, *(somebody(n, days=n) for n in range(PEOPLE)))
        yield made


def files(machine: Machine) -> set[str]:
    return {path.name for path in (machine.folder / "callers").glob("*.db")}


def test_a_slice_first_then_the_whole_record_in_its_place(
    room: ControlRoom, tmp_path: Path
) -> None:
    with sitting(room, tmp_path / "desk") as here:
        desk = here.desk
        here.until(lambda: desk.directory.extent.have >= SLICE)
        assert desk.directory.one("caller:00000003") is not None
        assert desk.calls.desk_view().link.cache_as_of_utc is None or desk.directory.extent.whole
        desk.directory.add_own(NEW)
        here.until(lambda: desk.directory.standing().whole)
        here.until(lambda: desk.calls.desk_view().link.cache_as_of_utc is not None)
        assert desk.directory.one(NEW.caller_id) == NEW
        assert [one.name for one in desk.directory.find("macmade79").people] == ["Morag Macmade79"]
        people_at(room, somebody(900))
        here.until(lambda: desk.directory.one("caller:00000900") is not None)
        here.until(lambda: files(desk.machine) == {"callers-000001.db"})
        machine = desk.machine
    key = cache_key(journal_key(machine.vault, key_place(machine)))
    (whole,) = (machine.folder / "callers").glob("callers-*.db")
    ours = {f"caller:{n:08}" for n in [*range(PEOPLE), 900]}
    held = in_file(whole, key)
    assert len(held) == len(set(held))
    assert {*ours, NEW.caller_id} <= set(held) <= {*at_hub(room), NEW.caller_id}
    found = {one.what: one for one in _machine(machine.folder, "demo")}
    told: Finding = found["people on record"]
    assert told.well
    assert told.words.startswith("a whole copy, of the last 730 days: ")


def test_another_scope_is_copied_beside_the_one_in_use(room: ControlRoom, tmp_path: Path) -> None:
    people_at(room, somebody(901, days=800))
    with sitting(room, tmp_path / "desk") as here:
        here.until(lambda: here.desk.directory.standing().whole)
        assert here.desk.directory.one("caller:00000901") is None
        machine = here.desk.machine
    inbox = QueueInbox()
    desk = OpenDesk(machine, inbox, Silence(), kept=Keeping(0, 0, 3600.0))
    try:
        desk.start()
        assert desk.directory.standing().whole
        done = lambda: desk.directory.one("caller:00000901") is not None  # noqa: E731
        assert inbox.run_until(done, 60.0, every_s=0.02)
        assert inbox.run_until(lambda: files(machine) == {"callers-000002.db"}, 60.0, every_s=0.02)
    finally:
        desk.close()


def test_a_desk_that_was_killed_before_or_after_the_swap_opens_one_or_the_other_whole(
    room: ControlRoom, tmp_path: Path
) -> None:
    """The copying ended and the desk had not gone over to it yet, or not finished going over."""
    machine = machine_at(room, tmp_path / "desk")
    desk = OpenDesk(machine, QueueInbox(), Silence())
    key = cache_key(journal_key(machine.vault, key_place(machine)))
    page: Any = desk.client.callers_copy("", 730, 10)
    desk.directory.put_page(page, 730, anew=True).result(20)
    with Build.begin(machine.folder / "callers", key, "demo") as build:
        whole: Any = desk.client.callers_copy("", 730, 5_000)
        build.add_page(whole, 730)
        build.finish()
        before = shutil.copytree(machine.folder, tmp_path / "before")
        build.complete()
    after = shutil.copytree(machine.folder, tmp_path / "after")
    desk.close()
    for folder, have, is_whole in ((before, 10, False), (after, whole.total, True)):
        again = OpenDesk(Machine(folder, machine.vault, machine.device), QueueInbox(), Silence())
        assert (again.directory.extent.have, again.directory.extent.whole) == (have, is_whole)
        again.close()
    assert {path.name for path in (after / "callers").glob("*.db")} == {"callers-000001.db"}


def test_what_this_desk_added_and_did_not_send_is_shown_again_in_a_new_file(
    room: ControlRoom, tmp_path: Path
) -> None:
    machine = machine_at(room, tmp_path / "desk")
    desk = OpenDesk(machine, QueueInbox(), Silence())
    desk.calls.sign_in(PersonAtDesk("f.grant", "F. Grant", frozenset({"advisor"}), (), "s1"))
    stream = f"desk:{desk.journal.last().store_id}"
    added = CallerAdded(NEW.caller_id, NEW.name, phones=NEW.phones, postcode="KX1 1AA")
    said = (added, SamePersonMarked(NEW.caller_id, "caller:00000001"))
    happened = [Happened(f"event-{n}", stream, body) for n, body in enumerate(said)]
    author = Author("demo", "f.grant", "s1")
    desk.journal.append(happened, author, desk.clock.moment(), policy=None).result(20)
    desk.close()
    shutil.rmtree(machine.folder / "callers")
    desk = OpenDesk(machine, QueueInbox(), Silence())
    try:
        (known,) = desk.directory.on_record("07700 900999").callers
        assert (known.name, known.postcode) == (NEW.name, "KX1 1AA")
        assert known.same_as == ("caller:00000001",)
        key = journal_key(machine.vault, key_place(machine))
        desk.directory.close()
        desk.directory = open_directory(machine, key, desk.journal)  # twice does not double it
        assert len(desk.directory.on_record("07700 900999").callers) == 1
    finally:
        desk.close()
    desk.directory.close()


def test_people_are_kept_as_long_as_they_are_in_scope_unless_said_otherwise() -> None:
    assert keeping(Settings()) == Keeping(730, 730, 86_400.0)
    assert keeping(Settings(callers_recent_days=0)) == Keeping(0, 0, 86_400.0)
    chosen = Settings(callers_recent_days=0, callers_kept_days=2_555, weeding_hours=12)
    assert keeping(chosen) == Keeping(0, 2_555, 43_200.0)
