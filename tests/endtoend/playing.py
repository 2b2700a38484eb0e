"""Playing a scenario as a person would: the real command, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LIMIT_S = 110


@dataclass(frozen=True)
class Play:
    """What the command left behind. ``record`` is empty when it wrote none."""

    status: int
    said: str
    record: dict[str, Any]


def play(scenario: str | Path, folder: Path, *options: str) -> Play:
    """Run ``workstation play SCENARIO --headless`` and read what it wrote."""
    written = folder / "played.json"
    done = subprocess.run(
        [sys.executable, "-m", "workstation", "play", str(scenario), "--headless"]
        + ["--json", str(written), *options],
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        cwd=folder,
    )
    record = json.loads(written.read_text(encoding="utf-8")) if written.exists() else {}
    return Play(done.returncode, done.stderr, record)
