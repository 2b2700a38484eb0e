"""What a screen reader says without being asked: each new thing once, in plain bounded words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from workstation.ui.pieces.shown import shown_line

#: Characters of one announcement at most: about twenty seconds of speech.
ANNOUNCED: Final = 300


class Standing(NamedTuple):
    """Where something that lasts belongs, and what it is there.

    ``of`` is the contact it belongs to, "" for what belongs to none.
    """

    of: str
    name: str
    kind: str


class Words(NamedTuple):
    """``urgent`` words interrupt what is being said; others wait until it ends."""

    text: str
    urgent: bool


class Announcer(QObject):
    """Speaks for one window, however often that is drawn. Signals: ``said`` (words, urgent)."""

    said = Signal(str, bool)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._known: frozenset[Standing] = frozenset()
        self._news: tuple[str, ...] = ()
        self.said.connect(self._post)

    def hear(
        self, standing: Mapping[Standing, Words], news: tuple[str, ...], shown: str = ""
    ) -> None:
        """Say what is new: of what stands now, and of ``news``, the last few, newest last.

        ``shown`` is the contact whose things are all in ``standing``; those of others may stand
        still. News in the very words of an urgent thing are not said a second time.
        """
        for key in standing.keys() - self._known:
            self.say(*standing[key])
        others = {key for key in self._known if key.of not in ("", shown)}
        self._known = frozenset(standing.keys() | others)
        urgent = {words.text for words in standing.values() if words.urgent}
        for text in newer(self._news, news):
            if text not in urgent:
                self.say(text)
        self._news = news

    def say(self, text: str, urgent: bool = False) -> None:
        """Say ``text`` now."""
        if text.strip():
            self.said.emit(shown_line(text, ANNOUNCED), urgent)

    def _post(self, text: str, urgent: bool) -> None:
        """Qt has it from 6.8 on: AT-SPI's Announcement, a notification under Windows."""
        event = QAccessibleAnnouncementEvent(self._window, text)
        politeness = QAccessible.AnnouncementPoliteness
        event.setPoliteness(politeness.Assertive if urgent else politeness.Polite)
        QAccessible.updateAccessibility(event)


def newer(before: tuple[str, ...], now: tuple[str, ...]) -> tuple[str, ...]:
    """What came at the end of ``now`` since ``before``; at its start the oldest may have gone."""
    same = (n for n in range(min(len(before), len(now)), -1, -1) if before[-n:] == now[:n] or not n)
    return now[next(same) :]
