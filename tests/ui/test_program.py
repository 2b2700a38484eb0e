"""The program round a window: what cannot open or be saved is said, and the exit status says so."""

import signal

import pytest
from PySide6.QtWidgets import QWidget

from workstation.ui import program


class Behind:
    """Something opened behind the window; ``saved`` is what its closing says."""

    def __init__(self, *, saved: bool) -> None:
        self.saved = saved

    def close(self) -> bool:
        return self.saved


@pytest.fixture(autouse=True)
def signals():
    """The handlers of the test run stay as they were."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def test_a_fault_that_nobody_foresaw_is_told_in_the_window(dressed):
    told = []

    def fail(_bridge, _window):
        raise RuntimeError("07700 900417 rang")

    def tell(window, sentence):
        told.append(sentence)
        window.close()

    assert program.run(QWidget, fail, tell) == 1
    assert told == [program.UNFORESEEN]


@pytest.mark.parametrize(("saved", "status"), [(True, 0), (False, 1)])
def test_the_exit_status_says_whether_everything_was_saved(dressed, caplog, saved, status):
    def behind(_bridge, window):
        window.close()
        return Behind(saved=saved)

    assert program.run(QWidget, behind, lambda *_: None) == status
    assert (program.UNSAVED in caplog.text) is not saved
