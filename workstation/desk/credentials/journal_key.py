"""The key of a desk's stores: made once, safe in two places before the first event is taken."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from workstation.desk.credentials import recovery
from workstation.desk.credentials.faults import CredentialFault
from workstation.desk.credentials.vault import KeyVault

RECOVERY_FILE: Final = "journal.recovery"


@dataclass(frozen=True, slots=True)
class KeyPlace:
    """Whose key it is, the journal it opens, and the force's public key (hexadecimal).

    A demonstration has no force and no recovery key.
    """

    desk_id: str
    journal: Path
    recovery_public_key: str | None

    @property
    def name(self) -> str:
        """The key's name in the vault."""
        return _name(self.desk_id)

    @property
    def recovery_file(self) -> Path:
        """The wrapping beside the journal."""
        return self.journal.with_name(RECOVERY_FILE)


def journal_key(vault: KeyVault, place: KeyPlace) -> bytes:
    """The key of the journal; made anew only where there is no journal yet.

    When this returns, the key is in the vault and, where there is a recovery key, wrapped for it on
    the disk, so that the journal may be made. A machine that was enrolled again keeps its key.
    Raises `CredentialFault`; the journal stays.
    """
    wrapped = recovery.read(place.recovery_file)
    kept = vault.get(place.name)
    named_so = kept is not None
    if kept is None and wrapped is not None:
        kept = vault.get(_name(wrapped.desk_id))
    if place.journal.exists():
        if kept is None:
            raise CredentialFault("key_missing")
        key = _key_of(kept)
        if key is None or (wrapped is not None and wrapped.check != recovery.check_of(key)):
            raise CredentialFault("key_replaced")
    else:
        key = (_key_of(kept) if kept else None) or secrets.token_bytes(32)
    if kept != key.hex() or not named_so:
        vault.put(place.name, key.hex())  # first: the wrapping says under which name it is kept
    _wrap_if_needed(key, place, wrapped)
    return key


def restore(vault: KeyVault, place: KeyPlace, private_key_file: Path) -> bytes:
    """Bring the key back from the recovery file into the vault. Raises `CredentialFault`."""
    key = recovery.recover(private_key_file, place.recovery_file)
    vault.put(place.name, key.hex())
    return key


def cache_key(key: bytes) -> bytes:
    """The key of the cache: another one, and yet nothing more to keep."""
    return hashlib.blake2b(key, digest_size=32, person=b"ws cache key").digest()


def _name(desk_id: str) -> str:
    return f"journal-key:{desk_id}"


def _wrap_if_needed(key: bytes, place: KeyPlace, wrapped: recovery.Wrapped | None) -> None:
    recipient = place.recovery_public_key
    if recipient is None:
        return
    fits = (
        wrapped is not None
        and wrapped.check == recovery.check_of(key)
        and (wrapped.recipient, wrapped.desk_id) == (recipient, place.desk_id)
    )
    if wrapped is not None and wrapped.check != recovery.check_of(key):
        recovery.keep_aside(place.recovery_file, wrapped)
    if not fits:
        recovery.write(place.recovery_file, recovery.wrap(key, place.desk_id, recipient))


def _key_of(kept: str) -> bytes | None:
    try:
        key = bytes.fromhex(kept)
    except ValueError:
        return None
    return key if len(key) == 32 else None
