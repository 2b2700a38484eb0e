"""Puts everything as it is now into the window's panels; what is being typed stays untouched."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from workstation.ui.desk.reading.elsewhere import note_words
from workstation.ui.desk.reading.heard import standing
from workstation.ui.desk.reading.hints import moment
from workstation.ui.desk.reading.status import news_words, saved_words, status
from workstation.ui.desk.reading.tray import tray_words
from workstation.ui.pieces.times import clock

if TYPE_CHECKING:
    from workstation.desk.call.view import CallView, DeskView
    from workstation.ui.desk.window import DeskWindow


def show_desk(window: DeskWindow, desk: DeskView, call: CallView | None) -> None:
    """Everything of the desk and of the call on the screen."""
    now, columns = _now(), window.columns
    window.status.show_status(status(desk, call, now), clock(now))
    insists = call is not None and bool(call.fault)
    window.news.say(news_words(desk, call), tray_words(desk), desk.news, insists=insists)
    window.news.at(moment(call.contact if call else None))
    window.narrative.note(note_words(call) or desk.resumed)
    window.narrative.right(saved_words(call))
    for panel in (columns.caller, columns.history, columns.place, columns.work.questions,
                  columns.grade):  # fmt: skip
        panel.setEnabled(call is not None)
    columns.ringing.show_call(call, now)
    here = call.contact.contact_id if call else ""
    columns.near.show_near(desk, call, now)
    columns.wanted.show_call(call, now)
    window.announcer.hear(standing(desk, call), desk.news, here)
    if call is None:
        window.narrative.show_waiting(desk.loose)
        return
    for shown in (columns.caller, columns.history, columns.place, columns.strip, window.narrative,
                  columns.work.questions, columns.grade, columns.reasons, columns.risk,
                  columns.open_items, window.outcomes):  # fmt: skip
        shown.show_call(call)
    columns.hand_over.show_call(call, now)


def show_clocks(window: DeskWindow, desk: DeskView, call: CallView | None) -> None:
    """Only what runs with time."""
    now = _now()
    window.status.show_status(status(desk, call, now), clock(now))
    window.columns.ringing.show_call(call, now)
    window.columns.near.show_near(desk, call, now)
    window.columns.wanted.show_call(call, now)
    if call is not None:
        window.columns.hand_over.show_call(call, now)


def _now() -> str:
    return datetime.now(UTC).isoformat().replace("+00:00", "Z")
