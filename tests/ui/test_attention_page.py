"""What needs attention, by keys: it lands quietly, is read, said again, kept or noted."""

import pytest
from PySide6.QtCore import Qt

from tests.ui.hostile import TEXTS
from tests.ui.test_hostile_text import HIGH, WIDE, shapeless, silence, texts
from workstation.desk.call.attention import Item
from workstation.desk.ports import DeliveryState
from workstation.domain.contact import commands as ask
from workstation.protocol.payloads import body_of
from workstation.ui.desk.reading.attention import attention_rows
from workstation.ui.desk.reading.policy import key_list

AT = "2026-11-21T14:02:31.000000Z"
NARRATIVE = "Narrative: type here"
CAUSE = "The hub could not read the body."


def open_page(hands):
    hands.press(Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)


def newest(seat, kind):
    return [e for e in seat.journal.stream("desk:store-1") if e.type == kind][-1]


def land(seat, event, cause=CAUSE):
    """The link wrote down that the hub did not take it."""
    seat.journal.mark({event.event_id: DeliveryState("set_aside", 1, cause)}).result(10)
    seat.calls.delivered([event.event_id])


@pytest.fixture
def landed(hands, seat):
    """A 999 call is sent now, and the hub cannot read the hand-over."""

    def begin():
        hands.take_the_call()
        hands.type("man with a bat at the door")
        hands.press(Qt.Key.Key_F12)
        seat.settle()
        event = newest(seat, "HandOverRequested")
        land(seat, event)
        return event

    return begin


def status(hands):
    return hands.window.status._attention


def test_it_lands_quietly_in_status_line_and_news_and_typing_goes_on(hands, seat):
    hands.take_the_call()
    hands.type("man with a bat")
    hands.press(Qt.Key.Key_F12)
    seat.settle()
    hands.press(Qt.Key.Key_Escape)
    hands.type("and he is sho", enter=False)
    assert not status(hands).isVisible()
    land(seat, newest(seat, "HandOverRequested"))
    assert hands.focus == NARRATIVE
    hands.type("uting", enter=False)
    assert hands.window.narrative.line.text() == "and he is shouting"
    assert status(hands).isVisible()
    assert status(hands).text() == "1 needs attention · Shift+F2"
    assert any(CAUSE in sentence for sentence in seat.calls.desk_view().news)


def test_the_page_says_what_why_and_how_old(hands, seat, landed):
    first = landed()
    open_page(hands)
    assert hands.focus == "Needs attention"
    said = hands.window.work.attention.rows.item(0).text()
    for part in (body_of(first).reference, CAUSE, "man with a bat at the door", " old, "):
        assert part in said


def test_it_is_found_by_its_words_and_listed_among_the_keys(hands, landed):
    landed()
    hands.ctrl(Qt.Key.Key_K)
    hands.type("needs attention", enter=False)
    hands.press(Qt.Key.Key_Return)
    assert hands.focus == "Needs attention"
    assert any(found.key == "Shift+F2" for found in key_list(None))


def test_enter_hands_over_again_to_another_team(hands, seat, landed):
    first = landed()
    was = body_of(first)
    open_page(hands)
    hands.press(Qt.Key.Key_Return)
    box = hands.window.entry
    assert was.team_name in box.form.note
    hands.press(Qt.Key.Key_2)
    seat.settle()
    now = body_of(newest(seat, "HandOverRequested"))
    assert now.replaces == first.event_id
    assert now.team == seat.calls.view().policy.teams[1].key
    assert hands.focus == NARRATIVE
    assert not status(hands).isVisible()


def test_a_refused_re_route_comes_back_with_its_words_to_be_bettered(hands, seat, landed):
    first = landed()
    incident = body_of(first).incident_id
    team = seat.calls.view().policy.teams[1].key
    assert seat.calls.do(ask.ReRoute(incident, team, "nearer")).done
    seat.settle()
    asked = newest(seat, "ReRouteRequested")
    seat.journal.mark({asked.event_id: DeliveryState("refused", 1, "It is closed.")}).result(10)
    seat.calls.delivered([asked.event_id])
    open_page(hands)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_1)
    hands.press(Qt.Key.Key_End)
    hands.type(" to them")
    seat.settle()
    assert body_of(newest(seat, "ReRouteRequested")).reason == "nearer to them"


