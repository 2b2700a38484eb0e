"""What a desk reports of itself, and when. Time is moved by hand; the hub is real at the end."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.link.desk_side import DeskSide, desk_side, enrolled, url_of
from tests.desk.link.front import (
    LOST,
    PORTAL,
    Act,
    Asked,
    Forward,
    Front,
    Hang,
    Say,
    front,
    problem,
)
from tests.desk.link.hand_clock import HandClock
from tests.hub.control_room import ControlRoom, hand_over, new_contact
from workstation.desk.answers import Failure, Later, Refused, SignInNeeded, Unreachable
from workstation.desk.journal import Journal
from workstation.desk.link.hub_client import HubClient
from workstation.desk.link.identity import HubIdentity
from workstation.desk.link.reporter import (
    EVERY_S,
    GAP_S,
    GOODBYE_S,
    SETTLE_S,
    UNWANTED_S,
    AtDesk,
    Reporter,
)
from workstation.desk.link.worker import Pause
from workstation.desk.ports import DeliveryState
from workstation.desk.supervising import Supervision
from workstation.domain.contact import facts
from workstation.domain.events import Author, Happened
from workstation.protocol.messages import Hello
from workstation.protocol.supervising import DeskReport

HELLO = Hello(realm="demo", hub_id="h", epoch="e", now_utc="2026-03-01T12:00:00.000000Z")


class ReportedTo:
    """The hub's side: what it heard, and what it answers next."""

    def __init__(self) -> None:
        self.hello: Hello | None = HELLO
        self.heard: list[DeskReport] = []
        self.coming: list[Failure] = []

    def report(self, told: DeskReport, read_s: float = 8.0) -> Failure | None:
        if self.coming:
            return self.coming.pop(0)
        self.heard.append(told)
        return None


class Bench:
    """A reporter over a real journal, a hub and a clock by hand."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.clock = HandClock()
        self.hub = ReportedTo()
        self.as_of: str | None = None
        self.reporter = Reporter(self.hub, journal, self.clock, lambda: self.as_of)

    def write(self, body: object, stream_id: str = "") -> None:
        happened = Happened(str(uuid.uuid4()), stream_id or f"desk:{uuid.uuid4()}", body)
        author = Author("demo", "f.grant", "sign-in")
        self.journal.append((happened,), author, self.clock.moment(), policy=None).result(20)

    def turn(self) -> Pause:
        pause = self.reporter.turn()
        assert pause is not None
        return pause


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    journal = Journal.open(tmp_path / "journal.db", secrets.token_bytes(32), "demo")
    with journal:
        yield Bench(journal)


def test_it_reports_at_once_and_then_every_quarter_of_a_minute(bench: Bench) -> None:
    bench.as_of = "2026-03-01T11:59:00.000000Z"
    assert bench.turn() == Pause(EVERY_S)
    (told,) = bench.hub.heard
    assert (told.waiting, told.oldest_waiting_utc, told.cache_as_of) == (0, "", bench.as_of)
    assert told.at.moment() == bench.clock.moment()
    assert (told.user, told.on_call, told.closing) == ("", False, False)
    bench.clock.pass_s(EVERY_S - 4)
    assert bench.turn() == Pause(4.0)
    bench.clock.pass_s(4)
    bench.turn()
    assert len(bench.hub.heard) == 2


def test_who_sits_there_and_a_live_call_are_told_at_once_but_not_every_moment(bench: Bench) -> None:
    bench.turn()
    bench.clock.pass_s(GAP_S / 2)
    assert bench.reporter.at_desk(AtDesk("f.grant", True, 1))
    assert bench.turn() == Pause(GAP_S / 2)
    bench.clock.pass_s(GAP_S / 2)
    bench.turn()
    told = bench.hub.heard[-1]
    assert (len(bench.hub.heard), told.user, told.on_call, told.refused) == (2, "f.grant", True, 1)
    assert not bench.reporter.at_desk(AtDesk("f.grant", True, 1))


def test_nothing_of_a_call_or_a_caller_is_in_a_report(bench: Bench) -> None:
    bench.write(facts.NarrativeAdded("line", "a man called Aonghas at the door"), new_contact())
    bench.reporter.at_desk(AtDesk("f.grant", True))
    bench.turn()
    assert set(bench.hub.heard[0].model_dump()) == {
        "at", "waiting", "urgent_waiting", "oldest_waiting_utc", "oldest_waiting_s", "refused",
        "cache_as_of", "release", "on_call", "user", "closing",
    }  # fmt: skip
    assert "Aonghas" not in bench.hub.heard[0].model_dump_json()


def test_what_waits_on_its_ordinary_way_makes_no_report_and_what_is_stuck_does(
    bench: Bench,
) -> None:
    bench.turn()
    bench.clock.pass_s(5)
    bench.write(hand_over(new_contact()))
    bench.write(facts.CallHeld(), new_contact())
    assert bench.turn() == Pause(SETTLE_S)
    bench.clock.pass_s(SETTLE_S)
    bench.turn()
    told = bench.hub.heard[-1]
    assert (len(bench.hub.heard), told.waiting, told.urgent_waiting) == (2, 2, 1)
    assert told.oldest_waiting_s == SETTLE_S
    bench.clock.pass_s(2)
    assert bench.turn().seconds == pytest.approx(EVERY_S - 2)
    ids = [one.event.event_id for one in bench.journal.undelivered(10)]
    bench.journal.mark({one: DeliveryState("stored") for one in ids}).result(20)
    bench.turn()
    told = bench.hub.heard[-1]
    assert (len(bench.hub.heard), told.waiting, told.oldest_waiting_utc) == (3, 0, "")


def test_the_age_of_the_oldest_item_does_not_follow_the_wall_clock(bench: Bench) -> None:
    bench.write(hand_over(new_contact()))
    written = bench.clock.moment()
    bench.clock.pass_s(50)
    bench.turn()
    told = bench.hub.heard[-1]
    assert (told.oldest_waiting_s, told.oldest_waiting_utc) == (50, written.at_utc)


def test_while_the_hub_is_not_there_nothing_is_asked_and_afterwards_it_is_told(
    bench: Bench,
) -> None:
    bench.hub.hello = None
    assert bench.turn() == Pause(EVERY_S)
    assert bench.hub.heard == []
    bench.hub.hello = HELLO
    bench.turn()
    assert len(bench.hub.heard) == 1


@pytest.mark.parametrize(
    ("failure", "pause"),
    [
        (Unreachable("no"), Pause(EVERY_S, backing_off=True)),
        (SignInNeeded("no"), Pause(EVERY_S, backing_off=True)),
        (Later("no"), Pause(EVERY_S, backing_off=True)),
        (Later("no", 60.0), Pause(60.0, backing_off=True)),
        (Refused("not_found", "no", 404), Pause(UNWANTED_S, backing_off=True)),
    ],
)
def test_a_hub_that_does_not_take_it_is_left_alone_for_a_while(
    bench: Bench, failure: Failure, pause: Pause
) -> None:
    bench.turn()
    bench.clock.pass_s(EVERY_S)
    bench.hub.coming = [failure]
    assert bench.turn() == pause
    bench.clock.pass_s(GAP_S)
    at_once = isinstance(failure, Unreachable | SignInNeeded)
    bench.turn()
    assert len(bench.hub.heard) == 1 + at_once
    bench.clock.pass_s(pause.seconds)
    bench.turn()
    assert len(bench.hub.heard) == 2 + at_once


def test_the_goodbye_is_the_last_word(bench: Bench) -> None:
    bench.turn()
    bench.reporter.goodbye()
    assert bench.reporter.turn() is None
    bench.reporter.goodbye()
    assert [told.closing for told in bench.hub.heard] == [False, True]


# -- with a real hub ------------------------------------------------------------------------------


def seen(room: ControlRoom) -> Supervision:
    """The control room as a supervisor's own client reads it."""
    boss = room.person("supervisor").removeprefix("Session ")
    client = HubClient(HubIdentity("demo", url_of(room)), HandClock())
    try:
        answer = client.supervision(boss)
        assert isinstance(answer, Supervision), answer
        return answer
    finally:
        client.cut()
        client.close()


