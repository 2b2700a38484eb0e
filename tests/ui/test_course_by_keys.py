"""Calls that are no tidy conversation, each by one key."""

from datetime import datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from workstation.content.policies import load_force
from workstation.desk.receive.view import Received
from workstation.domain.call_event import CallEvent
from workstation.domain.contact import commands as ask
from workstation.domain.contact import facts
from workstation.domain.incident.state import Incident
from workstation.ui.desk.keys import KEYS
from workstation.ui.desk.reading.phase import phase_words
from workstation.ui.desk.reading.story import story
from workstation.ui.queue.record import sections

NOW = "2026-11-21T14:30:00Z"
POLICY = load_force("police-scotland")


def time_line(seat):
    """What stands in the time line at the desk."""
    return [line.text for line in story(seat.calls.view())]


def at_the_receiver(seat):
    """What a receiver reads of the call, as one text."""
    call = seat.calls.view()
    received = Received(Incident("incident:1"), None, (call.contact,), ())
    return "\n".join(line.words for part in sections(received) for line in part.lines)


def onward(hands, times):
    for _ in range(times):
        hands.press(Qt.Key.Key_Return)


def test_line_lost_asks_grade_number_safety_and_who_rings(hands, seat):
    hands.take_the_call()
    hands.alt(Qt.Key.Key_2)
    hands.press(Qt.Key.Key_Escape)
    hands.type("she whispered", enter=False)
    hands.alt(Qt.Key.Key_D)
    assert hands.focus == "Grade, looked at again"
    contact = seat.calls.view().contact
    assert (contact.end_cause, contact.narrative[-1].text) == ("lost", "she whispered")
    hands.press(Qt.Key.Key_Down)
    onward(hands, 2)
    assert hands.focus == "Safe to ring?"
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Down)
    onward(hands, 4)
    contact = seat.calls.view().contact
    back = contact.call_back.fact
    assert contact.regraded and contact.grade.grade == POLICY.grades[0].key
    assert (back.number, back.safe_to_ring, back.safe_to_text) == (
        "0141 496 0123",
        "no",
        "not_asked",
    )
    assert (back.who_rings, back.when) == ("this desk", "at once")
    assert "LINE LOST" in time_line(seat)
    assert "safe to ring: NO" in at_the_receiver(seat)


def test_each_attempt_to_ring_back_is_listed_at_desk_and_receiver(hands, seat):
    hands.take_the_call()
    hands.alt(Qt.Key.Key_D)
    onward(hands, 6)
    for down in (0, 1):
        hands.ctrl(Qt.Key.Key_B)
        assert hands.focus == "How it went"
        for _ in range(down):
            hands.press(Qt.Key.Key_Down)
        onward(hands, 3)
    tried = [line for line in time_line(seat) if line.startswith("rang back 0141 496 0123")]
    assert [line.split(" · ")[1] for line in tried] == ["no answer", "engaged"]
    for line in tried:
        assert line in at_the_receiver(seat)


def test_where_ringing_is_not_safe_the_attempt_says_so_first(hands, seat):
    hands.take_the_call()
    hands.alt(Qt.Key.Key_D)
    onward(hands, 2)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Down)
    onward(hands, 4)
    hands.ctrl(Qt.Key.Key_B)
    assert "NOT SAFE TO RING" in hands.window.entry._note.text()
    assert hands.window.entry.values()["result"] == "told_not_to_ring"


def test_a_held_outcome_leads_to_the_line_that_was_lost(hands, seat):
    hands.take_the_call()
    seat.calls.hear(CallEvent("ended", "call-1", cause="lost"))
    hands.alt(Qt.Key.Key_4)
    held = {s.outcome.key: s.held for s in seat.calls.view().outcomes}["advice"]
    assert "line-lost" in {guard.guard_id for guard in held}
    hands.steering._go_to("line_lost")
    assert hands.focus == "Grade, looked at again"


