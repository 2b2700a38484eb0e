"""A supervisor hears what needs them, once, also while the link is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.desk.call.seat import HandClock, SoundOfTest
from workstation.desk.answers import (
    Failure,
    QueuePage,
    QueueRow,
    Session,
    StepAnswer,
    StepAsk,
    TaskRow,
    Unreachable,
)
from workstation.desk.inbox import QueueInbox
from workstation.desk.ports import LinkState
from workstation.desk.supervise.deeds import DONE
from workstation.desk.supervise.supervise_desk import SAY_WHY, SuperviseDesk
from workstation.desk.supervising import DeskStanding, Due, Phoned, Supervision
from workstation.domain.incident.steps import FOR_ALL

NOW = "2026-11-21T14:10:00.000000Z"
ROW = QueueRow(
    "incident:1", "D11-0001-R", "room", "Area control room", "delivered", "immediate", "Immediate",
    1, True, True, "Man at the door", "12 Fir Road", False, "2026-11-21T14:09:40.000000Z",
    "2026-11-21T14:09:40.000000Z", 60, False,
)  # fmt: skip
BOSS = Session("sign-in", "token", "a.reid", "A. Reid", frozenset({"supervisor"}), (), 0)


class HubOfTest:
    """Answers as a test says."""

    def __init__(self) -> None:
        self.session: Session | Failure = BOSS
        self.seen: Supervision | Failure = Supervision(NOW)
        self.steps: list[StepAsk] = []
        self.answer: StepAnswer | Failure = StepAnswer(True, "", ROW)
        self.page: QueuePage | Failure = QueuePage((), 0, NOW)
        self.link = LinkState("live", NOW)
        self.wake: Callable[[], None] = lambda: None

    def sign_in(self, user: str, password: str) -> Session | Failure:
        return self.session

    def sign_out(self, token: str) -> Failure | None:
        return None

    def supervision(self, token: str) -> Supervision | Failure:
        return self.seen

    def step(self, ask: StepAsk, token: str) -> StepAnswer | Failure:
        self.steps.append(ask)
        return self.answer

    def queue(self, team: str, token: str) -> QueuePage | Failure:
        return self.page

    def follow(self, token: str, wake: Callable[[], None]) -> None:
        self.wake = wake

    def state(self) -> LinkState:
        return self.link


class Room:
    """A supervisor's machine with somebody signed in."""

    def __init__(self) -> None:
        self.hub, self.clock, self.sound = HubOfTest(), HandClock(), SoundOfTest()
        self.inbox = QueueInbox()
        self.desk = SuperviseDesk(
            self.hub, self.clock, self.inbox, self.sound, lambda: "op-1", ["room"]
        )

    def sign_in(self) -> None:
        self.desk.sign_in("a.reid", "secret")
        self.until(lambda: self.desk.view().seen is not None)

    def read(self, seen: Supervision | Failure) -> None:
        """The hub says something else, and it is read."""
        self.hub.seen = seen
        self.desk.refresh()
        if not isinstance(seen, Supervision):
            self.inbox.run_until(lambda: False, 0.3, every_s=0.02)
        else:
            self.until(lambda: self.desk.view().seen is seen)

    def until(self, done: Callable[[], bool]) -> None:
        assert self.inbox.run_until(done, 20, every_s=0.02)

    @property
    def alarms(self) -> list[str]:
        return [alarm.kind for alarm in self.desk.view().alarms]


@pytest.fixture
def room():
    made = Room()
    yield made
    made.desk.stop()


def test_an_overdue_incident_is_heard_once_and_again_when_it_waits_anew(room):
    room.sign_in()
    late = replace(ROW, overdue=True)
    room.read(Supervision(NOW, waiting=(late,)))
    assert (room.alarms, room.sound.alarms) == (["overdue"], 1)
    assert "Immediate D11-0001-R at Area control room" in room.desk.view().news[-1]
    room.read(Supervision(NOW, waiting=(late,)))
    room.desk.tick()
    assert room.sound.alarms == 1
    anew = replace(late, waiting_since="2026-11-21T14:09:59.000000Z")
    room.read(Supervision(NOW, waiting=(anew,)))
    assert room.sound.alarms == 2


def test_what_runs_out_while_the_link_is_lost_is_heard_all_the_same(room):
    room.sign_in()
    room.read(Supervision(NOW, waiting=(ROW,)))
    room.read(Unreachable("The hub does not answer."))
    room.clock.seconds += 39
    room.desk.tick()
    assert (room.alarms, room.sound.alarms) == ([], 0)
    room.clock.seconds += 2
    room.desk.tick()
    assert (room.alarms, room.sound.alarms) == (["overdue"], 1)
    assert room.desk.view().age_s == pytest.approx(41)


def test_every_kind_of_need_is_named(room):
    room.sign_in()
    told = "2026-11-21T14:05:00.000000Z"
    room.read(
        Supervision(
            NOW,
            desks=(
                DeskStanding("desk-1", "Desk 1", "silent", heard_at=told, on_call=True),
                DeskStanding("desk-2", "Desk 2", "waiting", urgent_waiting=2),
                DeskStanding("desk-3", "Desk 3", "reporting"),
            ),
            waiting=(replace(ROW, standing="refused"),),
            approvals=(replace(ROW, approval="pending", approval_overdue=True),),
            phoned=(Phoned("incident:9", "", "Sgt Low", told, "F. Grant", "Desk 1"),),
        )
    )
    assert sorted(room.alarms) == ["approval", "phoned", "refused", "silent", "unsent"]
    assert "Desk 1 is silent in the middle of a call." in room.desk.view().news
    assert room.sound.alarms == 1


