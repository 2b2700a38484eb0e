"""The supervisor's window by keys alone, with hostile words in every field."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QListWidgetItem

from tests.desk.call.seat import SoundOfTest
from tests.desk.supervise.test_supervise_desk import NOW, ROW, Room
from tests.ui.hostile import TEXTS
from workstation.desk.answers import QueueRow
from workstation.desk.supervising import DeskStanding, Phoned, Rang, Supervision
from workstation.ui.supervise.steering import CHOOSE, Steering
from workstation.ui.supervise.window import SuperviseWindow

TOLD = "2026-11-21T14:05:00.000000Z"
FIRST = replace(ROW, approval="pending", approval_since=TOLD, approval_because="a child at risk")
SECOND = replace(FIRST, incident_id="incident:2", reference="D11-0002-T")


@pytest.fixture
def room(qtbot):
    made = Room()
    made.window = SuperviseWindow()
    qtbot.addWidget(made.window)
    made.window.show()
    qtbot.waitExposed(made.window)
    Steering(made.window, made.desk)
    yield made
    made.window.close()
    made.desk.stop()


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def type_words(words):
    QTest.keyClicks(QApplication.focusWidget(), words)
    press(Qt.Key.Key_Return)


def listed(room):
    return [room.window.list.item(n).text() for n in range(room.window.list.count())]


def signed_in(room):
    type_words("a.reid")
    type_words("secret")
    room.until(lambda: room.desk.view().seen is not None)


def test_alarms_stand_first_and_the_keys_walk_past_headings(room):
    signed_in(room)
    room.read(Supervision(NOW, waiting=(replace(ROW, overdue=True),), approvals=(FIRST,)))
    rows = listed(room)
    assert rows[:2] == [
        "Needs you now",
        "▲ Immediate D11-0001-R at Area control room: nobody has accepted it in time.",
    ]
    assert room.window.list.currentRow() == 1
    press(Qt.Key.Key_Down)
    assert room.window.here.incident_id == "incident:1"


def test_what_is_decided_is_the_line_that_was_chosen_though_others_come(room):
    signed_in(room)
    room.read(Supervision(NOW, approvals=(SECOND,)))
    press(Qt.Key.Key_Down)
    assert room.window.here.incident_id == "incident:2"
    room.read(Supervision(NOW, approvals=(FIRST, SECOND)))
    assert room.window.here.incident_id == "incident:2"
    press(Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
    words = [label.text() for label in room.window.entry.findChildren(QLabel)]
    assert any("D11-0002-T" in one for one in words)
    type_words("her neighbour is with her")
    room.until(lambda: bool(room.hub.steps))
    (step,) = room.hub.steps
    assert (step.incident_id, step.step) == ("incident:2", "approve")
    assert step.words.cause == "her neighbour is with her"


def test_a_line_that_decides_nothing_says_so(room):
    signed_in(room)
    press(Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    assert room.window._news.text() == CHOOSE
    assert room.window.entry.form is None


def test_the_sound_has_a_visible_twin(room):
    signed_in(room)
    sound: SoundOfTest = room.sound
    room.read(Supervision(NOW, desks=(DeskStanding("d", "Desk 3", "silent", heard_at=TOLD),)))
    assert sound.alarms == 1
    assert "▲ Desk 3 is silent." in listed(room)
    assert room.window._news.text() == "Desk 3 is silent."


def hostile(kind, text, **kept):
    """Every text field of ``kind`` is ``text``."""
    made = kind(**kept)
    words = {
        f.name: text
        for f in fields(kind)
        if isinstance(getattr(made, f.name), str) and f.name not in kept
    }
    return replace(made, **words)


@pytest.mark.parametrize("text", TEXTS)
def test_whatever_the_hub_says_is_shown_as_plain_text(room, text):
    row = {f.name: getattr(FIRST, f.name) for f in fields(QueueRow)}
    free = ("reference", "team_name", "grade_name", "headline", "claimed_by", "desk_name",
            "approval_because", "approval_rationale", "approval_by")  # fmt: skip
    bad = replace(QueueRow(**row), **dict.fromkeys(free, text), overdue=True)
    desk = hostile(DeskStanding, text, desk_id="d", state="silent", name=text, heard_at=TOLD)
    desk = replace(desk, reported_at=TOLD, oldest_waiting_since=TOLD, cache_as_of=TOLD, waiting=1)
    phoned = Phoned("incident:9", text, text, TOLD, text, text, "", text, text)
    rang = Rang("incident:9", text, "acceptance", TOLD, text, text, "delivered", text)
    signed_in(room)
    room.read(Supervision(NOW, (desk,), (bad,), (bad,), (phoned,), (rang,)))
    items: list[QListWidgetItem] = [
        room.window.list.item(n) for n in range(room.window.list.count())
    ]
    assert len(items) >= 9
    assert all("\n" not in one.text() and len(one.text()) <= 601 for one in items)
    assert all(
        label.textFormat() == Qt.TextFormat.PlainText for label in room.window.findChildren(QLabel)
    )