def test_a_silent_call_is_answered_by_taps(hands, seat):
    hands.take_the_call()
    hands.alt(Qt.Key.Key_S)
    assert hands.focus == "Passed on by the operator?"
    hands.press(Qt.Key.Key_Down)
    onward(hands, 1)
    hands.press(Qt.Key.Key_Down)
    onward(hands, 3)
    hands.type("a man shouting")
    onward(hands, 2)
    contact = seat.calls.view().contact
    assert [t.fact.sign for t in contact.signs] == ["operator_passed", "pressed_55", "sounds"]
    assert contact.by_taps
    hands.press(Qt.Key.Key_F2)
    asked = hands.window.questions.current
    assert f"Tap once for ‘{asked.choices[0].label}’" in hands.window.questions._words.text()
    hands.press(Qt.Key.Key_1)
    answer = seat.calls.view().contact.answers[asked.key].fact
    assert answer.by_taps and answer.choice == asked.choices[0].key
    assert "Tap once" in answer.asked
    assert len(hands.window.questions.current.choices) == 2
    for words in ("55 was pressed", "heard: a man shouting", "the operator passed the call on"):
        assert words in time_line(seat)
        assert words in at_the_receiver(seat)
    assert "by taps" in at_the_receiver(seat)


def test_what_was_told_already_was_not_tapped(hands, seat):
    hands.take_the_call()
    hands.ctrl(Qt.Key.Key_P)
    hands.press(Qt.Key.Key_F2)
    asked = hands.window.questions.current
    hands.window.questions.choose("already_told", 1)
    answer = seat.calls.view().contact.answers[asked.key].fact
    assert answer.choice == asked.choices[0].key and not answer.by_taps


def test_what_is_heard_later_stands_first_and_comes_again(hands, seat):
    hands.take_the_call()
    for words in ("glass", "a dog"):
        hands.alt(Qt.Key.Key_S)
        while hands.focus != "Silent call: What is heard":
            onward(hands, 1)
        hands.type(words)
        while hands.window.entry.form is not None:
            onward(hands, 1)
    hands.alt(Qt.Key.Key_S)
    assert hands.focus == "Silent call: What is heard"
    assert [t.fact.words for t in seat.calls.view().contact.signs] == ["glass", "a dog"]


def test_a_caller_who_speaks_again_is_asked_in_the_usual_words(hands, seat):
    hands.take_the_call()
    hands.press(Qt.Key.Key_F2)
    question = hands.window.questions.current
    hands.ctrl(Qt.Key.Key_P)
    assert question.plain in hands.window.questions._words.text()
    hands.ctrl(Qt.Key.Key_P)
    assert hands.window.questions._words.text() == f"“{question.ask}”"
    hands.press(Qt.Key.Key_1)
    assert not seat.calls.view().contact.answers[question.key].fact.by_taps


def test_an_abandoned_call_ends_with_the_attempt_that_was_made(hands, seat):
    hands.take_the_call()
    hands.alt(Qt.Key.Key_X)
    assert hands.focus == "Abandoned before anybody spoke: Number"
    onward(hands, 1)
    hands.press(Qt.Key.Key_Down)
    onward(hands, 2)
    seat.settle()
    contact = seat.calls.view().contact
    assert contact.attempts[0].fact.result == "no_answer"
    assert contact.disposition.fact.disposition == "abandoned"
    assert seat.calls.desk_view().calls == ()


def test_an_abandoned_call_that_nobody_rang_back_needs_one_line_and_then_ends(hands, seat):
    hands.take_the_call()
    hands.alt(Qt.Key.Key_X)
    onward(hands, 3)
    assert seat.calls.view().contact.disposition is None
    assert hands.focus == "Your reasoning: In a line"
    hands.type("a child with an old handset, line open for ten minutes")
    assert seat.calls.view().contact.disposition.fact.disposition == "abandoned"
    assert hands.focus == "Narrative: type here"


def test_what_was_noted_of_an_abandoned_call_is_not_typed_again_as_its_reason(hands, seat):
    hands.take_the_call()
    hands.alt(Qt.Key.Key_X)
    onward(hands, 2)
    hands.type("a child with an old handset")
    assert hands.focus == "Your reasoning: In a line"
    hands.press(Qt.Key.Key_Return)
    contact = seat.calls.view().contact
    assert contact.disposition.fact.disposition == "abandoned"
    (reason,) = contact.rationales.values()
    assert reason.fact.text == "a child with an old handset"


