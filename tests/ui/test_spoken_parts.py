"""What a screen reader finds in both windows: no unnamed image, no letter that is "checked"."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget

from tests.ui import outside
from workstation.ui.desk.window import DeskWindow
from workstation.ui.pieces.cap_button import CapButton
from workstation.ui.pieces.signs import named
from workstation.ui.pieces.words import plain_label
from workstation.ui.queue.window import QueueWindow
from workstation.ui.theme.signs import sign_icon

IMAGES = (QAccessible.Role.Graphic, QAccessible.Role.Animation)


def parts(thing: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """``thing`` and everything below it."""
    yield thing
    for n in range(thing.childCount()):
        child = thing.child(n)
        if child is not None:
            yield from parts(child)


def images(window: QWidget) -> list[str]:
    """The names of the images in ``window``."""
    found = parts(QAccessible.queryAccessibleInterface(window))
    return [one.text(QAccessible.Text.Name) for one in found if one.role() in IMAGES]


@pytest.fixture
def desk(qtbot, dressed):
    window = DeskWindow()
    qtbot.addWidget(window)
    window.show()
    window.show_desk(outside.desk_of("Larch & Son"), outside.call_of("Larch & Son"))
    return window


def test_no_image_of_the_desk_is_without_a_name(desk):
    assert [name for name in images(desk) if not name.strip()] == []


def test_no_image_of_the_queue_is_without_a_name(qtbot, dressed):
    window = QueueWindow()
    qtbot.addWidget(window)
    window.show()
    window.show_view(outside.queue_of("Larch & Son"))
    assert [name for name in images(window) if not name.strip()] == []


def test_an_image_is_found_with_its_name(qtbot, dressed):
    """Without this the tests above could pass by finding nothing."""
    icon = sign_icon("tick", "#000000")
    holder = named(icon, "Prompt")
    qtbot.addWidget(holder)
    assert images(holder) == ["Prompt"]
    bare = plain_label()
    qtbot.addWidget(bare)
    bare.setPixmap(icon.pixmap(16, 16))
    assert images(bare) == [""]


def test_the_letter_of_now_is_current_and_none_is_checked(desk):
    chips = [b for b in desk.questions.findChildren(CapButton) if ", Ctrl+" in b.accessibleName()]
    shown = [chip for chip in chips if chip.isVisible()]
    assert len(shown) == len(outside.POLICY.letters)
    heard = [QAccessible.queryAccessibleInterface(chip) for chip in shown]
    assert not any(one.state().checkable or one.state().checked for one in heard)
    assert {one.role() for one in heard} == {QAccessible.Role.PushButton}
    current = [one for one in heard if ", current, Ctrl+" in one.text(QAccessible.Text.Name)]
    assert len(current) == 1
    states = {one.text(QAccessible.Text.Description) for one in heard}
    assert states <= {"open", "part", "answered"}
