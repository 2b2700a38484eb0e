"""What the receiver reads is what the desk wrote: every field of every fact, by whichever way."""

from dataclasses import asdict, replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.desk.receive.made_up_facts import contact_facts
from tests.hub.control_room import DeskStore, hand_over
from workstation.desk.answers import IncidentRecord
from workstation.desk.link import reading
from workstation.desk.receive.received import received, snapshot_entries
from workstation.domain.contact import facts
from workstation.domain.contact.evolve import read
from workstation.domain.contact.handing import snapshot_of
from workstation.domain.desk_stream import HandOverRequested, Snapshot
from workstation.domain.events import Entry, Event, in_order
from workstation.domain.incident import events as said
from workstation.protocol.messages import Record, WireEvent
from workstation.protocol.payloads import entry_of

CONTACT = "contact:1"


def over_the_wire(
    incident: list[Event], contact: list[Event], requests: list[Event], incident_id: str
) -> IncidentRecord:
    """The hub's record as it arrives: as JSON text and back."""
    told = Record(
        incident_id=incident_id,
        incident=tuple(WireEvent.of(e) for e in incident),
        contacts={CONTACT: tuple(WireEvent.of(e) for e in contact)},
        requests=tuple(WireEvent.of(e) for e in requests),
    )
    return reading.record(Record.model_validate_json(told.model_dump_json()))


def opened(request: HandOverRequested, request_id: str) -> said.IncidentOpened:
    same = {k: v for k, v in asdict(request).items() if k in said.IncidentOpened.__slots__}
    kept = {k: getattr(request, k) for k in same}
    return said.IncidentOpened(
        **kept,
        request_id=request_id,
        desk_id="desk-1",
        advisor="f.grant",
        requested_at_utc="2026-03-01T12:00:00.000000Z",
    )


class Written:
    """A contact written at a desk, handed over after some of its facts."""

    def __init__(self, bodies: list[Any], handed_after: int, arrived: list[bool]) -> None:
        self.desk, hub = DeskStore("", "desk-1"), DeskStore("", "hub")
        self.events = [self.desk.write(body, CONTACT) for body in bodies]
        self.entries = [entry_of(e) for e in self.events]
        carried = snapshot_of(tuple(self.entries[:handed_after]))
        self.asked = hand_over(CONTACT, snapshot=carried)
        self.request = self.desk.write(self.asked)
        opening = hub.write(opened(self.asked, self.request.event_id), self.asked.incident_id)
        there = [e for e, is_there in zip(self.events, arrived, strict=True) if is_there]
        self.known = [
            e
            for n, (e, is_there) in enumerate(zip(self.entries, arrived, strict=True))
            if is_there or n < handed_after
        ]
        self.record = over_the_wire([opening], there, [self.request], self.asked.incident_id)


@st.composite
def written(draw: st.DrawFn) -> Written:
    bodies = draw(st.lists(contact_facts(), min_size=1, max_size=12))
    cut = draw(st.integers(0, len(bodies)))
    arrived = draw(st.lists(st.booleans(), min_size=len(bodies), max_size=len(bodies)))
    return Written(bodies, cut, arrived)


@given(written())
def test_the_receivers_contact_is_the_desks_contact(made: Written) -> None:
    shown = received(made.record)
    assert shown.contacts == (read(CONTACT, made.known),)
    assert shown.request is not None
    assert replace(shown.request, snapshot=()) == replace(made.asked, snapshot=())
    assert shown.incident.opened is not None


@given(written())
def test_every_field_of_every_fact_is_there_word_for_word(made: Written) -> None:
    shown = {e.event_id: e for e in received(made.record).entries}
    for entry in made.known:
        assert asdict(shown[entry.event_id].body) == asdict(entry.body)
        assert shown[entry.event_id].at_utc == entry.at_utc
        assert shown[entry.event_id].actor == entry.actor


@given(written())
def test_what_came_after_the_hand_over_is_new_until_it_is_looked_at(made: Written) -> None:
    shown = received(made.record)
    given_with_it = {s.event_id for s in made.asked.snapshot}
    later = {
        e.event_id
        for e in made.known
        if e.event_id not in given_with_it
        and not (
            isinstance(e.body, facts.OutcomeChosen) and e.body.incident_id == made.asked.incident_id
        )
    }
    assert shown.new == later
    assert received(made.record, shown.new).new == frozenset()


def test_a_correction_and_a_raised_grade_are_new_and_own_steps_are_not() -> None:
    made = Written([facts.NarrativeAdded("l1", "bat")], 1, [True])
    hub = DeskStore("", "hub")
    incident = made.asked.incident_id
    stream = [
        hub.write(opened(made.asked, made.request.event_id), incident),
        hub.write(said.Claimed("r.mair", "R. Mair"), incident),
        hub.write(said.CorrectionArrived("it was a cricket bat", "f.grant", "r2"), incident),
        hub.write(said.Accepted("r.mair", "R. Mair", made.asked.team), incident),
    ]
    shown = received(over_the_wire(stream, made.events, [made.request], incident))
    assert shown.new == {stream[2].event_id}
    assert shown.incident.standing == "accepted"


def test_what_this_release_cannot_read_is_kept_and_named() -> None:
    newer = Snapshot("e9", 2, "HologramShown", 1, "2026-03-01T12:00:00Z", "f.grant", {"a": 1})
    broken = Snapshot("e8", 1, "CallHeld", 1, "2026-03-01T12:00:00Z", "f.grant", {"no": "field"})
    odd = Snapshot("e7", 3, "CallEnded", 1, "2026-03-01T12:00:00Z", "f.grant", {"cause": "mars"})
    asked = hand_over(CONTACT, snapshot=(newer, broken, odd))
    entries: tuple[Entry, ...] = in_order(snapshot_entries(asked))
    assert len(entries) == 3
    assert read(CONTACT, entries).newer == ("HologramShown", "CallEnded")


def test_an_erased_request_still_shows_the_incident() -> None:
    made = Written([facts.NarrativeAdded("l1", "bat")], 1, [True])
    gone = replace(made.request, payload=None, payload_salt=None)
    record = IncidentRecord(
        made.record.incident_id, made.record.incident, made.record.contacts, (gone,)
    )
    shown = received(record)
    assert shown.request is None
    assert shown.contacts[0].narrative[0].text == "bat"
