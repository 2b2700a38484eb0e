"""The receiver's use cases against a real hub: two receivers, a desk, a clock that runs out."""

import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.desk.link.desk_side import enrolled, url_of
from tests.desk.link.front import LOST, PORTAL, Asked, Forward, Front, front
from tests.desk.link.hand_clock import HandClock
from tests.hub.control_room import (
    PARTNER,
    PASSWORD,
    RESOLUTION,
    ROOM,
    TEAMS,
    ControlRoom,
    DeskStore,
    hand_over,
    new_contact,
    running,
    set_up,
)
from workstation.desk.changes import Change, Changes
from workstation.desk.clock import SystemClock
from workstation.desk.inbox import QueueInbox
from workstation.desk.link.hub_client import HubClient
from workstation.desk.link.identity import HubIdentity
from workstation.desk.link.receiver_link import ReceiverLink
from workstation.desk.receive.pinned import PolicyOf
from workstation.desk.receive.queue_desk import QueueDesk
from workstation.desk.receive.view import QueueView
from workstation.domain.contact import facts
from workstation.domain.contact.handing import snapshot_of
from workstation.domain.desk_stream import Corrected, HandOverRequested
from workstation.hub.people import put_person
from workstation.protocol.payloads import entry_of

SOON_S = 20.0


class Ears:
    """A `Sound` that counts."""

    available = True

    def __init__(self) -> None:
        self.alarms = 0

    def alarm(self) -> None:
        self.alarms += 1


class Seat:
    """A receiver's machine without a window."""

    def __init__(self, room: ControlRoom, url: str, policy_of: PolicyOf = lambda _: None) -> None:
        self.inbox, self.changes, self.ears, self.clock = (
            QueueInbox(), Changes(), Ears(), HandClock(),
        )  # fmt: skip
        self.kinds: set[Change] = set()
        self.changes.subscribe(self.kinds.update)
        client = HubClient(HubIdentity("demo", url), SystemClock(), enrolled(room, "receiver"))
        self.link = ReceiverLink(client, SystemClock(), lambda: None)
        self.desk = QueueDesk(
            self.link,
            self.clock,
            self.inbox,
            self.changes,
            self.ears,
            lambda: str(uuid.uuid4()),
            {team.key: team.name for team in TEAMS},
            policy_of,
        )

    @property
    def view(self) -> QueueView:
        return self.desk.view()

    def until(self, done: Callable[[QueueView], bool]) -> QueueView:
        """Run the inbox until the view is as wanted."""
        assert self.inbox.run_until(lambda: done(self.view), SOON_S, every_s=0.02), self.view
        return self.view

    def sign_in(self, user: str, password: str = PASSWORD) -> QueueView:
        self.desk.sign_in(user, password)
        return self.until(lambda v: not v.signing_in and (not v.person or v.as_of_utc is not None))

    def news(self, words: str) -> QueueView:
        return self.until(lambda v: any(words in news for news in v.news))

    def close(self) -> None:
        assert self.link.stop()
        self.desk.stop()


@pytest.fixture
def room(tmp_path: Path) -> Iterator[ControlRoom]:
    folder = tmp_path / "hub"
    folder.mkdir()
    with running(set_up(f"sqlite:///{folder / 'hub.db'}", folder)) as control_room:
        for number, name in enumerate(("R. Mair", "S. Kerr"), start=1):
            put_person(
                control_room.hub.database,
                f"r{number}",
                name,
                PASSWORD,
                ["receiver"],
                [ROOM, PARTNER],
            )
        put_person(control_room.hub.database, "adv", "F. Grant", PASSWORD, ["advisor"], [])
        yield control_room


@pytest.fixture
def door(room: ControlRoom) -> Iterator[Front]:
    with front(url_of(room)) as made:
        yield made


@pytest.fixture
def seats(room: ControlRoom) -> Iterator[Callable[..., Seat]]:
    with ExitStack() as closing:

        def make(url: str = "") -> Seat:
            seat = Seat(room, url or url_of(room))
            closing.callback(seat.close)
            return seat

        yield make


