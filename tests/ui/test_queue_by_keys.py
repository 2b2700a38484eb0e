"""A receiver's whole work by keyboard, against a real hub under a real policy."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from tests.desk.link.desk_side import url_of
from tests.desk.receive.test_queue_desk import Seat
from tests.hub.control_room import (
    GRADES,
    PARTNER,
    PASSWORD,
    ROOM,
    ControlRoom,
    DeskStore,
    hand_over,
    new_contact,
    running,
    set_up,
)
from tests.hub.test_tasks import FOLDER, SCOTLAND, place
from workstation.content.policies import pack
from workstation.desk.answers import QueueRow
from workstation.domain.contact import facts
from workstation.domain.incident.tasks import still_open
from workstation.hub import policies
from workstation.hub.people import put_person
from workstation.ui.pieces.found import Found
from workstation.ui.queue.choosing import NOTHING_ALIKE
from workstation.ui.queue.steering import NO_NEWS, NO_NEXT, SAME_GRADE, Steering
from workstation.ui.queue.window import QueueWindow

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
LETTERS = len(SCOTLAND.letters)


class AtTheQueue:
    """A receiver's hands on the window, one incident handed over and accepted."""

    def __init__(self, room: ControlRoom, window: QueueWindow, seat: Seat) -> None:
        self.room, self.window, self.seat = room, window, seat
        self.store: DeskStore = room.desk()
        self.store.policy = SCOTLAND.ref

    def comes(self, **more: Any) -> str:
        """A desk hands an incident over; it is chosen."""
        asked = hand_over(new_contact(), **more)
        self.room.send(self.store, self.store.write(place("12 Fir Road"), asked.contact_id))
        self.room.send(self.store, self.store.write(asked))
        self.seat.desk.refresh()
        self.seat.until(lambda v: any(r.incident_id == asked.incident_id for r in v.rows))
        self.seat.desk.select(asked.incident_id)
        self.seat.until(lambda v: v.selected is not None)
        return asked.incident_id

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        held = Qt.KeyboardModifier.NoModifier
        for one in modifiers:
            held |= one
        QTest.keyClick(QApplication.focusWidget() or self.window, key, held)
        QApplication.processEvents()

    def type(self, *lines: str) -> None:
        """Words and Enter, field by field."""
        for line in lines:
            QTest.keyClicks(QApplication.focusWidget(), line)
            self.press(Qt.Key.Key_Return)

    def row(self, incident_id: str) -> QueueRow | None:
        return next((r for r in self.seat.view.rows if r.incident_id == incident_id), None)

    def until(self, incident_id: str, so: Any) -> QueueRow:
        """The row once it is so."""
        self.seat.until(lambda _: (row := self.row(incident_id)) is not None and so(row))
        found = self.row(incident_id)
        assert found is not None
        self.seat.until(lambda v: not v.busy)
        return found

    @property
    def said(self) -> str:
        QApplication.processEvents()
        labels = self.window.findChildren(QLabel)
        return " | ".join(label.text() for label in labels if label.isVisible())


@pytest.fixture
def queue(qtbot: Any, dressed: Any, tmp_path: Path) -> Iterator[AtTheQueue]:
    with running(set_up(f"sqlite:///{tmp_path / 'hub.db'}", tmp_path)) as room:
        policies.install(room.hub.database, SCOTLAND, pack(FOLDER))
        put_person(room.hub.database, "r1", "R. Mair", PASSWORD, ["receiver"], [ROOM])
        seat = Seat(room, url_of(room), lambda _: SCOTLAND)
        window = QueueWindow()
        qtbot.addWidget(window)
        Steering(window, seat.desk)
        window.show()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        seat.sign_in("r1")
        window.entry.close_form()
        window.list.setFocus()
        yield AtTheQueue(room, window, seat)
        seat.close()


def accepted(queue: AtTheQueue, **more: Any) -> str:
    incident = queue.comes(**more)
    queue.press(Qt.Key.Key_F5)
    queue.until(incident, lambda row: row.standing == "accepted")
    return incident


def test_what_a_team_does_is_one_key_and_one_line(queue: AtTheQueue) -> None:
    incident = accepted(queue)
    queue.press(Qt.Key.Key_F7)
    queue.type("KL12")
    queue.until(incident, lambda row: row.assigned_to == "KL12")
    queue.press(Qt.Key.Key_F8)
    queue.type("rang the neighbour")
    queue.press(Qt.Key.Key_F10)
    queue.seat.until(lambda v: not v.busy)
    queue.type("Which floor?")
    queue.until(incident, lambda row: "fact" in [task.kind for task in row.tasks])
    queue.press(Qt.Key.Key_F9)
    queue.type("KL12 with her")
    row = queue.until(incident, lambda row: bool(row.attended_at))
    assert "review" not in [task.kind for task in row.tasks]
    queue.seat.until(lambda v: v.selected is not None and len(v.selected.incident.deeds) == 3)
    assert "rang the neighbour" in queue.said and "assigned to KL12" in queue.said


