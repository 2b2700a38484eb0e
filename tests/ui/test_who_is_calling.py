"""Who is calling, by keys alone: the pop, people as one types, histories, the identity check."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from tests.desk.call.seat import GRANT, RINGING
from tests.ui import people
from workstation.content.policies import load_force
from workstation.desk.call.consulting import ADDRESS
from workstation.domain.call_event import CallEvent
from workstation.domain.callers.caller import CopyStanding
from workstation.domain.known import Known
from workstation.domain.open_card import OpenCard
from workstation.protocol.payloads import body_of
from workstation.ui.desk.reading.folded import folded
from workstation.ui.pieces.call_words import in_one_line, person_parts

POLICY = load_force("police-scotland")
NARRATIVE = "Narrative: type here"
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
#: After the promise to call back ran out, before the appointment.
NOW_S = 2_551.0


@pytest.fixture
def called(hands, seat):
    """The family's number is on the line."""
    seat.clock.seconds = NOW_S
    seat.directory.people = people.FAMILY
    hands.take_the_call()
    return hands


def said(widget):
    """Every word that is seen in ``widget``."""
    QApplication.processEvents()
    labels = widget.findChildren(QLabel)
    return "\n".join(one.text() for one in labels if one.isVisibleTo(widget) and one.text())


def written(seat, name):
    seat.settle()
    return [body_of(e) for e in seat.journal.stream("desk:store-1") if e.type == name]


def names(hands):
    return [row.name for row in hands.window.work.people.list.rows]


def compare(hands, said_by_item):
    """Fill the identity form as far as ``said_by_item`` goes."""
    hands.press(Qt.Key.Key_I, CTRL)
    for item in POLICY.identity.items:
        words = said_by_item.get(item.key)
        hands.type(words or "", enter=True)
        hands.press(Qt.Key.Key_2 if words else Qt.Key.Key_1)


def test_before_any_call_no_household_and_no_failure_demand_is_spoken_of(hands):
    seen = said(hands.window.columns.caller) + said(hands.window.columns.history)
    assert "HOUSEHOLD" not in seen and "Ctrl+Shift+F" not in seen


def test_the_pop_says_before_hello_what_must_be_known(hands, seat):
    seat.clock.seconds = NOW_S
    seat.directory.people = people.FAMILY
    seat.calls.sign_in(GRANT)
    seat.calls.hear(RINGING)
    pop = said(hands.window.columns.caller)
    for words in (
        "2 people known at this number · a number is a hint",
        "PROMISE NOT KEPT to Ishbel Corrie",
        "An officer rings back, promised for Fri 20 Nov",
        "NEVER by telephone: text first",
        "Domestic abuse",
        "Adjustment: speaks more easily with a woman",
        "Address protected, hidden",
        "The abuser may be calling",
        "Still to come: An officer calls",
        "SAME HOUSEHOLD, ANOTHER NUMBER",
        "Eilidh Corrie",
        "copy of 14:00",
    ):
        assert words in pop, words
    assert "Quern Lane" not in said(hands.window)
    assert "KX3 1QL" not in said(hands.window)
    assert seat.calls.view().contact.people == {}
    history = said(hands.window.columns.history)
    assert history.index("3rd contact about this in 7 days") < history.index("19 Nov")
    assert "NOT DONE" in history and "2 contacts about one matter" in history


def test_the_next_pop_keeps_the_widgets_and_nothing_of_who_called_before(called, seat):
    columns = called.window.columns
    said(columns.caller)
    before = columns.caller.findChildren(QLabel) + columns.history.findChildren(QLabel)
    seat.directory.people = ()
    seat.calls.hear(CallEvent("offered", "r2", "999", "+441414960199"))
    seat.calls.show(seat.calls.desk_view().calls[1].contact_id)
    assert "Corrie" not in said(called.window)
    after = columns.caller.findChildren(QLabel) + columns.history.findChildren(QLabel)
    assert set(after) == set(before)
    kept = [one.text() + one.accessibleName() for one in after]
    assert not [words for words in kept if "Corrie" in words or "Abuse" in words.title()]


