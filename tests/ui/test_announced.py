"""What a screen reader says by itself: each new thing once, alarms at once, never by the clock."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tests.ui import outside
from tests.ui.hostile import TEXTS
from tests.ui.test_hostile_text import shapeless
from workstation.desk.call.view import OpenNear
from workstation.domain.call_event import CallEvent
from workstation.domain.handover import Alarm
from workstation.ui.desk.reading.tray import tray_list, tray_words
from workstation.ui.desk.window import DeskWindow
from workstation.ui.pieces.announcer import ANNOUNCED, Announcer, Standing, Words, newer
from workstation.ui.queue.window import QueueWindow

NO_RECEIPT = ("NOT CONFIRMED – no receipt yet: phone it through.", True)
#: Seconds without the hub's receipt after which an urgent hand-over alarms, and some more.
LONG_S = 60


@pytest.fixture
def said(hands):
    """What is said from now on, as (words, urgent)."""
    found = []
    hands.window.announcer.said.connect(lambda words, urgent: found.append((words, urgent)))
    return found


@pytest.fixture
def queue(qtbot, dressed):
    window = QueueWindow()
    qtbot.addWidget(window)
    found = []
    window.announcer.said.connect(lambda words, urgent: found.append((words, urgent)))
    return window, found


def test_an_alarm_is_said_at_once_and_only_once(hands, seat, said):
    hands.take_the_call()
    hands.press(Qt.Key.Key_F12)
    said.clear()
    for _ in range(LONG_S):
        seat.clock.seconds += 1
        hands.window.second.emit()
    hands.window.grab()
    assert said == [NO_RECEIPT]


def test_an_alarm_that_stands_is_not_said_again_on_the_way_back_to_its_call(hands, seat, said):
    hands.take_the_call()
    hands.press(Qt.Key.Key_F12)
    seat.clock.seconds += LONG_S
    hands.window.second.emit()
    seat.calls.hear(CallEvent("offered", "other", "101", "+447700900318"))
    assert seat.calls.answer("contact:other").done
    assert seat.calls.view().contact.contact_id == "contact:other"
    said.clear()
    hands.press(Qt.Key.Key_F3)
    assert seat.calls.view().alarms
    assert NO_RECEIPT not in said


def test_a_link_that_is_lost_again_is_said_again(hands, seat, said):
    hands.take_the_call()
    hands.press(Qt.Key.Key_F12)
    alarms = []
    for state in ("lost", "live", "lost"):
        seat.link.now = state
        said.clear()
        hands.window.second.emit()
        alarms.append([words for words, urgent in said if urgent])
    down = ["NOT CONFIRMED – the link is down: phone it through."]
    assert alarms == [down, [], down]


def test_a_call_that_rings_is_said_once(hands, seat, said):
    seat.calls.hear(CallEvent("offered", "call-1", "999", "+447700900318"))
    for _ in range(3):
        hands.window.second.emit()
    assert [words for words, _ in said if words.startswith("Ringing")] == [
        "Ringing: 999 from 07700 900318"
    ]


@pytest.mark.parametrize(("withheld", "shown"), [(True, "number withheld"), (False, "no number")])
def test_a_number_is_only_called_withheld_where_it_was(hands, seat, said, withheld, shown):
    hands.take_the_call()
    seat.calls.hear(CallEvent("offered", "call-2", "999", None, withheld=withheld))
    assert tray_words(seat.calls.desk_view()) == f"RINGING: 999 from {shown} · F3 shows it"
    assert f"Ringing: 999 from {shown}" in [words for words, _ in said]
    ((_, listed),) = tray_list(seat.calls.desk_view(), seat.clock.moment().at_utc)
    assert f"from {shown}:" in listed


def test_what_comes_of_a_key_is_said_each_time_it_is_pressed(hands, said):
    hands.take_the_call()
    said.clear()
    hands.ctrl(Qt.Key.Key_T)
    hands.ctrl(Qt.Key.Key_T)
    nothing = "No incident was handed over from this call yet."
    assert said == [(nothing, False), (nothing, False)]


def test_the_queue_says_each_alarm_and_each_news_once(queue):
    window, said = queue
    view = replace(outside.queue_of("Larch & Son"), news=(), alarms=())
    first, second = (Alarm(f"incident:{n}", "not_accepted", f"P-{n} late") for n in (1, 2))
    for news, alarms in (
        (("New: P-1",), ()),
        (("New: P-1",), ()),
        (("New: P-1",), (first,)),
        (("New: P-1", "New: P-2"), (first,)),
        (("New: P-1", "New: P-2"), (first, second)),
        (("New: P-1", "New: P-2"), (second,)),
    ):
        window.show_view(replace(view, news=news, alarms=alarms))
    assert said == [
        ("New: P-1", False),
        ("P-1 late", True),
        ("New: P-2", False),
        ("P-2 late", True),
    ]


def test_what_a_key_of_the_queue_does_is_said(queue):
    window, said = queue
    window.answer("Choose an incident first: the arrow keys walk the queue.")
    assert said == [("Choose an incident first: the arrow keys walk the queue.", False)]


def test_a_store_that_cannot_write_is_said_at_once(qtbot, dressed):
    window = DeskWindow()
    qtbot.addWidget(window)
    found = []
    window.announcer.said.connect(lambda words, urgent: found.append((words, urgent)))
    call = replace(outside.call_of("Larch & Son"), alarms=(), fault="", near=OpenNear(), wanted=())
    desk = replace(outside.desk_of("Larch & Son"), news=("Accepted.",), resumed="", calls=())
    for fault in ("", "The disk is full.", "The disk is full.", ""):
        window.show_desk(desk, replace(call, fault=fault))
    assert found == [("Accepted.", False), ("The disk is full.", True)]


@pytest.mark.parametrize(
    ("before", "now", "new"),
    [
        ((), (), ()),
        ((), ("a",), ("a",)),
        (("a",), ("a",), ()),
        (("a", "b"), ("a", "b", "a"), ("a",)),
        (("a", "b", "c"), ("b", "c", "d"), ("d",)),
        (("a", "b", "a"), ("b", "a", "b"), ("b",)),
        (("a", "b"), ("c", "d"), ("c", "d")),
        (("a", "b"), (), ()),
    ],
)
def test_news_are_new_when_they_came_after_those_before(before, now, new):
    assert newer(before, now) == new


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_hostile_words_are_said_plain_and_bounded(qtbot, text):
    window = QWidget()
    qtbot.addWidget(window)
    speaks, said = Announcer(window), []
    speaks.said.connect(lambda words, _: said.append(words))
    speaks.hear({Standing("", "one", "alarm"): Words(text, True)}, (f"news {text}",))
    assert said
    assert all(len(words) <= ANNOUNCED and "\n" not in words for words in said)
    assert not any(shapeless(words) for words in said)
