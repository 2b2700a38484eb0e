"""The window that says why a link did not ring."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from workstation.ui.sentence_window import SentenceWindow


@pytest.mark.usefixtures("dressed")
def test_it_shows_the_sentence_as_it_is_and_closes_by_its_key(qtbot):
    window = SentenceWindow("No desk is <b>open</b> here.")
    qtbot.addWidget(window)
    assert window.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    window.show()
    qtbot.waitExposed(window)
    (label,) = (x for x in window.findChildren(QLabel) if x.text().startswith("No desk"))
    assert label.text() == "No desk is <b>open</b> here."
    assert label.textFormat() == Qt.TextFormat.PlainText
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()
