"""One writer for one file: a lock of the operating system that dies with the process."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO


class Taken(Exception):
    """Another process, or another part of this one, holds the lock."""


class SingleWriter:
    """Holds the lock file of a store from construction until `release`.

    There is no process number in the file, so that nothing of a dead process can be mistaken for
    a living one. Raises `Taken` when the lock is held already.
    """

    def __init__(self, path: Path) -> None:
        self._file: IO[bytes] = path.open("ab")
        try:
            _lock(self._file)
        except OSError as fault:
            self._file.close()
            raise Taken(str(path)) from fault

    def release(self) -> None:
        """Let the next writer in; the lock file stays."""
        self._file.close()


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
