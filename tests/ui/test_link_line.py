"""Pulling the cable changes the link line; a sign-in that ended is asked for beside it, quietly."""

from dataclasses import replace

from PySide6.QtCore import Qt

from tests.desk.call.seat import GRANT
from tests.ui.test_hostile_text import texts
from workstation.desk.ports import LinkState
from workstation.domain.contact import commands as ask
from workstation.ui.desk.reading.status import cache_words, link_words

NARRATIVE = "Narrative: type here"
NOON = "2026-11-21T12:00:00.000000Z"
LIVE = LinkState("live", "2026-11-21T11:00:00.000000Z", "2026-11-21T11:59:30.000000Z")
LOST = replace(LIVE, state="lost", since_utc="2026-11-21T11:52:00.000000Z")


def at(minutes, seconds=0):
    return f"2026-11-21T12:{minutes:02}:{seconds:02}.000000Z"


def test_it_says_since_when_how_old_the_cache_is_and_how_much_waits():
    old = replace(LOST, cache_as_of_utc="2026-11-21T11:51:30.000000Z", waiting=3)
    assert link_words(old, NOON).startswith("LINK LOST since ")
    assert cache_words(old, NOON).endswith(", 8 min old · 3 waiting")
    assert cache_words(replace(old, state="live"), NOON).count("old") == 0
    assert ", 3 h 08 min old" in cache_words(old, "2026-11-21T15:00:00.000000Z")


def test_it_is_not_live_with_an_entry_older_than_two_minutes():
    waits = replace(LIVE, waiting=1, oldest_waiting_utc=NOON)
    assert link_words(waits, at(2)) == "LINK live"
    assert link_words(waits, at(2, 1)) == "NOT SENDING · oldest 02:01"
    assert link_words(waits, "2026-11-21T11:59:00.000000Z") == "NOT SENDING"


def test_pulling_the_cable_changes_the_link_line_and_nothing_else(hands, seat):
    hands.take_the_call()
    hands.type("man at the door", enter=False)
    window = hands.window

    def elsewhere():
        every, status = texts(window), texts(window.status)
        return sorted(every), list(status)

    before, was = elsewhere()
    seat.link.now = "lost"
    seat.calls.link_changed()
    after, now = elsewhere()
    changed = set(after) ^ set(before)
    assert any(words.startswith("LINK LOST since ") for words in changed)
    assert changed <= set(was) ^ set(now), changed
    assert hands.focus == NARRATIVE
    hands.type(" with a bat")
    assert seat.calls.view().contact.narrative[-1].text == "man at the door with a bat"
    hands.alt(Qt.Key.Key_1)
    assert seat.calls.view().contact.grade is not None


def test_a_hub_sign_in_that_ended_is_asked_for_quietly_and_stops_nothing(hands, seat):
    hands.take_the_call()
    seat.calls.sign_in(replace(GRANT, good_for_s=60.0))
    asked = hands.window.status._asked
    assert not asked.isVisible()
    seat.clock.seconds += 61
    hands.window.second.emit()
    assert asked.isVisible()
    assert asked.text() == "Hub sign-in has ended · Ctrl+Shift+L"
    assert hands.focus == NARRATIVE
    hands.type("man with a bat")
    assert seat.calls.view().contact.narrative[-1].text == "man with a bat"
    hands.press(Qt.Key.Key_F12)
    assert len(seat.calls.view().hand_overs) == 1
    hands.press(Qt.Key.Key_Escape)
    hands.type("he is sho", enter=False)
    hands.press(
        Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert hands.window.entry.values()["user"] == "f.grant"
    hands.press(Qt.Key.Key_Return)
    hands.type("secret")
    assert not asked.isVisible()
    assert hands.window.narrative.line.text() == "he is sho"
    assert seat.calls.do(ask.Type("on record")).done


def test_the_sign_of_a_lost_link_has_room_round_its_words(hands, seat, qtbot):
    link = hands.window.status._link
    live = link.sizeHint().height()
    seat.link.now = "lost"
    seat.calls.link_changed()
    assert link.sizeHint().height() > live
    seat.link.now = "live"
    seat.calls.link_changed()
    assert link.sizeHint().height() == live