def test_one_is_chosen_with_two_keys_and_the_form_stands_ready(called, seat):
    called.press(Qt.Key.Key_W, CTRL | SHIFT)
    called.press(Qt.Key.Key_2)
    assert seat.calls.view().contact.caller.name == "Donal Corrie"
    assert called.focus == NARRATIVE
    called.alt(Qt.Key.Key_P)
    assert called.window.entry.values() | {"description": ""} == {
        "role": "caller", "name": "Donal Corrie", "born": "02/01/1961", "description": "",
        "injuries": "", "where_now": "", "relation": "", "phone": "0141 496 0123",
    }  # fmt: skip
    called.press(Qt.Key.Key_Return)
    called.press(Qt.Key.Key_Return, CTRL)
    (person,) = [timed.fact for timed in seat.calls.view().contact.people.values()]
    assert person.caller_id == "c-donal"


def test_a_wrong_choice_is_taken_back_and_nothing_of_the_record_stays_with_the_call(called, seat):
    called.press(Qt.Key.Key_W, CTRL | SHIFT)
    called.press(Qt.Key.Key_1)
    called.press(Qt.Key.Key_W, CTRL | SHIFT)
    assert "0 none of them" in said(called.window.work.people)
    called.press(Qt.Key.Key_0)
    assert called.focus == NARRATIVE
    caller = seat.calls.view().contact.caller
    assert (caller.name, caller.caller_id, caller.forbidden_contact) == ("", None, ())
    assert "2 people known at this number" in said(called.window.columns.caller)
    assert in_one_line(person_parts(caller)) == "caller: not known who"
    called.press(Qt.Key.Key_W, CTRL | SHIFT)
    called.press(Qt.Key.Key_0)
    assert "nothing was changed" in said(called.window.news)


def test_a_digit_that_nobody_has_searches_for_nobody_else(called, seat):
    called.press(Qt.Key.Key_W, CTRL | SHIFT)
    called.press(Qt.Key.Key_7)
    assert "Nobody here has that digit" in said(called.window.work.people)
    assert names(called) == ["Ishbel Corrie", "Donal Corrie", "Eilidh Corrie"]
    assert called.window.work.people.line.text() == ""
    called.press(Qt.Key.Key_2)
    assert seat.calls.view().contact.caller.name == "Donal Corrie"


def test_somebody_else_of_the_story_begins_with_an_empty_form(called, seat):
    called.press(Qt.Key.Key_W, CTRL | SHIFT)
    called.press(Qt.Key.Key_1)
    called.alt(Qt.Key.Key_P)
    called.press(Qt.Key.Key_S)
    assert called.window.entry.values()["role"] == "suspect"
    assert called.window.entry.values()["name"] == ""
    called.press(Qt.Key.Key_Return)
    called.type("Callum Ross", enter=False)
    called.press(Qt.Key.Key_Return, CTRL)
    found = {p.fact.role: p.fact for p in seat.calls.view().contact.people.values()}
    assert (found["suspect"].name, found["suspect"].caller_id) == ("Callum Ross", None)
    assert found["suspect"].forbidden_contact == ()
    assert found["caller"].name == "Ishbel Corrie"


def test_people_come_as_one_types_and_enter_says_who_it_is(called, seat):
    seat.directory.people = (*people.FAMILY, *people.crowd())
    called.press(Qt.Key.Key_W, CTRL)
    assert names(called) == ["Ishbel Corrie", "Donal Corrie", "Eilidh Corrie"]
    called.type("mairi", enter=False)
    assert set(names(called)) == {"Mairi MacLeod"}
    assert len(names(called)) == 8
    assert seat.directory.asked == ["m", "ma", "mai", "mair", "mairi"]
    called.press(Qt.Key.Key_Down)
    chosen = called.window.work.people.here
    called.press(Qt.Key.Key_Return)
    assert seat.calls.view().contact.caller.caller_id == chosen
    assert called.focus == NARRATIVE
    assert seat.calls.view().contact.narrative == ()


