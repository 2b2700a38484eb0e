"""A disk that keeps only what was synchronised, and of the rest whatever it likes.

Bytes written since a file's last fsync, and names made or removed since the folder's last one, may
survive a power cut or not, each by itself; a write may survive in part, by sectors of 512 bytes.
"""

import random
from dataclasses import dataclass, field

from tests.crash.recording import Call

SECTOR = 512


@dataclass(eq=False)
class Contents:
    """The bytes of one file: those that are safe, and what came after."""

    safe: bytearray = field(default_factory=bytearray)
    loose: list[tuple[int, bytes | None]] = field(default_factory=list)

    def sync(self) -> None:
        for at, data in self.loose:
            put(self.safe, at, data)
        self.loose.clear()

    def after_cut(self, rng: random.Random, keep: float) -> bytes:
        found = bytearray(self.safe)
        for at, data in self.loose:
            if rng.random() >= keep:
                continue
            if data is None or rng.random() < 0.7:
                put(found, at, data)
            else:
                for start in range(0, len(data), SECTOR):
                    if rng.random() < 0.5:
                        put(found, at + start, data[start : start + SECTOR])
        return bytes(found)


def put(into: bytearray, at: int, data: bytes | None) -> None:
    """Write ``data`` at a place, or cut or lengthen the file to ``at`` bytes."""
    end = at if data is None else at + len(data)
    if len(into) < end:
        into.extend(bytes(end - len(into)))
    if data is None:
        del into[at:]
    else:
        into[at:end] = data


class Disk:
    """One folder. `-shm` files are left out: they are memory, rebuilt from the log."""

    def __init__(self) -> None:
        self._names: dict[str, Contents] = {}
        self._safe_names: dict[str, Contents] = {}
        self._loose_names: list[tuple[str, Contents | None]] = []

    def apply(self, call: Call) -> None:
        """One system call that succeeded."""
        if call.kind == "told" or call.name.endswith("-shm"):
            return
        if call.kind == "sync" and call.name == "":
            for name, contents in self._loose_names:
                rename_in(self._safe_names, name, contents)
            self._loose_names.clear()
        elif call.kind == "sync":
            self._names[call.name].sync()
        elif call.kind == "create":
            if call.name and call.name not in self._names:
                self._rename(call.name, Contents())
        elif call.kind == "unlink":
            self._rename(call.name, None)
        elif call.kind == "rename":
            self._rename(call.other, self._names[call.name])
            self._rename(call.name, None)
        else:
            data = call.data if call.kind == "write" else None
            self._names[call.name].loose.append((call.at, data))

    def _rename(self, name: str, contents: Contents | None) -> None:
        rename_in(self._names, name, contents)
        self._loose_names.append((name, contents))

    def without_cut(self) -> dict[str, bytes]:
        """The files as programs see them, nothing lost."""
        sure = random.Random(0)
        for contents in self._names.values():
            contents.sync()
        return {name: contents.after_cut(sure, 1.0) for name, contents in self._names.items()}

    def after_cut(self, rng: random.Random) -> dict[str, bytes]:
        """The files as the power comes back."""
        keep = rng.choice((0.0, 0.2, 0.5, 0.8, 1.0))
        names = dict(self._safe_names)
        for name, contents in self._loose_names:
            if rng.random() < keep:
                rename_in(names, name, contents)
        return {name: contents.after_cut(rng, keep) for name, contents in names.items()}


def rename_in(names: dict[str, Contents], name: str, contents: Contents | None) -> None:
    """Give a name to contents, or take it away."""
    if contents is None:
        names.pop(name, None)
    else:
        names[name] = contents
