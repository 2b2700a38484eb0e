"""The tape: the newest batch of events, durable by one write, before it is stored in the file.

It holds one record, always at its beginning, encrypted. Its room is set aside when the journal is
opened, so that a record takes a single write that ends when the disk has it. Once its batch is
stored a record is of no more use, and the next one goes over it; what a crash left unstored is
stored at the next opening.
"""

from __future__ import annotations

import errno
import hmac
import os
import secrets
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workstation.desk.journal.encrypted_file import sync_folder

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

#: Bytes set aside. What is longer is stored without the tape.
ROOM: Final = 65_536
_LENGTH: Final = 4
_NONCE: Final = 12
#: In place of the number of a file that was let go: the system may give that to another one.
_CLOSED: Final = -1


def tape_of(path: Path) -> Path:
    """The tape beside the file at ``path``."""
    return path.with_name(path.name + "-tape")


def has_its_room(path: Path) -> bool:
    """Whether there is a tape with all its room, as beside every file in use."""
    return path.exists() and path.stat().st_size >= ROOM


class Tape:
    """The tape beside a journal, made where there was none. Every method may raise OSError.

    It takes nothing before `make_ready`, for what encrypts it takes some time to load.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._key = key
        self._sealer: AESGCM | None = None
        self._file = os.open(path, _FLAGS, 0o600)
        try:
            if os.fstat(self._file).st_size < ROOM:
                self.wipe()
                sync_folder(path.parent)
        except BaseException:
            self.close()
            raise

    def make_ready(self) -> None:
        """Load what encrypts, where that has not been done."""
        if self._sealer is None:
            self._sealer = _sealer(self._key)

    def write(self, record: bytes) -> bool:
        """Write ``record`` over the one before; whether the tape took it and the disk has it."""
        if self._sealer is None:
            return False
        nonce = secrets.token_bytes(_NONCE)
        sealed = nonce + self._sealer.encrypt(nonce, record, None)
        if len(sealed) > ROOM - _LENGTH:
            return False
        _write_through(self._file, len(sealed).to_bytes(_LENGTH, "little") + sealed)
        return True

    def wipe(self) -> None:
        """Write over everything that is there."""
        _write_through(self._file, bytes(ROOM))

    def close(self) -> None:
        """Let go of the file, once; what is on it stays."""
        file, self._file = self._file, _CLOSED
        if file != _CLOSED:
            with suppress(OSError):
                os.close(file)

    def remove(self) -> None:
        """Let go of the file and delete it."""
        self.close()
        self._path.unlink(missing_ok=True)


def record_on(path: Path, key: bytes) -> bytes | None:
    """The record on a tape; ``None`` where there is none, or one that was never whole.

    Only what was never reported as saved is not whole: `Tape.write` ends when all of it is there.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return None
    length = int.from_bytes(raw[:_LENGTH], "little")
    sealed = raw[_LENGTH : _LENGTH + length]
    if not length or len(sealed) < length:
        return None
    from cryptography.exceptions import InvalidTag

    try:
        return _sealer(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], None)
    except (InvalidTag, ValueError):
        return None


def _sealer(key: bytes) -> AESGCM:
    """AES-256-GCM under a key of the tape's own, made from the journal's."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(hmac.digest(key, b"workstation journal tape", "sha256"))


if sys.platform == "win32":
    _FLAGS: Final = os.O_RDWR | os.O_CREAT | os.O_BINARY

    def _write(file: int, data: bytes) -> int:
        os.lseek(file, 0, os.SEEK_SET)
        written = os.write(file, data)
        os.fsync(file)
        return written
else:
    _FLAGS: Final = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_DSYNC

    def _write(file: int, data: bytes) -> int:
        return os.pwrite(file, data, 0)


def _write_through(file: int, data: bytes) -> None:
    """Put ``data`` at the beginning; it is on the disk when this returns."""
    if _write(file, data) != len(data):
        raise OSError(errno.EIO, os.strerror(errno.EIO))
