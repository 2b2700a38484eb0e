"""The child's end of the rope: stop when the program that started us is no longer there."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from typing import Final

#: Seconds a program may take to stop by itself before it is ended.
STOP_S: Final = 6.0
_BYTES: Final = 1_024


def next_line() -> bytes:
    """What we are told before `hold`, without the line's end; empty when nothing more is told."""
    said = b""
    while not said.endswith(b"\n") and (part := os.read(sys.stdin.fileno(), 1)):
        said += part  # never a byte of the line after it
    return said.rstrip(b"\n")


def hold(stop: Callable[[], None]) -> None:
    """Call ``stop`` from another thread when standard input ends, and make sure of the end."""

    def watch() -> None:
        # Not through sys.stdin: Python aborts at its end while a thread holds that one's lock.
        while os.read(sys.stdin.fileno(), _BYTES):
            pass
        stop()
        threading.Event().wait(STOP_S)
        os._exit(1)

    threading.Thread(target=watch, name="leash", daemon=True).start()
