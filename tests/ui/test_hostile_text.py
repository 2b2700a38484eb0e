"""Sixty hostile texts in every field from outside, in both windows: shown, and nothing else."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QListWidget,
    QTextBrowser,
    QTextEdit,
    QWidget,
)

from tests.ui import outside
from tests.ui.hostile import BAIT, TEXTS
from workstation.domain.text import one_line
from workstation.ui.desk import deciding_forms
from workstation.ui.desk.callers.forms import failure_form, identity_form, new_person_form
from workstation.ui.desk.callers.listed import Listed
from workstation.ui.desk.callers.listing import candidate_rows, found_rows, found_state
from workstation.ui.desk.callers.whole import contact_rows
from workstation.ui.desk.forms import catalogue
from workstation.ui.desk.reading.policy import about, find_list, key_list
from workstation.ui.desk.reading.shift import shift_rows
from workstation.ui.desk.window import DeskWindow
from workstation.ui.pieces.form import Field, Form
from workstation.ui.queue.window import QueueWindow

#: The smallest screen a window must fit.
WIDE, HIGH = 1366, 768
OVERRIDES = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
WATCHED = {"open", "os.listdir", "os.scandir", "os.system", "os.exec", "os.posix_spawn", "os.spawn",
           "os.startfile", "os.remove", "os.rename", "os.mkdir", "os.rmdir", "subprocess.Popen",
           "urllib.Request", "webbrowser.open"}  # fmt: skip

_heard: list[str] = []
_listening = False


def _hear(event: str, arguments: tuple[object, ...]) -> None:
    if _listening and (event in WATCHED or event.startswith("socket.")):
        _heard.append(f"{event} {arguments}")


sys.addaudithook(_hear)


@contextmanager
def silence() -> Iterator[None]:
    """No file is opened, nothing is started and nothing is asked of the network in here."""
    global _listening
    _heard.clear()
    _listening = True
    try:
        yield
    finally:
        _listening = False
    assert [heard for heard in _heard if not _own(heard)] == []


def _own(heard: str) -> bool:
    """Python reads its own modules the first time they are needed, from where they are."""
    if heard in [f"os.listdir {(place,)}" for place in sys.path]:
        return True
    is_module = re.search(r"\.(py|pyc|so|pth)'|__pycache__|site-packages", heard)
    return bool(is_module) and not any(bait in heard for bait in BAIT)


@pytest.fixture(scope="module")
def desk(dressed: QApplication) -> Iterator[DeskWindow]:
    window = DeskWindow()
    window.resize(WIDE, HIGH)
    window.show()
    yield window
    window.close()
    window.deleteLater()


@pytest.fixture(scope="module")
def queue(dressed: QApplication) -> Iterator[QueueWindow]:
    window = QueueWindow()
    window.resize(WIDE, HIGH)
    window.show()
    yield window
    window.close()
    window.deleteLater()


def settle() -> None:
    """Lay out what is new, and let go of what it replaced."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    for _ in range(3):
        QApplication.processEvents()


def fill_desk(window: DeskWindow, text: str) -> None:
    """Put ``text`` wherever the desk's window shows what came from outside."""
    call = replace(outside.call_of(text, len(text)), on_record=outside.candidates_of(text))
    window.show_desk(outside.desk_of(text), call)
    window.questions.ask(call.policy.questions[0], "")
    window.questions.why()
    window.questions.why()
    window.news.answer(text)
    policy = call.policy
    usual = catalogue(policy, call.contact.incident_type, text)
    person = outside.candidates_of(text).callers[0]
    who = WhoOfTest()
    docked = [
        identity_form(call, person, who),
        new_person_form(one_line(text), who),
        failure_form(call),
        usual[len(text) % len(usual)],
        deciding_forms.rationale_form("guard", text),
        deciding_forms.correct_line_form("line", one_line(text)),
        deciding_forms.reroute_form(policy, "incident:1", policy.teams[0].key),
    ]
    for form in docked:
        window.entry.open(form)
    window.finder.open([*key_list(policy), *find_list(policy), *about(policy)])
    settle()


def fill_people(window: DeskWindow, text: str) -> None:
    """Put ``text`` wherever people and a history are listed."""
    call = replace(outside.call_of(text), on_record=outside.candidates_of(text))
    found = outside.found_of(text)
    window.work.people.open(candidate_rows(call), text)
    window.work.people.show_rows(found_rows(found, call, "c1"), found_state(found))
    settle()
    window.grab()
    history = tuple(past for one in found.people for past in one.history)
    window.work.whole.open("c1", text, text, contact_rows(history, {}, outside.AT))
    settle()


class WhoOfTest:
    """Whoever is asked about people while a form is only looked at."""

    in_call = True


