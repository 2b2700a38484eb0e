"""Both paths of every scenario at a real desk with a real journal, where no hub answers.

What receivers do is played through processes in tests/endtoend/test_play.py.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import uuid_utils

from tests.desk.call.seat import GRANT, Seat
from workstation.content import scenario_steps as steps
from workstation.content.policies import load_force
from workstation.content.scenarios import PathName, Scenario, file_of, read, scenario_files
from workstation.domain.contact.state import Contact
from workstation.domain.desk_stream import HandOverRequested
from workstation.domain.grading import Held
from workstation.domain.policy import Policy
from workstation.domain.thrive import questions_for
from workstation.protocol.payloads import body_of
from workstation.simulator.player import Player

NAMES = sorted(file.stem for file in scenario_files())


class PlayedCall:
    """What one path left at the desk."""

    def __init__(self, scenario: Scenario, path: PathName, folder: Path) -> None:
        self.scenario = scenario
        self.policy: Policy = load_force(scenario.scenario.policy)
        seat = Seat(folder, self.policy)
        try:
            seat.calls.sign_in(GRANT)
            script = [s for s in scenario.steps(path) if not isinstance(s, steps.WaitFor)]
            player = Player(
                seat.calls, seat.clock, seat.inbox.run_until, lambda: str(uuid_utils.uuid7()),
                pace=lambda step: _turn_to(seat, step.at),
            )  # fmt: skip
            played = player.play(scenario.caller, script)
            view = seat.calls.view(played.contact_id)
            assert view is not None
            self.contact: Contact = view.contact
            self.held: tuple[Held, ...] = played.held
            written = [body_of(e) for e in seat.journal.stream("desk:store-1")]
        finally:
            seat.stand_up()
        self.requests = [body for body in written if isinstance(body, HandOverRequested)]

    @property
    def open_items(self) -> set[str]:
        """What travelled with the hand-over as open."""
        return {item.about for request in self.requests for item in request.open_items}


@pytest.fixture(scope="module")
def played(tmp_path_factory) -> Callable[[str, PathName], PlayedCall]:
    """Plays a path of a scenario, once for all tests here."""

    @cache
    def play(name: str, path: PathName) -> PlayedCall:
        return PlayedCall(read(file_of(name)), path, tmp_path_factory.mktemp(name))

    return play


def _turn_to(seat: Seat, at: float) -> None:
    """The desk's clock shows how long the call has lasted."""
    seat.clock.seconds = max(seat.clock.seconds, 1_000.0 + at)


@pytest.mark.parametrize("name", NAMES)
def test_the_right_path_is_held_by_nothing_and_is_graded_as_expected(name, played):
    call = played(name, "right")
    wanted = call.scenario.expected
    assert call.held == ()
    grade = call.contact.grade
    assert (grade.grade if grade else None) == wanted.grade
    if wanted.indicated_grade:
        assert grade is not None
        assert grade.indicated.grade == wanted.indicated_grade
        assert {r.rule for r in grade.indicated.reasons} >= set(wanted.indicated)
    if wanted.end == "accepted":
        (request,) = call.requests
        assert request.outcome == wanted.outcome
        assert call.open_items >= set(wanted.open_items)
    else:
        assert call.requests == []
    ended = call.contact.disposition
    assert ended is not None
    assert ended.fact.disposition == (wanted.disposition or "incidents")


@pytest.mark.parametrize("name", NAMES)
def test_the_right_path_leaves_nothing_that_an_expert_would_have_done(name, played):
    call = played(name, "right")
    contact = call.contact
    assert contact.history_check is not None
    assert contact.promises
    if contact.incident_type is None:
        # An enquiry, which has no type: what is asked of everybody.
        assert call.scenario.expected.end == "contact_only"
        assert call.policy.closing_question.key in contact.answers
        return
    expected = {q.key for q in questions_for(call.policy, contact.incident_type)}
    assert expected - set(contact.answers) == set()
    assert contact.safety != "not_asked"
    assert contact.undecided_markers == frozenset()


@pytest.mark.parametrize("name", NAMES)
def test_the_wrong_path_meets_what_is_to_stop_or_mark_it(name, played):
    call = played(name, "wrong")
    wanted = call.scenario.wrong.expected
    if wanted.by == "guard":
        assert wanted.names in {held.guard_id for held in call.held}
        assert call.requests == []
    elif wanted.by == "open_item":
        assert call.held == ()
        assert wanted.names in call.open_items
    else:
        # Nothing at the desk stops it: the team that gets it does.
        (request,) = call.requests
        (receives,) = call.scenario.wrong.receiver
        assert (request.team, receives.does) == (receives.team, "refuse")
        assert wanted.names in receives.cause


@pytest.mark.parametrize("name", [n for n in NAMES if f"{n}-twin" in NAMES])
def test_a_twin_needs_another_outcome(name):
    call, twin = (read(file_of(n)).expected for n in (name, f"{name}-twin"))
    assert (call.end, call.grade, call.outcome, call.team, call.disposition) != (
        twin.end, twin.grade, twin.outcome, twin.team, twin.disposition
    )  # fmt: skip


def test_how_a_caller_is_rung_back_is_on_record(played):
    contact = played("dropped-line", "right").contact
    assert contact.end_cause == "lost"
    assert contact.regraded
    assert contact.call_back is not None
    assert contact.call_back.fact.safe_to_ring == "no"
    assert [tried.fact.result for tried in contact.attempts] == ["voicemail_unsafe", "answered"]


def test_a_silent_caller_is_recorded_by_signs_and_taps(played):
    contact = played("silent-999-call", "right").contact
    assert {"operator_passed", "pressed_55", "sounds"} <= {s.fact.sign for s in contact.signs}
    assert contact.answers["T.now"].fact.by_taps
    assert not contact.answers["I.evidence"].fact.by_taps
    assert contact.answers_by is not None
    assert contact.answers_by.fact.how == "voice"
