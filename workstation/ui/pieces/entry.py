"""The docked form: opened by a key, filled by keyboard, never over the work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QVBoxLayout, QWidget

from workstation.domain.text import LINE
from workstation.ui.pieces.choice_list import ChoiceList
from workstation.ui.pieces.digits import NINE, digit, initial
from workstation.ui.pieces.field_grid import FieldGrid
from workstation.ui.pieces.offers import Offers
from workstation.ui.pieces.panel import refill
from workstation.ui.pieces.shown import shown_line
from workstation.ui.pieces.words import plain_label, say
from workstation.ui.theme.worn import px

if TYPE_CHECKING:
    from workstation.ui.pieces.form import Field, Form

HINT: Final = "Enter next · Ctrl+Enter keeps it · Esc leaves it half-filled"
CHOOSES: Final = f"A digit or first letters choose · {HINT}"
TAKES: Final = f"Down, then Enter takes one from the list · {HINT}"
#: Pixels at 100 %: the room beside the words of a line.
SIDE: Final = 9
#: Milliseconds within which letters spell one word.
SPELLS_MS: Final = 1000


class Entry(QFrame):
    """One form at a time. Esc leaves it as it is, half-filled; Enter in the last field keeps it,
    and Ctrl+Enter does in any.

    Signals: ``kept`` (form, values); ``typed`` (draft name, text, cursor); ``chosen`` (draft name,
    value of a list); ``opened``; ``left``; ``listed`` a list came or
    went below the field that is filled.
    """

    kept = Signal(object, object)
    typed = Signal(str, str, int)
    chosen = Signal(str, str)
    opened = Signal()
    left = Signal()
    listed = Signal()

    def __init__(self, across: int = 1) -> None:
        super().__init__()
        self.setProperty("look", "raised")
        self._outer = outer = QVBoxLayout(self)
        outer.setContentsMargins(px(16), px(12), px(16), px(12))
        outer.setSpacing(px(8))
        self._title = plain_label("", "strong")
        self._note = plain_label("", "", wrap=True)
        self._rows = FieldGrid(across)
        outer.addWidget(self._title)
        outer.addWidget(self._note)
        outer.addLayout(self._rows)
        self._hint = plain_label(HINT, "small", wrap=True)
        self._whole = plain_label("", "story", wrap=True)
        self._whole.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._whole.hide()
        self._offers, self._choices = Offers(), ChoiceList()
        self._offers.taken.connect(self._take)
        self._offers.offered.connect(self._offered)
        self._choices.picked.connect(self._clicked)
        outer.addWidget(self._hint)
        outer.addWidget(self._whole, 1)
        outer.addWidget(self._offers, 1)
        outer.addWidget(self._choices, 1)
        outer.addStretch(0)
        self.form: Form | None = None
        self._inputs: dict[str, QLineEdit | QComboBox] = {}
        self._spelt, self._since = "", QElapsedTimer()

    def open(self, form: Form, half_filled: Mapping[str, str] | None = None) -> None:
        """Show ``form`` with what was half-filled before, and put the focus into it."""
        self.form = form
        say(self._title, f"{form.title}   {form.shortcut}".rstrip())
        say(self._note, form.note)
        self._note.setVisible(bool(form.note))
        self._inputs = {}
        self._put_away_lists()
        refill(self._rows, ())
        before = half_filled or {}
        cells = [
            (plain_label(f.label, "small", wrap=True), self._input(form, f, before.get(f.key)))
            for f in form.fields
        ]
        self._rows.hold(cells, self.width())
        self._place_lists()
        for field in form.fields:
            self._follow(field)
        self.opened.emit()
        next(iter(self._inputs.values())).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, one field a row."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._set_out()

    def _set_out(self) -> None:
        self._rows.set_out(self.width())
        self._place_lists()

    def _place_lists(self) -> None:
        """Below all fields; where there is little room right below the one that is filled."""
        narrow = self._rows.is_narrow(self.width())
        for rows in (self._whole, self._offers, self._choices):
            self._take_out(rows)
            if not (narrow and self._rows.put_below(rows)):
                self._outer.insertWidget(self._outer.count() - 1, rows, 1)

    def _put_away_lists(self) -> None:
        """What is left in the grid goes with the fields."""
        for rows in (self._offers, self._choices):
            rows.rest()
        self._whole.hide()
        for one in (self._whole, self._offers, self._choices):
            self._take_out(one)

    def _take_out(self, rows: QWidget) -> None:
        self._outer.removeWidget(rows)
        self._rows.removeWidget(rows)

    def close_form(self) -> None:
        """Hide it; what was half-filled stays a draft."""
        self.form = None
        self.left.emit()

    def values(self) -> dict[str, str]:
        """What stands in the fields."""
        return {
            key: str(box.currentData() or "") if isinstance(box, QComboBox) else box.text()
            for key, box in self._inputs.items()
        }

    @property
    def offered(self) -> tuple[str, ...]:
        """What completes the line that is being typed."""
        return tuple(self._offers.item(n).text() for n in range(self._offers.count()))

    def draft_names(self) -> tuple[str, ...]:
        """The drafts that this form's fields are kept as."""
        form = self.form
        return tuple(draft_name(form.key, f.key) for f in form.fields) if form else ()

    def _input(self, form: Form, field: Field, before: str | None) -> QWidget:
        if field.choices:
            return self._choice(form, field, before)
        line = QLineEdit(field.value if before is None else before)
        line.setMaxLength(LINE)
        line.setAccessibleName(f"{form.title}: {field.label}")
        if field.secret:
            line.setEchoMode(QLineEdit.EchoMode.Password)
        else:
            name = draft_name(form.key, field.key)
            line.textEdited.connect(lambda text: self.typed.emit(name, text, line.cursorPosition()))
        line.setModified(before is not None)
        line.installEventFilter(self)
        if field.completes is not None:
            self._offers.serve(line, field.completes)
        else:
            line.textChanged.connect(lambda: self._read_whole(line))
        line.returnPressed.connect(lambda: self._onward(field.key))
        self._inputs[field.key] = line
        return line

    def _follow(self, field: Field) -> None:
        """Words that stand ready for what is chosen above, until somebody types others."""
        line = self._inputs[field.key]
        box = self._inputs[field.ready[0]] if field.ready else None
        if field.ready is None or not isinstance(line, QLineEdit) or not isinstance(box, QComboBox):
            return
        words = field.ready[1]

        def put() -> None:
            if not line.isModified():
                line.setText(words.get(str(box.currentData()), ""))
                line.setCursorPosition(0)

        box.currentIndexChanged.connect(put)
        put()

    def _choice(self, form: Form, field: Field, before: str | None) -> QWidget:
        box = QComboBox()
        box.installEventFilter(self)
        box.setAccessibleName(field.label)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(12)
        for n, (value, words) in enumerate(field.choices, start=1):
            box.addItem(f"{n if n <= NINE else ' '}  {shown_line(words, 80)}", value)
        known = before if before is not None else field.value or None
        if known is not None:
            box.setCurrentIndex(max(0, box.findData(known)))
        elif field.unset:
            box.setPlaceholderText(field.unset)
            box.setCurrentIndex(-1)
        name = draft_name(form.key, field.key)
        box.activated.connect(lambda: self.chosen.emit(name, str(box.currentData())))
        self._inputs[field.key] = box
        return box

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in a list of choices goes on as it does in a line, and a digit chooses and goes on;
        Ctrl+Enter keeps the form. What can be chosen is seen while the field has the keyboard.
        """
        if event.type() == QEvent.Type.FocusIn and watched in self._inputs.values():
            self._list_choices(watched)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            here = next((key for key, box in self._inputs.items() if box is watched), None)
            if here is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                    self._onward(list(self._inputs)[-1])
                    return True
                if isinstance(watched, QComboBox):
                    self._onward(here)
                    return True
            if isinstance(watched, QComboBox) and here is not None and self._picked(watched, event):
                self._onward(here)
                return True
            if here is not None and self._found(here, event):
                return True
        return super().eventFilter(watched, event)

    def _found(self, field: str, event: QKeyEvent) -> bool:
        """Whether letters led to a choice: the same letter again goes on to the next that begins
        with it, letters in quick succession spell the beginning of one.
        """
        box, form, letter = self._inputs[field], self.form, initial(event)
        if not letter or form is None or not isinstance(box, QComboBox):
            return False
        choices = next((f.choices for f in form.fields if f.key == field), ())
        words = [w.lower().replace(" ", "") for _, w in choices]
        quick = self._since.isValid() and self._since.elapsed() < SPELLS_MS
        self._since.restart()
        again = quick and self._spelt == letter
        self._spelt = letter if again or not quick else self._spelt + letter
        fitting = [n for n, w in enumerate(words) if w.startswith(self._spelt)]
        later = [n for n in fitting if n > box.currentIndex()]
        if fitting:
            found = fitting[0] if quick and not again else (later or fitting)[0]
            box.setCurrentIndex(found)
            box.activated.emit(found)
        return True

    def _list_choices(self, watched: QObject) -> None:
        self._place_lists()
        if isinstance(watched, QComboBox):
            self._choices.follow(watched)
            say(self._hint, CHOOSES)
        else:
            self._choices.rest()
            say(self._hint, HINT)
        self._read_whole(watched)
        self.listed.emit()

    def _read_whole(self, watched: QObject) -> None:
        """What is longer than its line is read whole below while the line has the keyboard."""
        if isinstance(watched, QLineEdit) and not watched.hasFocus():
            return
        is_long = isinstance(watched, QLineEdit) and not fits(watched)
        say(self._whole, watched.text() if is_long and isinstance(watched, QLineEdit) else "")
        self._whole.setVisible(is_long)

    def _offered(self, there: bool) -> None:
        say(self._hint, TAKES if there else HINT)
        self.listed.emit()

    def _clicked(self, row: int) -> None:
        """A choice of the field that has the keyboard was clicked."""
        for key, box in self._inputs.items():
            if isinstance(box, QComboBox) and box.hasFocus():
                box.setCurrentIndex(row)
                box.activated.emit(row)
                self._onward(key)
                return

    @staticmethod
    def _picked(box: QComboBox, event: QKeyEvent) -> bool:
        """Whether a digit chose one of the first nine."""
        n = digit(event)
        if not 1 <= n <= box.count():
            return False
        box.setCurrentIndex(n - 1)
        box.activated.emit(n - 1)
        return True

    def _take(self, value: str) -> None:
        """An offer says all there is to say: the form is kept with it."""
        form = self.form
        completed = next((f for f in form.fields if f.completes), None) if form else None
        if completed is not None:
            self.kept.emit(form, {**self.values(), completed.taken: value})

    def _onward(self, key: str) -> None:
        keys = list(self._inputs)
        after = keys.index(key) + 1
        unset = self._unset
        if after < len(keys):
            self._inputs[keys[after]].setFocus(Qt.FocusReason.TabFocusReason)
        elif unset is not None:
            unset.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.form is not None:
            self.kept.emit(self.form, self.values())

    @property
    def _unset(self) -> QComboBox | None:
        """The first list of which nothing was chosen: a form is not kept without it."""
        boxes = (box for box in self._inputs.values() if isinstance(box, QComboBox))
        return next((box for box in boxes if box.currentIndex() < 0), None)


def fits(line: QLineEdit) -> bool:
    """Whether all that stands in ``line`` is seen, or is not to be seen."""
    if line.echoMode() != QLineEdit.EchoMode.Normal:
        return True
    room = line.contentsRect().width() - px(2 * SIDE)
    return line.fontMetrics().horizontalAdvance(line.text()) <= room


def draft_name(form: str, field: str) -> str:
    """The name of the draft of a form's field."""
    return f"form/{form}/{field}"