def reported(side: Front) -> int:
    return side.count("/v1/desks/report")


def test_a_running_link_reports_and_says_goodbye(room: ControlRoom, desk: DeskSide) -> None:
    desk.link.at_desk(AtDesk("f.grant", True))
    desk.link.start(desk.told)
    desk.until(lambda: any(d.reported_at for d in seen(room).desks))
    (one,) = seen(room).desks
    assert (one.state, one.user, one.on_call) == ("reporting", "f.grant", True)
    assert one.release
    desk.link.at_desk(AtDesk())
    desk.until(lambda: not seen(room).desks[0].on_call)
    assert desk.link.stop()
    assert seen(room).desks[0].state == "closed"


def test_a_hub_of_an_older_release_is_respected(room: ControlRoom, tmp_path: Path) -> None:
    def older(asked: Asked) -> Act:
        return problem(404, "not_found") if asked.path == "/v1/desks/report" else Forward()

    with front(url_of(room)) as side, desk_side(tmp_path, side.url, device=enrolled(room)) as desk:
        side.plan = older
        desk.link.start(desk.told)
        desk.until(lambda: reported(side) == 1)
        event, _ = desk.ask()
        desk.link.nudge(urgent=True)
        desk.until(lambda: desk.state(event) == "stored")
        desk.link.at_desk(AtDesk("f.grant"))
        event, _ = desk.ask()
        desk.link.nudge(urgent=False)
        desk.until(lambda: desk.state(event) == "stored")
        assert desk.link.state().state == "live"
        assert reported(side) == 1


@pytest.mark.parametrize("act", [Hang(), LOST, Say(500, b"oops", "text/plain")])
def test_a_report_that_fails_matters_to_nothing_else(
    room: ControlRoom, tmp_path: Path, act: Act
) -> None:
    with front(url_of(room)) as side, desk_side(tmp_path, side.url, device=enrolled(room)) as desk:
        side.plan = lambda asked: act if asked.path == "/v1/desks/report" else Forward()
        desk.link.start(desk.told)
        desk.until(lambda: reported(side) >= 1)
        event, _ = desk.ask()
        desk.link.nudge(urgent=True)
        desk.until(lambda: desk.state(event) == "stored")
        assert desk.link.state().state == "live"


def test_a_hub_that_says_nothing_to_the_goodbye_holds_up_no_end(
    room: ControlRoom, tmp_path: Path
) -> None:
    def plan(asked: Asked) -> Act:
        return Hang() if b'"closing":true' in asked.body else Forward()

    with front(url_of(room)) as side, desk_side(tmp_path, side.url, device=enrolled(room)) as desk:
        side.plan = plan
        desk.link.start(desk.told)
        desk.until(lambda: reported(side) == 1)
        assert desk.link.stop(within_s=GOODBYE_S * 8)
        assert reported(side) == 2


def test_where_no_hub_is_known_to_be_there_nobody_says_goodbye(
    room: ControlRoom, tmp_path: Path
) -> None:
    with front(url_of(room)) as side, desk_side(tmp_path, side.url, device=enrolled(room)) as desk:
        side.plan = lambda asked: PORTAL
        desk.link.start(desk.told)
        desk.until(lambda: desk.link.state().state == "lost")
        assert desk.link.stop()
        assert reported(side) == 0
