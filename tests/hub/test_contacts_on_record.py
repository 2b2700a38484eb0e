"""Contacts that desks ended become history of whoever was identified; people are never merged."""

from __future__ import annotations

import random
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from tests.hub.control_room import (
    ControlRoom,
    DeskStore,
    hand_over,
    new_contact,
    running,
    set_up,
)
from tests.hub.test_callers_at_desks import changes, copy, somebody
from workstation.content.policies import load_policy, pack, policy_folder
from workstation.domain.callers.caller import Caller
from workstation.domain.callers.register import CallerAdded, SamePersonMarked
from workstation.domain.contact import facts
from workstation.domain.contact.copied import Copied
from workstation.domain.contact.handing import snapshot_of
from workstation.domain.contact.who import FailureDemandNoted
from workstation.domain.desk_stream import Consulted
from workstation.domain.events import Event
from workstation.hub import policies
from workstation.hub.callers.record import put_callers
from workstation.hub.store import events
from workstation.hub.timers import ring_due
from workstation.protocol.callers import caller_of
from workstation.protocol.payloads import body_of, entry_of

FOLDER = policy_folder("police-scotland")
SCOTLAND = load_policy(FOLDER)
NUMBER = "+441414960123"
ADVICE = SCOTLAND.dispositions[0]
GRADE = SCOTLAND.grades[1]
OUTCOME = SCOTLAND.outcomes[0]


def scottish_desk(room: ControlRoom) -> DeskStore:
    """A desk under a real policy that the hub holds."""
    policies.install(room.hub.database, SCOTLAND, pack(FOLDER))
    made = room.desk()
    made.policy = SCOTLAND.ref
    return made


@pytest.fixture
def store(room: ControlRoom) -> DeskStore:
    return scottish_desk(room)


@dataclass
class Call:
    """A call of a desk, from the first ring to its end."""

    store: DeskStore
    number: str | None = NUMBER
    line: str = "101"

    def __post_init__(self) -> None:
        self.contact_id = new_contact()
        self.events: list[Event] = []
        self.say(facts.CallOffered(str(uuid.uuid4()), self.line, self.number))

    def say(self, *bodies: Any) -> Call:
        self.events += [self.store.write(body, self.contact_id) for body in bodies]
        return self

    def told(self, *caller_ids: str) -> Call:
        """What is usual: a story, a grade, people who were identified."""
        self.say(
            facts.CallAnswered("c", "F. Grant", "Desk 14"),
            facts.NarrativeAdded("l1", "Noise again\nfrom the flat above"),
            facts.GradeChosen(GRADE.key, facts.Indicated(None, (), "1")),
        )
        return self.say(*(person(one) for one in caller_ids))

    def ends(self, disposition: str = ADVICE.key, name: str = ADVICE.name) -> Call:
        return self.say(facts.ContactDisposed(disposition, "", name))


def person(caller_id: str) -> facts.PersonRecorded:
    return facts.PersonRecorded(f"p-{caller_id}", "caller", caller_id=caller_id)


def send(room: ControlRoom, store: DeskStore, written: Sequence[Event]) -> None:
    for event in written:
        (reply,) = room.send(store, event)
        assert reply["status"] in ("stored", "stored_before"), reply


def on_record(room: ControlRoom, store: DeskStore) -> dict[str, Caller]:
    pages = copy(room, store.authorization)
    return {line[0]: caller_of(line) for page in pages for line in page.callers}


def newest_no(room: ControlRoom, store: DeskStore) -> int:
    return copy(room, store.authorization)[0].from_no


