"""One start of one window, timed from outside: paint, the call, and the first key that arrives."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from workstation.bench.processor_time import resident_mb
from workstation.bootstrap.faults import CannotGoOn

#: Environment variable with the file a program writes its times into (see ``ui.program``).
TIMES_FILE: Final = "WORKSTATION_TIMES_FILE"
PATIENCE_S: Final = 60.0
LOOK_S: Final = 0.002
#: Seconds until a key that has not arrived is sent once more.
AGAIN_S: Final = 0.1
KEY: Final = "x"


@dataclass(frozen=True, slots=True)
class Start:
    """Milliseconds since the process was started, and megabytes it holds once it has painted and
    once all stands. None: not noted, not told by the system, or no key could be sent.
    """

    painted: float | None
    ready: float | None
    typing: float | None
    painted_mb: float | None
    ready_mb: float | None


def keys_can_be_sent() -> bool:
    """Whether real keys can be sent to windows here: an X display and xdotool."""
    return bool(os.environ.get("DISPLAY") and shutil.which("xdotool"))


class TimedProgram:
    """Starts ``command`` and follows the times it notes in a file of ``folder``."""

    def __init__(
        self, command: list[str], folder: Path, number: int, environment: Mapping[str, str]
    ) -> None:
        self._command = command
        self._file = folder / f"times-{number}"
        self._log = folder / "log"
        self._environment = os.environ | environment | {TIMES_FILE: str(self._file)}

    def start(self, *, awaits: str, types: bool) -> Start:
        """Start it, wait for the time named ``awaits``, type one key once painted, end it.

        Raises `CannotGoOn` when it ends by itself or takes too long.
        """
        with self._log.open("ab") as log:
            began = time.monotonic_ns()
            process = subprocess.Popen(
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self._environment,
            )
            try:
                self._wait(process, "painted")
                painted_mb = resident_mb(process.pid)
                if types:
                    self._type(process)
                noted = self._wait(process, awaits)
                ready_mb = resident_mb(process.pid)
            finally:
                process.terminate()
                process.wait(PATIENCE_S)
        after = {what: (at - began) / 1e6 for what, at in noted.items()}
        return Start(
            after.get("painted"), after.get("ready"), after.get("typing"), painted_mb, ready_mb
        )

    def _type(self, process: subprocess.Popen[bytes]) -> None:
        """Send a key until one arrives: the first may come before the window has the keyboard."""
        end = time.monotonic() + PATIENCE_S
        while "typing" not in self._noted():
            subprocess.run(["xdotool", "key", "--delay", "0", KEY], check=True)
            again = time.monotonic() + AGAIN_S
            while "typing" not in self._noted() and time.monotonic() < again:
                time.sleep(LOOK_S)
            self._check(process, end, "typing")

    def _wait(self, process: subprocess.Popen[bytes], what: str) -> dict[str, int]:
        end = time.monotonic() + PATIENCE_S
        while what not in (noted := self._noted()):
            time.sleep(LOOK_S)
            self._check(process, end, what)
        return noted

    def _check(self, process: subprocess.Popen[bytes], end: float, what: str) -> None:
        if process.poll() is not None or time.monotonic() > end:
            said = self._log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
            raise CannotGoOn(
                f"A window did not get to “{what}” ({said[-1] if said else 'it said nothing'}); "
                "nothing was measured; try again in a graphical session."
            )

    def _noted(self) -> dict[str, int]:
        try:
            lines = self._file.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return {}
        return {what: at for line in lines for what, at in json.loads(line).items()}
