"""The system calls by which a program wrote into one folder, recorded with strace."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tests.fixtures.processes import need

_CALLS = "openat,write,pwrite64,fsync,fdatasync,ftruncate,rename,renameat,renameat2,unlink,unlinkat"
_UNFINISHED = " <unfinished ...>"
_RESUMED = re.compile(r"<\.\.\. \w+ resumed>(.*)")
_LINE = re.compile(r"(\d+)\s+(.*)")
_DONE = re.compile(r"(\w+)\((.*)\)\s+= (-?\d+)(?:<(.*)>)?.*")
_ON_FILE = re.compile(r"\d+<([^>]*)>(?:\(deleted\))?(?:, (.*))?")
_WRITTEN = re.compile(r'("(?:[^"\\]|\\.)*"), (\d+)(?:, (\d+))?')
_NAMED = re.compile(r'(?:AT_FDCWD(?:<[^>]*>)?, )?("(?:[^"\\]|\\.)*")(.*)')

Kind = Literal["create", "write", "truncate", "sync", "unlink", "rename", "told"]


@dataclass(frozen=True)
class Call:
    """One call that succeeded. ``name`` is the file in the folder, "" the folder itself."""

    kind: Kind
    name: str
    at: int = 0
    data: bytes = b""
    other: str = ""


def record(arguments: list[str | Path], folder: Path, told: str) -> list[Call]:
    """Run a Python program; its calls on files in ``folder``, in the order they ended.

    What it writes into the file ``told`` counts as told to somebody and is on no disk.
    """
    need("strace")
    trace = folder.with_name(folder.name + ".strace")
    subprocess.run(
        ["strace", "-f", "-y", "-x", "-s", "9000000", "-e", f"trace={_CALLS}", "-o", trace]
        + [sys.executable, *map(str, arguments)],
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        check=True,
        timeout=600,
    )
    with trace.open(encoding="ascii") as lines:
        calls = list(_calls(lines, str(folder), told))
    trace.unlink()
    return calls


def _calls(lines: Iterator[str], folder: str, told: str) -> Iterator[Call]:
    """A write into a file that was opened with O_DSYNC is a write and a sync."""
    through: set[str] = set()
    begun: dict[str, str] = {}
    for line in lines:
        found = _LINE.match(line)
        if not found:
            continue
        process, text = found[1], found[2]
        if text.endswith(_UNFINISHED):
            begun[process] = text.removesuffix(_UNFINISHED)
            continue
        if resumed := _RESUMED.match(text):
            text = begun.pop(process) + resumed[1]
        if folder in text and (call := _call(text, folder)):
            yield _told(call) if call.name == told else call
            if call.kind == "create" and "O_DSYNC" in text:
                through.add(call.name)
            if call.kind == "write" and call.name in through:
                yield Call("sync", call.name)


def _told(call: Call) -> Call:
    return Call("told" if call.kind == "write" else "create", "", data=call.data)


def _call(text: str, folder: str) -> Call | None:
    done = _DONE.fullmatch(text)
    if not done or int(done[3]) < 0:
        return None
    name, arguments = done[1], done[2]
    if name in ("openat", "unlink", "unlinkat", "rename", "renameat", "renameat2"):
        return _on_name(name, arguments, folder)
    found = _ON_FILE.fullmatch(arguments)
    assert found, text[:200]
    file = _inside(found[1], folder)
    if file is None:
        return None
    if name in ("fsync", "fdatasync"):
        return Call("sync", file)
    if name == "ftruncate":
        return Call("truncate", file, int(found[2]))
    written = _WRITTEN.fullmatch(found[2])
    assert written, text[:200]
    data = _bytes(written[1])[: int(done[3])]
    return Call("write", file, int(written[3] or 0), data)


def _on_name(name: str, arguments: str, folder: str) -> Call | None:
    found = _NAMED.fullmatch(arguments)
    assert found, arguments[:200]
    file = _inside(_bytes(found[1]).decode(), folder)
    if file is None:
        return None
    if name == "openat":
        return Call("create", file) if "O_CREAT" in found[2] else None
    if name.startswith("unlink"):
        return Call("unlink", file)
    second = _NAMED.fullmatch(found[2].removeprefix(", "))
    assert second, arguments[:200]
    return Call("rename", file, other=_inside(_bytes(second[1]).decode(), folder) or "")


def _inside(path: str, folder: str) -> str | None:
    if path == folder:
        return ""
    return path.removeprefix(folder + "/") if path.startswith(folder + "/") else None


def _bytes(quoted: str) -> bytes:
    value = ast.literal_eval("b" + quoted)
    assert isinstance(value, bytes)
    return value
