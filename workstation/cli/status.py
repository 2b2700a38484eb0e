"""What the program's exit status means."""

from __future__ import annotations

from enum import IntEnum
from typing import Final


class Status(IntEnum):
    """Exit status of every command."""

    DONE = 0
    FAULT = 1
    USAGE = 2
    WRONG_PATH = 3
    INTERRUPTED = 130


IN_WORDS: Final = (
    "Exit status: 0 done; 1 a fault, told in one sentence; 2 wrong usage; 3 a scenario's wrong "
    "path ended where it must; 130 interrupted."
)
