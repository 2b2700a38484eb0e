"""The journal's key, wrapped for the force's recovery key: a lost keyring must not mean lost work.

X25519 with a key of its own for each wrapping, HKDF-SHA256, ChaCha20-Poly1305. The force keeps the
private half away from every desk.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from workstation.desk.credentials.faults import CredentialFault

_FORMAT: Final = 1
_PURPOSE: Final = b"workstation journal key, wrapped for recovery, 1"


@dataclass(frozen=True, slots=True)
class Wrapped:
    """What the recovery file holds, hexadecimal. ``check`` tells keys apart and reveals none."""

    format: int
    desk_id: str
    recipient: str
    ephemeral: str
    nonce: str
    wrapped: str
    check: str


def check_of(key: bytes) -> str:
    """What can be told about a key to anybody: the same for the same key, and nothing of it."""
    return hashlib.blake2b(key, digest_size=16, person=b"ws key check").hexdigest()


def wrap(key: bytes, desk_id: str, recipient: str) -> Wrapped:
    """``key`` so that only the private half of ``recipient`` (hexadecimal) opens it."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    own = X25519PrivateKey.generate()
    ephemeral = own.public_key().public_bytes_raw()
    other = bytes.fromhex(recipient)
    shared = own.exchange(X25519PublicKey.from_public_bytes(other))
    nonce = secrets.token_bytes(12)
    wrapping = ChaCha20Poly1305(_derived(shared, ephemeral + other))
    wrapped = wrapping.encrypt(nonce, key, desk_id.encode())
    return Wrapped(
        _FORMAT, desk_id, recipient, ephemeral.hex(), nonce.hex(), wrapped.hex(), check_of(key)
    )


def recover(private_key_file: Path, recovery_file: Path) -> bytes:
    """The journal's key, opened with the force's private key (PEM). Raises `CredentialFault`."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    kept = read(recovery_file)
    if kept is None:
        raise CredentialFault("recovery_unreadable", recovery_file.name)
    try:
        private = load_pem_private_key(private_key_file.read_bytes(), None)
    except (OSError, ValueError, TypeError) as fault:
        raise CredentialFault("recovery_key_unfit", private_key_file.name) from fault
    if not isinstance(private, X25519PrivateKey):
        raise CredentialFault("recovery_key_unfit", private_key_file.name)
    ephemeral = bytes.fromhex(kept.ephemeral)
    own = private.public_key().public_bytes_raw()
    try:
        shared = private.exchange(X25519PublicKey.from_public_bytes(ephemeral))
        opening = ChaCha20Poly1305(_derived(shared, ephemeral + own))
        key = opening.decrypt(
            bytes.fromhex(kept.nonce), bytes.fromhex(kept.wrapped), kept.desk_id.encode()
        )
    except (InvalidTag, ValueError) as fault:
        raise CredentialFault("recovery_key_unfit", private_key_file.name) from fault
    return key


def _derived(shared: bytes, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, salt, _PURPOSE).derive(shared)


def write(file: Path, wrapped: Wrapped) -> None:
    """Put the wrapping on the disk, durably, in place of the one before.

    Raises `CredentialFault` when it cannot be written; the one before is then untouched.
    """
    part = file.with_name(file.name + ".part")
    try:
        with part.open("w", encoding="utf-8") as out:
            json.dump(asdict(wrapped), out, indent=1)
            out.flush()
            os.fsync(out.fileno())
        part.replace(file)
        _sync_folder(file.parent)
    except OSError as fault:
        raise CredentialFault("recovery_unwritable", file.name) from fault


def keep_aside(file: Path, wrapped: Wrapped) -> None:
    """Another journal may still need this wrapping: it stays, under a name with its check."""
    try:
        file.replace(file.with_name(f"{file.name}.{wrapped.check[:8]}"))
    except OSError as fault:
        raise CredentialFault("recovery_unwritable", file.name) from fault


def read(file: Path) -> Wrapped | None:
    """What the recovery file says, ``None`` when it is missing or damaged."""
    try:
        kept = Wrapped(**json.loads(file.read_text(encoding="utf-8")))
        for part in (kept.recipient, kept.ephemeral, kept.nonce, kept.wrapped, kept.check):
            bytes.fromhex(part)
    except (OSError, ValueError, TypeError):
        return None
    return kept if kept.format == _FORMAT else None


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
