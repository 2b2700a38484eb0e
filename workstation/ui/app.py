"""The Qt application: made once, dressed, with faults told in one sentence."""

from __future__ import annotations

import logging
import os
import sys
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication

from workstation.ui.theme.dress import dress

if TYPE_CHECKING:
    from workstation.ui.theme.tokens import ThemeWish

log = logging.getLogger(__name__)

NO_DISPLAY = (
    "There is no display to open a window on; nothing was started and nothing is lost; "
    "start the program in a graphical session, or set DISPLAY."
)


class NoDisplay(RuntimeError):
    """There is no display; ``sentence`` is for a person."""

    sentence = NO_DISPLAY


def application(theme: ThemeWish = "dark", scale: float = 1.0) -> QApplication:
    """The one application of this process. Raises `NoDisplay` where no window can be."""
    if not _has_display():
        raise NoDisplay(NO_DISPLAY)
    existing = QCoreApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(["workstation"])
    app.setAttribute(Qt.ApplicationAttribute.AA_DontShowIconsInMenus)
    dress(app, theme, scale)
    sys.excepthook = _tell
    return app


def _has_display() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if platform.partition(":")[0] in ("offscreen", "minimal", "vnc"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _tell(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
    """Keep the window alive after a fault of ours; the log gets the place, never the words."""
    place = trace
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f"{place.tb_frame.f_code.co_qualname}:{place.tb_lineno}" if place else "?"
    log.error("fault in the program: %s at %s", kind.__name__, where)
    if os.environ.get("WORKSTATION_DEVELOPER"):
        sys.__excepthook__(kind, fault, trace)
