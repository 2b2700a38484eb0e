"""The desk worked by keyboard alone: nothing traps, nothing moves the focus, F12 always sends."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from tests.desk.call.seat import GRANT, RINGING, ElsewhereOfTest, Seat
from workstation.content.policies import load_force
from workstation.domain.call_event import CallEvent
from workstation.domain.callers.caller import Caller
from workstation.domain.contact import commands as ask
from workstation.domain.contact import facts
from workstation.domain.place import Place
from workstation.ui.desk.keys import KEYS
from workstation.ui.desk.reading.asking import rows
from workstation.ui.desk.steering import Steering
from workstation.ui.desk.story_rows import StoryRows
from workstation.ui.desk.window import DeskWindow

NARRATIVE = "Narrative: type here"
ANSWER = "Answer to the current question"
POLICY = load_force("police-scotland")


def shown_lines(window):
    """The words of the time line, without times and notes."""
    (rows,) = window.narrative.findChildren(StoryRows)
    return [rows.item(n).data(Qt.ItemDataRole.UserRole).text for n in range(rows.count())]


def test_typing_is_taken_before_any_call_and_goes_with_the_first(hands, seat):
    hands.press(Qt.Key.Key_Escape)
    hands.type("woman shouting in", enter=False)
    seat.calls.hear(CallEvent("offered", "call-9", "999", "+441414960123"))
    assert hands.window.narrative.line.text() == "woman shouting in"
    assert [d.text for d in seat.calls.view().drafts] == ["woman shouting in"]


def test_a_whole_call_by_keyboard(hands, seat):
    hands.take_the_call()
    assert hands.focus == NARRATIVE
    hands.type('"He is at my door"')
    hands.type("male, baseball bat")
    hands.press(Qt.Key.Key_F2)
    assert hands.focus == ANSWER
    first = hands.window.questions.current.key
    hands.press(Qt.Key.Key_1)
    hands.alt(Qt.Key.Key_L)
    hands.type("14 Larchbank Terrace")
    hands.type("KX4 2LB")
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_Return)
    assert hands.focus == ANSWER
    hands.alt(Qt.Key.Key_1)
    hands.press(Qt.Key.Key_F9)
    contact = seat.calls.view().contact
    assert [line.text for line in contact.narrative] == ["He is at my door", "male, baseball bat"]
    assert contact.narrative[0].verbatim
    assert contact.answers[first].fact.ending == "answered"
    assert contact.fixes[0].fact.text == "14 Larchbank Terrace"
    assert contact.handed[0].team == "area_control_room"
    assert seat.calls.view().hand_overs[0].state == "waiting"


def test_send_now_takes_what_is_half_typed_whatever_is_missing(hands, seat):
    hands.take_the_call()
    hands.type("he is coming ba", enter=False)
    hands.press(Qt.Key.Key_F12)
    contact = seat.calls.view().contact
    assert contact.narrative[-1].text == "he is coming ba"
    assert contact.narrative[-1].interrupted
    assert contact.grade.by_send_now
    assert hands.window.narrative.line.text() == ""


@pytest.mark.parametrize(
    "away",
    [
        (Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier),
        (Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier),
    ],
    ids=["history", "shift", "attention"],
)
def test_words_typed_while_a_list_has_the_focus_go_on_in_the_narrative(hands, seat, away):
    seat.directory.people = (
        Caller("c1", "Ann Reid", None, "", False, ("+441414960123",), contacts=1),
    )
    hands.take_the_call()
    hands.type("he is", enter=False)
    hands.press(*away)
    assert hands.focus != NARRATIVE
    hands.type("'7", enter=False)
    hands.type(" feet", enter=False)
    assert hands.focus == NARRATIVE
    assert hands.window.narrative.line.text() == "he is'7 feet"
    assert {d.field: d.text for d in seat.calls.view().drafts}["narrative"] == "he is'7 feet"


def test_every_key_stroke_is_a_draft(hands, seat):
    hands.take_the_call()
    for words in ("t", "two", "two men"):
        hands.window.narrative.line.clear()
        hands.type(words, enter=False)
        assert {d.field: d.text for d in seat.calls.view().drafts}["narrative"] == words
    drafts = {d.field: d for d in seat.calls.view().drafts}
    assert drafts["narrative"].cursor == len("two men")


@pytest.mark.parametrize(
    ("key", "ending"),
    [("K", "not_known"), ("R", "refused"), ("U", "unsafe"), ("A", "already_told")],
)
def test_a_question_ends_in_any_way_and_the_next_is_there(hands, seat, key, ending):
    hands.take_the_call()
    hands.press(Qt.Key.Key_F2)
    question = hands.window.questions.current.key
    hands.alt(getattr(Qt.Key, f"Key_{key}"))
    assert seat.calls.view().contact.answers[question].fact.ending == ending
    assert hands.window.questions.current.key != question
    hands.press(Qt.Key.Key_Escape)
    assert hands.focus == NARRATIVE


def test_letters_come_from_the_policy_and_jump_in_any_order(hands, seat):
    hands.take_the_call()
    for n, letter in reversed(list(enumerate(POLICY.letters, start=1))):
        if not any(q.letter == letter.key for q in seat.calls.view().questions):
            continue
        hands.ctrl(getattr(Qt.Key, f"Key_{n}"))
        assert hands.window.questions.current.letter == letter.key
        assert hands.focus == ANSWER


def test_nothing_is_judged_on_screen_before_the_advisor_chooses(hands, seat):
    hands.take_the_call()
    assert not any(b.isChecked() for b in hands.window.columns.grade._made.values())
    assert seat.calls.view().judgement is None
    hands.alt(Qt.Key.Key_2)
    assert seat.calls.view().judgement is not None


def test_news_never_moves_the_typing_focus(hands, seat):
    hands.take_the_call()
    hands.type("she is ", enter=False)
    seat.calls.hear(CallEvent("offered", "call-2", "101", None, withheld=True))
    seat.link.now = "lost"
    seat.calls.link_changed()
    seat.calls.hear(CallEvent("ended", "call-1", cause="lost"))
    hands.type("hiding", enter=False)
    assert hands.focus == NARRATIVE
    assert seat.calls.view().contact.narrative[-1].text == "she is"
    assert hands.window.narrative.line.text() == "hiding"


def test_each_call_keeps_its_own_half_typed_text(hands, seat):
    hands.take_the_call()
    hands.type("of the first", enter=False)
    seat.calls.hear(CallEvent("offered", "call-2", "101", "+441414960124"))
    hands.press(Qt.Key.Key_F3)
    assert hands.window.narrative.line.text() == ""
    hands.type("of the second", enter=False)
    hands.press(Qt.Key.Key_F3)
    assert hands.window.narrative.line.text() == "of the first"


def test_starting_again_puts_text_cursor_and_place_back(hands, seat, qtbot, tmp_path):
    hands.take_the_call()
    hands.type("at the back do", enter=False)
    hands.press(Qt.Key.Key_Left)
    hands.press(Qt.Key.Key_F2)
    question = hands.window.questions.current.key
    hands.type("not s", enter=False)
    seat.settle()
    hands.window.close()
    seat.stand_up()
    again = Seat(tmp_path, POLICY, seat.clock)
    again.calls.resume()
    window = DeskWindow()
    qtbot.addWidget(window)
    window.show()
    Steering(window, again.calls, hands, lambda: "x", hands.elsewhere)
    assert window.narrative.line.text() == "at the back do"
    assert window.narrative.line.cursorPosition() == len("at the back d")
    assert window.questions.current.key == question
    assert window.questions.answer.text() == "not s"
    assert "Resumed" in window.news._news.text()
    again.stand_up()


def test_a_half_filled_form_is_there_again(hands, seat):
    hands.take_the_call()
    hands.alt(Qt.Key.Key_H)
    hands.type("dog loose in the clo", enter=False)
    hands.press(Qt.Key.Key_Escape)
    assert hands.focus == NARRATIVE
    hands.alt(Qt.Key.Key_H)
    assert QApplication.focusWidget().text() == "dog loose in the clo"


def test_words_from_outside_are_shown_as_they_are(hands, seat):
    hostile = "<img src='file:///etc/passwd'><b>x</b> &amp; \\\\host\\x.png"
    phones = (RINGING.number, hostile)
    seat.directory.people = (
        Caller("c", hostile, None, hostile, False, phones, (hostile,), (hostile,)),
    )
    hands.take_the_call()
    hands.type(hostile)
    labels = [w for w in hands.window.findChildren(QLabel) if w.text()]
    assert any(label.text() == hostile for label in labels)
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)


def test_every_key_of_the_list_does_something(hands, seat):
    hands.take_the_call()
    for key in KEYS:
        if key.deed != "sign_out":
            hands.steering.do(key.deed)
    seat.settle()
    assert seat.calls.view().contact.handed


def test_the_keys_work_while_the_narrative_has_the_focus(hands, seat):
    hands.take_the_call()
    hands.ctrl(Qt.Key.Key_K)
    assert hands.focus == "Find a form or a key"
    hands.type("interpreter", enter=False)
    hands.press(Qt.Key.Key_Return)
    assert hands.focus == "Interpreter: Language"


def test_signing_out_leaves_the_call_and_asks_who_sits_down(hands, seat):
    hands.take_the_call()
    hands.type("still typing", enter=False)
    hands.ctrl(Qt.Key.Key_L)
    assert seat.calls.desk_view().person == ""
    assert hands.focus == "Sign in: User"
    assert hands.window.narrative.line.text() == "still typing"


def test_what_is_typed_to_sign_in_is_no_word_of_a_call(hands, seat):
    hands.take_the_call()
    hands.press(Qt.Key.Key_F12)
    assert seat.calls.view().contact.narrative == ()


def test_send_now_without_a_call_keeps_what_is_typed(hands, seat):
    hands.press(Qt.Key.Key_Escape)
    hands.type("woman shouting in", enter=False)
    hands.press(Qt.Key.Key_F12)
    assert hands.window.narrative.line.text() == "woman shouting in"


def test_an_outcome_clears_the_line_that_it_committed(hands, seat):
    hands.take_the_call()
    hands.alt(Qt.Key.Key_2)
    hands.type("she left by the", enter=False)
    hands.press(Qt.Key.Key_F9)
    assert seat.calls.view().contact.narrative[-1].text == "she left by the"
    assert hands.window.narrative.line.text() == ""


def test_a_form_of_one_call_is_never_kept_in_another(hands, seat):
    hands.take_the_call()
    hands.alt(Qt.Key.Key_L)
    hands.type("14 Larchbank Terr", enter=False)
    seat.calls.hear(CallEvent("offered", "call-2", "101", "+441414960124"))
    hands.press(Qt.Key.Key_F4)
    for _ in range(4):
        hands.press(Qt.Key.Key_Return)
    assert seat.calls.view().contact.contact_id == "contact:call-2"
    assert seat.calls.view().contact.fixes == ()
    hands.press(Qt.Key.Key_F3)
    hands.alt(Qt.Key.Key_L)
    assert hands.window.entry.values()["text"] == "14 Larchbank Terr"


def test_an_answer_half_typed_is_there_again_after_another_call(hands, seat):
    hands.take_the_call()
    hands.press(Qt.Key.Key_F2)
    hands.type("he is still", enter=False)
    seat.calls.hear(CallEvent("offered", "call-2", "101", "+441414960124"))
    hands.press(Qt.Key.Key_F3)
    assert hands.window.questions.answer.text() == ""
    hands.press(Qt.Key.Key_F3)
    assert hands.window.questions.answer.text() == "he is still"


def test_a_correction_half_typed_belongs_to_its_line(hands, seat):
    hands.take_the_call()
    hands.type("one man")
    hands.alt(Qt.Key.Key_Z)
    hands.type(" and a dog", enter=False)
    hands.press(Qt.Key.Key_Escape)
    hands.type("two women")
    hands.alt(Qt.Key.Key_Z)
    assert hands.window.entry.values()["text"] == "two women"


def test_typing_before_the_desk_is_open_follows_what_was_half_typed(seat, qtbot, dressed, tmp_path):
    seat.answer()
    seat.calls.draft("narrative", "male with a kn", 14)
    seat.settle()
    seat.stand_up()
    again = Seat(tmp_path, POLICY, seat.clock)
    again.calls.resume()
    window = DeskWindow()
    qtbot.addWidget(window)
    window.narrative.line.setText("now outside")
    Steering(window, again.calls, None, lambda: "made-up", ElsewhereOfTest())
    assert window.narrative.line.text() == "male with a kn now outside"
    assert [d.text for d in again.calls.view().drafts] == ["male with a kn now outside"]
    window.close()
    again.stand_up()


def test_lines_ended_before_the_desk_is_open_stay_lines_in_their_order(seat, qtbot, dressed):
    window = DeskWindow()
    qtbot.addWidget(window)
    line = window.narrative.line
    for words in ('"He is back"', "man at the door"):
        QTest.keyClicks(line, words)
        QTest.keyClick(line, Qt.Key.Key_Return)
        assert line.text() == ""
    QTest.keyClicks(line, "has a ba")
    assert shown_lines(window) == ['"He is back"', "man at the door"]
    Steering(window, seat.calls, None, lambda: "made-up", ElsewhereOfTest())
    QTest.keyClicks(line, "t")
    QTest.keyClick(line, Qt.Key.Key_Return)
    QTest.keyClicks(line, "she is u")
    assert shown_lines(window) == ['"He is back"', "man at the door", "has a bat"]
    seat.answer()
    told = [(one.text, one.verbatim) for one in seat.calls.view().contact.narrative]
    assert told == [("He is back", True), ("man at the door", False), ("has a bat", False)]
    assert line.text() == "she is u"
    assert [d.text for d in seat.calls.view().drafts if d.text] == ["she is u"]
    window.close()


def test_lines_that_wait_for_a_call_outlive_the_program(seat, tmp_path):
    seat.calls.lines.end("man at the door")
    seat.calls.lines.end("has a bat")
    seat.calls.draft("narrative", "she is u", 8)
    seat.settle()
    seat.stand_up()
    again = Seat(tmp_path, POLICY, seat.clock)
    again.calls.resume()
    again.answer()
    contact = again.calls.view().contact
    assert [one.text for one in contact.narrative] == ["man at the door", "has a bat"]
    assert [d.text for d in again.calls.view().drafts if d.text] == ["she is u"]
    again.stand_up()


def test_lines_ended_before_somebody_signs_in_are_kept_once_they_have(
    seat, qtbot, dressed, tmp_path
):
    seat.answer()
    seat.calls.draft("narrative", "male with a kn", 14)
    seat.settle()
    seat.stand_up()
    again = Seat(tmp_path, POLICY, seat.clock)
    again.calls.resume()
    window = DeskWindow()
    qtbot.addWidget(window)
    QTest.keyClicks(window.narrative.line, "now outside")
    QTest.keyClick(window.narrative.line, Qt.Key.Key_Return)
    QTest.keyClicks(window.narrative.line, "two wom")
    Steering(window, again.calls, None, lambda: "made-up", ElsewhereOfTest())
    assert again.calls.view().contact.narrative == ()
    assert shown_lines(window) == ["male with a kn now outside"]
    again.calls.sign_in(GRANT)
    (line,) = again.calls.view().contact.narrative
    assert line.text == "male with a kn now outside"
    assert window.narrative.line.text() == "two wom"
    assert [d.text for d in again.calls.view().drafts if d.text] == ["two wom"]
    window.close()
    again.stand_up()


def test_a_place_is_taken_from_the_gazetteer_with_two_keys(hands, seat):
    seat.places.known = (
        Place("address", "12 Fir Road", "Fir Road", "KX4 2LB", "9000012", 57.7, -3.9, 15.0),
        Place("street", "Fir Road", "Fir Road", "", "", 57.7, -3.9, 200.0),
    )
    hands.take_the_call()
    hands.alt(Qt.Key.Key_L)
    hands.type("12 fir", enter=False)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    (fix,) = [timed.fact for timed in seat.calls.view().contact.fixes]
    assert (fix.source, fix.text, fix.postcode, fix.uprn) == (
        "gazetteer", "12 Fir Road", "KX4 2LB", "9000012",
    )  # fmt: skip
    assert hands.focus == NARRATIVE


def test_what_the_caller_said_is_kept_though_the_gazetteer_offers_something(hands, seat):
    seat.places.known = (Place("street", "Fir Road", "Fir Road", "", "", 57.7, -3.9, 9.0),)
    hands.take_the_call()
    hands.alt(Qt.Key.Key_L)
    hands.type("the fir wood by the road")
    for _ in range(3):
        hands.press(Qt.Key.Key_Return)
    (fix,) = [timed.fact for timed in seat.calls.view().contact.fixes]
    assert (fix.source, fix.text) == ("caller", "the fir wood by the road")


def test_a_suggested_marker_is_decided_with_one_key(hands, seat):
    hands.take_the_call()
    seat.calls.do(ask.Record(facts.MarkerSet("weapon", "undecided", "bat")))
    hands.alt(Qt.Key.Key_N)
    assert seat.calls.view().contact.markers["weapon"].fact.state == "cleared"
    seat.calls.do(ask.Record(facts.MarkerSet("hate", "undecided", "slurs")))
    hands.alt(Qt.Key.Key_Y)
    assert seat.calls.view().contact.set_markers == {"hate"}
    assert hands.focus == NARRATIVE


def test_already_told_points_at_the_line(hands, seat):
    hands.take_the_call()
    hands.type("two children upstairs with her")
    hands.type("he is shouting")
    hands.press(Qt.Key.Key_F2)
    while "hildren" not in hands.window.questions.current.title:
        hands.press(Qt.Key.Key_Down)
    asked = hands.window.questions.current.key
    hands.alt(Qt.Key.Key_A)
    contact = seat.calls.view().contact
    assert contact.answers[asked].fact.ending == "already_told"
    assert contact.answers[asked].fact.line_id == contact.narrative[0].line_id
    for n, words in ((1, "three children upstairs"), (2, "three children in the attic")):
        line = seat.calls.view().contact.narrative[0]
        seat.calls.do(ask.Record(facts.NarrativeCorrected(f"again-{n}", line.line_id, words)))
    (row,) = [row for row in rows(seat.calls.view()) if row.key == asked]
    assert "already told: “three children in the attic”" in row.answer


def test_letters_in_quick_succession_spell_a_choice(hands, seat):
    hands.take_the_call()
    hands.alt(Qt.Key.Key_T)
    hands.type("Miss")
    kind = seat.calls.view().contact.incident_type
    assert seat.calls.view().policy.incident_type(kind).name.startswith("Miss")


def test_the_same_letter_again_goes_on_to_the_next(hands, seat):
    hands.take_the_call()
    hands.alt(Qt.Key.Key_T)
    hands.type("ss")
    names = [t.name for t in POLICY.incident_types if t.name.startswith("S")]
    kind = seat.calls.view().contact.incident_type
    assert seat.calls.view().policy.incident_type(kind).name == names[1]
