"""The shift page by keys: figures that agree, open calls by name and age, one Enter from each."""

import threading

import pytest
from PySide6.QtCore import Qt

from workstation.desk.call.shift_pictures import PLOTS, drawn
from workstation.desk.call.shift_plots import ON_PAPER, png_of
from workstation.desk.call.view import ShiftView
from workstation.domain.call_event import CallEvent
from workstation.domain.contact import commands as ask
from workstation.domain.contact import facts
from workstation.domain.shift import Account, Tally, tally
from workstation.domain.shift_figures import FIGURES
from workstation.domain.shift_hours import by_hour
from workstation.ui.desk.reading.shift import shift_rows
from workstation.ui.pieces.times import age

AT = "2026-11-21T14:02:31.000000Z"
NARRATIVE = "Narrative: type here"


def call(seat, name):
    seat.calls.hear(CallEvent("offered", name, "101", "+447700900318"))
    assert seat.calls.answer(f"contact:{name}").done


def end(seat, disposition):
    danger = ask.Record(facts.QuestionEnded("T.danger", "answered", "no"))
    assert seat.calls.do(ask.Together((danger, ask.Dispose(disposition)))).done


def open_page(hands):
    hands.press(Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)


def said(hands):
    rows = hands.window.work.shift.rows
    return [rows.item(n).text() for n in range(rows.count())]


@pytest.fixture(scope="module", autouse=True)
def drawn_before():
    """What draws is loaded: no test waits for that, and none is outlived by it."""
    png_of([drawn(PLOTS[0], by_hour(Tally(AT, 0, 0), AT, (), ()))], ON_PAPER, 300)


@pytest.fixture
def working(hands, seat):
    """After three calls: one praised, one sent and ended, one whose line closed."""

    def begin():
        hands.take_the_call()
        end(seat, "praise")
        call(seat, "sent")
        assert seat.calls.send_now().done
        assert seat.calls.do(ask.Dispose("incidents")).done
        call(seat, "left")
        hands.type("lost dog in the park")
        seat.calls.hear(CallEvent("ended", "left", cause="caller"))

    return begin


def test_the_page_says_what_came_of_every_call(hands, working):
    working()
    open_page(hands)
    assert hands.focus == "This shift"
    rows = said(hands)
    assert "Answered = on record: 3 = 3 since sign-in, 3 = 3 in 12 hours" in rows
    assert "praise: 1 since sign-in, 1 in 12 hours" in rows
    assert "Still open: 2 since sign-in, 2 in 12 hours" in rows
    assert "Unexplained: 0 since sign-in, 0 in 12 hours" in rows
    assert any("handed over, not accepted yet" in row for row in rows)
    assert any("line closed" in row and "lost dog in the park" in row for row in rows)


def test_enter_goes_to_the_open_call_and_typing_goes_on_there(hands, seat, working):
    working()
    call(seat, "other")
    open_page(hands)
    page = hands.window.work.shift.rows
    while "lost dog" not in page.currentItem().text():
        hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    assert seat.calls.view().contact.contact_id == "contact:left"
    assert hands.focus == NARRATIVE
    assert not page.isVisible()


def test_esc_leads_back_and_what_was_typed_is_there(hands, working):
    working()
    hands.type("and a red", enter=False)
    open_page(hands)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Escape)
    assert hands.focus == NARRATIVE
    assert hands.window.narrative.line.text() == "and a red"


def test_it_is_found_by_its_words(hands, working):
    working()
    hands.ctrl(Qt.Key.Key_K)
    hands.type("this shift", enter=False)
    hands.press(Qt.Key.Key_Return)
    assert hands.focus == "This shift"


def test_what_changes_is_counted_while_it_is_looked_at(hands, seat, working):
    working()
    open_page(hands)
    seat.calls.hear(CallEvent("offered", "next", "999", None, withheld=True))
    end(seat, "information")
    assert "Still open: 1 since sign-in, 1 in 12 hours" in said(hands)
    assert hands.focus == "This shift", "a ring moves nobody"


def test_it_gives_way_to_whoever_is_on_the_line(hands, seat, working):
    working()
    open_page(hands)
    call(seat, "next")
    assert hands.focus == NARRATIVE
    hands.type("there is smoke", enter=False)
    assert hands.window.narrative.line.text() == "there is smoke"


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_Up])
def test_the_row_under_the_keys_is_in_sight_in_a_small_window(hands, working, qapp, key):
    working()
    hands.window.resize(1366, 520)
    open_page(hands)
    work, rows = hands.window.work, hands.window.work.shift.rows
    for _ in range(rows.count()):
        qapp.processEvents()
        place = rows.visualItemRect(rows.currentItem())
        top = rows.viewport().mapTo(work.viewport(), place.topLeft()).y()
        room = work.viewport().height()
        if place.height() > room:  # a picture: walked through
            assert top < room
            assert top + place.height() > 0
            hands.press(key)
            continue
        assert top >= 0
        assert top + place.height() <= room
        assert place.bottom() <= rows.viewport().height()
        hands.press(key)


def test_an_unexplained_call_is_an_alarm_with_its_reference():
    counted = tally("2026-11-21T02:02:31.000000Z", {"contact:call-9": AT}, (), ())
    rows = shift_rows(ShiftView(AT, None, counted))
    assert rows[0].look == "alarm"
    assert "UNEXPLAINED contact:call-9" in rows[0].words
    figures = {row.words: row for row in rows}
    assert figures["Unexplained"].look == "alarm"
    assert figures["Answered = on record"].desk == "1 ≠ 0"