def test_a_task_that_nobody_did_is_heard_once_and_two_of_one_incident_are_two(room):
    room.sign_in()
    review, reason = (
        TaskRow(f"{k}-3-0", k, f"The {k}.", NOW, 60, True) for k in ("review", "reason")
    )
    row = replace(ROW, tasks=(review, replace(reason, overdue=False)))
    room.read(Supervision(NOW, overdue=(row,)))
    assert (room.alarms, room.sound.alarms) == (["task"], 1)
    said = "Immediate D11-0001-R at Area control room: not done in time. The review."
    assert room.desk.view().news[-1] == said
    room.read(Supervision(NOW, overdue=(replace(ROW, tasks=(review, reason)),)))
    assert (room.alarms, room.sound.alarms) == (["task", "task"], 2)
    room.desk.tick()
    assert room.sound.alarms == 2
    assert {one.incident_id for one in room.desk.view().alarms} == {"incident:1"}


def test_a_task_that_runs_out_while_the_link_is_lost_is_heard_and_not_again_after_it(room):
    room.sign_in()
    due = Due(
        "incident:1", "review-3-0", "D11-0001-R", "Prompt", "Room", "review", "Look.", NOW, 60
    )
    room.read(Supervision(NOW, due_next=(due,)))
    room.read(Unreachable("The hub does not answer."))
    room.clock.seconds += 59
    room.desk.tick()
    assert (room.alarms, room.sound.alarms) == ([], 0)
    room.clock.seconds += 2
    room.desk.tick()
    assert (room.alarms, room.sound.alarms) == (["task"], 1)
    assert room.desk.view().news[-1] == "Prompt D11-0001-R at Room: not done in time. Look."
    task = TaskRow("review-3-0", "review", "Look.", NOW, 60, overdue=True)
    room.read(Supervision(NOW, overdue=(replace(ROW, tasks=(task,)),)))
    assert (room.alarms, room.sound.alarms) == (["task"], 1)


def test_a_lower_grade_that_is_asked_for_is_heard_once_and_again_when_asked_anew(room):
    room.sign_in()
    wish = replace(ROW, lowering_to="Standard", lowering_by="R. Kerr", lowering_since=NOW)
    room.read(Supervision(NOW, lowerings=(wish,)))
    room.read(Supervision(NOW, lowerings=(wish,)))
    assert (room.alarms, room.sound.alarms) == (["lowering"], 1)
    assert "a lower grade, Standard, waits for your word" in room.desk.view().news[-1]
    room.read(Supervision(NOW, lowerings=(replace(wish, lowering_since="2026-11-21T14:11:00Z"),)))
    assert room.sound.alarms == 2


@pytest.mark.parametrize("step", DONE)
def test_every_step_needs_a_line_and_tells_what_came_of_it(room, step):
    room.sign_in()
    room.desk.take(step, "incident:1", "  ")
    assert room.desk.view().news[-1] == SAY_WHY
    assert not room.hub.steps
    room.desk.take(step, "incident:1", "a neighbour looks after her")
    room.until(lambda: room.desk.view().news[-1] == f"D11-0001-R: {DONE[step]}")
    (ask,) = room.hub.steps
    assert (ask.step, ask.words.cause) == (step, "a neighbour looks after her")
    assert ask.step in FOR_ALL


def test_what_the_hub_refuses_is_told_in_its_words(room):
    room.sign_in()
    room.hub.answer = StepAnswer(False, "You asked for it yourself: another supervisor decides.")
    room.desk.take("lower", "incident:1", "agreed")
    room.until(lambda: bool(room.desk.view().news))
    assert room.desk.view().news[-1] == "You asked for it yourself: another supervisor decides."
    room.hub.answer = Unreachable("The hub does not answer.")
    room.desk.take("lower", "incident:1", "agreed")
    room.until(lambda: "safe to decide it again" in room.desk.view().news[-1])


def test_an_incident_on_no_list_is_found_by_its_reference(room):
    room.sign_in()
    room.desk.take_on("declare_major", "d11-0001-r", "Fire at the mill")
    room.until(lambda: bool(room.desk.view().news))
    assert room.desk.view().news[-1].startswith("No team has an open incident d11-0001-r;")
    room.hub.page = QueuePage((ROW,), 0, NOW)
    room.desk.take_on("declare_major", "d11-0001-r ", "Fire at the mill")
    room.until(lambda: bool(room.hub.steps))
    assert room.hub.steps[0].incident_id == "incident:1"
    room.hub.page = Unreachable("The hub does not answer.")
    room.desk.take_on("declare_major", "d11-0001-r ", "Fire at the mill")
    room.until(lambda: room.desk.view().news[-1].endswith("answer. Nothing was changed."))
    room.read(Supervision(NOW, majors=(ROW,)))
    room.desk.take_on("end_major", "D11-0001-R", "It is out")
    room.until(lambda: len(room.hub.steps) == 2)


def test_only_supervisors_see_it(room):
    room.hub.session = replace(BOSS, name="J. Muir", roles=frozenset({"receiver"}))
    room.desk.sign_in("j.muir", "secret")
    room.until(lambda: bool(room.desk.view().news))
    assert room.desk.view().news[-1].startswith("J. Muir is no supervisor")
    assert (room.desk.view().person_name, room.desk.view().seen) == ("", None)


def test_leaving_shows_nothing_any_more(room):
    room.sign_in()
    room.read(Supervision(NOW, waiting=(replace(ROW, overdue=True),)))
    room.desk.sign_out()
    assert (room.desk.view().seen, room.alarms) == (None, [])
