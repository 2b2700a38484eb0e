"""Enrolling this machine at a hub, and bringing a lost journal key back."""

from __future__ import annotations

from pathlib import Path

from workstation.bootstrap.faults import CannotGoOn
from workstation.bootstrap.machine import Machine, enrol_machine, machine_in, vault_for
from workstation.desk.credentials.device import NAME, Kind, device_of
from workstation.desk.credentials.journal_key import KeyPlace, journal_key, restore
from workstation.domain.events import Realm
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
    kept = _key_before(folder, realm)
    machine = enrol_machine(folder, realm, url, ca_pem, code, name, kind)
    if kind == "desk":
        place = key_place(machine)
        if kept is not None:
            machine.vault.put(place.name, kept.hex())
        journal_key(machine.vault, place)
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


def _key_before(folder: Path, realm: Realm) -> bytes | None:
    """The key of the journal that stands here from an earlier enrolment."""
    if not (folder / NAME).exists() or not (folder / "journal.db").exists():
        return None
    machine = Machine(folder, vault_for(folder, realm), device_of(folder))
    return journal_key(machine.vault, key_place(machine))


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
