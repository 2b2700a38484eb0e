"""All that can be chosen in the field that has the keyboard, with the digits that choose it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget
from shiboken6 import isValid

from workstation.ui.theme.worn import px

if TYPE_CHECKING:
    from PySide6.QtWidgets import QComboBox


#: Pixels at 100 %: three rows.
FEW: Final = 100


class ChoiceList(QListWidget):
    """Stands below the form and takes no focus. Signals: ``picked`` a row was clicked."""

    picked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(lambda item: self.picked.emit(self.row(item)))
        self._box: QComboBox | None = None
        self.hide()

    def follow(self, box: QComboBox) -> None:
        """Show what ``box`` offers, and which of it stands there."""
        self.rest()
        self._box = box
        self.setAccessibleName(f"Choices: {box.accessibleName()}")
        self.addItems([box.itemText(n) for n in range(box.count())])
        self.setCurrentRow(box.currentIndex())
        box.currentIndexChanged.connect(self.setCurrentRow)
        fit_height(self)
        self.show()

    def rest(self) -> None:
        """Show nothing any more."""
        if self._box is not None and isValid(self._box):
            self._box.currentIndexChanged.disconnect(self.setCurrentRow)
        self._box = None
        self.hide()
        self.clear()


def fit_height(rows: QListWidget) -> None:
    """No higher than all of its rows, and where there is little room a few of them at the least."""
    whole = sum(rows.sizeHintForRow(n) for n in range(rows.count())) + px(4)
    rows.setMaximumHeight(whole)
    rows.setMinimumHeight(min(whole, px(FEW)))