def test_a_grade_is_raised_by_one_key_and_the_reason_follows(queue: AtTheQueue) -> None:
    incident = accepted(queue)
    queue.press(Qt.Key.Key_1, ALT)
    row = queue.until(incident, lambda row: row.top)
    assert "reason" in [task.kind for task in row.tasks]
    queue.type(*["he is back with a knife"] * (LETTERS + 1))
    row = queue.until(incident, lambda row: "reason" not in [task.kind for task in row.tasks])
    queue.seat.until(lambda v: v.selected is not None and bool(v.selected.incident.assessed))
    assert "Prompt  →  Immediate" in queue.said
    queue.press(Qt.Key.Key_1, ALT)
    assert SAME_GRADE in queue.said


def test_a_lower_grade_waits_and_nothing_less_than_every_letter_asks(queue: AtTheQueue) -> None:
    incident = accepted(queue)
    queue.press(Qt.Key.Key_3, ALT)
    queue.type(*[""] * LETTERS, "he has left")
    queue.seat.until(lambda v: any("missing" in news for news in v.news))
    row = queue.row(incident)
    assert row is not None and row.lowering_to == ""
    queue.press(Qt.Key.Key_3, ALT)
    queue.type(*["he has left the street"] * (LETTERS + 1))
    row = queue.until(incident, lambda row: row.lowering_to == "Standard")
    assert row.grade == "prompt"
    assert "lower grade asked: Standard" in queue.window.list.currentItem().text()


def test_an_urgent_one_goes_at_once_and_its_team_still_owes_the_reason(queue: AtTheQueue) -> None:
    incident = accepted(queue)
    queue.press(Qt.Key.Key_F6)
    queue.press(Qt.Key.Key_P)
    queue.type("", "")
    row = queue.until(incident, lambda row: row.team == PARTNER)
    assert "reason" in [task.kind for task in row.tasks]
    assert "you owe the reason" in queue.window.list.currentItem().text()
    queue.press(Qt.Key.Key_F11)
    queue.type(*["a nurse is nearer"] * (LETTERS + 1))
    queue.seat.until(lambda _: queue.row(incident) is None)


def test_the_list_of_what_is_to_be_done_finishes_a_promise(queue: AtTheQueue) -> None:
    incident = accepted(queue, grade=GRADES[2])
    contact = queue.seat.view.selected.contacts[0].contact_id  # type: ignore[union-attr]
    promise = facts.PromiseMade("p1", "we ring you today", None, 3600)
    queue.room.send(queue.store, queue.store.write(promise, contact))
    queue.seat.desk.refresh()
    queue.until(incident, lambda row: "promise" in [task.kind for task in row.tasks])
    queue.seat.until(
        lambda v: bool(v.selected and still_open(v.selected.incident.tasks, "promise"))
    )
    queue.press(Qt.Key.Key_E, ALT)
    assert "Still to be done" in queue.said and queue.window.entry.form is None
    queue.press(Qt.Key.Key_T, CTRL)
    queue.press(Qt.Key.Key_Return)
    queue.type("rang her at four")
    queue.until(incident, lambda row: "promise" not in [task.kind for task in row.tasks])


def test_news_of_a_later_call_alarms_until_it_is_seen(queue: AtTheQueue) -> None:
    incident = accepted(queue)
    before = queue.seat.ears.alarms
    later = new_contact()
    queue.room.send(
        queue.store,
        queue.store.write(facts.VehicleRecorded("v", "SN12 ABC", "red van"), later),
        queue.store.write(facts.IncidentAttached(incident), later),
    )
    queue.seat.desk.refresh()
    queue.until(incident, lambda row: bool(row.unseen))
    queue.seat.desk.tick()
    assert queue.seat.ears.alarms == before + 1
    assert "NEW a new vehicle: SN12 ABC" in queue.window.list.currentItem().text()
    queue.seat.until(lambda v: v.selected is not None and bool(v.selected.incident.unseen))
    queue.press(Qt.Key.Key_N, ALT)
    queue.until(incident, lambda row: not row.unseen)
    queue.seat.until(lambda v: v.selected is not None and not v.selected.incident.unseen)
    queue.press(Qt.Key.Key_N, ALT)
    assert NO_NEWS in queue.said


def test_what_may_be_the_same_is_linked_and_parted_by_a_person(queue: AtTheQueue) -> None:
    other = accepted(queue, reference="D11-0002-B")
    incident = accepted(queue)
    queue.press(Qt.Key.Key_J, CTRL)
    queue.seat.until(lambda _: queue.window.finder.isVisible())
    assert "D11-0002-B" in queue.window.finder.every[0][1]
    queue.press(Qt.Key.Key_Return)
    queue.seat.until(lambda v: bool(v.selected and v.selected.incident.linked))
    assert queue.seat.view.selected.incident.linked[0].other_id == other  # type: ignore[union-attr]
    queue.press(Qt.Key.Key_J, CTRL, Qt.KeyboardModifier.ShiftModifier)
    queue.seat.until(lambda _: queue.window.finder.isVisible())
    queue.press(Qt.Key.Key_Return)
    queue.seat.until(lambda v: bool(v.selected and not v.selected.incident.linked))
    queue.press(Qt.Key.Key_J, CTRL)
    queue.seat.until(lambda _: NOTHING_ALIKE in queue.said)
    assert queue.row(incident) is not None


