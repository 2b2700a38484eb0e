"""A disk of which one call fails: a layer under the shipped SQLCipher, and under our own file work.

SQLite asks its VFS for every open, read, write, sync, truncation and deletion, and for the shared
memory of its log; this replaces those entries in the wheel's own VFS and counts. Our own renames,
syncs and opens go through Python and are counted with them.
"""

from __future__ import annotations

import ctypes as c
import errno
import io
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal
from unittest.mock import patch

Kind = Literal["EIO", "ENOSPC"]
_FULL, _CANTOPEN, _IOERR = 13, 14, 10
_NUMBERS = {"EIO": errno.EIO, "ENOSPC": errno.ENOSPC}

_VFS = ["pNext", "zName", "pAppData", "xOpen", "xDelete", "xAccess"]
_IO = [
    "xClose", "xRead", "xWrite", "xTruncate", "xSync", "xFileSize", "xLock", "xUnlock",
    "xCheckReservedLock", "xFileControl", "xSectorSize", "xDeviceCharacteristics", "xShmMap",
    "xShmLock", "xShmBarrier", "xShmUnmap", "xFetch", "xUnfetch",
]  # fmt: skip


class _Vfs(c.Structure):
    _fields_ = (
        ("iVersion", c.c_int),
        ("szOsFile", c.c_int),
        ("mxPathname", c.c_int),
        *((name, c.c_void_p) for name in _VFS),
    )


class _Io(c.Structure):
    _fields_ = (("iVersion", c.c_int), *((name, c.c_void_p) for name in _IO))


def _entry(*arguments: Any) -> Any:
    return c.CFUNCTYPE(c.c_int, *arguments)


_ENTRIES = {
    # Names are passed on as they are: SQLite keeps the pointer, and reads on behind the name.
    "xOpen": _entry(c.c_void_p, c.c_void_p, c.c_void_p, c.c_int, c.c_void_p),
    "xDelete": _entry(c.c_void_p, c.c_void_p, c.c_int),
    "xRead": _entry(c.c_void_p, c.c_void_p, c.c_int, c.c_int64),
    "xWrite": _entry(c.c_void_p, c.c_void_p, c.c_int, c.c_int64),
    "xTruncate": _entry(c.c_void_p, c.c_int64),
    "xSync": _entry(c.c_void_p, c.c_int),
    "xFileSize": _entry(c.c_void_p, c.c_void_p),
    "xShmMap": _entry(c.c_void_p, c.c_int, c.c_int, c.c_int, c.c_void_p),
}
#: What SQLite is told when the call fails: its own code for a failure of that kind.
_SAID = {
    "xOpen": _CANTOPEN,
    "xDelete": _IOERR | 10 << 8,
    "xRead": _IOERR | 1 << 8,
    "xWrite": _IOERR | 3 << 8,
    "xTruncate": _IOERR | 6 << 8,
    "xSync": _IOERR | 4 << 8,
    "xFileSize": _IOERR | 7 << 8,
    "xShmMap": _IOERR | 19 << 8,
}
#: Calls that a full disk does not fail.
_NEED_NO_ROOM = ("xRead", "xDelete", "xTruncate", "xFileSize", "unlink")


