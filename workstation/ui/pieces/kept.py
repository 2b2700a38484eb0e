"""Widgets that stay from one filling to the next, and are changed out of sight.

Making a widget and dressing it takes longer than painting it; and each that is shown beside others
lays all of them out anew. So what is filled often keeps its widgets, and is hidden meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLayout, QWidget

W = TypeVar("W", bound=QWidget)
T = TypeVar("T")


class Kept(Generic[W]):
    """Widgets of one kind in ``layout``, as many as were ever wanted, each made once.

    ``forget`` takes the words off one that is no longer seen: nothing of a call stays behind it.
    """

    def __init__(self, layout: QLayout, make: Callable[[], W], forget: Callable[[W], None]) -> None:
        self._layout, self._make, self._forget = layout, make, forget
        self._widgets: list[W] = []

    def fill(self, things: Iterable[T], show: Callable[[W, T], None]) -> None:
        """A widget for each of ``things``, in order; the others are not seen."""
        shown = 0
        for shown, thing in enumerate(things, 1):
            if shown > len(self._widgets):
                self._widgets.append(self._make())
                self._layout.addWidget(self._widgets[-1])
            widget = self._widgets[shown - 1]
            show(widget, thing)
            widget.setVisible(True)
        for widget in self._widgets[shown:]:
            if not widget.isHidden():
                widget.setVisible(False)
                self._forget(widget)


def wordless(widget: QWidget) -> None:
    """Take the words off every label within ``widget``."""
    for label in widget.findChildren(QLabel):
        label.clear()


@contextmanager
def out_of_sight(holder: QWidget) -> Iterator[None]:
    """What is changed in here within ``holder`` is laid out once, afterwards.

    Where nothing is left in it, it takes no room.
    """
    holder.setVisible(False)
    try:
        yield
    finally:
        within = holder.findChildren(QWidget, "", Qt.FindChildOption.FindDirectChildrenOnly)
        for one in (*reversed(holder.findChildren(QWidget)), holder):  # from within: who holds
            if (layout := one.layout()) is not None:  # others asks them how tall they are now
                layout.activate()
        holder.setVisible(any(not one.isHidden() for one in within))
