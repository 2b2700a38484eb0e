"""The lower middle of the window: the questions, or a form, the finder, a page to read."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QListView,
    QListWidget,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from workstation.ui.desk.questions_panel import QuestionsPanel
from workstation.ui.theme.worn import px

if TYPE_CHECKING:
    from workstation.ui.desk.attention_page import AttentionPage
    from workstation.ui.desk.callers.history_page import HistoryPage
    from workstation.ui.desk.callers.people_page import PeoplePage
    from workstation.ui.desk.phone_sheet_page import PhoneSheetPage
    from workstation.ui.desk.shift_page import ShiftPage
    from workstation.ui.pieces.entry import Entry
    from workstation.ui.pieces.finder import Finder

P = TypeVar(
    "P",
    "Entry",
    "Finder",
    "ShiftPage",
    "AttentionPage",
    "PhoneSheetPage",
    "PeoplePage",
    "HistoryPage",
)
#: Pixels at 100 %: where a page has less, it leaves its keys to F1.
TIGHT: Final = 240
L = TypeVar("L", "PeoplePage", "HistoryPage")
#: Pixels at 100 %: the label above a field.
LABEL: Final = 24


class _Pages(QStackedWidget):
    """As tall as what is shown of it; the pages behind it ask for nothing."""

    def minimumSizeHint(self) -> QSize:
        """What is shown, at the least."""
        shown = self.currentWidget()
        return shown.minimumSizeHint() if shown is not None else super().minimumSizeHint()

    def heightForWidth(self, width: int) -> int:
        """What is shown, in that width; the list of questions scrolls by itself."""
        shown = self.currentWidget()
        layout = shown.layout() if isinstance(shown, QuestionsPanel) else None
        if layout is not None:
            return layout.totalMinimumHeightForWidth(width)
        return shown.heightForWidth(width) if shown is not None else -1


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
        self._listings: list[PeoplePage | HistoryPage] = []
        self._pages = _Pages()
        self.setWidget(self._pages)
        self.questions = QuestionsPanel()
        self._pages.addWidget(self.questions)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._see)

    @cached_property
    def entry(self) -> Entry:
        """The docked form. Like the others it is made when it is first asked for: after the window
        is painted.
        """
        from workstation.ui.pieces.entry import Entry

        page = self._page(Entry(across=2))
        page.listed.connect(lambda: QTimer.singleShot(0, self._see_below))
        return page

    @cached_property
    def finder(self) -> Finder:
        """The finder."""
        from workstation.ui.pieces.finder import Finder

        return self._page(Finder())

    @cached_property
    def shift(self) -> ShiftPage:
        """This shift."""
        from workstation.ui.desk.shift_page import ShiftPage

        page = self._page(ShiftPage())
        page.rows.moved.connect(self._see_row)
        page.rows.scrolled.connect(self._scroll)
        return page

    @cached_property
    def attention(self) -> AttentionPage:
        """What needs attention."""
        from workstation.ui.desk.attention_page import AttentionPage

        page = self._page(AttentionPage())
        page.rows.moved.connect(self._see_row)
        return page

    @cached_property
    def sheet(self) -> PhoneSheetPage:
        """The sheet that is read aloud."""
        from workstation.ui.desk.phone_sheet_page import PhoneSheetPage

        page = self._page(PhoneSheetPage())
        page.scrolled.connect(self._scroll)
        return page

    @cached_property
    def people(self) -> PeoplePage:
        """People as one types."""
        from workstation.ui.desk.callers.people_page import PeoplePage

        return self._listing(PeoplePage())

    @cached_property
    def whole(self) -> HistoryPage:
        """A person's whole history."""
        from workstation.ui.desk.callers.history_page import HistoryPage

        return self._listing(HistoryPage())

    def leave_lists(self) -> bool:
        """From the finder, the shift or what needs attention to the questions; whether one of them
        was there.
        """
        shown = self._pages.currentWidget()
        is_list = any(shown is vars(self).get(name) for name in ("finder", "shift", "attention"))
        if is_list:
            self.show_questions()
        return is_list

    def _scroll(self, by: int) -> None:
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + by)

    def _page(self, page: P) -> P:
        self._pages.addWidget(page)
        page.opened.connect(lambda: self._pages.setCurrentWidget(page))
        page.left.connect(self.show_questions)
        return page

    def _listing(self, page: L) -> L:
        """A page whose list scrolls by itself: no taller than the room, where that is enough."""
        self._page(page)
        page.opened.connect(lambda: self._bound(page))
        page.list.moved.connect(self._see_row)
        self._listings.append(page)
        return page

    def _bound(self, page: PeoplePage | HistoryPage) -> None:
        room, layout = self.viewport().size(), page.layout()
        page.brief(room.height() < px(TIGHT))
        if layout is not None:
            wraps, least = layout.hasHeightForWidth(), layout.totalMinimumSize().height()
            tall = layout.totalMinimumHeightForWidth(room.width()) if wraps else least
            page.setMaximumHeight(max(tall, room.height()))

    def show_questions(self) -> None:
        """The questions again; a half-filled form keeps what is in it."""
        page, focus = self._pages.currentWidget(), QApplication.focusWidget()
        if page is self.questions:
            return
        had_focus = page is not None and focus is not None and page.isAncestorOf(focus)
        self._pages.setCurrentWidget(self.questions)
        self.to_top()
        if had_focus:
            self.vacated.emit()

    def to_top(self) -> None:
        """What stands first is seen first."""
        self.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What has the focus stays in sight where the room gets smaller."""
        super().resizeEvent(event)
        for page in self._listings:
            self._bound(page)
        QTimer.singleShot(0, self._see_on)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The same where what stands above it gets taller."""
        if watched is self._pages and event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self._see_on)
        return super().eventFilter(watched, event)

    def _see_on(self) -> None:
        self._see(None, QApplication.focusWidget())

    def _see_below(self) -> None:
        """What has the focus stands first, and of a list below it as much as there is room for."""
        focus, bar = QApplication.focusWidget(), self.verticalScrollBar()
        if focus is not None and bar.maximum() and self.entry.isAncestorOf(focus):
            bar.setValue(focus.mapTo(self._pages, QPoint()).y() - px(LABEL))

    def _see(self, _: QWidget | None, focus: QWidget | None) -> None:
        """Something in here got the focus: it is to be seen."""
        if focus is not None and self.isAncestorOf(focus):
            self.ensureWidgetVisible(focus)
            self._see_row()

    def _see_row(self) -> None:
        """Where a page is taller than the room, its row under the keys is in sight."""
        shown = self._pages.currentWidget()
        if any(shown is page for page in self._listings):
            self._see_listed(shown.list)  # type: ignore[union-attr]
            return
        rows = QApplication.focusWidget()
        item = rows.currentItem() if isinstance(rows, QListWidget) else None
        if isinstance(rows, QListWidget) and item is not None and self.isAncestorOf(rows):
            place = rows.visualItemRect(item)
            at = rows.viewport().mapTo(self._pages, place.center())
            if place.height() > self.viewport().height():
                self.verticalScrollBar().setValue(at.y() - place.height() // 2 - px(8))
                return
            self.ensureVisible(at.x(), at.y(), 0, place.height() // 2 + px(8))

    def _see_listed(self, rows: QListView) -> None:
        """The row under the keys of a list that scrolls by itself; the line comes before it."""
        place = rows.visualRect(rows.currentIndex())
        if place.isValid():
            at = rows.viewport().mapTo(self._pages, place.center())
            self.ensureVisible(at.x(), at.y(), 0, place.height() // 2 + px(2))
        focus = QApplication.focusWidget()
        if isinstance(focus, QLineEdit) and self._pages.isAncestorOf(focus):
            self.ensureWidgetVisible(focus, 0, 0)
