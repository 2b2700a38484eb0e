"""Open incidents near here, and a major incident's briefing: at the foot of the middle column.

It is there only while there is something to say, takes its room from the questions and never from
what is typed, and never takes the focus.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from workstation.ui.desk.reading.near import NearWords, near_words
from workstation.ui.pieces.elided import Elided
from workstation.ui.pieces.fitting_line import FittingLine
from workstation.ui.pieces.panel import Panel, refill, row
from workstation.ui.pieces.signs import Picture
from workstation.ui.pieces.words import plain_label, rule, say
from workstation.ui.theme.signs import sign_icon
from workstation.ui.theme.worn import px, tokens

if TYPE_CHECKING:
    from workstation.desk.call.view import CallView, DeskView

KEY: Final = "Ctrl+J"
#: Proposals shown where there is room, and where there is little; the list has all of them.
SHOWN: Final = 3
SHOWN_SMALL: Final = 1
#: Pixels at 100 %: in a window less high there is little room, or hardly any.
LOW: Final = 900
TIGHT: Final = 500


class NearStrip(QFrame):
    """``first`` is the incident that the key links to: the one that stands first on the screen.

    Where there is little room the banner is one line, and where there is hardly any, so is the
    first proposal; the list has all of it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.first = ""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(rule())
        self._briefing, self._brief = plain_label("", "strong", wrap=True), Elided("", "strong")
        self._banner = _banner(self._briefing, self._brief)
        self._panel = Panel("Open near here", KEY, last=True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(px(4))
        self._panel.body.addLayout(self._rows)
        self._line = FittingLine("strong")
        self._tight = row(self._line, plain_label(KEY, "key"), stretch=0)
        self._tight.setContentsMargins(px(16), px(4), px(16), px(4))
        for part in (self._banner, self._panel, self._tight):
            outer.addWidget(part)
        self._drawn: object = None
        self.hide()

    def show_near(self, desk: DeskView, call: CallView | None, now_utc: str) -> None:
        """Say what this call may be about; nothing where there is nothing to say."""
        words = near_words(desk, call, now_utc)
        high = self.window().height()
        few, tight = SHOWN_SMALL if high < px(LOW) else SHOWN, high < px(TIGHT)
        if (words, few, tight) == self._drawn:
            return
        self._drawn = words, few, tight
        few += sum(one.major for one in words.rows[:few])  # the banner has told of it already
        self.first = words.rows[0].incident_id if words.rows else ""
        say(self._briefing, words.banner)
        say(self._brief, words.banner)
        self._line.offer(*_wordings(words))
        self._panel.note(" · ".join(part for part in (words.linked, words.age) if part))
        self._panel.right(_more(words, few))
        refill(self._rows, [_row(one.title, one.why) for one in words.rows[:few]])
        self._show_parts(words, low=high < px(LOW), tight=tight)

    def _show_parts(self, words: NearWords, *, low: bool, tight: bool) -> None:
        near = bool(words.rows or words.linked)
        brief = tight or (low and near)
        self._briefing.setVisible(not brief)
        self._brief.setVisible(brief)
        self._banner.setVisible(bool(words.banner))
        self._panel.setVisible(near and not tight)
        self._tight.setVisible(near and tight)
        self.setVisible(near or bool(words.banner))


def _banner(briefing: QWidget, brief: QWidget) -> QFrame:
    banner = QFrame()
    banner.setProperty("look", "notice")
    banner.setAccessibleName("Major incident")
    told = QHBoxLayout(banner)
    told.setContentsMargins(px(16), px(6), px(16), px(6))
    told.addWidget(Picture(sign_icon("warning", tokens().text)))
    told.addWidget(briefing, 1)
    told.addWidget(brief, 1)
    return banner


def _wordings(words: NearWords) -> tuple[str, ...]:
    """The first proposal in one line: all of it, its reasons, or only what it stands for."""
    if not words.rows:
        return (words.linked,)
    first = words.rows[0]
    reason = first.reasons.split("; ")[0]
    told = ((first.why, first.title), (first.reasons,), (f"Open near here: {reason}",), (reason,))
    return tuple(" · ".join(filter(None, (words.linked, *parts))) for parts in told)


def _more(words: NearWords, few: int) -> str:
    hidden = len(words.rows) - few
    if hidden > 0:
        return f"{hidden} more: Ctrl+Shift+J"
    others = "separates" if words.linked else "shows all"
    first = " · links the first:" if words.rows else ""
    return f"Ctrl+Shift+J {others}{first}"


def _row(title: str, why: str) -> QWidget:
    holder = QFrame()
    holder.setProperty("look", "bare")
    inner = QVBoxLayout(holder)
    inner.setContentsMargins(0, 0, 0, 0)
    inner.setSpacing(0)
    inner.addWidget(Elided(title, "strong"))
    inner.addWidget(Elided(why, "small"))
    return holder
