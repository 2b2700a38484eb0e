"""Clocks that are wrong: nothing is ordered or held by a desk's wall clock."""

from pathlib import Path

import pytest

from tests.desk.link.test_puller import Pulling
from tests.desk.link.test_sender import Bench, ids
from tests.hub.control_room import ROOM, ControlRoom, DeskStore, hand_over, new_contact
from workstation.desk.link.puller import LOOK_S
from workstation.desk.link.worker import Pause
from workstation.domain.contact import facts
from workstation.domain.desk_stream import PhonedThrough
from workstation.domain.events import Event, Moment
from workstation.hub.clock import later
from workstation.hub.timers import ring_due

DAY_S = 24 * 3600
FAR = "2099-12-31T23:59:59.000000Z"


def now(room: ControlRoom) -> str:
    return str(room.client.get("/hello").json()["now_utc"])


def lines(store: DeskStore, contact: str, *words: str) -> list[Event]:
    return [store.write(facts.NarrativeAdded(word, word), contact) for word in words]


def test_fault_10_a_record_dated_2099_holds_nothing_back(room: ControlRoom) -> None:
    odd, usual = room.desk(), room.desk()
    usual.at_utc = now(room)
    odd.at_utc, odd.hub_offset_ms = FAR, None
    contact = new_contact()
    early, late = hand_over(contact), hand_over(new_contact())
    sent = [*lines(odd, contact, "one"), odd.write(early)]
    odd.at_utc = now(room)
    sent += lines(odd, contact, "two")
    assert {reply["status"] for reply in room.send(odd, *sent)} == {"stored"}
    others = [usual.write(late)]
    assert room.send(usual, *others)[0]["status"] == "stored"

    receiver = room.person("receiver", teams=(ROOM,))
    found, token = [], ""
    for _ in range(20):
        page = room.get("/v1/changes", receiver, token=token, limit=1).json()
        found += [c["event"]["event_id"] for c in page["changes"]]
        token = page["token"]
    assert set(ids(*sent, *others)) <= set(found)
    waiting = {item["incident_id"] for item in room.queue(receiver)}
    assert waiting == {early.incident_id, late.incident_id}
    room.clock.ahead_s = 600
    assert ring_due(room.hub) == 2  # the alarm of what is dated 2099 comes now and not then


def test_fault_10_a_change_dated_2099_is_read_and_so_is_what_follows(tmp_path: Path) -> None:
    pulling = Pulling(tmp_path)
    try:
        far, near = pulling.page(1, "incident:a", more=True), pulling.page(2, "incident:b")
        (change,) = far.changes
        assert change.event is not None
        dated = change.event.model_copy(update={"at_utc": FAR})
        far = far.model_copy(update={"changes": (change.model_copy(update={"event": dated}),)})
        pulling.feed.pages = [far, near]
        assert pulling.puller.turn() == Pause(0.0)
        assert pulling.puller.turn() == Pause(LOOK_S)
        (kept,) = pulling.cache.events_of("incident:a")
        assert kept.at_utc == FAR
        assert len(pulling.cache.events_of("incident:b")) == 1
        assert pulling.cache.feed_token() == "e.s.2"
    finally:
        pulling.close()


class SetBack:
    """The clock of a bench whose wall clock was set back by a day; its boot goes on."""

    def __init__(self, bench: Bench) -> None:
        self._moment = bench.clock.moment

    def __call__(self) -> Moment:
        was = self._moment()
        return Moment(later(was.at_utc, -DAY_S), was.mono_ns, was.boot_id, was.hub_offset_ms)


def test_fault_11_a_clock_set_back_a_day_changes_no_order_at_the_desk(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    contact = new_contact()
    words = [bench.write(facts.NarrativeAdded(f"l{n}", f"line {n}"), contact) for n in range(3)]
    monkeypatch.setattr(bench.clock, "moment", SetBack(bench))
    bench.clock.pass_s(5.0)
    words += [bench.write(facts.NarrativeAdded(f"l{n}", f"line {n}"), contact) for n in (3, 4)]
    assert words[3].at_utc < words[0].at_utc
    assert bench.journal.stream(contact) == tuple(words)
    bench.drain()
    assert bench.hub.stored == ids(*words)
    assert bench.journal.first_break() is None


@pytest.mark.parametrize(("age_s", "delayed"), [(60, False), (40 * 60, True)])
def test_fault_11_a_clock_set_back_a_day_makes_nothing_older_or_younger_at_the_hub(
    room: ControlRoom, age_s: int, delayed: bool
) -> None:
    store, contact = room.desk(), new_contact()
    store.at_utc, store.hub_offset_ms = now(room), None
    asked = hand_over(contact)
    sent = [*lines(store, contact, "one", "two"), store.write(asked)]
    store.at_utc = later(store.at_utc, age_s - DAY_S)
    store.mono_ns += age_s * 10**9
    sent += lines(store, contact, "three")
    assert {reply["status"] for reply in room.send(store, *sent)} == {"stored"}
    start = room.incident(store.authorization, asked.incident_id)[0]
    assert start.delayed is delayed
    record = room.get(f"/v1/contacts/{contact}", room.person("supervisor")).json()
    assert [e["event_id"] for e in record["events"]] == ids(*(e for e in sent if e is not sent[2]))


def test_fault_25_a_hand_over_of_forty_minutes_ago_arrives_as_delayed_and_with_who_was_told(
    room: ControlRoom,
) -> None:
    store = room.desk()
    store.at_utc = later(now(room), -40 * 60)
    asked = hand_over(new_contact())
    request = store.write(asked)
    told_at = later(now(room), -39 * 60)
    told = store.write(PhonedThrough(asked.incident_id, "Sgt Reid", told_at))
    store.at_utc = now(room)
    for event in (told, request):  # what was phoned through travels ahead
        assert room.send(store, event)[0]["status"] == "stored"
    receiver = room.person("receiver", teams=(ROOM,))
    (item,) = room.queue(receiver)
    assert (item["incident_id"], item["delayed"]) == (asked.incident_id, True)
    start = room.incident(receiver, asked.incident_id)[0]
    assert (start.delayed, start.phoned_to) == (True, "Sgt Reid")
    assert start.requested_at_utc < told_at
    supervisor = room.person("supervisor")
    (phoned,) = room.get("/v1/supervision", supervisor).json()["phoned"]
    assert (phoned["incident_id"], phoned["standing"]) == (asked.incident_id, "delivered")