def test_an_ended_contact_is_history_of_who_was_identified(
    room: ControlRoom, store: DeskStore
) -> None:
    put_callers(room.hub.database, [somebody(1), somebody(2), somebody(3)])
    before = newest_no(room, store)
    call = Call(store).told("caller:1", "caller:2")
    assert room.send(store, *call.events)[-1]["status"] == "stored"
    assert changes(room, store.authorization, before).callers == []
    call.ends()
    send(room, store, call.events[-1:])
    page = changes(room, store.authorization, before)
    assert sorted(line[0] for line in page.callers) == ["caller:1", "caller:2"]
    for line in page.callers:
        (past,) = caller_of(line).history
        assert (past.contact_id, past.line, past.grade) == (call.contact_id, "101", GRADE.name)
        assert past.summary == "Noise again from the flat above"
        assert (past.outcome, past.matter, past.promised) == (ADVICE.name, "", "")
        assert past.at_utc == store.at_utc
    send(room, store, call.events)
    assert newest_no(room, store) == page.up_to


def test_nobody_identified_stands_under_the_number_until_somebody_is(
    room: ControlRoom, store: DeskStore
) -> None:
    put_callers(room.hub.database, [somebody(1)])
    call = Call(store).told().ends()
    send(room, store, call.events)
    unknown = on_record(room, store)[f"number:{NUMBER}"]
    assert (unknown.kind, unknown.phones, unknown.name) == ("unknown", (NUMBER,), "")
    assert [past.contact_id for past in unknown.history] == [call.contact_id]
    up_to = newest_no(room, store)
    late = store.write(person("caller:1"), call.contact_id)
    send(room, store, [late])
    page = changes(room, store.authorization, up_to)
    assert page.gone == [f"number:{NUMBER}"]
    assert [past.contact_id for past in on_record(room, store)["caller:1"].history] == [
        call.contact_id
    ]
    again = Call(store).told().ends()
    send(room, store, again.events)
    assert len(on_record(room, store)[f"number:{NUMBER}"].history) == 1


def test_what_nobody_answered_stands_under_the_number_and_the_withheld_nowhere(
    room: ControlRoom, store: DeskStore
) -> None:
    words = "abandoned by the caller"
    rang = Call(store).ends(facts.ABANDONED, words)
    withheld = Call(store, None).told().ends()
    odd = Call(store, "not a number").told().ends()
    send(room, store, rang.events + withheld.events + odd.events)
    (unknown,) = on_record(room, store).values()
    (past,) = unknown.history
    assert (past.outcome, past.grade, past.contact_id) == (words, "", rang.contact_id)


def test_a_switchboard_has_the_contacts_of_nobody(room: ControlRoom, store: DeskStore) -> None:
    board = somebody(1, kind="switchboard", phones=(NUMBER,), name="Strathmorrow Infirmary")
    put_callers(room.hub.database, [board, somebody(2, phones=(NUMBER,))])
    send(room, store, Call(store).told().ends().events)
    found = on_record(room, store)
    assert {one: len(caller.history) for one, caller in found.items()} == {
        "caller:1": 1,
        "caller:2": 0,
    }


def test_a_promise_is_open_then_missed_then_kept(room: ControlRoom, store: DeskStore) -> None:
    put_callers(room.hub.database, [somebody(1)])
    call = Call(store).told("caller:1")
    incident_id = f"incident:{uuid.uuid4()}"
    team = SCOTLAND.teams[0].key
    call.say(facts.OutcomeChosen(OUTCOME.key, incident_id, team))
    call.say(facts.PromiseMade("p1", "An officer rings you today", None, 3600))
    told = tuple(entry_of(event) for event in call.events)
    wish = hand_over(call.contact_id, team=team, incident_id=incident_id)
    asked = store.write(replace(wish, snapshot=snapshot_of(told)))
    send(room, store, [*call.events, asked, *call.ends(facts.WITH_INCIDENTS).events[-1:]])

    def past() -> Any:
        (found,) = on_record(room, store)["caller:1"].history
        return found

    assert (past().promise, past().promised) == ("An officer rings you today", "open")
    assert (past().matter, past().outcome) == (incident_id, OUTCOME.name)
    room.clock.ahead_s = 3601
    assert ring_due(room.hub) > 0
    assert past().promised == "missed"
    who = room.person("receiver", teams=(team,))
    task = "promise-p1"
    reply = room.step(who, incident_id, "finish_task", task_id=task, cause="Rang at ten")
    assert reply["done"], reply["cause"]
    assert past().promised == "kept"