def test_a_call_of_yesterday_says_its_age():
    old = Account("contact:old", "2026-11-20T12:02:31.000000Z", "999", None, "ended", "Noise")
    rows = shift_rows(ShiftView(AT, None, Tally(AT, 0, 0), (old,)))
    assert rows[-1].deed == "call:contact:old"
    assert "1 day 2 h old" in rows[-1].words
    assert [age(s) for s in (42, 3 * 3600 + 240, 50 * 3600)] == [
        "00:42",
        "3 h 04 min",
        "2 days 2 h",
    ]


def row_of(hands, words):
    """Walk down to the row that begins with ``words``."""
    rows = hands.window.work.shift.rows
    last, same = None, 0
    while not rows.currentItem().text().startswith(words):
        hands.press(Qt.Key.Key_Down)
        same = same + 1 if rows.currentRow() == last else 0
        last = rows.currentRow()
        assert same < 60, f"{words!r} is not among {said(hands)}"
    return rows.currentItem().text()


@pytest.fixture
def worked(hands, seat, working):
    """As `working`, and a caller who rang off."""

    def begin():
        working()
        seat.calls.hear(CallEvent("offered", "gone", "999", "+447700900318"))
        seat.clock.seconds += 20
        seat.calls.hear(CallEvent("ended", "gone", cause="caller"))

    return begin


def test_every_figure_stands_there_with_its_definition(hands, worked):
    worked()
    open_page(hands)
    rows = said(hands)
    for figure in FIGURES:
        assert any(row.startswith(f"{figure.name}: {figure.meaning}") for row in rows)
    assert any(row.startswith("Answered: ") and row.endswith(", 3") for row in rows)
    picture = next(row for row in rows if row.startswith("Picture. Calls by the hour"))
    assert "answered 3, rang off unanswered 1" in picture


def test_enter_on_a_figure_opens_its_list_and_from_there_the_call(hands, seat, worked):
    worked()
    open_page(hands)
    row_of(hands, "Still open: Answered calls")
    hands.press(Qt.Key.Key_Return)
    assert hands.focus == "This shift"
    rows = said(hands)
    assert rows[0] == "Back to all figures"
    assert "Answered calls whose record nobody has ended" in rows[2]
    row_of(hands, "101 from 07700 900318 · ")
    hands.press(Qt.Key.Key_Return)
    assert seat.calls.view().contact.contact_id == "contact:left"
    assert hands.focus == NARRATIVE


def test_a_call_that_rang_off_is_behind_its_figure(hands, seat, worked):
    worked()
    open_page(hands)
    row_of(hands, "Rang off unanswered: ")
    hands.press(Qt.Key.Key_Return)
    assert "contact:gone" in row_of(hands, "999 that rang off")


def test_back_leads_to_the_figure_that_was_opened(hands, worked):
    worked()
    open_page(hands)
    was = row_of(hands, "Wait: ")
    hands.press(Qt.Key.Key_Return)
    assert hands.window.work.shift.rows.currentItem().text() == "Back to all figures"
    hands.press(Qt.Key.Key_Return)
    assert hands.window.work.shift.rows.currentItem().text() == was


def test_pictures_are_drawn_beside_the_window_and_only_anew_when_something_changed(
    hands, seat, worked, qtbot
):
    worked()
    open_page(hands)
    rows = hands.window.work.shift.rows
    shown = []
    hands.window.work.shift.rows.drawn.connect(shown.append)

    def all_drawn():
        """Also for the width that the page has got meanwhile."""
        resting = not drawing()
        seat.inbox.run_pending()
        return resting and not drawing() and len(shown) >= 5

    qtbot.waitUntil(all_drawn, timeout=30_000)
    assert set(shown) == {"calls", "wait", "work", "acceptance", "watch"}
    shown.clear()
    picture = rows.picture("calls").toImage()
    colours = {picture.pixelColor(x, y).name() for x in range(0, 300, 2) for y in range(0, 150, 2)}
    assert len(colours) > 2
    call(seat, "again")

    def drawn_anew():
        seat.inbox.run_pending()
        return "calls" in shown

    qtbot.waitUntil(drawn_anew, timeout=30_000)
    assert "acceptance" not in shown


def drawing():
    return any(one.name == "plots" for one in threading.enumerate())


@pytest.mark.parametrize("kind", ["table", "pictures"])
def test_figures_are_kept_in_a_new_file_and_nothing_is_written_over(
    hands, seat, worked, qtbot, tmp_path, kind
):
    worked()
    target = tmp_path / f"kept-{kind}"

    def keep():
        open_page(hands)
        row_of(hands, "As a table" if kind == "table" else "As pictures")
        hands.press(Qt.Key.Key_Return)
        hands.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        hands.type(str(target))

    keep()
    answers = []
    hands.window.news.answered.connect(answers.append)

    def is_kept():
        seat.inbox.run_pending()
        return "kept in" in " ".join(answers) or kind == "table"

    qtbot.waitUntil(is_kept, timeout=30_000)
    kept = target.read_bytes()
    assert kept.startswith(b"from_utc,figure" if kind == "table" else b"\x89PNG")
    assert target.stat().st_mode & 0o777 == 0o600
    keep()
    assert "nothing was written" in answers[-1]
    assert target.read_bytes() == kept
