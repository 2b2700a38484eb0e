"""Two facts that differ in one field never look the same to the receiver."""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass, replace
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest

from workstation.desk.receive.view import Received
from workstation.domain.contact import facts
from workstation.domain.contact.commands import RECORDABLE
from workstation.domain.contact.evolve import read
from workstation.domain.contact.who import FailureDemandNoted
from workstation.domain.desk_stream import ApprovalWanted, HandOverRequested, OpenItem
from workstation.domain.events import Entry
from workstation.domain.incident.events import IncidentOpened
from workstation.domain.incident.evolve import read as read_incident
from workstation.domain.location import LocationFixed
from workstation.ui.queue.record import from_where, sections, stands_now, title

CONTACT, INCIDENT = "contact:1", "incident:1"
AT = "2026-03-01T12:00:00.000000Z"
#: They tie entries together, or say what only a machine needs.
TIES = {
    "line_id", "replaces", "fix_id", "person_id", "vehicle_id", "promise_id", "incident_id",
    "call_id", "caller_id", "caller_ids", "contact_id", "request_id", "desk_id", "advisor", "key",
}  # fmt: skip
#: What stands there in other words: the question as it was asked, the clock of a promise among
#: what is to be done, a link among what was done.
UNSEEN: dict[type, set[str]] = {
    facts.QuestionEnded: {"question", "wording"},
    facts.QuestionReopened: {"question"},
    facts.PromiseMade: {"keep_within_s"},
    facts.IncidentAttached: {"note"},
    facts.IncidentDetached: {"note"},
    FailureDemandNoted: {"matter"},
    IncidentOpened: {"team", "outcome", "grade", "grade_rank", "top"},
    ApprovalWanted: {"guard", "met_by"},
    OpenItem: {"about"},
}


def values(hint: Any, name: str) -> list[Any]:
    """At least two values of a field that differ, all of them where they can be counted."""
    if isinstance(hint, str):
        raise TypeError(hint)
    origin = get_origin(hint)
    if origin is Literal:
        return list(get_args(hint))
    if origin in (Union, types.UnionType):
        return [one for arg in get_args(hint) if arg is not type(None) for one in values(arg, name)]
    if origin is tuple:
        return [(one,) for one in values(get_args(hint)[0], name)]
    if is_dataclass(hint) and isinstance(hint, type):
        base = made(hint)
        return [base, *(replace(base, **{n: v}) for n, v in others(base))]
    if hint is str:
        if name.endswith("_utc"):
            return [AT, "2026-03-01T13:07:00.000000Z"]
        return ["line_id one"] if name == "replaces" else [f"{name} one", f"{name} two"]
    return {bool: [False, True], int: [61, 3661], float: [1.5, 2.5]}[hint]


def made(kind: type) -> Any:
    """One of ``kind``, every field given."""
    hints = get_type_hints(kind)
    return kind(**{f.name: values(hints[f.name], f.name)[0] for f in fields(kind)})


def others(fact: Any) -> list[tuple[str, Any]]:
    """(field, value) for every other value of every field that the receiver is to see."""
    hints = get_type_hints(type(fact))
    return [
        (f.name, value)
        for f in fields(fact)
        if f.name not in TIES | UNSEEN.get(type(fact), set())
        for value in values(hints[f.name], f.name)
        if value != getattr(fact, f.name)
    ]


def screen(*told: Any) -> str:
    """The record with these facts after one line of the story."""
    line = facts.NarrativeAdded("line_id one", "the line that told it")
    entries = [
        Entry(f"e{n}", CONTACT, n, AT, "f.grant", body) for n, body in enumerate((line, *told), 1)
    ]
    contact = read(CONTACT, entries)
    return words(Received(read_incident(INCIDENT, ()), None, (contact,), tuple(entries)))


def words(received: Received) -> str:
    lines = [f"{part.heading} {line.time} {line.words}" for part in sections(received)
             for line in part.lines]  # fmt: skip
    return "\n".join([title(received), from_where(received), stands_now(received), *lines])


@pytest.mark.parametrize("kind", [*RECORDABLE, LocationFixed], ids=lambda kind: kind.__name__)
def test_no_field_of_a_fact_is_without_an_effect(kind: type) -> None:
    base = made(kind)
    same = [
        (name, value)
        for name, value in others(base)
        if screen(base) == screen(replace(base, **{name: value}))
    ]
    assert same == []


def opened(**more: Any) -> str:
    body = replace(made(IncidentOpened), **more)
    entries = (Entry("i1", INCIDENT, 1, AT, "hub", body),)
    return words(Received(read_incident(INCIDENT, entries), None, (), entries))


def test_no_field_of_the_hand_over_is_without_an_effect() -> None:
    sent = {f.name for f in fields(HandOverRequested)}
    same = [
        (name, value)
        for name, value in others(made(IncidentOpened))
        if name in sent and opened() == opened(**{name: value})
    ]
    assert not same, "\n".join(f"{name} = {value!r}" for name, value in same)
