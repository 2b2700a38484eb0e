"""The program round a window: what cannot open or be saved is said, and the exit status says so."""

import signal
import threading

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from workstation.ui import program
from workstation.ui.desk.window import DeskWindow


class Behind:
    """Something opened behind the window; ``saved`` is what its closing says."""

    def __init__(self, *, saved: bool) -> None:
        self.saved = saved

    def close(self) -> bool:
        return self.saved


def never(*_):
    raise AssertionError("this was not to be called")


@pytest.fixture(autouse=True)
def signals():
    """The handlers of the test run stay as they were."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def test_a_fault_that_nobody_foresaw_is_told_in_the_window(dressed):
    told = []

    def fail(_bridge):
        raise RuntimeError("07700 900417 rang")

    def tell(window, sentence):
        told.append(sentence)
        window.close()

    assert program.run(QWidget, fail, never, tell) == 1
    assert told == [program.UNFORESEEN]


@pytest.mark.parametrize(("saved", "status"), [(True, 0), (False, 1)])
def test_the_exit_status_says_whether_everything_was_saved(dressed, caplog, saved, status):
    def show(window, _opened):
        window.close()

    assert program.run(QWidget, lambda _: Behind(saved=saved), show, never) == status
    assert (program.UNSAVED in caplog.text) is not saved


def test_the_window_takes_typing_while_the_rest_opens(dressed):
    typed = threading.Event()

    def behind(_bridge):
        assert typed.wait(30), "the window's thread was kept waiting"
        return Behind(saved=True)

    def window():
        line = QLineEdit()
        line.textEdited.connect(lambda _: typed.set())
        QTimer.singleShot(0, lambda: QTest.keyClick(line, "x"))
        return line

    assert program.run(window, behind, lambda shown, _: shown.close(), never) == 0


def test_what_fails_when_the_two_are_bound_is_told_too(dressed):
    told = []

    def show(_window, _opened):
        raise RuntimeError("no")

    def tell(window, sentence):
        told.append(sentence)
        window.close()

    assert program.run(QWidget, lambda _: Behind(saved=True), show, tell) == 1
    assert told == [program.UNFORESEEN]


def test_what_is_behind_opens_once_the_window_is_complete(dressed):
    steps = []

    def complete(window, then):
        steps.append("painted")
        QTimer.singleShot(0, lambda: (steps.append("complete"), then()))

    def behind(_bridge):
        steps.append("opening")
        return Behind(saved=True)

    close = lambda window, _: window.close()  # noqa: E731
    assert program.run(QWidget, behind, close, never, complete=complete) == 0
    assert steps == ["painted", "complete", "opening"]


def test_a_key_is_taken_between_the_pieces_of_the_desks_window(dressed, qtbot):
    window = DeskWindow()
    qtbot.addWidget(window)
    order = []
    window.narrative.line.textEdited.connect(lambda _: order.append("key"))
    window.when_complete(lambda: order.append("complete"))
    QTimer.singleShot(0, lambda: QTest.keyClick(window.narrative.line, "x"))
    window.show()
    qtbot.waitUntil(lambda: "complete" in order)
    assert order == ["key", "complete"]
    window.when_complete(lambda: order.append("at once"))
    assert order[-1] == "at once"


def test_what_asks_for_the_columns_early_gets_them_whole(dressed, qtbot):
    window = DeskWindow()
    qtbot.addWidget(window)
    done = []
    window.when_complete(lambda: done.append(window.columns))
    assert window.columns.work.questions.parent() is not None
    assert done == [window.columns]
