"""Opening a desk from its folder: whatever is wrong is one sentence, and nothing stays open."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.desk.link.hand_clock import HandClock
from tests.endtoend.seated import CountedAlarms, hub, machine_at
from workstation.bootstrap.desk_parts import OpenDesk
from workstation.bootstrap.enrol import enrol
from workstation.bootstrap.faults import CannotGoOn
from workstation.bootstrap.machine import Machine, machine_in
from workstation.desk.call.identity import PersonAtDesk
from workstation.desk.credentials import CredentialFault
from workstation.desk.inbox import QueueInbox
from workstation.desk.journal import Journal, JournalFault
from workstation.desk.journal.tables import STEPS
from workstation.desk.sound import Silence
from workstation.domain.call_event import CallEvent
from workstation.domain.desk_stream import StoreOpened
from workstation.hub.enrolment import make_code
from workstation.hub.store import devices
from workstation.protocol.payloads import body_of
from workstation.settings.declared import Settings
from workstation.settings.places import seat_folder


@pytest.fixture(scope="module")
def enrolled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of an enrolled desk that was opened and closed once; its hub is gone."""
    folder = tmp_path_factory.mktemp("room")
    with hub(folder / "hub") as room:
        machine_at(room, folder / "desk")
    yield folder / "desk"


@pytest.fixture
def machine(enrolled: Path, tmp_path: Path) -> Machine:
    """A copy of that desk for one test."""
    import shutil

    shutil.copytree(enrolled, tmp_path / "desk")
    return machine_in(tmp_path / "desk", "demo")


def opened(machine: Machine) -> OpenDesk:
    return OpenDesk(machine, QueueInbox(), Silence())


def test_the_first_event_of_a_new_store_says_whose_it_is(machine: Machine) -> None:
    desk = opened(machine)
    (first,) = desk.journal.stream(f"desk:{desk.journal.last().store_id}")
    desk.close()
    assert body_of(first) == StoreOpened(machine.device.desk_id, machine.device.desk_name)


def test_opening_again_writes_nothing_and_finds_the_call(machine: Machine) -> None:
    desk = opened(machine)
    desk.calls.hear(CallEvent("offered", "call-1", "999", "+447700900417"))
    assert desk.close()
    again = opened(machine)
    try:
        assert again.journal.last().store_seq == 2
        assert [row.contact_id for row in again.calls.desk_view().calls] == ["contact:call-1"]
    finally:
        again.close()


def test_a_desk_in_use_is_not_opened_twice(machine: Machine) -> None:
    desk = opened(machine)
    try:
        with pytest.raises(JournalFault, match="Another workstation is using"):
            opened(machine)
    finally:
        desk.close()


def test_a_wrong_key_keeps_the_journal(machine: Machine) -> None:
    opened(machine).close()
    before = (machine.folder / "journal.db").read_bytes()
    machine.vault.put(f"journal-key:{machine.device.desk_id}", "00" * 32)
    with pytest.raises(CredentialFault, match="journal was kept"):
        opened(machine)
    assert (machine.folder / "journal.db").read_bytes() == before


def test_a_damaged_store_is_kept_and_told(machine: Machine) -> None:
    opened(machine).close()
    place = machine.folder / "journal.db"
    spoilt = b"\xff" * 64 + place.read_bytes()[64:]
    place.write_bytes(spoilt)
    with pytest.raises(JournalFault, match="kept as it is"):
        opened(machine)
    assert place.read_bytes() == spoilt


def test_a_newer_store_is_left_untouched(machine: Machine) -> None:
    from workstation.bootstrap.enrol import key_place
    from workstation.desk.credentials.journal_key import journal_key

    key = journal_key(machine.vault, key_place(machine))
    newer = (*STEPS, "CREATE TABLE of_a_later_release (x)")
    Journal.open(machine.folder / "journal.db", key, "demo", steps=newer).close()
    with pytest.raises(JournalFault, match="newer release"):
        opened(machine)


def test_without_a_policy_no_call_can_be_taken(machine: Machine) -> None:
    (machine.folder / "policies" / "current").unlink()
    with pytest.raises(CannotGoOn, match="no policy"):
        opened(machine)


def test_a_lost_credential_closes_the_stores_again(machine: Machine) -> None:
    (machine.folder / "DEMO-keys.json").unlink()
    with pytest.raises(CredentialFault, match="no longer holds this machine's credential"):
        opened(machine)
    # Nothing is held: the journal opens for whoever has the key.
    assert not (machine.folder / "journal.db-wal").exists()