def test_where_a_protected_household_lives_is_not_in_the_list_either(called, seat):
    called.press(Qt.Key.Key_W, CTRL)
    called.type("ishbel", enter=False)
    (row,) = called.window.work.people.list.rows
    assert row.where == "address protected"
    assert "Quern" not in row.spoken


def test_an_identity_that_is_established_shows_the_address_for_this_call_only(called, seat):
    called.press(Qt.Key.Key_I, CTRL)
    assert called.focus == NARRATIVE
    assert "Say first who the caller says they are" in said(called.window.news)
    called.press(Qt.Key.Key_W, CTRL | SHIFT)
    called.press(Qt.Key.Key_1)
    compare(called, {"name": "Ishbel Corrie", "born": "12th of March", "number": "my mobile"})
    assert "NOT established" in said(called.window.news)
    assert "Quern Lane" not in said(called.window)
    compare(called, {"name": "Ishbel Corrie", "born": "12th of March", "agreed_word": "heron"})
    assert "3 Quern Lane, Kinlarrow, KX3 1QL" in said(called.window.columns.caller)
    assert "shown for this call only" in said(called.window.columns.caller)
    assert "The abuser may be calling" in said(called.window.columns.caller)
    assert written(seat, "Consulted")[-1].reason == ADDRESS
    seat.calls.hear(CallEvent("offered", "call-2", "101", people.NUMBER))
    called.press(Qt.Key.Key_F3)
    assert "Quern Lane" not in said(called.window)


def test_an_address_is_hidden_again_once_the_caller_is_said_to_be_somebody_else(called, seat):
    called.press(Qt.Key.Key_W, CTRL | SHIFT)
    called.press(Qt.Key.Key_1)
    compare(called, {"name": "Ishbel Corrie", "born": "12th of March", "agreed_word": "heron"})
    assert "Quern Lane" in said(called.window.columns.caller)
    called.press(Qt.Key.Key_W, CTRL | SHIFT)
    called.press(Qt.Key.Key_2)
    called.press(Qt.Key.Key_W, CTRL)
    assert called.window.work.people.list.rows[0].where == "address protected"
    called.type("ishbel", enter=False)
    assert called.window.work.people.list.rows[0].where == "address protected"
    called.press(Qt.Key.Key_Return)
    assert "Quern Lane" in said(called.window.columns.caller)


def test_what_agreed_with_one_record_is_not_taken_to_agree_with_another(called):
    called.press(Qt.Key.Key_W, CTRL | SHIFT)
    called.press(Qt.Key.Key_1)
    called.press(Qt.Key.Key_I, CTRL)
    called.type("Ishbel Corrie")
    called.press(Qt.Key.Key_2)
    half_filled = called.window.entry.values()
    assert "yes" in half_filled.values()
    called.press(Qt.Key.Key_Escape)
    called.press(Qt.Key.Key_W, CTRL | SHIFT)
    called.press(Qt.Key.Key_2)
    called.press(Qt.Key.Key_I, CTRL)
    assert not any(called.window.entry.values().values())
    called.press(Qt.Key.Key_Escape)
    called.press(Qt.Key.Key_W, CTRL | SHIFT)
    called.press(Qt.Key.Key_1)
    called.press(Qt.Key.Key_I, CTRL)
    assert called.window.entry.values() == half_filled


def test_the_form_shows_nothing_of_what_is_protected(called):
    called.press(Qt.Key.Key_W, CTRL | SHIFT)
    called.press(Qt.Key.Key_1)
    called.press(Qt.Key.Key_I, CTRL)
    form = said(called.window.entry)
    assert "On record: 12/03/1988" in form
    assert "product default" in form
    assert "Quern" not in form and "KX3" not in form


