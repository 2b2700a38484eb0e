"""However the line drops, doubles and reorders: everything is stored once and everybody is told."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.fixtures.examples import examples
from tests.hub.control_room import (
    GRADES,
    PARTNER,
    ROOM,
    DeskStore,
    batch,
    hand_over,
    new_contact,
    raised,
    set_up,
)
from workstation.domain import desk_stream as desk
from workstation.domain.contact import facts
from workstation.domain.events import Event, Position, first_break
from workstation.domain.incident.evolve import read
from workstation.domain.incident.state import Incident
from workstation.domain.incident.tasks import still_open
from workstation.hub import change_feed, enrolment, intake
from workstation.hub.app import create_app
from workstation.hub.credentials import Machine
from workstation.hub.hub import Hub
from workstation.hub.store import events as kept
from workstation.protocol.messages import EnrolAsk, EventBatch
from workstation.protocol.payloads import entry_of

WORDS = st.lists(
    st.sampled_from(["line", "raise", "correct", "phone", "reroute", "down", "attach", "again"]),
    max_size=12,
)


@contextmanager
def a_hub() -> Iterator[Hub]:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        app = create_app(set_up(f"sqlite:///{place / 'hub.db'}", place))
        try:
            yield app.state.hub
        finally:
            app.state.hub.database.close()


def a_desk(hub: Hub) -> tuple[Machine, DeskStore]:
    code = enrolment.make_code(hub.database, "desk", "test")
    reply = enrolment.enrol(hub, EnrolAsk(code=code, desk_name="Desk"))
    return Machine(reply.desk_id, "Desk", "desk"), DeskStore("", reply.desk_id)


def call(store: DeskStore, words: list[str], others: list[str]) -> tuple[list[Event], str]:
    """A call with what follows its hand-over."""
    contact = new_contact()
    asked = hand_over(contact, grade=GRADES[1])
    written = [store.write(facts.NarrativeAdded("l", "he has a bat"), contact), store.write(asked)]
    incident = asked.incident_id
    for word in words:
        told: Any = {
            "raise": raised(incident),
            "correct": desk.Corrected(incident, "14, not 12"),
            "phone": desk.PhonedThrough(incident, "Sgt Reid", store.at_utc),
            "reroute": desk.ReRouteRequested(incident, PARTNER, "", "theirs"),
            "down": desk.StandDownRequested(incident, "he has left"),
            "again": asked,
        }.get(word)
        if told is not None:
            written.append(store.write(told))
        elif word == "attach" and others:
            written.append(store.write(facts.IncidentAttached(others[0]), contact))
        else:
            written.append(store.write(facts.NarrativeAdded("l2", "more"), contact))
    return written, incident


def send(hub: Hub, machine: Machine, store: DeskStore, some: list[Event]) -> bool:
    """Whether everything was decided."""
    reply = intake.take(hub, machine, EventBatch.model_validate(batch(store, *some)))
    statuses = {r.status for r in reply.replies}
    assert statuses <= {"stored", "stored_before", "refused", "later"}
    return "later" not in statuses


def heard(hub: Hub, *scope: str) -> dict[str, list[Event]]:
    """What a reader of the feed holds at the end: events by stream, without what has gone."""
    held: dict[str, dict[str, Event]] = {}
    token, more = "", True
    while more:
        page = change_feed.page(hub, frozenset(scope), token, 7)
        for change in page.changes:
            if change.event is None:
                held.pop(change.stream_id, None)
            else:
                event = change.event.event()
                held.setdefault(change.stream_id, {})[event.event_id] = event
        token, more = page.token, page.more
    return {
        stream: sorted(known.values(), key=lambda e: e.stream_seq) for stream, known in held.items()
    }


def owing(incident: Incident) -> set[str]:
    """Teams that passed on a top grade that nobody has accepted yet: they go on hearing of it."""
    return {task.fact.team for task in still_open(incident.tasks, "handed_on")}


def everything_is_told(hub: Hub, desks: list[tuple[DeskStore, str]]) -> None:
    with hub.reading() as tx:
        streams = {i: list(kept.of_stream(tx, i)) for _, i in desks}
        incidents: dict[str, Incident] = {
            i: read(i, [entry_of(e) for e in known]) for i, known in streams.items()
        }
        contacts = {c: list(kept.of_stream(tx, c)) for i in incidents.values() for c in i.contacts}
    for team in (ROOM, PARTNER):
        theirs = [i for i in incidents.values() if team == i.team or team in owing(i)]
        expected = {i.incident_id: streams[i.incident_id] for i in theirs}
        expected |= {c: contacts[c] for i in theirs for c in i.contacts}
        told = heard(hub, f"team:{team}")
        assert {s: e for s, e in told.items() if not s.startswith("desk:")} == expected
    everyone = heard(hub, "supervisors")
    assert {s: everyone[s] for s in streams} == streams
    for store, incident in desks:
        assert heard(hub, f"desk:{store.desk_id}")[incident] == streams[incident]


@settings(
    max_examples=examples(20), phases=[Phase.reuse, Phase.generate]
)  # shrinking takes minutes
@given(WORDS, WORDS, st.randoms(use_true_random=False))
def test_any_order_and_any_repetition(
    first: list[str], second: list[str], chance: random.Random
) -> None:
    with a_hub() as hub:
        machine, store = a_desk(hub)
        other_machine, other_store = a_desk(hub)
        mine, incident = call(store, first, [])
        theirs, other_incident = call(other_store, second, [incident])
        lines = [(machine, store, mine), (other_machine, other_store, theirs)]
        for _ in range(4):
            on, by, written = chance.choice(lines)
            some = chance.sample(written, chance.randint(1, len(written)))
            send(hub, on, by, sorted(some, key=lambda e: chance.choice((e.store_seq, 0))))
        for on, by, written in lines:
            assert send(hub, on, by, written)
            with hub.reading() as tx:
                assert kept.of_store(tx, by.position.store_id) == tuple(written)
        with hub.reading() as tx:
            hubs = kept.of_store(tx, hub.identity.store_id)
            assert not kept.everything_set_aside(tx)
        assert first_break(hubs, Position(hub.identity.store_id)) is None
        assert [e.type for e in hubs].count("IncidentOpened") == 2
        everything_is_told(hub, [(store, incident), (other_store, other_incident)])
