"""Who this machine is at the hub: a small file beside the stores, its secret in the vault."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Literal

from workstation.desk.credentials.faults import CredentialFault
from workstation.desk.credentials.vault import KeyVault
from workstation.domain.events import Realm

NAME: Final = "device.json"
Kind = Literal["desk", "receiver", "supervisor"]


@dataclass(frozen=True, slots=True)
class Device:
    """An enrolled machine. ``ca_pem`` is the force's own authority, ``None`` where none is needed;
    ``recovery_public_key`` is hexadecimal.
    """

    desk_id: str
    desk_name: str
    kind: Kind
    realm: Realm
    hub_url: str
    hub_id: str
    ca_pem: str | None
    recovery_public_key: str
    reference_block: str

    @property
    def secret_name(self) -> str:
        """The name of its secret in the vault."""
        return f"device-secret:{self.desk_id}"


def enrolled(folder: Path, vault: KeyVault, device: Device, secret: str) -> None:
    """Keep a new credential: the secret first, so that the file never names one that is not there.

    Raises `CredentialFault`, or OSError when the folder cannot be written.
    """
    vault.put(device.secret_name, secret)
    part = folder / (NAME + ".part")
    with part.open("w", encoding="utf-8") as out:
        json.dump(asdict(device), out, indent=1)
        out.flush()
        os.fsync(out.fileno())
    part.replace(folder / NAME)


def device_of(folder: Path) -> Device:
    """The machine that is enrolled here. Raises `CredentialFault`."""
    try:
        return Device(**json.loads((folder / NAME).read_text(encoding="utf-8")))
    except FileNotFoundError as fault:
        raise CredentialFault("not_enrolled") from fault
    except (OSError, ValueError, TypeError) as fault:
        raise CredentialFault("enrolment_unreadable", NAME) from fault


def secret_of(vault: KeyVault, device: Device) -> str:
    """What the machine shows the hub. Raises `CredentialFault`."""
    secret = vault.get(device.secret_name)
    if secret is None:
        raise CredentialFault("secret_missing")
    return secret
