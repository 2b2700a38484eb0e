"""One person on record as a card, and a promise that was not kept as a notice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from workstation.ui.pieces.kept import wordless
from workstation.ui.pieces.signs import Signed
from workstation.ui.pieces.words import plain_label, say
from workstation.ui.theme.worn import px

if TYPE_CHECKING:
    from workstation.ui.desk.callers.cards import Card
    from workstation.ui.pieces.words import Look


class CardView(QFrame):
    """Shows one person after another; its lines stay, each in the look it was made in."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._inner = QVBoxLayout(self)
        self._inner.setContentsMargins(px(12), px(8), px(12), px(8))
        self._inner.setSpacing(px(4))
        self._name = plain_label("", "strong", wrap=True)
        self._number = plain_label("", "key")
        self._below = plain_label("", "small", wrap=True)
        top = QHBoxLayout()
        top.addWidget(self._name, 1)
        top.addWidget(self._number)
        self._inner.addLayout(top)
        self._inner.addWidget(self._below)
        self._lines: list[tuple[Look, Signed]] = []

    def show_card(self, person: Card) -> None:
        """Another person stands here."""
        self.setAccessibleName(f"{person.name}, {person.born}".strip(", "))
        say(self._name, person.name)
        say(self._number, str(person.number or ""))
        self._number.setVisible(bool(person.number))
        say(self._below, " · ".join(part for part in (person.born, person.below) if part))
        free = list(self._lines)
        for _, line in self._lines:
            self._inner.removeWidget(line)
        for said in person.lines:
            line = self._line(said.look, free)
            line.say(said.sign, said.words)
            self._inner.addWidget(line)
            line.setVisible(True)
        for _, line in free:
            if not line.isHidden():
                line.setVisible(False)
                wordless(line)

    def forget(self) -> None:
        """Nobody stands here."""
        self.setAccessibleName("")
        wordless(self)

    def _line(self, look: Look, free: list[tuple[Look, Signed]]) -> Signed:
        """One of the free lines in this look, or a new one."""
        found = next((one for one in free if one[0] == look), None)
        if found is None:
            found = (look, Signed(look))
            self._lines.append(found)
        else:
            free.remove(found)
        return found[1]


class Notice(QFrame):
    """A promise that was not kept."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "notice")
        self.setAccessibleName("Promise not kept")
        inner = QVBoxLayout(self)
        inner.setContentsMargins(px(12), px(6), px(12), px(6))
        inner.setSpacing(px(2))
        self._head, self._words = Signed("strong"), plain_label("", wrap=True)
        inner.addWidget(self._head)
        inner.addWidget(self._words)

    def show_promise(self, promise: tuple[str, str]) -> None:
        """To whom, and what."""
        head, words = promise
        self._head.say("warning", head)
        say(self._words, words)