class FailingDisk:
    """Counts calls; number ``fails_at`` fails once, or from there on with ``for_good``."""

    def __init__(self, folder: Path, kind: Kind, fails_at: int, *, for_good: bool = False) -> None:
        self._folder = str(folder)
        self._kind = kind
        self._fails_at = fails_at
        self._for_good = for_good
        self.calls: list[str] = []
        self.failed = ""

    def fails(self, call: str) -> bool:
        """Note a call; whether it is to fail."""
        if self._kind == "ENOSPC" and call in _NEED_NO_ROOM:
            return False
        self.calls.append(call)
        number = len(self.calls) - 1
        if number == self._fails_at or (self._for_good and number > self._fails_at):
            self.failed = call
            return True
        return False

    def said(self, call: str) -> int:
        """What SQLite is told of a call that fails."""
        return _FULL if self._kind == "ENOSPC" and call == "xWrite" else _SAID[call]

    def ours(self, name: str, plain: Callable[..., Any]) -> Callable[..., Any]:
        """``plain`` of Python, which fails when it is its turn and it concerns the folder."""

        def call(file: Any, *arguments: Any, **more: Any) -> Any:
            inside = isinstance(file, int) or os.fspath(file).startswith(self._folder)
            read_only = name == "open" and arguments[:1] in (("rb",), (os.O_RDONLY,))
            if inside and not (read_only and self._kind == "ENOSPC") and self.fails(name):
                if name == "pwrite":  # half of it got there
                    plain(file, arguments[0][: len(arguments[0]) // 2], *arguments[1:])
                number = _NUMBERS[self._kind]
                raise OSError(number, os.strerror(number))
            return plain(file, *arguments, **more)

        return call


_now: FailingDisk | None = None
_kept: dict[int, Any] = {}


def _wrapped(name: str, address: int) -> Any:
    """The entry ``name`` at ``address``, which fails when the disk of now says so."""
    plain = _ENTRIES[name](address)

    def call(*arguments: Any) -> int:
        if _now is None or not _now.fails(name):
            return int(plain(*arguments))
        if name == "xWrite":  # half of it got there
            file, data, size, at = arguments
            plain(file, data, size // 2, at)
        elif name == "xOpen":
            c.cast(arguments[2], c.POINTER(c.c_void_p))[0] = None
        return _now.said(name)

    return _ENTRIES[name](call)


def _methods(plain: int) -> int:
    """A copy of a file's methods with ours in their places."""
    if plain not in _kept:
        copy = _Io()
        c.memmove(c.byref(copy), plain, c.sizeof(copy))
        ours = {n: _wrapped(n, getattr(copy, n)) for n in _ENTRIES if getattr(copy, n, None)}
        for name, entry in ours.items():
            setattr(copy, name, c.cast(entry, c.c_void_p))
        _kept[plain] = (copy, ours)
    return c.addressof(_kept[plain][0])


def _opening(address: int) -> Any:
    failing = _wrapped("xOpen", address)

    def call(vfs: int, name: int | None, file: int, flags: int, out: int) -> int:
        code = int(failing(vfs, name, file, flags, out))
        first = c.cast(file, c.POINTER(c.c_void_p))
        if first[0]:
            first[0] = _methods(first[0])
        return code

    return _ENTRIES["xOpen"](call)


def _vfs() -> _Vfs:
    from sqlcipher3 import _sqlite3

    find = c.CDLL(_sqlite3.__file__).sqlite3_vfs_find
    find.restype, find.argtypes = c.c_void_p, [c.c_char_p]
    return _Vfs.from_address(find(None))


@contextmanager
def failing_disk(disk: FailingDisk) -> Iterator[FailingDisk]:
    """Everything that is opened within goes through ``disk``, and must be closed within."""
    global _now
    vfs = _vfs()
    plain = {name: getattr(vfs, name) for name in ("xOpen", "xDelete")}
    ours = {"xOpen": _opening(plain["xOpen"]), "xDelete": _wrapped("xDelete", plain["xDelete"])}
    try:
        for name, entry in ours.items():
            setattr(vfs, name, c.cast(entry, c.c_void_p))
        _now = disk
        with (
            patch.object(os, "open", disk.ours("open", os.open)),
            patch.object(os, "pwrite", disk.ours("pwrite", os.pwrite)),
            patch.object(os, "fsync", disk.ours("fsync", os.fsync)),
            patch.object(os, "replace", disk.ours("replace", os.replace)),
            patch.object(os, "unlink", disk.ours("unlink", os.unlink)),
            patch.object(io, "open", disk.ours("open", io.open)),
            patch.object(shutil, "copyfile", disk.ours("copyfile", shutil.copyfile)),
        ):
            yield disk
    finally:
        _now = None
        for name, address in plain.items():
            setattr(vfs, name, address)
