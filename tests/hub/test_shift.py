"""The whole force's shift by the hour, from what is stored, for supervisors alone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hub.control_room import (
    GRADES,
    ROOM,
    ControlRoom,
    hand_over,
    new_contact,
    raised,
)
from workstation.domain.contact import facts
from workstation.domain.roles import ALLOWED, may
from workstation.domain.shift_figures import FATES
from workstation.hub import shift
from workstation.hub.clock import later
from workstation.hub.timers import ring_due
from workstation.protocol.payloads import encoded
from workstation.protocol.shift import BEHIND, WireShift, shift_from


@pytest.fixture
def boss(room: ControlRoom) -> str:
    return room.person("supervisor")


class Desk:
    """A desk that tells what happened some seconds ago."""

    def __init__(self, room: ControlRoom) -> None:
        self.room, self.store = room, room.desk()

    def say(self, ago_s: float, body: Any, stream: str | None = None) -> None:
        with self.room.hub.reading() as tx:
            now = self.room.hub.clock(tx)
        self.at(later(now, -ago_s), ago_s)
        written = self.store.write(body, stream)
        self.at(now, 0)
        assert self.room.send(self.store, written)[0]["status"] == "stored"

    def at(self, at_utc: str, ago_s: float) -> None:
        self.store.at_utc, self.store.mono_ns = at_utc, int((1e6 - ago_s) * 1e9)

    def call(self, ago_s: float = 1000, end: str | None = "advice", wait_s: float = 7) -> str:
        one = new_contact()
        self.say(ago_s, facts.CallOffered("call", "101", None), one)
        self.say(ago_s - wait_s, facts.CallAnswered("call", "F. Grant", "Desk"), one)
        self.say(ago_s - 300, facts.CallEnded("caller"), one)
        if end is not None:
            self.say(ago_s - 360, facts.ContactDisposed(end, name=end), one)
        return one

    def handed(self, ago_s: float, end: str | None = "incidents", **more: Any) -> tuple[str, str]:
        """A call whose incident was sent after 100 s; the contact and the incident."""
        one = self.call(ago_s, None)
        asked = hand_over(one, **more)
        self.say(ago_s - 100, facts.OutcomeChosen("dispatch", asked.incident_id, ROOM), one)
        if end is not None:
            self.say(ago_s - 400, facts.ContactDisposed(end), one)
        self.say(ago_s - 100, asked)
        return one, asked.incident_id


def seen(room: ControlRoom, boss: str, hours: int = 12) -> WireShift:
    reply = room.get("/v1/shift", boss, hours=hours)
    assert reply.status_code == 200, reply.text
    return WireShift.model_validate_json(reply.text)


def counts(told: WireShift) -> dict[str, int]:
    return {key: one.count for key, one in told.whole.items()}


@pytest.mark.parametrize("roles", [(), *((role,) for role in sorted(ALLOWED))], ids="+".join)
def test_only_who_may_see_the_shift_sees_it(room: ControlRoom, roles: tuple[Any, ...]) -> None:
    who = room.person(*roles, teams=(ROOM,))
    status = room.get("/v1/shift", who).status_code
    assert status == (200 if may(frozenset(roles), "see_shift") else 403)
    assert room.get("/v1/shift", room.desk().authorization).status_code == 401


def test_every_answered_call_is_in_one_hour_and_one_fate(room: ControlRoom, boss: str) -> None:
    one, two = Desk(room), Desk(room)
    ended = [one.call(), two.call(), one.call(5000, "abandoned"), two.call(end=None)]
    sent, incident_id = one.handed(1000)
    taken, accepted = two.handed(2000)
    assert room.step(room.person("receiver", teams=(ROOM,)), accepted, "accept")["done"]
    told = seen(room, boss)
    whole = counts(told)
    assert (whole["answered"], whole["recorded"]) == (6, 6)
    assert "unexplained" not in whole
    assert (whole["contact_only"], whole["abandoned"]) == (2, 1)
    assert (whole["accepted"], whole["open"]) == (1, 2)
    by_fate = [
        one for hour in told.hours for fate in FATES if fate in hour.figures
        for one in hour.figures[fate].behind
    ]  # fmt: skip
    assert sorted(by_fate) == sorted([*ended, sent, taken])
    assert told.whole["wait"].median_s == pytest.approx(7)
    assert told.whole["wrap_up"].longest_s == pytest.approx(100)
    assert not told.cut
    assert incident_id.startswith("incident:")


def test_acceptance_overdue_and_regrades_stand_in_their_hours(room: ControlRoom, boss: str) -> None:
    desk = Desk(room)
    _, incident_id = desk.handed(200, grade=GRADES[1])
    room.clock.ahead_s = 400
    assert ring_due(room.hub) >= 1
    desk.store.at_utc = later(desk.store.at_utc, 400)
    desk.say(0, raised(incident_id))
    assert room.step(room.person("receiver", teams=(ROOM,)), incident_id, "accept")["done"]
    told = seen(room, boss)
    whole = counts(told)
    assert (whole["sent"], whole["overdue"], whole["raised"]) == (1, 1, 1)
    assert whole["acceptance"] == 1
    assert told.whole["acceptance"].longest_s == pytest.approx(500, abs=30)
    behind = [h.figures["overdue"].behind for h in told.hours if "overdue" in h.figures]
    assert behind == [(incident_id,)]


def test_what_only_one_side_knows_is_unexplained(room: ControlRoom, boss: str) -> None:
    desk = Desk(room)
    lost = hand_over(new_contact())
    desk.say(50, lost)  # an incident of a contact that the hub has never heard of
    unread = new_contact()
    desk.say(60, facts.CallOffered("call", "101", None), unread)
    name, _, payload = encoded(facts.CallAnswered("call", "F. Grant", "Desk"))
    written = desk.store.write_bytes(name, 1, payload[:-5], unread)
    assert room.send(desk.store, written)[0]["status"] == "unreadable"
    desk.say(40, facts.NarrativeAdded("line-1", "a man with a bat"), unread)
    told = seen(room, boss)
    behind = {one for h in told.hours if "unexplained" in h.figures
              for one in h.figures["unexplained"].behind}  # fmt: skip
    assert behind == {lost.contact_id, unread}
    whole = counts(told)
    assert (whole["answered"], whole["recorded"]) == (1, 1)


def test_a_call_that_rings_or_rang_off_is_no_answered_call(room: ControlRoom, boss: str) -> None:
    desk = Desk(room)
    for seconds in (0, 1):
        one = new_contact()
        desk.say(90, facts.CallOffered("call", "999", None), one)
        if seconds:
            desk.say(60, facts.CallEnded("caller"), one)
    assert counts(seen(room, boss)) == {"unanswered": 1}


def test_a_call_taken_over_is_accounted_for_by_both_desks(room: ControlRoom, boss: str) -> None:
    one, two = Desk(room), Desk(room)
    before = one.call(end=None)
    after = new_contact()
    two.say(500, facts.TakenOver(before, 3, "Desk", (), "Desk"), after)
    two.say(300, facts.ContactDisposed("advice", name="advice"), after)
    whole = counts(seen(room, boss))
    assert (whole["answered"], whole["elsewhere"], whole["contact_only"]) == (2, 1, 1)


def test_what_was_sent_again_as_a_new_one_does_not_wait(room: ControlRoom, boss: str) -> None:
    desk = Desk(room)
    contact, first = desk.handed(900, end=None)
    receiver = room.person("receiver", teams=(ROOM,))
    assert room.step(receiver, first, "refuse", cause="not ours")["done"]
    again = hand_over(contact, send_now=True)
    desk.say(400, facts.OutcomeChosen("send_now", again.incident_id, ROOM), contact)
    desk.say(400, again)
    desk.say(300, facts.ContactDisposed("incidents"), contact)
    assert counts(seen(room, boss))["open"] == 1
    assert room.step(receiver, again.incident_id, "accept")["done"]
    assert counts(seen(room, boss))["accepted"] == 1


def test_what_was_before_is_left_out_and_the_hours_are_bounded(
    room: ControlRoom, boss: str
) -> None:
    desk = Desk(room)
    desk.call(3 * 3600 + 600)
    assert counts(seen(room, boss, 1)) == {}
    assert counts(seen(room, boss, 4))["answered"] == 1
    assert len(seen(room, boss, 24).hours) == 25
    for hours in (0, 25, "x"):
        assert room.get("/v1/shift", boss, hours=hours).status_code == 422


def test_it_says_when_there_is_more_than_it_reads(
    room: ControlRoom, boss: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shift, "READ", 1)
    desk = Desk(room)
    desk.call()
    assert not seen(room, boss).cut
    desk.call()
    told = seen(room, boss)
    assert told.cut
    assert counts(told)["answered"] == 1


def test_it_travels_whole_but_for_long_lists(room: ControlRoom, boss: str) -> None:
    desk = Desk(room)
    desk.call()
    told = seen(room, boss)
    found = shift_from(told)
    assert found.whole["answered"].count == 1
    assert found.whole["lowered"].count == 0
    assert found.hours[-1].figures.keys() == found.whole.keys()
    assert all(len(one.behind) <= BEHIND for h in told.hours for one in h.figures.values())