def test_a_whole_history_of_two_thousand_scrolls_and_is_consulted_once(called, seat):
    seat.directory.people = (*people.FAMILY, people.often())
    before = len(written(seat, "Consulted"))
    called.press(Qt.Key.Key_W, CTRL)
    called.type("wullie", enter=False)
    called.press(Qt.Key.Key_H, CTRL)
    page = called.window.work.whole
    assert called.focus == "Whole history"
    assert len(page.list.rows) == people.LONG
    called.press(Qt.Key.Key_End)
    assert page.list.at == people.LONG - 1
    assert "for the 1st time" in said(page)
    called.press(Qt.Key.Key_Escape)
    assert called.focus == NARRATIVE
    called.press(Qt.Key.Key_W, CTRL)
    called.type("wullie", enter=False)
    called.press(Qt.Key.Key_H, CTRL)
    assert len(written(seat, "Consulted")) == before + 1


def test_without_a_call_a_reason_comes_first(hands, seat):
    seat.directory.people = people.FAMILY
    seat.calls.sign_in(GRANT)
    hands.press(Qt.Key.Key_W, CTRL)
    assert hands.focus == "Why do you look?: Reason, one line"
    hands.type("")
    assert hands.focus == "Why do you look?: Reason, one line"
    hands.type("rang back about D14-0001-K")
    assert hands.focus == "Find people"
    hands.type("donal", enter=False)
    assert written(seat, "Consulted") == []
    hands.press(Qt.Key.Key_Return)
    assert hands.focus == "Whole history"
    (seen,) = written(seat, "Consulted")
    assert (seen.caller_ids, seen.reason) == (("c-donal",), "rang back about D14-0001-K")


def test_a_ring_moves_nobody_who_looks_without_a_call_and_is_no_reason(hands, seat):
    seat.directory.people = people.FAMILY
    seat.calls.sign_in(GRANT)
    hands.press(Qt.Key.Key_W, CTRL)
    hands.type("rang back about D14-0001-K")
    hands.type("eil", enter=False)
    seat.calls.hear(RINGING)
    assert hands.focus == "Find people"
    hands.type("idh", enter=False)
    hands.press(Qt.Key.Key_Return)
    (seen,) = written(seat, "Consulted")
    assert (seen.caller_ids, seen.contact_id) == (("c-eilidh",), None)
    assert seat.calls.view().contact.people == {}


def test_the_reason_ends_with_the_search(hands, seat):
    seat.directory.people = people.FAMILY
    seat.calls.sign_in(GRANT)
    hands.press(Qt.Key.Key_W, CTRL)
    hands.type("rang back")
    hands.press(Qt.Key.Key_Escape)
    hands.press(Qt.Key.Key_W, CTRL)
    assert hands.focus == "Why do you look?: Reason, one line"


def test_a_new_person_is_added_from_the_same_line(called, seat):
    called.press(Qt.Key.Key_W, CTRL)
    called.type("Mairi MacLeod 12/03/1988 0141 496 0999", enter=False)
    assert "Ctrl+Shift+N adds" in said(called.window.work.people)
    called.press(Qt.Key.Key_N, CTRL | SHIFT)
    values = called.window.entry.values()
    assert (values["name"], values["born"]) == ("Mairi MacLeod", "12/03/1988")
    assert values["phone"] == "0141 496 0999"
    called.press(Qt.Key.Key_Return, CTRL)
    (added,) = written(seat, "CallerAdded")
    assert (added.name, added.born, added.phones) == (
        "Mairi MacLeod", "1988-03-12", ("+441414960999",),
    )  # fmt: skip
    assert seat.calls.view().contact.caller.caller_id == added.caller_id
    assert called.focus == NARRATIVE


