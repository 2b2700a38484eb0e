"""The role table walked at the machines of desk, receiver and supervisor, with the hub and without.

What a role may do without the hub is done and kept in the journal; what it may not stays refused,
and what only the hub can decide is not done and said so.
"""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, get_args

import pytest
from argon2 import PasswordHasher

from tests.desk.call.seat import RINGING, HandClock, Seat, SoundOfTest
from workstation.content.policies import load_force
from workstation.desk.answers import Failure, QueuePage, Session, StepAnswer, StepAsk, Unreachable
from workstation.desk.call.deciding import SIGN_IN_FIRST
from workstation.desk.changes import Changes
from workstation.desk.credentials.offline import OfflineSignIn
from workstation.desk.inbox import QueueInbox
from workstation.desk.ports import LinkState
from workstation.desk.receive import stepping
from workstation.desk.receive.queue_desk import QueueDesk
from workstation.desk.signing_in import NOT_FOR_CALLS, SigningIn
from workstation.desk.supervise.supervise_desk import SuperviseDesk
from workstation.desk.supervising import Supervision
from workstation.domain.contact import commands as ask
from workstation.domain.roles import ALLOWED, Action, Role, may

POLICY = load_force("police-scotland")
QUICK = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
NOW = "2026-11-21T14:00:00.000000Z"
PASSWORD = "a long enough password"
GONE = Unreachable("The hub does not answer.")
ROLES: Final[tuple[Role, ...]] = get_args(Role)
PEOPLE: Final = [
    frozenset(some)
    for count in range(len(ROLES) + 1)
    for some in itertools.combinations(ROLES, count)
]


def names(roles: frozenset[Role]) -> str:
    return "+".join(sorted(roles)) or "no role"


every_person = pytest.mark.parametrize("roles", PEOPLE, ids=names)
with_and_without = pytest.mark.parametrize("online", [True, False], ids=["online", "offline"])


class HubOfTest:
    """Knows one person while it is there, and counts what it is asked to do."""

    def __init__(self, roles: frozenset[Role], *, online: bool) -> None:
        self.session = Session("s", "token", "a.reid", "A. Reid", frozenset(roles), ("room",), 7)
        self.online = online
        self.steps: list[StepAsk] = []

    def sign_in(self, user: str, password: str) -> Session | Failure:
        return self.session if self.online else GONE

    def sign_out(self, token: str) -> Failure | None:
        return None if self.online else GONE

    def queue(self, team: str, token: str) -> QueuePage | Failure:
        return QueuePage((), 0, NOW) if self.online else GONE

    def record(self, incident_id: str, token: str) -> Failure:
        return GONE

    def supervision(self, token: str) -> Supervision | Failure:
        return Supervision(NOW) if self.online else GONE

    def step(self, ask: StepAsk, token: str) -> StepAnswer | Failure:
        self.steps.append(ask)
        return StepAnswer(True) if self.online else GONE

    def follow(self, token: str, wake: Callable[[], None]) -> None:
        """Nothing new comes."""

    def state(self) -> LinkState:
        return LinkState("live" if self.online else "lost", NOW)


@pytest.fixture
def seat(tmp_path: Path) -> Iterator[Seat]:
    sitting = Seat(tmp_path, POLICY)
    yield sitting
    sitting.stand_up()


class Door:
    """Signing in at a desk where the person has been before."""

    def __init__(self, seat: Seat, roles: frozenset[Role], *, online: bool) -> None:
        self.seat = seat
        self.offline = OfflineSignIn(seat.journal, QUICK)
        self.offline.remember(
            "a.reid", "A. Reid", tuple(sorted(roles)), (), PASSWORD,
            days=7, now=datetime.now(UTC),
        ).result(10)  # fmt: skip
        seat.link.now = "live" if online else "lost"
        hub = HubOfTest(roles, online=online)
        self._signing_in = SigningIn(
            hub, lambda: self.offline, seat.calls, seat.inbox, lambda: str(uuid.uuid4())
        )

    def try_it(self, password: str = PASSWORD) -> str:
        """What the person is told; empty when they sit at the desk."""
        told: list[str] = []
        self._signing_in.sign_in("a.reid", password, told.append)
        assert self.seat.inbox.run_until(lambda: bool(told), 20, every_s=0.02)
        return told[0]


