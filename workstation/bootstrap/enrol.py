"""Enrolling this machine at a hub, and bringing a lost journal key back."""

from __future__ import annotations

from pathlib import Path

from workstation.bootstrap.faults import CannotGoOn
from workstation.bootstrap.identifiers import new_id
from workstation.bootstrap.machine import Machine, enrol_machine, machine_in
from workstation.desk.clock import SystemClock
from workstation.desk.credentials.device import Kind
from workstation.desk.credentials.journal_key import KeyPlace, journal_key, restore
from workstation.desk.journal import Journal
from workstation.domain.desk_stream import StoreOpened
from workstation.domain.events import Author, Happened, Realm
from workstation.settings.declared import Settings
from workstation.settings.places import seat_folder


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

    A desk that was enrolled before keeps its journal and the key of it.
    """
    folder = seat_folder(settings.data, realm, kind)
    ca_pem = _certificate(ca) if ca is not None else None
    machine = enrol_machine(folder, realm, url, ca_pem, code, name, kind)
    if kind == "desk":
        _go_on_as(machine, journal_key(machine.vault, key_place(machine)))
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


def _go_on_as(machine: Machine, key: bytes) -> None:
    """A journal of an earlier enrolment goes on under a new store: the hub knows the old one as
    another machine's. What was not sent is kept and shown.
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
