"""The lower middle of the window: the questions, or a form, the finder, the shift."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QScrollArea, QStackedWidget, QWidget

from workstation.ui.desk.finder import Finder
from workstation.ui.desk.questions_panel import QuestionsPanel
from workstation.ui.desk.shift_page import ShiftPage
from workstation.ui.pieces.entry import Entry
from workstation.ui.theme.worn import px


class WorkArea(QScrollArea):
    """One of them is shown; the rest of the window stays where it is.

    Where there is little room it scrolls, and goes to what has the focus. Signals: ``vacated``
    what had the focus is not shown any more.
    """

    vacated = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._pages = QStackedWidget()
        self.setWidget(self._pages)
        self.questions, self.entry, self.finder = QuestionsPanel(), Entry(across=2), Finder()
        self.shift = ShiftPage()
        for page in (self.questions, self.entry, self.finder, self.shift):
            self._pages.addWidget(page)
        self.entry.opened.connect(lambda: self._pages.setCurrentWidget(self.entry))
        self.finder.opened.connect(lambda: self._pages.setCurrentWidget(self.finder))
        self.shift.opened.connect(lambda: self._pages.setCurrentWidget(self.shift))
        for page in (self.entry, self.finder, self.shift):
            page.left.connect(self.show_questions)
        self.shift.rows.moved.connect(self._see_row)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._see)

    def show_questions(self) -> None:
        """The questions again; a half-filled form keeps what is in it."""
        page, focus = self._pages.currentWidget(), QApplication.focusWidget()
        if page is self.questions:
            return
        had_focus = page is not None and focus is not None and page.isAncestorOf(focus)
        self._pages.setCurrentWidget(self.questions)
        if had_focus:
            self.vacated.emit()

    def _see(self, _: QWidget | None, focus: QWidget | None) -> None:
        """Something in here got the focus: it is to be seen."""
        if focus is not None and self.isAncestorOf(focus):
            self.ensureWidgetVisible(focus)
            self._see_row()

    def _see_row(self) -> None:
        """Where the shift page is taller than the room, its row under the keys is in sight."""
        rows = self.shift.rows
        item = rows.currentItem()
        if item is not None and rows.hasFocus():
            place = rows.visualItemRect(item)
            at = rows.viewport().mapTo(self._pages, place.center())
            self.ensureVisible(at.x(), at.y(), 0, place.height() // 2 + px(8))