def test_the_guard_of_an_abandoned_call_is_no_trap(hands, seat):
    hands.take_the_call()
    hands.alt(Qt.Key.Key_X)
    onward(hands, 3)
    hands.press(Qt.Key.Key_Escape)
    hands.type("somebody is there after all")
    assert seat.calls.view().contact.narrative[-1].text == "somebody is there after all"
    hands.press(Qt.Key.Key_F12)
    assert seat.calls.view().contact.handed


def after(at_utc, seconds):
    return (datetime.fromisoformat(at_utc) + timedelta(seconds=seconds)).isoformat()


def test_hold_and_resume_by_one_key_with_its_clock(hands, seat):
    hands.take_the_call()
    hands.alt(Qt.Key.Key_G)
    contact = seat.calls.view().contact
    assert phase_words(contact, after(contact.holds[0].from_utc, 12)) == "on hold 00:12"
    hands.window.second.emit()
    assert any("on hold" in label.text() for label in hands.window.status.findChildren(QLabel))
    seat.clock.seconds += 40
    hands.alt(Qt.Key.Key_G)
    contact = seat.calls.view().contact
    assert phase_words(contact, NOW) == "on call"
    assert "on hold for 00:40" in time_line(seat)
    assert "on hold for 00:40" in at_the_receiver(seat)
    assert hands.focus == "Narrative: type here"


def test_a_line_that_is_there_after_all_is_taken_up_again_by_the_same_key(hands, seat):
    hands.take_the_call()
    hands.alt(Qt.Key.Key_D)
    hands.alt(Qt.Key.Key_G)
    assert seat.calls.view().contact.phase == "talking"


def test_wrap_up_has_its_clock_until_the_contact_is_ended(hands, seat):
    hands.take_the_call()
    seat.calls.hear(CallEvent("ended", "call-1"))
    contact = seat.calls.view().contact
    assert phase_words(contact, after(contact.ended_at, 32)) == "wrap-up 00:32"
    hands.alt(Qt.Key.Key_X)
    onward(hands, 1)
    hands.press(Qt.Key.Key_Down)
    onward(hands, 2)
    assert phase_words(seat.calls.view().contact, NOW) == "contact ended"


def test_an_interpreter_is_asked_for_joins_and_leaves_each_with_its_time(hands, seat):
    hands.take_the_call()
    hands.alt(Qt.Key.Key_I)
    assert hands.focus == "Interpreter: Language"
    assert "Never a family member" in hands.window.entry._note.text()
    hands.type("Polish")
    hands.type("WL 2210")
    onward(hands, 1)
    for _ in range(2):
        seat.clock.seconds += 30
        hands.alt(Qt.Key.Key_I)
        onward(hands, 3)
    steps = seat.calls.view().contact.interpreting
    assert [t.fact.step for t in steps] == ["asked", "joined", "left"]
    assert {(t.fact.language, t.fact.interpreter_id) for t in steps} == {("Polish", "WL 2210")}
    assert len({t.at_utc for t in steps}) == 3
    for step in ("asked for", "joined", "left"):
        assert f"interpreter {step} · Polish · id WL 2210" in time_line(seat)
        assert f"interpreter {step} · Polish · id WL 2210" in at_the_receiver(seat)


def test_access_needs_keep_what_was_known(hands, seat):
    hands.take_the_call()
    known = facts.AccessNoted("Polish", adjustments=("large print",), safe_to_ring="no")
    seat.calls.do(ask.Record(known))
    hands.steering.do("form:access")
    onward(hands, 4)
    assert seat.calls.view().contact.access.fact == known


