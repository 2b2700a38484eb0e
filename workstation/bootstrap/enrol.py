"""Enrolling this machine at a hub, and bringing a lost journal key back."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from workstation.bootstrap.faults import CannotGoOn
from workstation.bootstrap.identifiers import new_id
from workstation.bootstrap.machine import Machine, enrol_machine, machine_in
from workstation.desk.clock import SystemClock
from workstation.desk.credentials import CredentialFault
from workstation.desk.credentials.device import Kind
from workstation.desk.credentials.journal_key import KeyPlace, journal_key, restore
from workstation.desk.journal import Journal
from workstation.desk.ports import DeliveryState
from workstation.domain.desk_stream import StoreOpened
from workstation.domain.events import Author, Happened, Moment, Realm, stream_kind
from workstation.protocol.messages import EnrolledBefore
from workstation.protocol.payloads import body_of
from workstation.settings.declared import Settings
from workstation.settings.places import seat_folder

ASKED_AGAIN: Final = "This machine was enrolled as another desk; it was asked again from there."


def enrol(
    settings: Settings,
    realm: Realm,
    url: str,
    ca: Path | None,
    code: str,
    name: str,
    kind: Kind,
) -> str:
    """Give this machine a credential at the hub; a sentence for the administrator.

    A desk that was enrolled before keeps its journal and the key of it, and stays the same desk
    where the hub can see that it is. Raises `CannotGoOn`, `CredentialFault`, and `JournalFault`
    where that journal cannot be opened; then nothing was changed.
    """
    folder = seat_folder(settings.data, realm, kind)
    ca_pem = _certificate(ca) if ca is not None else None
    before = _enrolled_before(folder, realm) if kind == "desk" else None
    machine = enrol_machine(folder, realm, url, ca_pem, code, name, kind, before)
    if kind == "desk":
        key = journal_key(machine.vault, key_place(machine))
        if before is None or machine.device.desk_id != before.desk_id:
            _go_on_as(machine, key)
    return (
        f"This machine is enrolled as {name or machine.device.desk_id} ({kind}, {realm}); its "
        f"references begin with {machine.device.reference_block}."
    )


def recover(settings: Settings, realm: Realm, private_key: Path) -> str:
    """Bring the key of this desk's journal back with the force's recovery key; a sentence."""
    machine = machine_in(seat_folder(settings.data, realm, "desk"), realm)
    restore(machine.vault, key_place(machine), private_key)
    return "The journal's key is back in the keyring; start the desk."


def key_place(machine: Machine) -> KeyPlace:
    """Which key opens this machine's journal, and where that lies."""
    return KeyPlace(
        machine.device.desk_id,
        machine.folder / "journal.db",
        machine.device.recovery_public_key or None,
    )


def _enrolled_before(folder: Path, realm: Realm) -> EnrolledBefore | None:
    """Which desk this was and what proves it, ``None`` when nothing here can say so."""
    try:
        known = machine_in(folder, realm)
        place = key_place(known)
        if not place.journal.exists():
            return None
        key = journal_key(known.vault, place)
    except (CredentialFault, CannotGoOn):
        return None
    with Journal.open(place.journal, key, realm) as journal:
        at = journal.last()
        own = journal.stream(f"desk:{at.store_id}")
    salt = own[0].payload_salt if own and own[0].store_seq == 1 else None
    if salt is None:
        return None
    return EnrolledBefore(
        desk_id=known.device.desk_id,
        store_id=at.store_id,
        store_seq=at.store_seq,
        proof=salt.hex(),
    )


def _go_on_as(machine: Machine, key: bytes) -> None:
    """A journal of an earlier enrolment goes on under a new store: the hub knows the old one as
    another machine's and would refuse it. What was asked and not answered is asked again.
    """
    place = key_place(machine).journal
    if not place.exists():
        return
    device = machine.device
    with Journal.open(place, key, device.realm) as journal:
        old = journal.reissue().result()
        stream_id = f"desk:{journal.last().store_id}"
        opened = StoreOpened(device.desk_id, device.desk_name, follows=old)
        author = Author(device.realm, device.desk_id, "")
        first = (Happened(new_id(), stream_id, opened),)
        journal.append(first, author, SystemClock().moment(), policy=None).result()
        _ask_again(journal, stream_id)


def _ask_again(journal: Journal, stream_id: str) -> None:
    """Requests and facts about incidents that wait in an older store go on in ``stream_id``.

    Each keeps its author, its time and its policy, so that it is as old as it was and alarms.
    """
    for waiting in journal.undelivered(journal.waiting().count):
        event = waiting.event
        body = body_of(event)
        if stream_kind(event.stream_id) != "desk" or getattr(body, "incident_id", None) is None:
            continue
        author = Author(event.realm, event.actor, event.sign_in)
        moment = Moment(event.at_utc, event.mono_ns, event.boot_id, event.hub_offset_ms)
        again = (Happened(new_id(), stream_id, body, cause_id=event.event_id),)
        journal.append(again, author, moment, policy=event.policy).result()
        was = waiting.delivery
        asked = DeliveryState("set_aside", was.attempts, ASKED_AGAIN, was.sent_at)
        journal.mark({event.event_id: asked}).result()


def _certificate(file: Path) -> str:
    try:
        text = file.read_text(encoding="ascii")
    except (OSError, ValueError) as fault:
        raise CannotGoOn(
            f"The certificate {file} cannot be read; nothing was changed; name the force's own "
            "certificate as a PEM file."
        ) from fault
    if "BEGIN CERTIFICATE" not in text:
        raise CannotGoOn(
            f"{file} is no certificate in PEM; nothing was changed; name the force's own."
        )
    return text