@pytest.mark.parametrize(
    ("born", "phone", "words"),
    [("about 40", "", "no birth date"), ("12/3/88", "0141 49", "no whole telephone number")],
)
def test_what_the_record_would_lose_without_a_word_is_not_taken(called, seat, born, phone, words):
    called.press(Qt.Key.Key_W, CTRL)
    called.type("Jo Nairn", enter=False)
    called.press(Qt.Key.Key_N, CTRL | SHIFT)
    called.press(Qt.Key.Key_Return)
    called.type(born)
    called.type(phone, enter=False)
    called.press(Qt.Key.Key_Return, CTRL)
    assert words in said(called.window.news)
    assert called.window.entry.values()["name"] == "Jo Nairn"
    assert written(seat, "CallerAdded") == []


def test_a_person_left_half_filled_is_not_mixed_with_the_next_who_is_typed(called):
    called.press(Qt.Key.Key_W, CTRL)
    called.type("Mairi MacLeod 12/03/1988", enter=False)
    called.press(Qt.Key.Key_N, CTRL | SHIFT)
    called.type("Mairi NicLeod", enter=False)
    called.press(Qt.Key.Key_Escape)
    called.press(Qt.Key.Key_N, CTRL | SHIFT)
    assert called.window.entry.values()["name"] == "Mairi NicLeod"
    called.press(Qt.Key.Key_Escape)
    called.press(Qt.Key.Key_W, CTRL)
    called.type("Jo Nairn 0141 496 0999", enter=False)
    called.press(Qt.Key.Key_N, CTRL | SHIFT)
    assert called.window.entry.values() == {
        "name": "Jo Nairn", "born": "", "phone": "0141 496 0999", "address": "", "postcode": "",
    }  # fmt: skip


def test_a_new_person_half_typed_goes_with_an_emergency(called, seat):
    called.press(Qt.Key.Key_W, CTRL)
    called.type("Mairi", enter=False)
    called.press(Qt.Key.Key_N, CTRL | SHIFT)
    called.type("Mairi MacLeod who is hurt", enter=False)
    called.press(Qt.Key.Key_F12)
    lines = [line.text for line in seat.calls.view().contact.narrative]
    assert "Mairi MacLeod who is hurt" in lines
    assert seat.calls.view().contact.handed


def test_two_are_marked_as_perhaps_the_same_and_parted_again(called, seat):
    for apart in (False, True):
        called.press(Qt.Key.Key_W, CTRL)
        called.type("corrie", enter=False)
        called.press(Qt.Key.Key_M, CTRL)
        assert "may be the same as Ishbel Corrie" in said(called.window.work.people)
        called.press(Qt.Key.Key_Down)
        called.press(Qt.Key.Key_M, CTRL)
        assert written(seat, "SamePersonMarked")[-1].apart is apart
        assert ("c-donal" in seat.directory.one("c-ishbel").same_as) is not apart
        seen = [row.same for row in called.window.work.people.list.rows[:2]]
        assert seen == (["", ""] if apart else ["may be the same as another record"] * 2)


def test_whom_one_marked_among_those_at_the_number_is_seen_while_the_other_is_looked_for(called):
    page = called.window.work.people
    called.press(Qt.Key.Key_W, CTRL)
    called.press(Qt.Key.Key_M, CTRL)
    assert [row.marked for row in page.list.rows] == [True, False, False]
    assert "may be the same as Ishbel Corrie" in said(page)
    called.type("i", enter=False)
    called.press(Qt.Key.Key_Backspace)
    assert [row.marked for row in page.list.rows] == [True, False, False]
    assert "may be the same as Ishbel Corrie" in said(page)


@pytest.mark.parametrize("typed", ["   ", "%", "*"])
def test_nobody_is_said_to_be_missing_where_nobody_was_asked_for(hands, seat, typed):
    seat.directory.people = people.FAMILY
    seat.calls.sign_in(GRANT)
    hands.press(Qt.Key.Key_W, CTRL)
    hands.type("rang back about D14-0001-K")
    hands.type(typed, enter=False)
    assert "Nobody in the copy" not in said(hands.window.work.people)
    assert seat.directory.asked == []