def test_contacts_of_one_incident_are_one_matter_until_they_are_separated(
    room: ControlRoom, store: DeskStore
) -> None:
    put_callers(room.hub.database, [somebody(1)])
    first, second = (Call(store).told("caller:1") for _ in range(2))
    asked = hand_over(first.contact_id)
    second.say(facts.IncidentAttached(asked.incident_id)).ends()
    first.ends(facts.WITH_INCIDENTS)
    send(room, store, [*second.events, *first.events, store.write(asked)])
    matters = {past.matter for past in on_record(room, store)["caller:1"].history}
    assert matters == {asked.incident_id}
    second.say(facts.IncidentDetached(asked.incident_id))
    send(room, store, second.events[-1:])
    found = on_record(room, store)["caller:1"].history
    assert {past.contact_id: past.matter for past in found} == {
        first.contact_id: asked.incident_id,
        second.contact_id: "",
    }


def test_a_contact_about_an_earlier_matter_is_of_that_matter(
    room: ControlRoom, store: DeskStore
) -> None:
    put_callers(room.hub.database, [somebody(1)])
    noted = FailureDemandNoted("chaser", "the noise", "incident:earlier")
    send(room, store, Call(store).told("caller:1").say(noted).ends().events)
    (past,) = on_record(room, store)["caller:1"].history
    assert past.matter == "incident:earlier"


def test_a_call_that_another_desk_took_over_stands_once(
    room: ControlRoom, store: DeskStore
) -> None:
    put_callers(room.hub.database, [somebody(1)])
    first = Call(store).told("caller:1")
    send(room, store, first.events)
    other = scottish_desk(room)
    goes_on = Call(other, None)
    goes_on.events.clear()
    snapshots = snapshot_of(tuple(entry_of(event) for event in first.events))
    goes_on.contact_id = new_contact()
    goes_on.say(facts.TakenOver(first.contact_id, len(first.events)), *map(Copied, snapshots))
    send(room, other, goes_on.ends().events)
    elsewhere = first.say(facts.GoesOnElsewhere(goes_on.contact_id, "Desk 9", store.at_utc))
    send(room, store, elsewhere.ends(facts.ELSEWHERE).events)
    (past,) = on_record(room, store)["caller:1"].history
    assert (past.contact_id, past.line) == (goes_on.contact_id, "101")
    assert len(on_record(room, store)) == 1


def test_500_pairs_of_one_name_and_birth_date_are_a_thousand_people(
    room: ControlRoom, store: DeskStore
) -> None:
    added = [
        CallerAdded(f"caller:{n}-{twin}", f"Iain O'Neil {n}", "1980-02-29", phones=(NUMBER,))
        for n in range(500)
        for twin in "ab"
    ]
    for start in range(0, 1000, 200):
        written = [store.write(one) for one in added[start : start + 200]]
        assert {reply["status"] for reply in room.send(store, *written)} == {"stored"}
    found = on_record(room, store)
    assert found.keys() == {one.caller_id for one in added}
    assert {caller.same_as for caller in found.values()} == {()}
    pair = ("caller:7-a", "caller:7-b")
    send(room, store, [store.write(SamePersonMarked(*pair, "the same voice"))])
    found = on_record(room, store)
    assert {one: caller.same_as for one, caller in found.items() if caller.same_as} == {
        "caller:7-a": ("caller:7-b",),
        "caller:7-b": ("caller:7-a",),
    }
    store.mono_ns += 10**9
    send(room, store, [store.write(SamePersonMarked(pair[1], pair[0], apart=True))])
    found = on_record(room, store)
    assert len(found) == 1000
    assert {caller.same_as for caller in found.values()} == {()}


