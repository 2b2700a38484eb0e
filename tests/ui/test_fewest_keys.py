"""What saves keys: choices with words, a walk through the questions, digits in lists."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from workstation.content.policies import load_force

POLICY = load_force("police-scotland")
NARRATIVE = "Narrative: type here"
ANSWER = "Answer to the current question"
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def asking(hands):
    hands.take_the_call()
    hands.press(Qt.Key.Key_F2)
    return hands.window.questions.current


@pytest.mark.parametrize(("modifier", "ending"), [(CTRL, "answered"), (ALT, "already_told")])
def test_a_choice_takes_the_typed_words_along_in_one_chord(hands, seat, modifier, ending):
    question = asking(hands)
    hands.type("men, one with a bat", enter=False)
    hands.press(Qt.Key.Key_2, modifier | SHIFT)
    fact = seat.calls.view().contact.answers[question.key].fact
    assert (fact.ending, fact.choice) == (ending, question.choices[1].key)
    assert fact.text == "men, one with a bat"
    assert hands.focus == ANSWER
    assert hands.window.questions.current.key != question.key


def test_a_choice_that_is_not_there_changes_nothing(hands, seat):
    question = asking(hands)
    hands.type("red", enter=False)
    hands.press(Qt.Key.Key_9, CTRL | SHIFT)
    assert question.key not in seat.calls.view().contact.answers
    assert hands.window.questions.answer.text() == "red"


def test_up_and_down_walk_every_question_and_keep_what_is_half_typed(hands, seat):
    first = asking(hands)
    hands.type("half", enter=False)
    seen = []
    for _ in seat.calls.view().questions:
        seen.append(hands.window.questions.current.key)
        hands.press(Qt.Key.Key_Down)
    assert sorted(seen) == sorted(q.key for q in seat.calls.view().questions)
    assert hands.window.questions.current.key == first.key
    assert hands.window.questions.answer.text() == "half"
    hands.press(Qt.Key.Key_Up)
    assert hands.window.questions.current.key == seen[-1]


def test_a_letters_key_goes_on_through_its_open_questions(hands, seat):
    asking(hands)
    own = [q.key for q in seat.calls.view().questions if q.letter == POLICY.letters[0].key]
    seen = []
    for _ in own:
        hands.ctrl(Qt.Key.Key_1)
        seen.append(hands.window.questions.current.key)
    assert sorted(seen) == sorted(own)


def test_every_open_question_ends_as_unsafe_and_can_be_asked_again(hands, seat):
    first = asking(hands)
    hands.press(Qt.Key.Key_1)
    hands.press(Qt.Key.Key_U, ALT | SHIFT)
    answers = seat.calls.view().contact.answers
    assert {a.fact.ending for key, a in answers.items() if key != first.key} == {"unsafe"}
    assert answers[first.key].fact.ending == "answered"
    assert seat.calls.view().next_question is None
    again = next(key for key in answers if key != first.key)
    hands.steering.do(f"ask:{again}")
    assert hands.focus == ANSWER
    hands.type("she can speak now")
    assert seat.calls.view().contact.answers[again].fact.text == "she can speak now"


def test_a_digit_chooses_in_a_list_and_goes_on(hands, seat):
    hands.take_the_call()
    hands.alt(Qt.Key.Key_T)
    hands.press(Qt.Key.Key_2)
    assert seat.calls.view().contact.incident_type == POLICY.incident_types[1].key
    assert hands.focus == NARRATIVE


def test_a_letter_finds_the_next_of_its_kind_in_a_list(hands, seat):
    hands.take_the_call()
    hands.alt(Qt.Key.Key_T)
    named = [t for t in POLICY.incident_types if t.name.startswith("S")]
    hands.type("ss")
    assert seat.calls.view().contact.incident_type == named[1].key


def test_ctrl_enter_keeps_a_form_from_any_field(hands, seat):
    hands.take_the_call()
    hands.alt(Qt.Key.Key_P)
    hands.press(Qt.Key.Key_2)
    hands.type("Rab", enter=False)
    hands.ctrl(Qt.Key.Key_Return)
    (person,) = (timed.fact for timed in seat.calls.view().contact.people.values())
    assert (person.role, person.name) == ("suspect", "Rab")
    assert hands.focus == NARRATIVE


def test_a_digit_sets_a_marker_and_the_keyboard_goes_back(hands, seat):
    asking(hands)
    QApplication.processEvents()  # what the call brought is laid out
    for expected in (True, False):
        hands.alt(Qt.Key.Key_M)
        hands.press(Qt.Key.Key_2)
        is_set = POLICY.markers[1].key in seat.calls.view().contact.set_markers
        assert is_set is expected
        assert hands.focus == ANSWER


@pytest.mark.parametrize(("key", "form"), [("F", "advice"), ("S", "service"), ("N", "access")])
def test_forms_that_are_used_on_every_call_have_keys(hands, key, form):
    hands.take_the_call()
    hands.ctrl(getattr(Qt.Key, f"Key_{key}"))
    assert hands.window.entry.form.key == form


def test_how_to_ring_back_is_asked_without_losing_the_line(hands, seat):
    hands.take_the_call()
    hands.press(Qt.Key.Key_B, CTRL | SHIFT)
    assert hands.window.entry.form.key == "line_lost"
    assert seat.calls.view().contact.phase == "talking"


def test_the_finder_finds_a_question_of_another_incident_type(hands, seat):
    hands.take_the_call()
    listed = {q.key for q in seat.calls.view().questions}
    other = next(q for q in POLICY.questions if q.key not in listed)
    hands.ctrl(Qt.Key.Key_K)
    hands.type(f"question: {other.title}")
    assert hands.window.questions.current.key == other.key
    assert hands.focus == ANSWER


def test_words_in_the_answer_can_become_a_line_and_the_question_stays(hands, seat):
    hands.take_the_call()
    hands.type("half a li", enter=False)
    hands.press(Qt.Key.Key_F2)
    question = hands.window.questions.current
    hands.type('"He is back"', enter=False)
    hands.ctrl(Qt.Key.Key_Return)
    contact = seat.calls.view().contact
    assert [(line.text, line.verbatim) for line in contact.narrative] == [("He is back", True)]
    assert question.key not in contact.answers
    assert hands.window.questions.current.key == question.key
    assert hands.focus == ANSWER
    assert hands.window.questions.answer.text() == ""
    assert hands.window.narrative.line.text() == "half a li"


@pytest.mark.parametrize("start", [NARRATIVE, ANSWER])
def test_a_kept_form_gives_the_keyboard_back_where_it_was(hands, start):
    hands.take_the_call()
    if start == ANSWER:
        hands.press(Qt.Key.Key_F2)
    hands.alt(Qt.Key.Key_H)
    hands.type("dog in the yard")
    assert hands.focus == start


def test_an_outcome_leads_home_though_a_form_was_opened_from_an_answer_before(hands, seat):
    asking(hands)
    hands.alt(Qt.Key.Key_O)
    hands.ctrl(Qt.Key.Key_Return)
    assert hands.focus == ANSWER
    hands.alt(Qt.Key.Key_1)
    hands.press(Qt.Key.Key_F9)
    assert seat.calls.view().contact.handed
    assert hands.focus == NARRATIVE
