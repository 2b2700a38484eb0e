"""The docked form: opened by a key, filled by keyboard, never over the work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QVBoxLayout, QWidget

from workstation.domain.text import LINE
from workstation.ui.pieces.panel import refill
from workstation.ui.pieces.words import plain_label, say

if TYPE_CHECKING:
    from workstation.ui.pieces.form import Field, Form


class Entry(QFrame):
    """One form at a time. Esc leaves it as it is, half-filled; Enter in the last field keeps it.

    Signals: ``kept`` (form, values); ``typed`` (draft name, text, cursor); ``left``.
    """

    kept = Signal(object, object)
    typed = Signal(str, str, int)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "raised")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 12, 16, 12)
        outer.setSpacing(6)
        self._title = plain_label("", "strong")
        self._note = plain_label("", "", wrap=True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        outer.addWidget(self._title)
        outer.addWidget(self._note)
        outer.addLayout(self._rows)
        outer.addWidget(plain_label("Enter next and keep · Esc leaves it half-filled", "small"))
        self.form: Form | None = None
        self._inputs: dict[str, QLineEdit | QComboBox] = {}
        self.hide()

    def open(self, form: Form, half_filled: Mapping[str, str] | None = None) -> None:
        """Show ``form`` with what was half-filled before, and put the focus into it."""
        self.form = form
        say(self._title, f"{form.title}   {form.shortcut}".rstrip())
        say(self._note, form.note)
        self._note.setVisible(bool(form.note))
        self._inputs = {}
        widgets: list[QWidget] = []
        for field in form.fields:
            widgets.append(plain_label(field.label, "small"))
            widgets.append(self._input(form, field, (half_filled or {}).get(field.key)))
        refill(self._rows, widgets)
        self.show()
        next(iter(self._inputs.values())).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_form(self) -> None:
        """Hide it; what was half-filled stays a draft."""
        self.form = None
        self.hide()

    def values(self) -> dict[str, str]:
        """What stands in the fields."""
        return {
            key: str(box.currentData()) if isinstance(box, QComboBox) else box.text()
            for key, box in self._inputs.items()
        }

    def draft_names(self) -> tuple[str, ...]:
        """The drafts that this form's fields are kept as."""
        form = self.form
        return tuple(draft_name(form.key, f.key) for f in form.fields) if form else ()

    def _input(self, form: Form, field: Field, before: str | None) -> QWidget:
        if field.choices:
            return self._choice(field)
        line = QLineEdit(field.value if before is None else before)
        line.setMaxLength(LINE)
        line.setAccessibleName(f"{form.title}: {field.label}")
        if field.secret:
            line.setEchoMode(QLineEdit.EchoMode.Password)
        else:
            name = draft_name(form.key, field.key)
            line.textEdited.connect(lambda text: self.typed.emit(name, text, line.cursorPosition()))
        line.returnPressed.connect(lambda: self._onward(field.key))
        self._inputs[field.key] = line
        return line

    def _choice(self, field: Field) -> QWidget:
        box = QComboBox()
        box.installEventFilter(self)
        box.setAccessibleName(field.label)
        for value, words in field.choices:
            box.addItem(words[:80], value)
        self._inputs[field.key] = box
        return box

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in a list of choices goes on as it does in a line."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            here = next((key for key, box in self._inputs.items() if box is watched), None)
            if here is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._onward(here)
                return True
        return super().eventFilter(watched, event)

    def _onward(self, key: str) -> None:
        keys = list(self._inputs)
        after = keys.index(key) + 1
        if after < len(keys):
            self._inputs[keys[after]].setFocus(Qt.FocusReason.TabFocusReason)
        elif self.form is not None:
            self.kept.emit(self.form, self.values())


def draft_name(form: str, field: str) -> str:
    """The name of the draft of a form's field."""
    return f"form/{form}/{field}"
