"""Open incidents near here, and a major incident's briefing: at the foot of the middle column.

It is there only while there is something to say, takes its room from the questions and never from
what is typed, and never takes the focus.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from workstation.ui.desk.reading.near import NearWords, near_words
from workstation.ui.pieces.elided import Elided
from workstation.ui.pieces.panel import Panel, refill
from workstation.ui.pieces.signs import Picture
from workstation.ui.pieces.words import plain_label, rule, say
from workstation.ui.theme.signs import sign_icon
from workstation.ui.theme.worn import px, tokens

if TYPE_CHECKING:
    from workstation.desk.call.view import CallView, DeskView

#: Proposals shown where there is room, and where there is little; the list has all of them.
SHOWN: Final = 3
SHOWN_SMALL: Final = 1
#: Pixels at 100 %: in a window less high there is little room.
LOW: Final = 900


class NearStrip(QFrame):
    """``first`` is the incident that the key links to: the one that stands first on the screen."""

    def __init__(self) -> None:
        super().__init__()
        self.first = ""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(rule())
        self._banner = QFrame()
        self._banner.setProperty("look", "notice")
        self._banner.setAccessibleName("Major incident")
        told = QHBoxLayout(self._banner)
        told.setContentsMargins(px(16), px(6), px(16), px(6))
        self._briefing = plain_label("", "strong", wrap=True)
        told.addWidget(Picture(sign_icon("warning", tokens().text)))
        told.addWidget(self._briefing, 1)
        outer.addWidget(self._banner)
        self._panel = Panel("Open near here", "Ctrl+J", last=True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(px(4))
        self._panel.body.addLayout(self._rows)
        outer.addWidget(self._panel)
        self._drawn: object = None
        self.hide()

    def show_near(self, desk: DeskView, call: CallView | None, now_utc: str) -> None:
        """Say what this call may be about; nothing where there is nothing to say."""
        words = near_words(desk, call, now_utc)
        few = SHOWN_SMALL if self.window().height() < px(LOW) else SHOWN
        if (words, few) == self._drawn:
            return
        self._drawn = words, few
        self.first = words.rows[0].incident_id if words.rows else ""
        say(self._briefing, words.banner)
        self._banner.setVisible(bool(words.banner))
        self._panel.setVisible(bool(words.rows or words.linked))
        self._panel.note(" · ".join(part for part in (words.linked, words.age) if part))
        self._panel.right(_more(words, few))
        refill(self._rows, [_row(row.title, row.why) for row in words.rows[:few]])
        self.setVisible(bool(words.rows or words.linked or words.banner))


def _more(words: NearWords, few: int) -> str:
    hidden = len(words.rows) - few
    if hidden > 0:
        return f"{hidden} more: Ctrl+Shift+J"
    return "Ctrl+Shift+J separates" if words.linked else "Ctrl+Shift+J chooses"


def _row(title: str, why: str) -> QWidget:
    holder = QFrame()
    holder.setProperty("look", "bare")
    inner = QVBoxLayout(holder)
    inner.setContentsMargins(0, 0, 0, 0)
    inner.setSpacing(0)
    inner.addWidget(Elided(title, "strong"))
    inner.addWidget(Elided(why, "small"))
    return holder
