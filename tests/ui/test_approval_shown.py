"""A supervisor's approval of not attending: said in words at the desk and at the receiver."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from PySide6.QtWidgets import QLabel

from tests.domain.test_approval import WANTED, accepted, opened, word
from tests.domain.test_incident import happens
from tests.ui.outside import call_of, queue_of
from workstation.desk.changes import Changes
from workstation.desk.receive.view import QueueView, Received
from workstation.domain.events import Entry
from workstation.domain.incident import deeds
from workstation.domain.incident import events as said
from workstation.domain.incident.approval import Approval
from workstation.domain.incident.evolve import evolve
from workstation.domain.incident.state import Incident
from workstation.ui.desk.hand_over_panel import HandOverPanel
from workstation.ui.desk.reading.handing import cards, tiles
from workstation.ui.pieces.approval_words import approval_words
from workstation.ui.pieces.times import clock
from workstation.ui.queue.record import sections
from workstation.ui.queue.rows import rows
from workstation.ui.queue.steering import Steering
from workstation.ui.queue.window import QueueWindow

AT = "2026-03-01T14:03:00.000000Z"


def shown(incident: Incident, entries: tuple[Entry, ...] = (), new: str = "") -> list[Any]:
    received = Received(incident, None, (), entries, frozenset({new}))
    parts = [p for p in sections(received) if p.heading == "Approval of not attending"]
    return [line for part in parts for line in part.lines]


def test_every_field_of_it_is_in_the_receivers_record() -> None:
    incident, entries = opened(replace(WANTED, rationale="she is at her sister's")), []
    for n, body in enumerate((
        said.ApprovalDecided(False, "boss", "S. Boss", "send somebody"),
        said.ApprovalDecided(True, "chief", "C. Chief", "officers have been"),
    )):  # fmt: skip
        entries.append(Entry(f"a{n}", "incident:1", 10 + n, AT, "boss", body))
        incident = evolve(incident, entries[-1])
    lines = shown(incident, tuple(entries), new="a1")
    screen = "\n".join(line.words for line in lines)
    tie = {"guard", "met_by", "within_s", "by", "given"}
    told = [WANTED, *(e.body for e in entries)]
    for fact in told:
        for field in fields(fact):
            if field.name in tie or field.name == "rationale":
                continue
            assert str(getattr(fact, field.name)) in screen, field.name
    assert "she is at her sister's" in screen
    assert "15:00" in screen
    assert "REFUSED by S. Boss" in screen and "given by C. Chief" in screen
    assert [line.words for line in lines if line.new] == [
        "approval given by C. Chief: officers have been"
    ]


def test_what_is_asked_after_the_hand_over_is_new_at_the_receiver() -> None:
    body = said.ApprovalAskedAnew(replace(WANTED, because="Child or adult at risk"), "f", "r2")
    entry = Entry("a1", "incident:1", 10, AT, "f", body)
    lines = shown(evolve(opened(None), entry), (entry,), new="a1")
    (line,) = [line for line in lines if line.new]
    assert "marked Child or adult at risk" in line.words
    assert "Cannot be closed" in lines[-1].words


def test_pending_overdue_refused_and_met_are_said() -> None:
    pending = opened().approval
    assert pending is not None
    pending = replace(pending, since=AT)
    assert approval_words(pending) == f"approval: pending since {clock(AT, seconds=False)}"
    late = replace(pending, overdue_since=AT)
    assert approval_words(late).endswith("OVERDUE")
    assert "Cannot be closed" in shown(opened())[-1].words
    refused, _ = happens(opened(), word(False, reason="send somebody"))
    assert "send somebody" in shown(refused)[-1].words
    given, _ = happens(opened(), word(True))
    assert "Cannot be closed" not in shown(given)[-1].words
    met = accepted(happens(opened(), deeds.ReRoute("r", "R. Iqbal", "partner", "theirs"))[0])
    assert "not needed, R. Iqbal accepted" in shown(met)[0].words
    assert shown(opened(None)) == []


def test_the_card_says_it_and_the_bar_says_it_before(qtbot: Any) -> None:
    call = call_of("words")
    waits = Approval(WANTED, "pending", "")
    stands = [replace(h, approval=waits, state="accepted") for h in call.hand_overs]
    call = replace(call, hand_overs=tuple(stands))
    assert {card.approval for card in cards(call, AT)} == {
        "approval: pending, asked for with the hand-over"
    }
    panel = HandOverPanel()
    qtbot.addWidget(panel)
    panel.show_call(call, AT)
    words = [label.text() for label in panel.findChildren(QLabel)]
    assert "approval: pending, asked for with the hand-over" in words
    none = replace(call.hand_overs[0], approval=None)
    assert cards(replace(call, hand_overs=(none,)), AT)[0].approval == ""
    ready = tuple(replace(o, held=(), approval=True) for o in call.outcomes)
    found = tiles(replace(call, outcomes=ready, contact=replace(call.contact, handed=())))
    assert any(t.words == "Ready · a supervisor decides afterwards" for t in found)


class Watched:
    """A receiver's desk that shows one view and takes steps."""

    def __init__(self, view: QueueView) -> None:
        self.changes, self.steps, self._view = Changes(), [], view  # type: ignore[var-annotated]

    def view(self) -> QueueView:
        return self._view

    def step(self, step: str, **more: Any) -> None:
        self.steps.append((step, more))

    def select(self, _: str | None) -> None:
        """Chosen already."""

    def tick(self) -> None:
        """No second changes anything here."""


def test_the_receiver_reads_it_in_the_queue_and_close_says_why_not(qtbot: Any) -> None:
    view = queue_of("words")
    row = replace(
        view.rows[0], delayed=False, standing="accepted", approval="pending", approval_since=AT,
        approval_overdue=True,
    )  # fmt: skip
    no = replace(row, approval="refused", approval_by="S. Boss")
    chosen = Received(accepted(opened()), None, (), ())
    view = replace(view, rows=(row, no), selected=chosen)
    pending, refused = (words.second for words in rows(view))
    assert f"approval: pending since {clock(AT, seconds=False)}, OVERDUE" in pending
    assert "approval: REFUSED by S. Boss" in refused
    window, desk = QueueWindow(), Watched(view)
    qtbot.addWidget(window)
    steering = Steering(window, desk)  # type: ignore[arg-type]
    steering.do("close")
    assert window.entry.form is None
    assert any("has not yet approved" in label.text() for label in window.findChildren(QLabel))
    desk._view = replace(view, selected=Received(happens(opened(), word(True))[0], None, (), ()))
    steering.do("close")
    assert window.entry.form is not None
    assert desk.steps == []
