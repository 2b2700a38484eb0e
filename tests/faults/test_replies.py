"""The whole link through a server that misbehaves: nothing is lost, nothing final is made up."""

import pytest

from tests.desk.link.desk_side import DeskSide
from tests.desk.link.front import (
    LOST,
    PORTAL,
    Act,
    Asked,
    Forward,
    Front,
    Hang,
    Say,
    hello,
    problem,
)
from tests.hub.control_room import PASSWORD, ControlRoom, new_contact
from workstation.desk.answers import Session

EVENTS = "/v1/events"


def for_events(door: Front, act: Act) -> None:
    door.plan = lambda asked: act if asked.path == EVENTS else Forward()


@pytest.mark.parametrize(
    "act",
    [
        PORTAL,
        problem(401, "not_enrolled"),
        problem(403, "not_a_desk"),
        problem(429, "later"),
        problem(500, "hub_fault"),
        Say(502, b"<html>Bad gateway</html>", "text/html"),
        Say(200, b"", "application/json"),
        LOST,
        Forward(back=0.5),
    ],
    ids=lambda act: repr(act)[:30],
)
def test_what_is_no_answer_for_an_event_leaves_it_and_healing_sends_it(
    door: Front, desk: DeskSide, act: Act
) -> None:
    for_events(door, act)
    request, _ = desk.ask()
    desk.link.start(desk.told)
    desk.until(lambda: desk.link.state().sentence != "" and door.count(EVENTS) > 0)
    assert desk.state(request) in ("waiting", "sent")
    assert desk.link.state().waiting == 1
    door.plan = lambda asked: Forward()
    desk.link.nudge(urgent=True)
    desk.until(lambda: desk.state(request) == "stored")
    desk.until(lambda: desk.link.state().waiting == 0)


def test_fault_01_a_reply_lost_after_the_commit_counts_once(
    door: Front, desk: DeskSide, room: ControlRoom
) -> None:
    for_events(door, LOST)
    request, asked = desk.ask()
    desk.link.start(desk.told)
    desk.until(lambda: door.count(EVENTS) > 0 and desk.link.state().state == "lost")
    assert desk.state(request) == "sent"
    for_events(door, Forward())
    desk.link.nudge(urgent=True)
    desk.until(lambda: desk.state(request) == "stored")
    reader = room.person("supervisor")
    record = room.get(f"/v1/incidents/{asked.incident_id}", reader).json()
    assert [e["event_id"] for e in record["requests"]] == [request.event_id]
    assert [e["type"] for e in record["incident"]] == ["IncidentOpened"]


@pytest.mark.parametrize("act", [problem(500, "hub_fault"), LOST], ids=["refused", "lost"])
def test_fault_06_what_failed_once_is_sent_again_without_anything_new(
    door: Front, desk: DeskSide, act: Act
) -> None:
    (event,) = desk.say(new_contact(), "he went towards the canal")

    def once(asked: Asked) -> Act:
        return act if asked.path == EVENTS and door.count(EVENTS) == 0 else Forward()

    door.plan = once
    desk.link.start(desk.told)
    desk.until(lambda: desk.state(event) == "stored")
    assert door.count(EVENTS) == 2


@pytest.mark.parametrize("status", [400, 413, 422])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_fault_18_a_poison_event_is_set_aside_and_stops_nothing(
    door: Front, desk: DeskSide, status: int, place: int
) -> None:
    events = desk.say(new_contact(), "one", "two", "three")
    poison = events[place]

    def plan(asked: Asked) -> Act:
        bad = asked.path == EVENTS and poison.event_id.encode() in asked.body
        return problem(status, "unreadable") if bad else Forward()

    door.plan = plan
    desk.link.start(desk.told)
    desk.until(lambda: all(desk.state(e) in ("stored", "set_aside") for e in events))
    assert [desk.state(e) == "stored" for e in events] == [e is not poison for e in events]
    (item,) = desk.journal.not_taken()
    assert (item.event, item.delivery.state) == (poison, "set_aside")
    assert item.delivery.cause == "The hub says unreadable."


@pytest.mark.parametrize(
    ("said", "sentence"),
    [(PORTAL, "Not our server"), (hello(realm="live"), "marked live")],
)
def test_fault_17_a_server_that_is_not_ours_is_given_nothing(
    door: Front, desk: DeskSide, said: Say, sentence: str
) -> None:
    door.plan = lambda asked: said
    request, _ = desk.ask()
    desk.link.start(desk.told)
    desk.until(lambda: desk.link.state().state == "lost")
    assert sentence in desk.link.state().sentence
    assert desk.state(request) == "waiting"
    assert {a.path for a in door.asked} == {"/hello"}
    door.plan = lambda asked: Forward()
    desk.link.nudge(urgent=True)
    desk.until(lambda: desk.state(request) == "stored")


def test_fault_08_a_page_cut_off_half_way_moves_nothing_on(door: Front, desk: DeskSide) -> None:
    request, asked = desk.ask()
    for_pages = "/v1/changes"
    door.plan = lambda a: Forward(back=0.5) if a.path == for_pages else Forward()
    desk.link.start(desk.told)
    desk.until(lambda: desk.state(request) == "stored" and door.count(for_pages) > 0)
    assert desk.cache.feed_token() is None
    door.plan = lambda a: Forward()
    desk.until(lambda: len(desk.cache.incident_entries(asked.incident_id)) == 1)


@pytest.mark.parametrize("path", ["/hello", EVENTS, "/v1/changes", "/v1/changes/stream"])
def test_stopping_does_not_wait_for_a_hub_that_hangs(
    door: Front, desk: DeskSide, path: str
) -> None:
    door.plan = lambda asked: Hang() if asked.path == path else Forward()
    desk.ask()
    desk.link.start(desk.told)
    assert door.hanging.wait(20)
    assert desk.link.stop()


def test_a_persons_expired_sign_in_stops_no_delivery(desk: DeskSide, room: ControlRoom) -> None:
    user, _ = room.named_person("advisor")
    session = desk.client.sign_in(user, PASSWORD)
    assert isinstance(session, Session)
    assert desk.client.sign_out(session.token) is None
    request, _ = desk.ask()
    desk.link.start(desk.told)
    desk.until(lambda: desk.state(request) == "stored")


def test_the_link_tells_when_it_is_lost_and_when_it_is_back(door: Front, desk: DeskSide) -> None:
    desk.link.start(desk.told)
    desk.until(lambda: desk.link.state().state == "live")
    before = desk.told.link_changes
    door.plan = lambda asked: PORTAL
    desk.link.nudge(urgent=True)
    request, _ = desk.ask()
    desk.link.nudge(urgent=True)
    desk.until(lambda: desk.link.state().state == "lost")
    since = desk.link.state().since_utc
    desk.until(lambda: desk.told.link_changes > before)
    door.plan = lambda asked: Forward()
    desk.link.nudge(urgent=True)
    desk.until(lambda: desk.state(request) == "stored" and desk.link.state().state == "live")
    assert desk.link.state().since_utc > since