def test_a_child_is_asked_in_plain_words_and_told_to_stay_on_the_line(hands, seat):
    hands.take_the_call()
    hands.alt(Qt.Key.Key_J)
    assert "Stay on the line" in hands.window.news._news.text()
    for _ in range(2):
        hands.press(Qt.Key.Key_F2)
        asked = hands.window.questions.current
        assert hands.window.questions._words.text() == f"“{asked.plain}”"
        hands.press(Qt.Key.Key_1)
        answer = seat.calls.view().contact.answers[asked.key].fact
        assert (answer.wording, answer.asked) == ("plain", asked.plain)
    hands.steering.do("form:advice")
    assert hands.window.entry.values()["key"] == "stay_on_line"
    onward(hands, 2)
    contact = seat.calls.view().contact
    assert contact.advice[0].fact.key == "stay_on_line"
    assert contact.undecided_markers == {"child_or_adult_at_risk"}
    assert "a child is calling" in time_line(seat)
    assert "a child is calling" in at_the_receiver(seat)
    assert "NOT DECIDED" in at_the_receiver(seat)


def test_a_caller_who_is_no_child_is_asked_in_the_usual_words(hands, seat):
    hands.take_the_call()
    hands.press(Qt.Key.Key_F2)
    for _ in range(2):
        hands.alt(Qt.Key.Key_J)
    asked = hands.window.questions.current
    assert hands.window.questions._words.text() == f"“{asked.ask}”"


def test_a_professional_who_calls_for_somebody_else_is_said_to_be_one(hands, seat):
    hands.take_the_call()
    hands.alt(Qt.Key.Key_F)
    assert hands.focus == "Who is speaking: Professional: role and service"
    hands.type("ward sister, Kinlarrow hospital")
    hands.press(Qt.Key.Key_Down)
    onward(hands, 1)
    hands.type("a patient")
    onward(hands, 1)
    standing = seat.calls.view().contact.standing.fact
    assert standing.third_party and not standing.anonymous
    assert "calls as ward sister, Kinlarrow hospital" in at_the_receiver(seat)
    hands.alt(Qt.Key.Key_F)
    onward(hands, 4)
    assert seat.calls.view().contact.standing.fact == standing


def listed(hands):
    finder = hands.window.finder
    return [finder._list.item(n).text() for n in range(finder._list.count())]


def three_calls(hands, seat):
    hands.take_the_call()
    hands.type("of the first")
    for n, line in ((2, "999"), (3, "101")):
        seat.calls.hear(CallEvent("offered", f"call-{n}", line, f"+44141496012{n}"))
        hands.press(Qt.Key.Key_F4)
        hands.type(f"of number {n}")
        seat.calls.hear(CallEvent("ended", f"call-{n}"))


def test_unfinished_calls_are_listed_with_headline_phase_and_age(hands, seat):
    three_calls(hands, seat)
    seat.calls.hear(CallEvent("ended", "call-1", cause="lost"))
    hands.press(Qt.Key.Key_F3)
    rows = listed(hands)
    assert [row.partition(" · ")[0] for row in rows] == [
        "Call 999 from 0141 496 0123: of the first",
        "Call 999 from 0141 496 0122: of number 2",
    ]
    assert " · line lost · " in rows[0] and " · line closed · " in rows[1]
    assert all(row.endswith(" old") for row in rows)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    assert seat.calls.view().contact.contact_id == "contact:call-2"
    assert hands.focus == "Narrative: type here"


def test_the_finder_finds_a_call_by_its_words(hands, seat):
    three_calls(hands, seat)
    hands.ctrl(Qt.Key.Key_K)
    hands.type("call first", enter=False)
    hands.press(Qt.Key.Key_Return)
    assert seat.calls.view().contact.contact_id == "contact:call-1"


def test_a_second_ring_during_wrap_up_is_shown_by_one_key(hands, seat):
    three_calls(hands, seat)
    seat.calls.hear(CallEvent("offered", "call-4", "999", "+441414960124"))
    hands.press(Qt.Key.Key_F3)
    assert seat.calls.view().contact.contact_id == "contact:call-4"
    assert seat.calls.view().contact.phase == "ringing"


def test_every_key_has_one_meaning():
    assert len({key.sequence for key in KEYS}) == len(KEYS)
    assert len({key.deed for key in KEYS}) == len(KEYS)
