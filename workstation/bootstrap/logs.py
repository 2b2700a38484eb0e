"""Where the program's log goes. No log line carries what people said, names or numbers.

A command whose words on the terminal are for a person keeps no log.
"""

from __future__ import annotations

import logging
import threading
import time
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

_BYTES: Final = 500_000
_KEPT: Final = 2


def to_file(folder: Path) -> None:
    """Into ``workstation.log`` beside the stores of a machine; old lines make room for new ones."""
    folder.mkdir(parents=True, exist_ok=True)
    _to(
        RotatingFileHandler(
            folder / "workstation.log",
            maxBytes=_BYTES,
            backupCount=_KEPT,
            encoding="utf-8",
            delay=True,
        )
    )


def to_standard_error() -> None:
    """For programs that a service manager starts and listens to."""
    _to(logging.StreamHandler())


def _to(handler: logging.Handler) -> None:
    lines = logging.Formatter("%(asctime)sZ %(levelname)s %(name)s: %(message)s")
    lines.converter = time.gmtime
    handler.setFormatter(lines)
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    threading.excepthook = _of_thread


def _of_thread(told: threading.ExceptHookArgs) -> None:
    """A thread ended by a fault: its place for the log, not its words, which may hold data."""
    place = told.exc_traceback
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f"{place.tb_frame.f_code.co_qualname}:{place.tb_lineno}" if place else "?"
    name = told.thread.name if told.thread else "?"
    logging.getLogger(__name__).error("thread %s: %s at %s", name, told.exc_type.__name__, where)