class Given:
    """A desk that hands an incident over, with a line of its story."""

    def __init__(self, room: ControlRoom, team: str = ROOM, at: str | None = None) -> None:
        self.room, self.store = room, room.desk()
        self.store.at_utc = at or SystemClock().moment().at_utc
        self.contact = new_contact()
        line = self.store.write(facts.NarrativeAdded("l1", "man with a bat"), self.contact)
        carried = snapshot_of((entry_of(line),))
        self.asked: HandOverRequested = hand_over(self.contact, team, snapshot=carried)
        room.send(self.store, line, self.store.write(self.asked))

    def later(self, body: object, *, in_contact: bool = False) -> None:
        store: DeskStore = self.store
        self.room.send(store, store.write(body, self.contact if in_contact else None))


def test_from_the_queue_to_acceptance(room: ControlRoom, seats: Callable[..., Seat]) -> None:
    seat = seats()
    view = seat.sign_in("r1")
    assert (view.person_name, view.team, view.team_name) == ("R. Mair", ROOM, "Area control room")
    assert "accept" in view.may
    given = Given(room)
    view = seat.until(lambda v: len(v.rows) == 1)
    assert (view.rows[0].standing, view.rows[0].headline) == ("delivered", given.asked.headline)
    assert any("New: Prompt" in news for news in view.news)
    assert seat.ears.alarms == 1

    seat.desk.select(given.asked.incident_id)
    view = seat.until(lambda v: v.selected is not None)
    assert view.selected is not None
    assert view.selected.contacts[0].narrative[0].text == "man with a bat"
    seat.desk.step("accept")
    assert seat.view.busy == {given.asked.incident_id}
    view = seat.news("is accepted by you")
    assert view.busy == frozenset()
    seat.until(lambda v: v.rows[0].accepted_by == "R. Mair")
    assert {Change.QUEUE, Change.NEWS, Change.SIGN_IN} <= seat.kinds


def test_what_arrives_late_belongs_into_the_reconcile_list(
    room: ControlRoom, seats: Callable[..., Seat]
) -> None:
    seat = seats()
    seat.sign_in("r1")
    Given(room, at="2026-03-01T12:00:00.000000Z")
    view = seat.until(lambda v: len(v.rows) == 1)
    assert (view.fresh, len(view.reconcile)) == ((), 1)
    assert "Arrived late, to be reconciled" in view.news[-1]


def test_the_loser_of_a_race_is_told_at_once_who_took_it(
    room: ControlRoom, seats: Callable[..., Seat]
) -> None:
    first, second = seats(), seats()
    first.sign_in("r1")
    second.sign_in("r2")
    given = Given(room)
    for seat in (first, second):
        seat.until(lambda v: len(v.rows) == 1)
    first.desk.step("accept", given.asked.incident_id)
    first.news("is accepted by you")
    second.desk.step("accept", given.asked.incident_id)
    second.news("R. Mair")
    assert second.view.rows[0].accepted_by == "R. Mair"


def test_two_at_the_same_moment_and_one_of_them_has_it(
    room: ControlRoom, seats: Callable[..., Seat]
) -> None:
    both = {"R. Mair": seats(), "S. Kerr": seats()}
    for user, seat in zip(("r1", "r2"), both.values(), strict=True):
        seat.sign_in(user)
    given = Given(room)
    for seat in both.values():
        seat.until(lambda v: len(v.rows) == 1)
    for seat in both.values():
        seat.desk.step("accept", given.asked.incident_id)
    said = {n: s.until(lambda v: not v.busy).news[-1] for n, s in both.items()}
    (winner,) = [name for name, news in said.items() if "accepted by you" in news]
    (loser,) = set(both) - {winner}
    assert winner in said[loser]


