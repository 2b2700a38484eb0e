"""Whether a record is whole is found out from its events alone; every alteration is noticed."""

import json
from dataclasses import replace

import pytest

from tests.hub.control_room import DeskStore, new_contact
from workstation.domain.contact import facts
from workstation.domain.events import Event, erased
from workstation.simulator.chain import verified


@pytest.fixture
def record() -> tuple[str, list[Event]]:
    """A contact of four lines."""
    store, contact = DeskStore("", "desk-1"), new_contact()
    lines = [facts.NarrativeAdded(f"line-{n}", f"line {n}") for n in range(4)]
    return contact, [store.write(line, contact) for line in lines]


def found(contact: str, events: list[Event]) -> str:
    verdict = verified({contact: events}, ())
    return "" if verdict["ok"] else json.dumps(verdict)


def test_a_whole_record_is_whole_also_without_words_that_were_erased(
    record: tuple[str, list[Event]],
) -> None:
    contact, events = record
    assert found(contact, events) == ""
    assert found(contact, [*events[:2], erased(events[2]), events[3]]) == ""


@pytest.mark.parametrize(
    "spoil",
    [
        lambda e: [e[0], replace(e[1], payload=b'{"line_id":"x","text":"other"}'), *e[2:]],
        lambda e: [e[0], replace(e[1], actor="somebody else"), *e[2:]],
        lambda e: [e[0], replace(e[1], at_utc="2020-01-01T00:00:00.000000Z"), *e[2:]],
        lambda e: [e[0], *e[2:]],
        lambda e: [e[0], e[2], e[1], e[3]],
        lambda e: [*e[:3], replace(e[3], prev_hash="0" * 64)],
        lambda e: [*e, DeskStore("", "desk-2").write(facts.CallHeld(), e[0].stream_id)],
    ],
    ids=["words", "author", "time", "gap", "order", "chain", "second writer"],
)
def test_what_was_altered_is_noticed(record: tuple[str, list[Event]], spoil) -> None:  # type: ignore[no-untyped-def]
    contact, events = record
    assert found(contact, spoil(events)) != ""


def test_an_event_of_another_stream_that_was_altered_is_noticed(
    record: tuple[str, list[Event]],
) -> None:
    contact, events = record
    other = replace(events[0], actor="somebody else")
    assert not verified({contact: events}, [other])["ok"]