def fill_shift(window: DeskWindow, text: str) -> None:
    """Put ``text`` wherever the shift page shows what came from outside, and show it."""
    window.work.shift.open(shift_rows(outside.shift_of(text)))
    settle()


def fill_queue(window: QueueWindow, text: str) -> None:
    """Put ``text`` wherever the receiver's window shows what came from outside."""
    window.show_view(outside.queue_of(text))
    teams = Field("team", "To which team", (("other", text),))
    window.entry.open(Form("reroute", "Re-route", (teams,), lambda values, _: values, note=text))
    window.answer(text)
    settle()


def texts(window: QWidget) -> Iterator[str]:
    """Everything the window says, hidden or not."""
    for label in window.findChildren(QLabel):
        yield label.text()
    for button in window.findChildren(QAbstractButton):
        yield button.text()
    for box in window.findChildren(QComboBox):
        yield from (box.itemText(n) for n in range(box.count()))
    for rows in window.findChildren(QListWidget):
        yield from (rows.item(n).text() for n in range(rows.count()))
    for listed in window.findChildren(Listed):
        for row in listed.rows:
            yield row.spoken
            yield from (part for part in row if isinstance(part, str))


def shapeless(text: str) -> set[str]:
    """Characters that are not shown as such but do something."""
    bad = {c for c in text if unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t"}
    return bad | (OVERRIDES & set(text))


class Tags(HTMLParser):
    """The mark-up in a hint."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)


def judge(window: QWidget) -> None:
    """Every rule for text from outside, on everything the window holds."""
    assert {c for text in texts(window) for c in shapeless(text)} == set()
    labels = window.findChildren(QLabel)
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
    assert not any(label.openExternalLinks() for label in labels)
    assert not window.findChildren(QTextBrowser) + window.findChildren(QTextEdit)
    for widget in window.findChildren(QWidget):
        if widget.toolTip():
            assert Tags(widget.toolTip()).found <= {"qt", "br"}
            assert not shapeless(widget.toolTip())
    for button in window.findChildren(QAbstractButton):
        assert QKeySequence.mnemonic(button.text()).isEmpty(), button.text()
        assert button.shortcut().isEmpty(), button.text()
    least = window.minimumSizeHint()
    assert (least.width() <= WIDE, least.height() <= HIGH) == (True, True), least


def test_there_are_sixty() -> None:
    assert len(set(TEXTS)) == 60


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_hostile_text_is_only_shown(desk: DeskWindow, queue: QueueWindow, text: str) -> None:
    with silence():
        fill_desk(desk, text)
        desk.grab()
        fill_people(desk, text)
        desk.grab()
        fill_shift(desk, text)
        desk.grab()
        fill_queue(queue, text)
        queue.grab()
    judge(desk)
    judge(queue)


@pytest.mark.parametrize(
    "deed",
    [
        lambda: Path("/etc/passwd").exists() and Path("/etc/passwd").read_bytes(),
        lambda: socket.socket().close(),
        lambda: subprocess.run(["true"], check=True),
    ],
)
def test_the_silence_can_be_broken(deed: Callable[[], object]) -> None:
    with pytest.raises(AssertionError), silence():
        deed()


def test_the_text_really_arrives(desk: DeskWindow, queue: QueueWindow) -> None:
    """Without this the tests above could pass by showing nothing."""
    fill_desk(desk, "Quince & Vole")
    fill_queue(queue, "Quince & Vole")
    for window, least in ((desk, 60), (queue, 40)):
        said = [text for text in texts(window) if "Quince" in text]
        assert len(said) >= least
        assert all("Quince & Vole" in text.replace("&&", "&") for text in said)


def test_the_shift_page_really_shows_the_text(desk: DeskWindow) -> None:
    fill_shift(desk, "Quince & Vole")
    rows = desk.work.shift.rows
    assert rows.isVisible()
    said = [text for text in texts(rows.parentWidget()) if "Quince & Vole" in text]
    assert any(text.startswith("UNEXPLAINED") for text in said)
    assert any(" from Quince & Vole · " in text for text in said)
    assert any("since sign-in" in text for text in said)


def test_lists_of_people_really_show_the_text(desk: DeskWindow) -> None:
    fill_people(desk, "Quince & Vole")
    rows = desk.work.people.list.rows
    assert len(rows) == 20
    assert all("Quince & Vole" in row.spoken for row in rows)
    assert {row.where for row in rows} == {"address protected", "Quince & Vole, Quince & Vole"}
    assert "Quince & Vole" in desk.work.whole.list.rows[0].summary


def test_an_ampersand_on_a_button_is_painted(desk: DeskWindow) -> None:
    fill_desk(desk, "Quince & Vole")
    named = [b for b in desk.findChildren(QAbstractButton) if "Quince" in b.text()]
    for button in named:
        assert "Quince && Vole" in button.text()