def test_a_desk_opens_without_its_hub_and_says_so(machine: Machine) -> None:
    inbox = QueueInbox()
    desk = OpenDesk(machine, inbox, Silence())
    try:
        desk.start()
        lost = inbox.run_until(lambda: desk.calls.desk_view().link.state == "lost", 20.0)
        assert lost
        assert "cannot be reached" in desk.calls.desk_view().link.sentence
    finally:
        desk.close()


def test_another_hub_at_the_same_address_is_given_nothing(machine: Machine, tmp_path: Path) -> None:
    with hub(tmp_path / "other") as room:
        url = str(room.client.base_url).rstrip("/")
        moved = replace(machine, device=replace(machine.device, hub_url=url))
        inbox = QueueInbox()
        desk = OpenDesk(moved, inbox, Silence())
        try:
            desk.start()
            assert inbox.run_until(lambda: desk.calls.desk_view().link.state == "lost", 20.0)
            assert "Not our server" in desk.calls.desk_view().link.sentence
            assert desk.journal.waiting().count == 1
        finally:
            desk.close()


def started_once(machine: Machine) -> None:
    """Open the desk until its hub knows everything."""
    inbox = QueueInbox()
    desk = OpenDesk(machine, inbox, Silence())
    try:
        desk.start()
        assert inbox.run_until(lambda: desk.journal.waiting().count == 0, 20.0)
        assert desk.journal.set_aside() == ()
    finally:
        desk.close()


def sends_now(machine: Machine, clock: HandClock) -> str:
    """An emergency that the desk asked for without its hub; its incident."""
    desk = OpenDesk(machine, QueueInbox(), Silence(), clock)
    try:
        person = PersonAtDesk("f.grant", "F. Grant", frozenset({"advisor"}), (), "s1", offline=True)
        desk.calls.sign_in(person)
        desk.calls.hear(CallEvent("offered", "call-1", "999", "+447700900417"))
        assert desk.calls.answer().done
        assert desk.calls.send_now().done
        assert desk.calls.wait_saved(10.0)
        (asked,) = [
            body_of(waiting.event)
            for waiting in desk.journal.undelivered()
            if waiting.event.type == "HandOverRequested"
        ]
        return str(asked.incident_id)
    finally:
        desk.close()


@pytest.mark.parametrize("revoked", [False, True], ids=["same desk", "new desk"])
@pytest.mark.parametrize(("waits_s", "delayed"), [(60.0, False), (1000.0, True)])
def test_what_a_desk_had_not_sent_alarms_and_is_sent_after_it_was_enrolled_again(
    tmp_path: Path, revoked: bool, waits_s: float, delayed: bool
) -> None:
    """It stays the same desk where the hub agrees; otherwise it asks again as the new one."""
    settings = Settings(data=tmp_path / "data")
    seat = seat_folder(settings.data, "demo", "desk")
    clock, inbox, sound = HandClock(), QueueInbox(), CountedAlarms()
    with hub(tmp_path / "hub") as room:
        url = str(room.client.base_url).rstrip("/")

        def enrolled_here() -> Machine:
            code = make_code(room.hub.database, "desk", "test")
            enrol(settings, "demo", url, None, code, "Desk 14", "desk")
            return machine_in(seat, "demo")

        first = enrolled_here()
        started_once(first)
        incident = sends_now(first, clock)
        if revoked:
            with room.hub.writing() as tx:
                devices.revoke(tx, first.device.desk_id, room.clock(tx))
        second = enrolled_here()
        assert (second.device.desk_id != first.device.desk_id) is revoked
        clock.pass_s(waits_s)
        desk = OpenDesk(second, inbox, sound, clock)
        try:
            desk.calls.tick()
            assert sound.sounded == 1
            desk.start()
            assert inbox.run_until(lambda: desk.journal.waiting().count == 0, 20.0)
            (view,) = desk.calls.view().hand_overs
            assert (view.incident_id, view.state) == (incident, "delivered")
            position = desk.journal.last()
            (opened, *_) = desk.journal.stream(f"desk:{position.store_id}")
        finally:
            desk.close()
        start, *_ = room.incident(room.person("supervisor"), incident)
    assert start.delayed is delayed
    assert (body_of(opened).follows is not None) is revoked


def test_a_desk_that_is_open_is_not_enrolled_again(machine: Machine) -> None:
    settings = Settings(data=machine.folder.parent)
    seat = seat_folder(settings.data, "demo", "desk")
    seat.parent.mkdir()
    machine.folder.rename(seat)
    desk = opened(machine_in(seat, "demo"))
    try:
        before = (seat / "device.json").read_bytes()
        with pytest.raises(JournalFault, match="Another workstation is using"):
            enrol(settings, "demo", machine.device.hub_url, None, "CODE", "Desk 14", "desk")
        assert (seat / "device.json").read_bytes() == before
    finally:
        desk.close()
