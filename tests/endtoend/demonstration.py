"""The demonstration in a real window, worked by keys, killed and started again."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from tests.fixtures.processes import tied_to_us
from workstation.bootstrap.enrol import key_place
from workstation.bootstrap.machine import machine_in
from workstation.desk.credentials.journal_key import journal_key
from workstation.desk.journal import Journal
from workstation.desk.journal.encrypted_file import connect_reading
from workstation.desk.journal.opening import Place
from workstation.desk.journal.readers import Readers
from workstation.desk.journal.reading import Reading
from workstation.desk.journal.tables import STEPS

LIMIT_S = 60.0


def pause(seconds: float) -> None:
    """Let time pass: kills come at chosen moments."""
    threading.Event().wait(seconds)


class Demonstration:
    """One data folder, one program at a time. ``times`` are monotonic nanoseconds it noted."""

    def __init__(
        self,
        folder: Path,
        display: str,
        *,
        receiver: bool = False,
        around: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._options = [] if receiver else ["--nobody-receives"]
        self.data = folder / "data"
        self._folder = folder
        self._environment = os.environ | {
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "WORKSTATION_DATA": str(self.data),
            "WORKSTATION_SOUND": "no",
            **around,
        }
        self._starts = 0
        self._process: subprocess.Popen[bytes] | None = None

    @contextlib.contextmanager
    def with_program(self, *arguments: str) -> Iterator[None]:
        """In here another program of the demonstration runs, such as its supervisor's window."""
        with subprocess.Popen(
            [*tied_to_us(), sys.executable, "-m", "workstation", *arguments, "--demo"],
            stdin=subprocess.DEVNULL,
            env=self._environment,
        ) as program:
            try:
                yield
            finally:
                program.terminate()

    @property
    def seat(self) -> Path:
        """The desk's folder."""
        return self.data / "demo" / "desk"

    def start(self) -> float:
        """Start, and wait until the desk is open behind its window; the seconds that took."""
        self._starts += 1
        times = self._folder / f"times-{self._starts}"
        began = time.monotonic()
        with (self._folder / "demo.log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "workstation", "demo", *self._options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self._environment | {"WORKSTATION_TIMES_FILE": str(times)},
            )
        self._wait(lambda: times.exists() and "ready" in times.read_text())
        self._wait(self._journal.exists)
        noted = {k: v for line in times.read_text().splitlines() for k, v in _pairs(line)}
        return float(noted["ready"]) / 1e9 - began

    def kill(self) -> None:
        """`kill -9`."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def end(self) -> None:
        """Close it as a person would end the program."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(LIMIT_S)

    def press(self, *keys: str) -> None:
        """Press keys, by their X names."""
        self._xdotool("key", "--clearmodifiers", *keys)

    def type(self, text: str) -> None:
        """Type where the focus is."""
        self._xdotool("type", "--delay", "8", text)

    def to_window(self, title: str) -> None:
        """Bring another window of the program to the front."""
        self._xdotool("search", "--sync", "--name", title, "windowactivate", "--sync")

    @contextlib.contextmanager
    def left_behind(self) -> Iterator[Journal]:
        """The journal as a killed desk left it: a copy, so that the next start finds it so too."""
        with tempfile.TemporaryDirectory() as beside:
            for end in ("", "-wal", "-tape"):
                shutil.copy(self._journal.with_name(f"journal.db{end}"), beside)
            with Journal.open(Path(beside) / "journal.db", self._key, "demo") as copy:
                yield copy

    @contextlib.contextmanager
    def beside(self) -> Iterator[Reading]:
        """The journal of a desk that runs, read beside it."""
        readers = Readers(lambda: connect_reading(self._journal, self._key))
        try:
            place = Place(self._journal, self._key, "demo", STEPS)
            yield Reading(place, readers, lambda: None)  # the desk alone knows what it told
        finally:
            readers.close()

    @property
    def _journal(self) -> Path:
        return self.seat / "journal.db"

    @cached_property
    def _key(self) -> bytes:
        machine = machine_in(self.seat, "demo")
        return journal_key(machine.vault, key_place(machine))

    def _xdotool(self, *arguments: str) -> None:
        subprocess.run(
            ["xdotool", *arguments], env=self._environment, check=True, capture_output=True
        )

    def _wait(self, done) -> None:  # type: ignore[no-untyped-def]
        end = time.monotonic() + LIMIT_S
        while not done():
            assert self._process is not None
            assert self._process.poll() is None, (self._folder / "demo.log").read_text()
            assert time.monotonic() < end, "the desk did not open"
            pause(0.02)


def _pairs(line: str) -> Iterator[tuple[str, int]]:
    yield from json.loads(line).items()
