"""A keyboard that counts: every stroke of the hands at it is noted, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workstation.bench.strokes import Stroke, pressed
from workstation.ui.pieces.digits import NINE

if TYPE_CHECKING:
    from workstation.ui.desk.window import DeskWindow
    from workstation.ui.hands import Hands
    from workstation.ui.pieces.form import Field


class Keyboard:
    """What an expert does at one desk's window, by the shortest way that its keys allow."""

    def __init__(self, hands: Hands, window: DeskWindow) -> None:
        self._hands, self._window = hands, window
        self._noted: list[Stroke] = []

    def taken(self) -> tuple[Stroke, ...]:
        """The strokes since this was asked last."""
        noted, self._noted = tuple(self._noted), []
        return noted

    def press(self, sequence: str, times: int = 1) -> None:
        """A key or chord that is no character of words."""
        for _ in range(times):
            self._noted.append(pressed(sequence))
            self._hands.press(sequence)

    def letters(self, letters: str) -> None:
        """Letters that find something."""
        self._noted += [Stroke("letter", letter) for letter in letters]
        self._hands.write(letters)

    def words(self, words: str) -> None:
        """Words of a call."""
        self._noted += [Stroke("word", "") for _ in words]
        self._hands.write(words)

    def fill(self, **wanted: str) -> None:
        """Fill the open form: each field that should read otherwise, and keep it."""
        fields = self._window.entry.form.fields if self._window.entry.form else ()
        keys = [field.key for field in fields]
        other = [key for key in keys if self._differs(key, wanted)]
        upto = keys.index(other[-1]) + 1 if other else 0
        for field in fields[:upto]:
            gone_on = field.key in other and self._set(field, wanted[field.key])
            if not gone_on and (field.key != other[-1] or upto == len(keys)):
                self.press("Return")
        if upto < len(keys):
            self.press("Ctrl+Return" if len(keys) > 1 else "Return")

    def _differs(self, key: str, wanted: dict[str, str]) -> bool:
        return key in wanted and wanted[key] != self._window.entry.values()[key]

    def _set(self, field: Field, value: str) -> bool:
        """A digit or arrows in a list, words in a line; whether that went on to the next."""
        if not field.choices:
            self.words(value) if value else self.press("Delete")
            return False
        values = [key for key, _ in field.choices]
        stands, there = self._window.entry.values()[field.key], values.index(value)
        here = values.index(stands) if stands in values else -1
        if there < NINE:
            self.press(f"{there + 1}")
            return True
        initials = [words[:1].lower() for _, words in field.choices]
        self.letters(initials[there] * initials[here + 1 : there + 1].count(initials[there]))
        return False