def test_who_is_added_is_kept_clean_and_never_overwrites(
    room: ControlRoom, store: DeskStore
) -> None:
    put_callers(room.hub.database, [somebody(1)])
    odd = CallerAdded(
        "caller:2",
        "  Màiri\n O'Neil\u202e ",
        "29 February",
        "1 Fir Road",
        "KX1 1AA",
        ("0141", NUMBER),
    )
    said = [CallerAdded("caller:1", "Somebody Else"), odd, CallerAdded('caller:"3', "x"), odd]
    said += [SamePersonMarked("caller:2", "caller:2"), SamePersonMarked("", "caller:2")]
    send(room, store, [store.write(one) for one in said])
    found = on_record(room, store)
    assert found.keys() == {"caller:1", "caller:2"}
    assert found["caller:1"].name == somebody(1).name
    added = found["caller:2"]
    assert (added.name, added.born, added.phones) == ("Màiri O'Neil", None, (NUMBER,))
    assert added.household
    assert added.same_as == ()


def test_facts_in_any_order_make_the_same_record(tmp_path: Path) -> None:
    chance = random.Random(6)
    records = []
    written: list[tuple[int, Event]] = []
    stores: list[DeskStore] = []
    for turn in range(6):
        folder = tmp_path / str(turn)
        folder.mkdir()
        url = f"sqlite:///{folder / 'hub.db'}"
        # No clock rings on its own: what has run out by then is another question.
        with running(set_up(url, folder, timer_interval_s=3600.0)) as room:
            desks = [scottish_desk(room), scottish_desk(room)]
            if not written:
                stores, written = desks, enumerate_events(desks)
            else:
                chance.shuffle(written)
            for store, desk in zip(stores, desks, strict=True):
                store.authorization = desk.authorization
            put_callers(room.hub.database, [somebody(1)])
            for which, event in written:
                (reply,) = room.send(stores[which], event)
                assert reply["status"] == "stored", reply
            records.append(on_record(room, stores[0]))
    assert len(records[0]) == 4
    assert [len(caller.history) for caller in records[0].values()].count(0) == 0
    for record in records[1:]:
        assert record == records[0]


def enumerate_events(stores: Sequence[DeskStore]) -> list[tuple[int, Event]]:
    """Two desks: an incident with two contacts, somebody added, marked, unknown, corrected."""
    a, b = stores
    first = Call(a).told("caller:1")
    asked = hand_over(first.contact_id)
    second = Call(b).told("caller:new").say(facts.IncidentAttached(asked.incident_id)).ends()
    first.say(facts.PromiseMade("p1", "A call back", "2026-03-02T12:00:00.000000Z"))
    first.ends(facts.WITH_INCIDENTS)
    third = Call(b).told().ends()
    fourth = Call(a, "+441414960199").told().ends().say(person("caller:other"))
    on_a = [*first.events, *fourth.events, a.write(asked)]
    on_a += [a.write(CallerAdded("caller:new", "Ewa Nowak", None, "1 Fir Road"))]
    on_b = [*second.events, *third.events]
    on_b += [b.write(CallerAdded("caller:other", "Sana Khan")), b.write(marked())]
    return [*((0, event) for event in on_a), *((1, event) for event in on_b)]


def marked() -> SamePersonMarked:
    return SamePersonMarked("caller:new", "caller:other", "one voice")


def test_a_consultation_is_in_the_record_of_the_hub(room: ControlRoom, store: DeskStore) -> None:
    looked = Consulted(("caller:1",), NUMBER, "the live call", "contact:1")
    send(room, store, [store.write(looked)])
    with room.hub.reading() as tx:
        kept = events.of_store(tx, store.position.store_id)
    assert [(body_of(event), event.actor) for event in kept] == [(looked, store.actor)]
