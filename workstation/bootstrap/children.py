"""Programs of ours that this program starts, and that never outlive it.

The rope is the child's standard input: it ends when this process ends, however it ends, on every
platform; the child then stops by itself (`workstation.bootstrap.leash`).
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO, Final

from workstation.bootstrap.faults import CannotGoOn

#: Seconds between two looks at something that a child is to bring about.
LOOK_S: Final = 0.02
#: Seconds a child may take to stop by itself before it is ended.
STOP_S: Final = 8.0
#: How far behind us one stands that gives way: as POSIX counts it, and as Windows does.
GIVES_WAY: Final = 5
_BEHIND: Final[int] = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)


def command(*arguments: str) -> list[str]:
    """The command line of this same program with other arguments, frozen into a bundle or not."""
    if getattr(sys, "frozen", False):
        return [sys.executable, *arguments]
    return [sys.executable, "-m", "workstation", *arguments]


def _opened(log: Path | None) -> contextlib.AbstractContextManager[IO[bytes] | None]:
    if log is None:
        return contextlib.nullcontext()
    log.parent.mkdir(parents=True, exist_ok=True)
    return log.open("wb")


class Child:
    """One running program. What it says goes to ``log``, which never holds personal data.

    ``told``: what it reads as the first line of its standard input, where others cannot see it.
    With ``heard`` its standard output is for `said` or `read`, and only its complaints go to
    ``log``, or without one to where ours go. Whatever else this machine does goes before one that
    ``gives_way``, and before what that starts.
    """

    def __init__(
        self,
        name: str,
        arguments: list[str],
        log: Path | None,
        environment: Mapping[str, str],
        *,
        told: str = "",
        heard: bool = False,
        gives_way: bool = False,
    ) -> None:
        self.name = name
        self._log = log
        with _opened(log) as words:
            self._process = subprocess.Popen(
                command(*arguments),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE if heard else words,
                stderr=words,
                env={**os.environ, **environment},
                creationflags=_BEHIND if gives_way else 0,
            )
        if gives_way and os.name == "posix":
            with contextlib.suppress(ProcessLookupError):  # it has ended already
                behind = os.getpriority(os.PRIO_PROCESS, 0) + GIVES_WAY
                os.setpriority(os.PRIO_PROCESS, self._process.pid, behind)
        if told:
            self.tell(told)

    def tell(self, line: str) -> None:
        """Another line on its standard input."""
        if self._process.stdin is not None:
            with contextlib.suppress(BrokenPipeError):  # it has ended already, which is noticed
                self._process.stdin.write(line.encode("utf-8") + b"\n")
                self._process.stdin.flush()

    def said(self) -> Iterator[str]:
        """The lines it says, as they come, until it ends; for one that is ``heard``."""
        if self._process.stdout is not None:
            for line in self._process.stdout:
                yield line.decode("utf-8", "replace").rstrip()

    def read(self, size: int) -> bytes:
        """So many bytes of what it says, fewer when it ends before; for one that is ``heard``."""
        return self._process.stdout.read(size) if self._process.stdout is not None else b""

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    @property
    def running(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    def wait_until(self, done: Callable[[], bool], timeout_s: float) -> None:
        """Wait for ``done()``. Raises `CannotGoOn` when the child ends or the time is over."""
        end = time.monotonic() + timeout_s
        while not done():
            if not self.running:
                raise CannotGoOn(self._last_words())
            if time.monotonic() >= end:
                raise CannotGoOn(
                    f"The {self.name} did not get ready within {timeout_s:g} s; nothing was lost; "
                    f"start again, and look into {self._log} if it happens again."
                )
            time.sleep(LOOK_S)

    def stop(self) -> None:
        """Let it stop by itself, and end it when it does not."""
        if self._process.stdin is not None:
            with contextlib.suppress(BrokenPipeError):
                self._process.stdin.close()
        try:
            self._process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()
        self.ended()

    def ended(self) -> int:
        """Wait for its end and let go of it; the status it ended with."""
        status = self._process.wait()
        self.stop()
        if self._process.stdout is not None:
            self._process.stdout.close()
        return status

    def _last_words(self) -> str:
        log = self._log.read_text(encoding="utf-8", errors="replace") if self._log else ""
        said = log.strip().splitlines()
        why = said[-1] if said else f"it ended with status {self._process.returncode}"
        return f"The {self.name} could not go on: {why}"