def test_f1_lists_every_key_in_the_policys_words(queue: AtTheQueue) -> None:
    accepted(queue)
    queue.press(Qt.Key.Key_F1)
    words = " ".join(Found(*one).whole for one in queue.window.finder.every)
    assert "grade Immediate" in words and "fresh THRIVE" in words and "F9" in words
    queue.press(Qt.Key.Key_Escape)
    assert not queue.window.finder.isVisible()


def test_what_was_half_filled_is_there_again_for_that_incident_alone(queue: AtTheQueue) -> None:
    other = queue.comes(reference="D11-0002-B")
    incident = accepted(queue)
    queue.press(Qt.Key.Key_F8)
    QTest.keyClicks(QApplication.focusWidget(), "rang the nei")
    queue.press(Qt.Key.Key_Escape)
    queue.seat.desk.select(other)
    queue.seat.until(lambda v: v.selected is not None and v.selected.incident_id == other)
    queue.press(Qt.Key.Key_F8)
    assert queue.window.entry.values() == {"cause": ""}
    queue.press(Qt.Key.Key_Escape)
    queue.seat.desk.select(incident)
    queue.seat.until(lambda v: v.selected is not None and v.selected.incident_id == incident)
    queue.press(Qt.Key.Key_F8)
    assert queue.window.entry.values() == {"cause": "rang the nei"}
    queue.type("ghbour")
    queue.seat.until(lambda v: bool(v.selected and v.selected.incident.deeds))
    queue.press(Qt.Key.Key_F8)
    assert queue.window.entry.values() == {"cause": ""}


def test_a_late_line_is_seen_from_another_incident_and_one_key_goes_to_it(
    queue: AtTheQueue,
) -> None:
    contact = new_contact()
    incident = queue.comes(reference="D11-0001-A")
    asked = hand_over(contact, reference="D11-0002-B", headline="Two men fighting")
    queue.room.send(queue.store, queue.store.write(asked))
    queue.seat.desk.refresh()
    queue.seat.until(lambda v: len(v.rows) == 2)
    assert queue.seat.view.selected_id == incident
    late = facts.NarrativeAdded("l9", "he is going round the back", verbatim=True)
    before = queue.seat.ears.alarms
    queue.room.send(queue.store, queue.store.write(late, contact))
    queue.seat.desk.refresh()
    queue.until(asked.incident_id, lambda row: row.added == 1)
    assert "D11-0002-B, Two men fighting, new: “he is going round the back”" in queue.said
    rows = [queue.window.list.item(n).text() for n in range(queue.window.list.count())]
    assert ["1 NEW" in row for row in rows if "Two men" in row] == [True]
    assert queue.seat.view.selected_id == incident, "nothing moves by itself"
    queue.seat.desk.tick()
    assert queue.seat.ears.alarms == before, "a line more rings nothing"
    queue.press(Qt.Key.Key_F2)
    queue.seat.until(
        lambda v: v.selected is not None and v.selected.incident_id == asked.incident_id
    )
    assert "he is going round the back" in queue.said
    queue.press(Qt.Key.Key_N, ALT)
    queue.until(asked.incident_id, lambda row: row.added == 0)
    queue.seat.until(lambda v: v.selected is not None and not v.selected.new)
    for waits in (incident, asked.incident_id):
        queue.press(Qt.Key.Key_F2)
        assert queue.seat.view.selected_id == waits, "what waits is gone through, the first first"
        queue.press(Qt.Key.Key_F5)
        queue.until(waits, lambda row: row.standing == "accepted")

    def nothing_is_left() -> bool:
        queue.press(Qt.Key.Key_F2)
        return NO_NEXT in queue.said

    queue.seat.until(lambda _: nothing_is_left())  # a reading from before the step may come late


def test_what_arrives_while_another_is_open_is_one_key_away(queue: AtTheQueue) -> None:
    taken = accepted(queue)
    asked = hand_over(new_contact(), reference="D11-0003-C")
    queue.room.send(queue.store, queue.store.write(asked))
    queue.seat.desk.refresh()
    queue.until(asked.incident_id, lambda row: row.standing == "delivered")
    assert queue.seat.view.selected_id == taken, "nothing moves by itself"
    queue.press(Qt.Key.Key_F2)
    assert queue.seat.view.selected_id == asked.incident_id
    queue.press(Qt.Key.Key_F5)
    queue.until(asked.incident_id, lambda row: row.standing == "accepted")