def test_a_refusal_needs_a_cause_and_a_re_route_a_team(
    room: ControlRoom, seats: Callable[..., Seat]
) -> None:
    seat = seats()
    seat.sign_in("r1")
    first, second = Given(room), Given(room)
    seat.until(lambda v: len(v.rows) == 2)
    seat.desk.step("refuse", first.asked.incident_id, cause=" \n")
    seat.news("Write the words for it first")
    seat.desk.step("reroute", second.asked.incident_id, cause="theirs", team="nobody")
    seat.news("Choose the team")
    assert seat.view.busy == frozenset()
    seat.desk.step("refuse", first.asked.incident_id, cause="no unit free")
    seat.news("is refused")
    seat.desk.step("reroute", second.asked.incident_id, cause="theirs", team=RESOLUTION)
    seat.news("went to another team")
    seat.until(lambda v: v.rows == ())


def test_additions_after_the_hand_over_are_new_until_looked_at(
    room: ControlRoom, seats: Callable[..., Seat]
) -> None:
    seat = seats()
    seat.sign_in("r1")
    given = Given(room)
    seat.until(lambda v: len(v.rows) == 1)
    seat.desk.select(given.asked.incident_id)
    seat.until(lambda v: v.selected is not None and v.selected.new == frozenset())
    given.later(facts.NarrativeAdded("l2", "he has left"), in_contact=True)
    given.later(Corrected(given.asked.incident_id, "it is number 14"))
    view = seat.until(lambda v: v.selected is not None and len(v.selected.new) == 2)
    assert view.selected is not None
    assert [line.text for line in view.selected.contacts[0].narrative] == [
        "man with a bat",
        "he has left",
    ]
    assert view.selected.incident.said[0].text == "it is number 14"
    seat.desk.looked_at(given.asked.incident_id)
    assert seat.view.selected is not None
    assert seat.view.selected.new == frozenset()


def test_another_team_has_another_queue(room: ControlRoom, seats: Callable[..., Seat]) -> None:
    seat = seats()
    seat.sign_in("r1")
    given = Given(room, PARTNER)
    seat.until(lambda v: v.as_of_utc is not None)
    assert seat.view.rows == ()
    seat.desk.choose_team(PARTNER)
    view = seat.until(lambda v: len(v.rows) == 1)
    assert view.rows[0].incident_id == given.asked.incident_id
    seat.desk.choose_team("not_mine")
    assert seat.view.team == PARTNER


def test_nobody_accepts_and_the_queue_alarms_by_its_own_clock(
    room: ControlRoom, seats: Callable[..., Seat]
) -> None:
    seat = seats()
    seat.sign_in("r1")
    given = Given(room)
    seat.until(lambda v: len(v.rows) == 1)
    sounded = seat.ears.alarms
    seat.clock.pass_s(given.asked.accept_within_s - 60)
    seat.desk.tick()
    assert seat.view.alarms == ()
    seat.clock.pass_s(120)
    seat.desk.tick()
    seat.desk.tick()
    assert [a.incident_id for a in seat.view.alarms] == [given.asked.incident_id]
    assert seat.ears.alarms == sounded + 1
    seat.desk.step("accept", given.asked.incident_id)
    seat.news("is accepted by you")
    seat.until(lambda v: v.alarms == ())


@pytest.mark.parametrize(("user", "password"), [("r1", "wrong"), ("nobody", PASSWORD)])
def test_a_wrong_sign_in_is_one_sentence(
    seats: Callable[..., Seat], user: str, password: str
) -> None:
    view = seats().sign_in(user, password)
    assert view.person == ""
    assert len(view.news) == 1
    assert view.link.state == "live"


def test_a_person_without_a_queue_is_told_so(seats: Callable[..., Seat]) -> None:
    view = seats().sign_in("adv")
    assert view.person == ""
    assert "no queue to show" in view.news[0]


def test_signing_out_leaves_nothing_on_the_screen(
    room: ControlRoom, seats: Callable[..., Seat]
) -> None:
    seat = seats()
    seat.sign_in("r1")
    given = Given(room)
    seat.until(lambda v: len(v.rows) == 1)
    seat.desk.select(given.asked.incident_id)
    seat.until(lambda v: v.selected is not None)
    seat.desk.sign_out()
    view = seat.view
    assert (view.person, view.rows, view.selected, view.selected_id) == ("", (), None, None)
    seat.desk.step("accept", given.asked.incident_id)
    assert seat.view.busy == frozenset()
    seat.sign_in("r2")
    assert seat.until(lambda v: len(v.rows) == 1).person_name == "S. Kerr"


