"""What other processes have used so far of processor and memory, where the system tells."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

_PROC: Final = Path("/proc")


def used_s(pids: Iterable[int]) -> float | None:
    """By these processes themselves and by children that have ended; ``None``: not told here.

    Of those that end while they are asked, a parent among ``pids`` tells.
    """
    known = [ticks for pid in pids if (ticks := _ticks(pid)) is not None]
    return sum(known) / os.sysconf("SC_CLK_TCK") if known else None


def each_ms(
    before: dict[str, float | None], now: dict[str, float | None], count: int
) -> dict[str, float | None]:
    """Milliseconds for each of ``count`` things that were done between two readings."""

    def one(name: str) -> float | None:
        began, ended = before[name], now[name]
        if began is None or ended is None or not count:
            return None
        return round((ended - began) * 1000 / count, 2)

    return {name: one(name) for name in now}


def peak_mb(pid: int) -> float | None:
    """The most memory that a running process has had; ``None`` where the system does not tell."""
    return _memory_mb(pid, "VmHWM")


def resident_mb(pid: int) -> float | None:
    """The memory of a running process that is not elsewhere; ``None`` as in `peak_mb`."""
    return _memory_mb(pid, "VmRSS")


def _memory_mb(pid: int, which: str) -> float | None:
    try:
        lines = (_PROC / str(pid) / "status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    told = [line.split()[1] for line in lines if line.startswith(which)]
    return int(told[0]) * 1024 / 1e6 if told else None


def family(pid: int | None) -> list[int]:
    """A process and its living children; none where the system does not tell."""
    if pid is None or not _PROC.is_dir():
        return []
    children = [int(stat.parent.name) for stat in _PROC.glob("[0-9]*/stat") if _parent(stat) == pid]
    return [pid, *children]


def _ticks(pid: int) -> int | None:
    told = _told(_PROC / str(pid) / "stat")
    # user, system, and both of children that were waited for: fields 14 to 17 of proc(5)
    return sum(int(field) for field in told[11:15]) if told else None


def _parent(stat: Path) -> int | None:
    told = _told(stat)
    return int(told[1]) if told else None


def _told(stat: Path) -> list[str]:
    """The fields behind the name of the program, which may hold blanks itself."""
    try:
        return stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return []