def test_d_notes_and_an_empty_line_keeps_the_form_open(hands, seat, landed):
    landed()
    open_page(hands)
    hands.press(Qt.Key.Key_D)
    hands.press(Qt.Key.Key_Return)
    assert hands.window.entry.isVisible()
    assert len(seat.calls.mend.items) == 1
    hands.type("rang the control room, J. Muir has it")
    seat.settle()
    settled = body_of(newest(seat, "ItemSettled"))
    assert settled.note == "rang the control room, J. Muir has it"
    assert seat.calls.mend.items == ()


def test_k_keeps_the_words_in_a_new_file(hands, seat, landed, tmp_path):
    first = landed()
    open_page(hands)
    hands.press(Qt.Key.Key_K)
    path = hands.window.entry.values()["path"]
    assert body_of(first).reference in path
    hands.ctrl(Qt.Key.Key_A)
    hands.type(str(tmp_path / "kept.txt"))
    assert "man with a bat at the door" in (tmp_path / "kept.txt").read_text(encoding="utf-8")
    assert seat.calls.mend.items == ()


def test_what_is_typed_about_an_item_is_no_word_of_the_call(hands, seat, landed):
    landed()
    open_page(hands)
    hands.press(Qt.Key.Key_D)
    hands.type("not for the record of this call", enter=False)
    hands.press(Qt.Key.Key_F12)
    seat.settle()
    lines = [line.text for line in seat.calls.view().contact.narrative]
    assert not any("not for the record" in line for line in lines)


def test_esc_leads_back_and_what_was_typed_is_there(hands, landed):
    landed()
    hands.press(Qt.Key.Key_Escape)
    hands.type("and a red", enter=False)
    open_page(hands)
    hands.press(Qt.Key.Key_Escape)
    assert hands.focus == NARRATIVE
    hands.type(" car", enter=False)
    assert hands.window.narrative.line.text() == "and a red car"


def test_what_lands_while_it_is_looked_at_is_added_and_the_row_stays(hands, seat, landed):
    first = landed()
    open_page(hands)
    rows = hands.window.work.attention.rows
    assert rows.here == first.event_id
    every = seat.journal.stream("contact:call-1")
    line = next(e for e in every if e.type == "NarrativeAdded")
    land(seat, line)
    assert rows.count() == 2
    assert rows.here == first.event_id
    assert hands.focus == "Needs attention"


def test_an_empty_page_says_so_and_its_keys_do_nothing(hands, seat):
    hands.take_the_call()
    open_page(hands)
    hands.press(Qt.Key.Key_Return)
    hands.press(Qt.Key.Key_D)
    assert hands.window.work.attention._empty.isVisible()
    assert hands.window.entry.form is None


def test_hostile_texts_are_shown_and_nothing_else(hands, seat, qapp):
    hands.take_the_call()
    page = hands.window.work.attention
    open_page(hands)
    for text in TEXTS:
        item = Item(text, text, text, text, text, True, text, "", "", "", AT, text, "words")
        with silence():
            page.show_rows(attention_rows((item, item), AT))
            hands.window.grab()
        assert not any(shapeless(said) for said in texts(hands.window))
    least = hands.window.minimumSizeHint()
    assert (least.width() <= WIDE, least.height() <= HIGH) == (True, True), least


def test_in_a_small_window_the_row_under_the_keys_is_in_sight(hands, seat, landed, qapp):
    landed()
    for event in seat.journal.stream("contact:call-1")[:5]:
        land(seat, event)
    hands.window.resize(1366, 520)
    open_page(hands)
    work, rows = hands.window.work, hands.window.work.attention.rows
    for _ in range(rows.count()):
        qapp.processEvents()
        place = rows.visualItemRect(rows.currentItem())
        top = rows.viewport().mapTo(work.viewport(), place.topLeft()).y()
        assert top + place.height() <= work.viewport().height() + 1
        hands.press(Qt.Key.Key_Down)
