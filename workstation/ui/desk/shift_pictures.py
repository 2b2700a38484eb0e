"""Has the pictures of the shift page drawn, in a thread of its own, one set at a time.

The program ends after the picture under way: a thread that is cut off while it draws aborts it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage, QPixmap

from workstation.desk.call.shift_pictures import PLOTS, Drawn, drawn
from workstation.desk.call.shift_plots import Ink, png_of
from workstation.ui.theme.worn import scale, tokens

if TYPE_CHECKING:
    from workstation.desk.ports import Inbox
    from workstation.domain.shift_hours import ByHour

Asked = tuple[Drawn, Ink, float, float]


class ShiftPictures:
    """``shown`` gets each picture by the key of its plot, in the thread of the inbox.

    What is asked while pictures are drawn is drawn afterwards; only the newest wish counts.
    """

    def __init__(self, inbox: Inbox, shown: Callable[[str, QPixmap], None]) -> None:
        self._inbox = inbox
        self._shown = shown
        self._drawn: dict[str, Asked] = {}
        self._wanted: dict[str, Asked] = {}
        self._under_way = self._stopped = False

    def want(self, found: ByHour, wide: int, ratio: float) -> None:
        """Pictures of ``found``, ``wide`` pixels of the window; only what has changed is drawn."""
        ink, fine = worn_ink(), scale() * ratio
        every = {plot.key: (drawn(plot, found), ink, wide / scale(), fine) for plot in PLOTS}
        self._wanted = {key: one for key, one in every.items() if self._drawn.get(key) != one}
        self._begin()

    def stop(self) -> None:
        """The window goes: what is being drawn is the last."""
        self._stopped = True

    def _begin(self) -> None:
        if self._stopped or self._under_way or not self._wanted:
            return
        self._under_way = True
        wanted, self._wanted = self._wanted, {}
        threading.Thread(target=self._draw, args=(wanted,), name="plots").start()

    def _draw(self, wanted: dict[str, Asked]) -> None:
        for key, one in wanted.items():
            if self._stopped:
                return
            plot, ink, wide, fine = one
            image = QImage.fromData(png_of([plot], ink, wide, fine, caption=False))
            image.setDevicePixelRatio(fine / scale())
            self._inbox.post(partial(self._came, key, one, image))
        self._inbox.post(self._ended)

    def _came(self, key: str, asked: Asked, image: QImage) -> None:
        self._drawn[key] = asked
        self._shown(key, QPixmap.fromImage(image))

    def _ended(self) -> None:
        self._under_way = False
        self._begin()


def worn_ink() -> Ink:
    """The colours of the window."""
    worn = tokens()
    return Ink(worn.panel, worn.text, worn.text2, worn.rule, (worn.accent, worn.g2, worn.g3))
