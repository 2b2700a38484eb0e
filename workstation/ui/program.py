"""Runs one window: it is on the screen before anything else is opened behind it."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from workstation.ui.app import application
from workstation.ui.bridge import Bridge
from workstation.ui.theme.tokens import ThemeWish

#: Where `workstation bench start` wants the times of first paint and of readiness, if at all.
TIMES_FILE = "WORKSTATION_TIMES_FILE"


class Opened(Protocol):
    """What was opened behind the window."""

    def close(self) -> object:
        """Save, end the threads, close the stores."""
        ...


W = TypeVar("W", bound=QWidget)


def run(
    make_window: Callable[[], W],
    open_behind: Callable[[Bridge, W], Opened],
    tell: Callable[[W, str], None],
    *,
    theme: ThemeWish = "dark",
    scale: float = 1.0,
    in_front: bool = True,
) -> int:
    """Show the window, open what belongs behind it, run until it is closed; the exit status.

    ``in_front`` is whether the window takes the keyboard when it appears. ``open_behind`` may
    raise an exception with a ``sentence``: it is told in the window, which stays, so that it can
    be read. Raises `NoDisplay`.
    """
    app = application(theme, scale)
    bridge = Bridge()
    window = make_window()
    window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, not in_front)
    times = _Times(window)
    window.show()
    behind: list[Opened] = []
    faults: list[str] = []

    def begin() -> None:
        try:
            behind.append(open_behind(bridge, window))
            times.note("ready")
        except Exception as fault:
            sentence = getattr(fault, "sentence", None)
            if sentence is None:
                raise
            faults.append(sentence)
            tell(window, sentence)

    QTimer.singleShot(0, begin)
    pulse = _end_on_signals(window)
    status = app.exec()
    pulse.stop()
    bridge.close()
    for opened in behind:
        opened.close()
    return 1 if faults else status


def _end_on_signals(window: QWidget) -> QTimer:
    """SIGTERM and SIGINT close the window; Python sees a signal only when it gets a turn."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: window.close())
    pulse = QTimer()
    pulse.setInterval(250)
    pulse.timeout.connect(lambda: None)
    pulse.start()
    return pulse


class _Times(QObject):
    """Notes when the window was first painted and when all was ready, for the bench alone."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        place = os.environ.get(TIMES_FILE)
        self._file = Path(place) if place else None
        if self._file is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The first paint of the window itself."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, lambda: self.note("painted"))
        return super().eventFilter(watched, event)

    def note(self, what: str) -> None:
        """Write down that ``what`` happened now."""
        if self._file is not None:
            with self._file.open("a", encoding="utf-8") as out:
                out.write(json.dumps({what: time.monotonic_ns()}) + "\n")
