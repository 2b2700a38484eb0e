"""Where the fields of a form stand: in columns, or where there is little room below each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QGridLayout

from workstation.ui.theme.worn import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

#: Pixels at 100 %: a column of fields, at the least.
COLUMN: Final = 240


class FieldGrid(QGridLayout):
    """Each field below its label; below each row of fields there is room for a list."""

    def __init__(self, across: int) -> None:
        super().__init__()
        self._across = across
        self._cells: Sequence[tuple[QWidget, QWidget]] = ()
        self.setHorizontalSpacing(px(16))
        self.setVerticalSpacing(px(4))

    def hold(self, cells: Sequence[tuple[QWidget, QWidget]], width: int) -> None:
        """Set out ``cells``, each a label and its field, in ``width`` pixels."""
        self._cells = cells
        self.set_out(width)

    def is_narrow(self, width: int) -> bool:
        """Whether there is room for one column only."""
        return width < px(self._across * COLUMN)

    def set_out(self, width: int) -> None:
        """The same fields in another width."""
        few = len(self._cells) <= self._across
        across = 1 if few or self.is_narrow(width) else self._across
        for column in range(self._across):
            self.setColumnStretch(column, 1 if column < across else 0)
        for n, cell in enumerate(self._cells):
            for place, part in enumerate(cell):
                self.removeWidget(part)
                self.addWidget(part, 3 * (n // across) + place, n % across)

    def put_below(self, rows: QWidget) -> bool:
        """Put a list below the field that has the keyboard, in one column; whether one has."""
        for n, (_, field) in enumerate(self._cells):
            if field.hasFocus():
                self.addWidget(rows, 3 * n + 2, 0)
                return True
        return False