def test_a_session_that_ended_at_the_hub_asks_to_sign_in_again(
    room: ControlRoom, seats: Callable[..., Seat]
) -> None:
    seat = seats()
    seat.sign_in("r1")
    put_person(room.hub.database, "r1", "R. Mair", "another password", ["receiver"], [ROOM])
    room.clock.ahead_s = 13 * 3600.0
    seat.desk.refresh()
    view = seat.until(lambda v: v.person == "")
    assert "sign in again" in view.news[-1]


def test_a_step_whose_reply_was_lost_counts_once(
    room: ControlRoom, seats: Callable[..., Seat], door: Front
) -> None:
    seat = seats(door.url)
    seat.sign_in("r1")
    given = Given(room)
    seat.desk.refresh()
    seat.until(lambda v: len(v.rows) == 1)
    lost = iter([LOST])

    def plan(asked: Asked) -> Forward:
        return next(lost, Forward()) if asked.path.endswith("/steps") else Forward()

    door.plan = plan
    seat.desk.step("accept", given.asked.incident_id)
    seat.news("is accepted by you")
    assert door.count(f"/v1/incidents/{given.asked.incident_id}/steps".replace(":", "%3A")) == 2
    who = room.person("supervisor")
    said = [type(b).__name__ for b in room.incident(who, given.asked.incident_id)]
    assert said == ["IncidentOpened", "Accepted"]


def test_a_step_that_nothing_confirms_counts_as_not_done_and_may_be_pressed_again(
    room: ControlRoom, seats: Callable[..., Seat], door: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workstation.desk.receive.stepping.BETWEEN_S", 0.0)
    seat = seats(door.url)
    seat.sign_in("r1")
    given = Given(room)
    seat.desk.refresh()
    seat.until(lambda v: len(v.rows) == 1)
    door.plan = lambda asked: LOST if asked.path.endswith("/steps") else Forward()
    seat.desk.step("accept", given.asked.incident_id)
    seat.news("count it as not done")
    door.plan = lambda asked: Forward()
    seat.desk.step("accept", given.asked.incident_id)
    seat.news("is accepted by you")


def test_a_reading_that_is_older_than_a_step_takes_nothing_back(
    room: ControlRoom, seats: Callable[..., Seat], door: Front
) -> None:
    seat = seats(door.url)
    seat.sign_in("r1")
    given = Given(room)
    seat.desk.refresh()
    seat.until(lambda v: len(v.rows) == 1)
    slow = Forward(answered=threading.Event(), until=threading.Event())
    queue = f"/v1/queues/{ROOM}"
    held = iter([slow])
    door.plan = lambda a: next(held, Forward()) if a.path == queue else Forward()
    readings = door.count(queue)
    seat.desk.refresh()
    assert slow.answered is not None and slow.answered.wait(SOON_S)
    seat.desk.step("accept", given.asked.incident_id)
    seat.news("is accepted by you")
    shown: list[str] = []
    seat.changes.subscribe(lambda _: shown.extend(row.standing for row in seat.view.rows))
    assert slow.until is not None
    slow.until.set()
    seat.until(lambda _: door.count(queue) == readings + 2)
    seat.until(lambda _: len(shown) >= 2)
    assert set(shown) == {"accepted"}


def test_a_lost_hub_is_said_and_comes_back(seats: Callable[..., Seat], door: Front) -> None:
    seat = seats(door.url)
    seat.sign_in("r1")
    seat.until(lambda v: v.as_of_utc is not None)
    door.plan = lambda asked: PORTAL
    seat.desk.refresh()
    view = seat.until(lambda v: v.link.state == "lost")
    assert view.person == "r1"
    door.plan = lambda asked: Forward()
    seat.clock.pass_s(11)
    seat.desk.tick()
    seat.until(lambda v: v.link.state == "live")
