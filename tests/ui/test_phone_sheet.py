"""The sheet to read aloud, by keys: it never takes the typing line, prints, and records who."""

import sys
from dataclasses import replace

import pytest
from PySide6.QtCore import QBuffer, Qt
from PySide6.QtGui import QPdfWriter

from tests.ui import outside
from tests.ui.hostile import TEXTS
from tests.ui.test_hostile_text import HIGH, WIDE, shapeless, silence, texts
from workstation.domain.contact import commands as ask
from workstation.domain.contact import facts
from workstation.domain.location import LocationFixed
from workstation.protocol.payloads import body_of
from workstation.ui.desk.reading.phone_sheet import phone_sheet, sheet_text
from workstation.ui.desk.reading.spelling import spelt
from workstation.ui.desk.sheet_printing import SheetPrinting, draw, pdf_of, printed

NARRATIVE = "Narrative: type here"
BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def sheet_key(hands):
    hands.press(Qt.Key.Key_T, BOTH)


@pytest.fixture
def unconfirmed(hands, seat):
    """The link is down, and a man with a bat was sent now."""

    def begin():
        seat.link.now = "lost"
        hands.take_the_call()
        place = LocationFixed(
            "f1", "incident", "caller", "14 Larchbank Terrace", postcode="KX4 2LB"
        )
        marker = seat.calls.view().policy.markers
        for fact in (
            place,
            facts.OfficerSafetyNoted("known", "baseball bat in his hands"),
            facts.MarkerSet(marker[0].key, "set"),
            facts.MarkerSet(marker[1].key, "undecided", "weapon"),
            facts.PromiseMade("p1", "officers are on their way"),
        ):
            assert seat.calls.do(ask.Record(fact)).done
        assert seat.calls.do(ask.Type("He is at my door", verbatim=True)).done
        hands.press(Qt.Key.Key_F12)
        seat.settle()
        seat.calls.tick()
        hands.press(Qt.Key.Key_Escape)

    return begin


def said(hands):
    return texts(hands.window.work.sheet)


def test_one_key_shows_it_and_typing_goes_on(hands, seat, unconfirmed):
    unconfirmed()
    hands.type("he is sho", enter=False)
    sheet_key(hands)
    assert hands.window.work.sheet.isVisible()
    assert hands.focus == NARRATIVE
    hands.type("uting", enter=False)
    assert hands.window.narrative.line.text() == "he is shouting"


def test_it_holds_what_a_receiver_needs(hands, seat, unconfirmed):
    unconfirmed()
    sheet_key(hands)
    view = seat.calls.view()
    handed = view.hand_overs[-1]
    names = [marker.name for marker in view.policy.markers]
    words = " | ".join(said(hands))
    for part in (
        "NOT CONFIRMED",
        f"Ring {view.policy.team(handed.team).phone}",
        handed.grade_name,
        handed.reference,
        spelt(handed.reference),
        "14 Larchbank Terrace",
        "Kilo X-ray four, two Lima Bravo",
        "NOT READ BACK",
        "baseball bat in his hands",
        "“He is at my door”",
        names[0],
        "NOT DECIDED",
        names[1],
        "0141 496 0123. Safe to ring: not asked",
        "officers are on their way",
    ):
        assert part in words, part


def test_a_team_without_a_number_says_so(hands, seat, unconfirmed):
    unconfirmed()
    call = seat.calls.view()
    silent = tuple(replace(team, phone="") for team in call.policy.teams)
    call = replace(call, policy=replace(call.policy, teams=silent))
    assert phone_sheet(seat.calls.desk_view(), call).number == "number not set"


def test_who_was_told_is_one_step_away_and_ends_the_alarm(hands, seat, unconfirmed):
    unconfirmed()
    sheet_key(hands)
    hands.ctrl(Qt.Key.Key_T)
    assert hands.focus == "Told whom: name, role"
    hands.press(Qt.Key.Key_Return)
    assert seat.calls.view().alarms
    hands.type("J. Muir, duty officer")
    seat.settle()
    event = [e for e in seat.journal.stream("desk:store-1") if e.type == "PhonedThrough"][-1]
    assert body_of(event).told == "J. Muir, duty officer"
    assert seat.calls.view().alarms == ()
    assert hands.focus == NARRATIVE
    assert any(word.startswith("Told J. Muir, duty officer at ") for word in said(hands))
    hands.window.second.emit()
    assert news(hands) == "Recorded: phoned through to J. Muir, duty officer."
    card = " ".join(texts(hands.window.columns.hand_over))
    assert "NOT CONFIRMED by the hub · Phoned through to J. Muir, duty officer" in card


def test_a_half_typed_name_is_there_again(hands, seat, unconfirmed):
    unconfirmed()
    sheet_key(hands)
    hands.ctrl(Qt.Key.Key_T)
    hands.type("J. Mu", enter=False)
    hands.press(Qt.Key.Key_Escape)
    assert not hands.window.work.sheet.isVisible()
    sheet_key(hands)
    assert hands.window.work.sheet.whom.text() == "J. Mu"