def test_failure_demand_is_suggested_recorded_by_one_key_and_changed_by_a_second(called, seat):
    called.press(Qt.Key.Key_W, CTRL | SHIFT)
    called.press(Qt.Key.Key_1)
    assert "Failure demand? a promise was not kept" in said(called.window.columns.history)
    assert seat.calls.view().contact.failure_demand is None
    called.press(Qt.Key.Key_F, CTRL | SHIFT)
    noted = seat.calls.view().contact.failure_demand.fact
    assert (noted.kind, noted.matter) == ("missed_promise", "m1")
    assert "failure demand: a promise was not kept" in said(called.window.columns.history)
    called.press(Qt.Key.Key_F, CTRL | SHIFT)
    assert called.focus == "Would this call not have been needed?"
    called.press(Qt.Key.Key_2)
    called.press(Qt.Key.Key_Return)
    assert seat.calls.view().contact.failure_kind == "none"


PARTIAL = CopyStanding(None, whole=False, have=48_000, total=5_500_000)


def test_while_the_copy_is_made_nothing_is_said_to_be_none(hands, seat, monkeypatch):
    seat.directory.as_of = None
    monkeypatch.setattr(seat.directory, "standing", lambda: PARTIAL)
    hands.take_the_call()
    pop = said(hands.window.columns.caller)
    assert "Copy being made: 48,000 of 5,500,000; nobody found yet in what is here" in pop
    hands.press(Qt.Key.Key_W, CTRL)
    hands.type("corrie", enter=False)
    page = said(hands.window.work.people)
    assert "48,000 of 5,500,000; nobody found yet in what is here" in page
    whole = said(hands.window)
    for words in ("No earlier contact", "no history", "Nobody in the copy", "0 earlier"):
        assert words not in whole
    assert seat.calls.view().contact.history_check is None


def test_a_copy_in_which_all_are_but_none_is_found_yet_says_so(hands, seat, monkeypatch):
    seat.directory.as_of = None
    all_here = replace(PARTIAL, have=5_500_000)
    monkeypatch.setattr(seat.directory, "standing", lambda: all_here)
    hands.take_the_call()
    pop = said(hands.window.columns.caller)
    assert "all 5,500,000 are here and are being sorted; nobody found yet in what is here" in pop


@pytest.mark.parametrize(
    ("who", "words"),
    [
        (people.SWITCHBOARD, "This is the switchboard of Larrow Paper Mill: anybody may be"),
        (replace(people.SWITCHBOARD, kind="relay"), "This is the relay service Larrow Paper Mill"),
        (replace(people.SWITCHBOARD, kind="payphone"), "This is a payphone, Larrow Paper Mill"),
        (people.UNKNOWN, "Earlier calls from this number by nobody known"),
    ],
)
def test_a_number_where_anybody_may_speak_says_so(hands, seat, who, words):
    seat.directory.people = (who,)
    hands.take_the_call()
    assert words in said(hands.window.columns.caller)
    hands.press(Qt.Key.Key_W, CTRL | SHIFT)
    hands.press(Qt.Key.Key_1)
    assert seat.calls.view().contact.people == {}


def test_in_the_list_a_long_name_does_not_push_out_that_anybody_may_be_speaking(hands, seat):
    seat.directory.people = (replace(people.SWITCHBOARD, name="Larrow Paper Mill " * 20),)
    hands.take_the_call()
    hands.press(Qt.Key.Key_W, CTRL)
    (name,) = names(hands)
    assert name.startswith("Switchboard, anybody may be speaking: Larrow Paper Mill")


