"""`play` and `hub serve` run, with every process they start, where Qt cannot be imported."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

# Stands before the real package on the path of this process's children and of theirs.
TRAP = """
import os, sys
with open(os.environ["QT_TRAP"], "a") as asked:
    print(sys.argv, file=asked)
raise ImportError("no Qt here")
"""


@pytest.fixture
def qt_trap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that exists once somebody has asked for Qt."""
    for name in ("PySide6", "shiboken6"):
        (tmp_path / "trap" / name).mkdir(parents=True)
        (tmp_path / "trap" / name / "__init__.py").write_text(TRAP)
    path = os.pathsep.join([str(tmp_path / "trap"), os.environ["PYTHONPATH"]])
    monkeypatch.setenv("PYTHONPATH", path)
    monkeypatch.setenv("QT_TRAP", str(tmp_path / "asked"))
    return tmp_path / "asked"


def workstation(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "workstation", *arguments]
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)


def test_the_trap_catches(qt_trap: Path) -> None:
    asked = subprocess.run([sys.executable, "-c", "import PySide6.QtCore"], capture_output=True)
    assert asked.returncode == 1
    assert qt_trap.exists()


def test_play_needs_no_qt(qt_trap: Path, tmp_path: Path) -> None:
    played = workstation("play", "road-collision", "--headless", "--json", tmp_path / "record")
    assert played.returncode == 0, played.stderr
    assert not qt_trap.exists(), qt_trap.read_text()


def test_hub_serve_needs_no_qt(qt_trap: Path, tmp_path: Path) -> None:
    hub = ["--sqlite", tmp_path / "hub.db", "--realm", "training"]
    migrated = workstation("hub", "migrate", *hub, "--recovery-key", tmp_path / "recovery.pem")
    assert migrated.returncode == 0, migrated.stderr
    # Its standard input has ended already, so it stops as soon as it serves.
    served = workstation(
        "hub", "serve", *hub, "--port", "0", "--folder", tmp_path, "--until-stdin-ends"
    )
    assert served.returncode == 0, served.stderr
    assert not qt_trap.exists(), qt_trap.read_text()