def test_without_the_sheet_the_key_opens_the_form(hands, seat, unconfirmed):
    unconfirmed()
    hands.ctrl(Qt.Key.Key_T)
    assert hands.window.entry.form.key == "phoned"


def test_what_is_typed_meanwhile_stands_on_the_sheet(hands, seat, unconfirmed):
    unconfirmed()
    sheet_key(hands)
    hands.type("glass breaking at the back")
    assert any("glass breaking at the back" in words for words in said(hands))


def test_before_any_hand_over_there_is_no_sheet(hands, seat):
    hands.take_the_call()
    sheet_key(hands)
    assert "sheet" not in vars(hands.window.work)
    assert hands.focus == NARRATIVE


def test_the_arrows_move_it_in_a_small_window_and_esc_leads_back(hands, seat, unconfirmed, qapp):
    unconfirmed()
    hands.window.resize(1366, 768)
    sheet_key(hands)
    sheet_key(hands)
    assert hands.focus == "Sheet to read aloud"
    qapp.processEvents()
    bar = hands.window.work.verticalScrollBar()
    assert bar.maximum() > 0
    for _ in range(40):
        hands.press(Qt.Key.Key_PageDown)
    assert bar.value() == bar.maximum()
    hands.press(Qt.Key.Key_Escape)
    assert hands.focus == NARRATIVE


def test_the_key_prints_into_a_new_file_where_there_is_no_printer(
    hands, seat, unconfirmed, tmp_path, monkeypatch, qtbot
):
    unconfirmed()
    file = tmp_path / "sheet.pdf"
    monkeypatch.setattr(
        "workstation.ui.desk.attention_forms.proposed_path", lambda name, ending: str(file)
    )
    hands.press(Qt.Key.Key_P, BOTH)
    qtbot.waitUntil(lambda: seat.inbox.run_pending() or file.exists())
    qtbot.waitUntil(lambda: seat.inbox.run_pending() or "kept in" in news(hands))
    assert file.read_bytes().startswith(b"%PDF")
    if sys.platform != "win32":
        assert file.stat().st_mode & 0o777 == 0o600
    assert hands.focus == NARRATIVE


def news(hands):
    return hands.window.news._news.text()


def test_a_file_that_is_there_is_not_written_over_and_that_is_one_sentence(tmp_path, qapp):
    file = tmp_path / "sheet.pdf"
    file.write_bytes(b"somebody's own")
    sentence = printed(("A sheet",), file)
    assert "already" in sentence
    assert sentence.count(".") == 1
    assert file.read_bytes() == b"somebody's own"


def test_a_long_sheet_takes_as_many_pages_as_it_needs(qapp):
    one, many = pdf_of(("Short",)), pdf_of(("Long", *(f"line {n} " * 30 for n in range(120))))
    assert one.count(b"/Type /Page\n") == 1
    assert many.count(b"/Type /Page\n") >= 6


def test_every_line_is_drawn_within_the_page(qapp):
    """A device that counts what is drawn on each page."""
    kept = QBuffer()
    kept.open(QBuffer.OpenModeFlag.WriteOnly)
    assert draw(QPdfWriter(kept), ("word " * 2_000, "", "x" * 9_000))
    assert kept.data().data().count(b"/Type /Page\n") >= 3


def test_what_a_printer_does_wrong_is_one_sentence(tmp_path, qapp, monkeypatch, qtbot, seat):
    def broken(paragraphs, file):
        raise RuntimeError("driver")

    monkeypatch.setattr("workstation.ui.desk.sheet_printing.printed", broken)
    told = []
    SheetPrinting(seat.inbox, told.append).start(("A sheet",), tmp_path / "x.pdf")
    qtbot.waitUntil(lambda: seat.inbox.run_pending() or bool(told))
    assert "read it aloud" in told[0]


def test_hostile_texts_are_read_as_text(hands, seat, qapp):
    hands.take_the_call()
    page = hands.window.work.sheet
    for n, text in enumerate(TEXTS):
        sheet = phone_sheet(outside.desk_of(text), outside.call_of(text, n))
        with silence():
            page.show_sheet(sheet)
            page.opened.emit()
            if n % 4 == 0:
                page.grab()
        assert not any(shapeless(one) for one in texts(page)), n
        if n % 8 == 0:
            assert pdf_of(sheet_text(sheet)).startswith(b"%PDF")
    least = hands.window.minimumSizeHint()
    assert (least.width() <= WIDE, least.height() <= HIGH) == (True, True), least


def test_letters_and_figures_are_spelt():
    assert spelt("kx4 2lb") == "Kilo X-ray four, two Lima Bravo"
    assert spelt("D14-0007-K") == "Delta one four, zero zero zero seven, Kilo"
    assert spelt("é – ") == ""
