"""Runs one window: it is on the screen before anything else is opened behind it."""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, Generic, Protocol, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from workstation.ui.app import application
from workstation.ui.bridge import Bridge
from workstation.ui.theme.dress import wear_sheet

if TYPE_CHECKING:
    from workstation.ui.theme.tokens import ThemeWish

#: Where `workstation bench start` wants the times of first paint and of readiness, if at all.
TIMES_FILE = "WORKSTATION_TIMES_FILE"
#: Milliseconds after which what belongs behind a window is opened though nothing was painted: it
#: was started minimised, or nobody looks at its screen.
UNPAINTED_MS = 3000
#: Seconds that one thread goes on while another waits for its turn. An answer that is saved takes
#: several turns: with Python's own 5 ms it would wait until the window has painted it.
TURN_S: Final = 0.0005
UNFORESEEN = (
    "The program met a fault of its own and did not open: nothing typed here is kept; what was "
    "saved before is safe; take calls at another desk and call the administrator."
)
UNSAVED = (
    "The disk did not take everything before the program ended: the newest entries are not saved, "
    "what was saved before is safe; make room and enter them again."
)

_log = logging.getLogger(__name__)


class Opened(Protocol):
    """What was opened behind the window."""

    def close(self) -> object:
        """Save, end the threads, close the stores; ``False`` when not everything was saved."""
        ...


def _place(fault: BaseException) -> str:
    """Where it was raised; its words may hold what people said."""
    end = traceback.extract_tb(fault.__traceback__)[-1]
    return f"{end.name}:{end.lineno}"


W = TypeVar("W", bound=QWidget)
B = TypeVar("B", bound=Opened)


def run(
    make_window: Callable[[], W],
    open_behind: Callable[[Bridge], B],
    show: Callable[[W, B], None],
    tell: Callable[[W, str], None],
    *,
    theme: ThemeWish = "dark",
    scale: float = 1.0,
    in_front: bool = True,
    complete: Callable[[W, Callable[[], None]], None] = lambda _, then: then(),
) -> int:
    """Show the window, open what belongs behind it, run until it is closed; the exit status.

    ``open_behind`` runs in a thread of its own, so that the window takes typing meanwhile; then
    ``show`` binds what it opened to the window. Either may raise an exception with a ``sentence``:
    it is told in the window, which stays, so that it can be read. ``in_front`` is whether the
    window takes the keyboard when it appears. ``complete`` calls what it is given once the window
    has made what it still makes after its first paint. Raises `NoDisplay`.
    """
    sys.setswitchinterval(TURN_S)
    app = application(theme, scale)
    window = make_window()
    wear_sheet(app)
    times = _Times(app)
    opening = _Opening(window, open_behind, show, tell, times)

    def painted() -> None:
        times.note("painted")
        complete(window, opening.begin)

    _FirstPaint(window, painted)
    _show(window, in_front)
    pulse = _end_on_signals(window)
    status = app.exec()
    pulse.stop()
    return opening.end() or status


class _Opening(Generic[W, B]):
    """Opens what belongs behind a painted window, binds the two, and closes it at the end."""

    def __init__(
        self,
        window: W,
        open_behind: Callable[[Bridge], B],
        show: Callable[[W, B], None],
        tell: Callable[[W, str], None],
        times: _Times,
    ) -> None:
        self._window, self._times = window, times
        self._open_behind, self._show, self._tell = open_behind, show, tell
        self._bridge = Bridge()
        self._opened: B | None = None
        self._is_faulty = False
        self._thread = threading.Thread(target=self._work, name="opening")

    def begin(self) -> None:
        """The window is complete: open the rest.

        Both at once would load the same modules, and a key would wait for the one that is slower.
        """
        QTimer.singleShot(0, self._thread.start)

    def end(self) -> int:
        """The window is gone: close what was opened; 1 when there was a fault or a loss."""
        if self._thread.ident is not None:
            self._thread.join()
        self._bridge.close()
        is_saved = self._opened is None or self._opened.close() is not False
        if not is_saved:
            _log.error(UNSAVED)
        return 1 if self._is_faulty or not is_saved else 0

    def _work(self) -> None:
        try:
            self._opened = self._open_behind(self._bridge)
        except Exception as fault:  # noqa: BLE001 -- told in the window's thread
            sentence = _sentence(fault)
            self._bridge.post(lambda: self._failed(sentence))
        else:
            self._bridge.post(self._bind)

    def _bind(self) -> None:
        try:
            if self._opened is not None:
                self._show(self._window, self._opened)
        except Exception as fault:  # noqa: BLE001 -- a window that keeps nothing must say so
            self._failed(_sentence(fault))
        QTimer.singleShot(0, lambda: self._times.note("ready"))

    def _failed(self, sentence: str) -> None:
        self._is_faulty = True
        self._tell(self._window, sentence)


def _sentence(fault: Exception) -> str:
    sentence = getattr(fault, "sentence", None)
    if isinstance(sentence, str):
        return sentence
    _log.error("opening: %s at %s", type(fault).__name__, _place(fault))
    return UNFORESEEN


#: Pixels that a title bar may take of the screen.
TITLE_BAR: Final = 40


def _show(window: QWidget, in_front: bool) -> None:
    window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, not in_front)
    room = window.screen().availableSize()
    if window.width() > room.width() or window.height() + TITLE_BAR > room.height():
        window.showMaximized()
    else:
        window.show()
    if not in_front:
        window.lower()


def _end_on_signals(window: QWidget) -> QTimer:
    """SIGTERM and SIGINT close the window; Python sees a signal only when it gets a turn."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: window.close())
    pulse = QTimer()
    pulse.setInterval(250)
    pulse.timeout.connect(lambda: None)
    pulse.start()
    return pulse


class _FirstPaint(QObject):
    """Calls ``then`` once, when the window has been painted; late, where nothing is painted."""

    def __init__(self, window: QWidget, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._then: Callable[[], None] | None = then
        window.installEventFilter(self)
        QTimer.singleShot(UNPAINTED_MS, self._now)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The paint itself comes after this filter, and what is called after the paint."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._now)
        return super().eventFilter(watched, event)

    def _now(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()


class _Times(QObject):
    """Notes first paint, readiness and the first key that a line took, for the bench alone."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        place = os.environ.get(TIMES_FILE)
        self._file = Path(place) if place else None
        if self._file is not None:
            app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The first key that reaches a line, noted when the line has taken it."""
        if event.type() == QEvent.Type.KeyPress and isinstance(watched, QLineEdit):
            self._app.removeEventFilter(self)
            QTimer.singleShot(0, lambda: self.note("typing"))
        return super().eventFilter(watched, event)

    def note(self, what: str) -> None:
        """Write down that ``what`` happened now."""
        if self._file is not None:
            with self._file.open("a", encoding="utf-8") as out:
                out.write(json.dumps({what: time.monotonic_ns()}) + "\n")