def test_those_at_the_number_are_counted_without_whoever_was_found_elsewhere(called, seat):
    seat.directory.people = (*people.FAMILY, people.often())
    at_number = called.window.columns.caller
    called.press(Qt.Key.Key_W, CTRL | SHIFT)
    called.press(Qt.Key.Key_1)
    assert "1 more at this number" in said(at_number)
    called.press(Qt.Key.Key_W, CTRL)
    called.type("wullie")
    assert "2 more at this number" in said(at_number)


def strip_words(seat):
    return [f"{fold.words} {fold.below}".strip() for fold in folded(seat.calls.view())]


def test_folded_to_a_strip_nothing_that_must_be_known_goes_without_a_word(called, seat):
    donal = replace(
        people.DONAL, markers=("weapon", "mental_health"), forbidden_contact=("post", "voicemail"),
        adjustments=("deaf: text only",),
    )  # fmt: skip
    seat.directory.people = (people.ISHBEL, donal, people.SWITCHBOARD)
    seat.calls.callers_changed()
    strip = strip_words(seat)
    assert strip[0] == "2 people 0141 496 0123 · A firm: anybody"
    assert "NEVER by telephone: text first, post and 1 more: Alt+C" in strip
    assert "Domestic abuse, Weapon and 1 more: Alt+C" in strip
    assert "speaks more easily with a woman and 1 more: Alt+C" in strip


def test_folded_to_a_strip_failure_demand_is_asked_for_until_somebody_decides(called, seat):
    asked = "in the copy · failure demand? Ctrl+Shift+F"
    assert asked in [fold.below for fold in folded(seat.calls.view())]
    called.press(Qt.Key.Key_F, CTRL | SHIFT)
    assert asked not in [fold.below for fold in folded(seat.calls.view())]


def test_folded_to_a_strip_open_incidents_are_counted(called, seat):
    call = seat.calls.view()
    card = OpenCard(
        "incident:1", "D14-0001-K", "Man at the door", "Quern Lane", Known(), "Prompt", 2,
        "Area control room", "delivered", False, "2026-11-20T08:00:00.000000Z",
    )  # fmt: skip
    both = tuple((one, (card,)) for one in ("c-ishbel", "c-donal"))
    call = replace(call, calling=replace(call.calling, open_cards=both))
    assert "1 open" in [fold.words for fold in folded(call)]


def test_a_number_that_is_withheld_says_so(hands, seat):
    seat.directory.people = people.FAMILY
    seat.calls.sign_in(GRANT)
    seat.calls.hear(CallEvent("offered", "call-1", "999", None, withheld=True))
    pop = said(hands.window.columns.caller)
    assert "number withheld" in pop
    assert "Nobody can be looked up by the number" in pop
    hands.press(Qt.Key.Key_F4)
    seat.settle()
    history = said(hands.window.columns.history)
    assert "Nobody was looked up, for there is no number" in history
    assert "Check recorded" not in history and "No earlier contact" not in history
    assert "Not looked up there is no number" in strip_words(seat)


def test_another_call_on_the_screen_ends_the_search_of_the_last(called, seat):
    called.press(Qt.Key.Key_W, CTRL)
    called.type("corr", enter=False)
    seat.calls.hear(CallEvent("offered", "call-2", "101", None, withheld=True))
    assert called.focus == "Find people"
    called.press(Qt.Key.Key_F3)
    assert called.focus == NARRATIVE
    assert not called.window.work.people.isVisible()


def test_what_is_heard_of_people_by_a_screen_reader(called, seat):
    announced = []
    called.window.announcer.said.connect(lambda words, _: announced.append(words))
    called.press(Qt.Key.Key_W, CTRL)
    page = called.window.work.people
    assert page.list.accessibleName() == "People found"
    index = page.list.currentIndex()
    heard = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard.startswith("1, Ishbel Corrie, born 12/03/1988, address protected")
    assert "NEVER by telephone: text first" in heard
    assert QApplication.focusWidget().accessibleName() == "Find people"