@every_person
@with_and_without
def test_only_who_may_take_calls_sits_at_the_desk(
    seat: Seat, roles: frozenset[Role], online: bool
) -> None:
    said = Door(seat, roles, online=online).try_it()
    seen = seat.calls.desk_view()
    if may(roles, "take_calls"):
        assert (said, seen.person, seen.hub_sign_in) == (
            "",
            "a.reid",
            "given" if online else "without",
        )
    else:
        assert (said, seen.person) == (NOT_FOR_CALLS, "")
    seat.settle()
    written = [event.type for event in seat.journal.stream("desk:store-1")]
    assert written == (["SignedIn"] if may(roles, "take_calls") else [])


def test_without_the_hub_the_password_is_asked_all_the_same(seat: Seat) -> None:
    assert Door(seat, frozenset({"advisor"}), online=False).try_it("another password")
    assert seat.calls.desk_view().person == ""


# -- at the desk ----------------------------------------------------------------------------------


def call_in_hand(seat: Seat) -> str:
    """A call of which an incident was handed over; its id."""
    seat.calls.hear(RINGING)
    assert seat.calls.answer().done
    assert seat.calls.do(ask.Type("a man with a bat")).done
    assert seat.calls.do(ask.ChooseGrade("prompt")).done
    assert seat.calls.do(ask.HandOver("dispatch")).done
    view = seat.calls.view()
    assert view is not None
    return view.hand_overs[0].incident_id


#: What a desk tells and asks the hub, by the action of the table: the command, the event it leaves.
AT_THE_DESK: Final[dict[Action, tuple[Callable[[str], ask.Command], str]]] = {
    "take_calls": (lambda incident: ask.Type("he went away"), "NarrativeAdded"),
    "hand_over": (lambda incident: ask.HandOver("dispatch", another=True), "HandOverRequested"),
    "raise_grade": (lambda incident: ask.ChooseGrade("immediate"), "GradeRaised"),
    "reroute": (lambda incident: ask.ReRoute(incident, ELSEWHERE, "theirs"), "ReRouteRequested"),
    "stand_down": (lambda incident: ask.StandDown(incident, "he left"), "StandDownRequested"),
}
ELSEWHERE: Final = "resolution_team"
#: What the advisor's role allows and a desk does not ask for by a command.
SEEN: Final = "see_own_incidents"


def test_everything_an_advisor_may_do_is_walked_here() -> None:
    assert AT_THE_DESK.keys() | {SEEN} == ALLOWED["advisor"]


@with_and_without
@pytest.mark.parametrize("action", AT_THE_DESK)
def test_who_sits_there_works_alike_with_the_hub_and_without(
    seat: Seat, action: Action, online: bool
) -> None:
    assert Door(seat, frozenset({"advisor"}), online=online).try_it() == ""
    incident = call_in_hand(seat)
    command, leaves = AT_THE_DESK[action]
    before = kept(seat)
    assert seat.calls.do(command(incident)).done
    assert leaves in kept(seat)[len(before) :]
    view = seat.calls.view()
    assert view is not None
    assert incident in {handed.incident_id for handed in view.hand_overs}


def kept(seat: Seat) -> list[str]:
    """The types of all events in the journal, as they came."""
    seat.settle()
    streams = [s for kind in ("desk", "contact") for s in seat.journal.streams(kind)]
    found = [event for stream in streams for event in seat.journal.stream(stream)]
    return [event.type for event in sorted(found, key=lambda event: event.store_seq)]


