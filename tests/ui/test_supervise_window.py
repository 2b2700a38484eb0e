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
from workstation.desk.answers import QueuePage, QueueRow, TaskRow
from workstation.desk.ports import LinkState
from workstation.desk.supervising import DeskStanding, Phoned, Rang, Supervision
from workstation.domain.incident.tasks import OWNER
from workstation.domain.incident.work_events import LetterLine
from workstation.ui.supervise.keys import KEYS
from workstation.ui.supervise.lines import LATE as WORDS_WHEN_LATE
from workstation.ui.supervise.steering import CHOOSE, NOTHING_ASKED, Steering
from workstation.ui.supervise.window import SuperviseWindow

LETTER_NAMES = (("t", "Threat"), ("h", "Harm"), ("v", "Vulnerability"))
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
    press(Qt.Key.Key_V, Qt.KeyboardModifier.AltModifier)
    assert room.window.entry.form is None
    press(Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    assert room.window._news.text() == CHOOSE
    assert room.window.entry.form is None


LETTERS = tuple(LetterLine(x, name, f"{name} as she tells it. " * 40) for x, name in LETTER_NAMES)
WISH = replace(
    ROW, grade_name="Prompt", grade_rank=2, standing="accepted", accepted_by="R. Kerr",
    lowering_to="Standard", lowering_by="R. Kerr", lowering_reason="he has left",
    lowering_since=TOLD, lowering_letters=LETTERS,
)  # fmt: skip
REVIEW = TaskRow("review-3-0", "review", "A supervisor looks.", TOLD, 60, True, "supervisor")
PROMISE = TaskRow("promise-p", "promise", "Promised to the caller: we ring you", TOLD, 60, True)
LATE = replace(
    ROW, incident_id="incident:3", reference="D11-0003-V", tasks=(REVIEW, PROMISE),
    standing="accepted", accepted_by="R. Kerr",
)  # fmt: skip
MAJOR = replace(ROW, incident_id="incident:4", reference="D11-0004-W", major="Fire at the mill.")


def beside(room):
    QApplication.processEvents()
    return [label.text() for label in room.window.pane.findChildren(QLabel) if label.isVisible()]


def go_to(room, words):
    """Walk down to the first line below the alarms that holds ``words``."""
    room.window.list.setFocus()
    for _ in range(room.window.list.count()):
        here = room.window.here
        if words in here.text and not here.alarm:
            return
        press(Qt.Key.Key_Down)
    raise AssertionError(words)


def test_a_lower_grade_stands_beside_the_old_one_with_every_letter_in_full(room):
    signed_in(room)
    room.read(Supervision(NOW, lowerings=(WISH,)))
    go_to(room, "Prompt → Standard asked by R. Kerr: he has left")
    read = beside(room)
    assert read.index("asked: Standard") == read.index("now: Prompt") + 1
    for line in LETTERS:
        assert read[read.index(line.name) + 1] == line.text
    press(Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    assert room.window.entry.form.title == "Refuse: the grade stays"
    type_words("he may come back")
    room.until(lambda: bool(room.hub.steps))
    (step,) = room.hub.steps
    assert (step.incident_id, step.step) == ("incident:1", "keep_grade")


def test_a_lower_grade_is_decided_on_its_alarm_too(room):
    signed_in(room)
    room.read(Supervision(NOW, lowerings=(WISH,)))
    assert room.window.here.alarm
    press(Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
    type_words("agreed")
    room.until(lambda: bool(room.hub.steps))
    assert room.hub.steps[0].step == "lower"


@pytest.mark.parametrize("kind", OWNER)
def test_every_kind_of_task_is_read_wherever_it_is_late(room, kind):
    task = replace(REVIEW, kind=kind, task_id=f"{kind}-1", owner=OWNER[kind])
    rang = Rang("incident:3", "D11-0003-V", "task", TOLD, "Man", "Room", "accepted", task=kind)
    signed_in(room)
    room.read(Supervision(NOW, overdue=(replace(LATE, tasks=(task,)),), rang=(rang,)))
    rows = [one for one in listed(room) if f"{WORDS_WHEN_LATE[kind]}: A supervisor looks." in one]
    assert rows
    assert any("Alarms that rang" in one for one in listed(room))
    go_to(room, "OVERDUE")
    assert any(WORDS_WHEN_LATE[kind] in one for one in beside(room))


def test_what_is_overdue_says_what_whose_and_since_when_and_is_reviewed(room):
    signed_in(room)
    room.read(Supervision(NOW, overdue=(LATE,)))
    rows = [one for one in listed(room) if one.startswith("▲ OVERDUE")]
    assert len(rows) == 2
    assert rows[0].endswith(
        "a supervisor's review is due: A supervisor looks. (a supervisor; set 5:00 ago)"
    )
    assert "OVERDUE · 4:00" in rows[1]
    assert rows[1].endswith(
        "a promise is not kept: Promised to the caller: we ring you "
        "(Area control room: R. Kerr; set 5:00 ago)"
    )
    go_to(room, "we ring you")
    room.read(Supervision(NOW, lowerings=(WISH,), overdue=(LATE,)))
    assert "we ring you" in room.window.here.text, "two lines of one incident are two"
    assert "▲ OVERDUE 4:00: a promise is not kept" in beside(room)
    press(Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
    assert room.window._news.text() == NOTHING_ASKED
    press(Qt.Key.Key_V, Qt.KeyboardModifier.AltModifier)
    type_words("unit at three")
    room.until(lambda: bool(room.hub.steps))
    (step,) = room.hub.steps
    assert (step.incident_id, step.step, step.words.cause) == (
        "incident:3", "review", "unit at three"
    )  # fmt: skip


def test_a_major_incident_is_declared_by_reference_and_ended_on_its_line(room):
    room.hub.page = QueuePage(
        (replace(ROW, incident_id="incident:7", reference="D11-0007-X"),), 0, NOW
    )
    signed_in(room)
    press(Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    type_words("d11-0007-x")
    type_words("Fire at the mill: attach callers")
    room.until(lambda: bool(room.hub.steps))
    declared = room.hub.steps.pop()
    assert (declared.incident_id, declared.step) == ("incident:7", "declare_major")
    room.read(Supervision(NOW, majors=(MAJOR,)))
    go_to(room, "Fire at the mill")
    press(Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier)
    press(Qt.Key.Key_Return)
    type_words("it is out")
    room.until(lambda: bool(room.hub.steps))
    ended = room.hub.steps.pop()
    assert (ended.incident_id, ended.step) == ("incident:4", "end_major")
    assert ended.words.cause == "it is out"


def test_f1_lists_every_key_and_esc_leaves_it(room):
    signed_in(room)
    press(Qt.Key.Key_F1)
    read = beside(room)
    for key in KEYS:
        assert read[read.index(key.sequence) + 1] == key.words
    press(Qt.Key.Key_Escape)
    assert "Keys" not in beside(room)
    assert room.window.list.hasFocus()


@pytest.mark.parametrize("wide", [1600, 900])
def test_a_form_leaves_room_for_what_is_decided(room, qtbot, wide):
    signed_in(room)
    room.window.resize(wide, 700)
    room.read(Supervision(NOW, lowerings=(WISH,)))
    press(Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: room.window.list.isVisible() == (wide == 1600))
    assert room.window.pane.isVisible()
    assert room.window.entry.isVisible()
    press(Qt.Key.Key_Escape)
    assert room.window.list.isVisible()


def test_long_lists_are_walked_and_say_how_many_more(room):
    rows = tuple(
        replace(LATE, incident_id=f"incident:{n}", reference=f"D11-{n:04}-V") for n in range(200)
    )
    signed_in(room)
    room.read(Supervision(NOW, overdue=rows, more_overdue=7))
    assert "and 7 more" in listed(room)
    room.window.list.setCurrentRow(listed(room).index("and 7 more") - 1)
    assert room.window.chosen.reference == "D11-0199-V"


def test_nothing_is_not_said_of_a_time_that_nobody_has_heard_of(room):
    signed_in(room)
    assert listed(room)[1] == "Nothing."
    room.hub.link = LinkState("lost", NOW)
    room.desk.link_changed()
    assert listed(room)[1].startswith("Nothing known since")


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
    wished = dict.fromkeys(("lowering_to", "lowering_by", "lowering_reason", "major"), text)
    bad = replace(
        bad, **wished, lowering_since=TOLD, lowering_letters=(LetterLine("t", text, text),),
        tasks=(replace(REVIEW, text=text), replace(PROMISE, text=text, team=text)), unseen=(text,),
    )  # fmt: skip
    desk = hostile(DeskStanding, text, desk_id="d", state="silent", name=text, heard_at=TOLD)
    desk = replace(desk, reported_at=TOLD, oldest_waiting_since=TOLD, cache_as_of=TOLD, waiting=1)
    phoned = Phoned("incident:9", text, text, TOLD, text, text, "", text, text)
    rang = Rang("incident:9", text, "acceptance", TOLD, text, text, "delivered", text)
    signed_in(room)
    task = replace(rang, kind="task", task="review", text=text)
    rows = (bad,)
    room.read(Supervision(NOW, (desk,), rows, rows, (phoned,), (rang, task), rows, rows, rows))
    items: list[QListWidgetItem] = [
        room.window.list.item(n) for n in range(room.window.list.count())
    ]
    assert len(items) >= 20
    for words in ("decide", "OVERDUE"):
        here = [n for n, one in enumerate(items) if words in one.text()]
        room.window.list.setCurrentRow(here[0])
    assert all("\n" not in one.text() and len(one.text()) <= 601 for one in items)
    assert all(
        label.textFormat() == Qt.TextFormat.PlainText for label in room.window.findChildren(QLabel)
    )