#: What needs nobody signed in: what the telephone tells, facts, and an emergency.
BY_ANYBODY: Final = (ask.Offer, ask.Record, ask.SendNow)


@pytest.mark.parametrize("kind", get_args(ask.Command), ids=lambda kind: kind.__name__)
def test_with_nobody_signed_in_only_an_emergency_goes(seat: Seat, kind: Any) -> None:
    assert Door(seat, frozenset({"advisor"}), online=False).try_it() == ""
    call_in_hand(seat)
    seat.calls.sign_out()
    before = kept(seat)
    if kind is ask.SendNow:
        assert seat.calls.send_now().done
        assert "GradeRaised" in kept(seat)[len(before) :]
    elif kind not in BY_ANYBODY:
        result = seat.calls.do(made(kind))
        assert (result.done, result.sentence) == (False, SIGN_IN_FIRST)
        assert kept(seat) == before


def made(kind: Any) -> Any:
    """A command of a kind, with nothing in it: whoever is refused is not listened to."""
    if kind is ask.Together:
        return ask.Together((ask.Type("he went away"),))
    return kind(**dict.fromkeys(needed(kind), ()))


def needed(kind: Any) -> list[str]:
    """The fields that a command has to be given."""
    return [f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING]


# -- at the receiver's and the supervisor's machine -----------------------------------------------


class Screen:
    """A machine whose person always needs the hub."""

    def __init__(self, hub: HubOfTest, kind: str) -> None:
        self.hub, self.inbox = hub, QueueInbox()
        clock, sound = HandClock(), SoundOfTest()
        self.desk: Any = (
            QueueDesk(hub, clock, self.inbox, Changes(), sound, lambda: str(uuid.uuid4()), {})
            if kind == "receiver"
            else SuperviseDesk(hub, clock, self.inbox, sound, lambda: str(uuid.uuid4()))
        )
        self.desk.sign_in("a.reid", PASSWORD)
        self.until(lambda: not self.desk.view().signing_in)

    def until(self, done: Callable[[], bool]) -> None:
        assert self.inbox.run_until(done, 20, every_s=0.02)

    def __enter__(self) -> Screen:
        return self

    def __exit__(self, *_: object) -> None:
        self.desk.stop()


#: What the table has to allow for each of these machines.
OPENS: Final[dict[str, Action]] = {"receiver": "see_team_queue", "supervisor": "see_all_desks"}


@every_person
@with_and_without
@pytest.mark.parametrize("kind", OPENS)
def test_a_screen_opens_for_whom_the_table_allows_and_never_without_the_hub(
    roles: frozenset[Role], online: bool, kind: str
) -> None:
    with Screen(HubOfTest(roles, online=online), kind) as screen:
        view = screen.desk.view()
        opens = online and may(roles, OPENS[kind])
        assert bool(view.person_name) is opens
        assert opens or view.news, "refused without a word"
        if kind == "receiver":
            wanted = {a for a in get_args(Action) if opens and may(roles, a)}
            assert view.may == wanted


def test_a_step_without_the_hub_is_not_done_and_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stepping, "BETWEEN_S", 0.0)
    hub = HubOfTest(frozenset({"receiver"}), online=True)
    with Screen(hub, "receiver") as screen:
        hub.online = False
        screen.desk.step("accept", "incident:1")
        screen.until(lambda: not screen.desk.view().busy)
        assert "count it as not done" in screen.desk.view().news[-1]
        assert len({step.op_id for step in hub.steps}) == 1


def test_a_decision_without_the_hub_is_not_done_and_said_so() -> None:
    hub = HubOfTest(frozenset({"supervisor"}), online=True)
    with Screen(hub, "supervisor") as screen:
        hub.online = False
        screen.desk.take("approve", "incident:1", "seen by kin")
        screen.until(lambda: any("does not answer" in news for news in screen.desk.view().news))
