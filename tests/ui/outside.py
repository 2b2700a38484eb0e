"""Both windows' views with one text in every field that comes from people or other systems."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from workstation.content.policies import load_force
from workstation.desk.answers import QueueRow
from workstation.desk.call.view import CallRow, CallView, DeskView, OutcomeState, ShiftView
from workstation.desk.ports import LinkState
from workstation.desk.receive.view import QueueView, Received
from workstation.domain.callers.caller import Found, OnRecord
from workstation.domain.contact.state import Contact
from workstation.domain.grading import Held
from workstation.domain.handover import HandOver
from workstation.domain.policy import Policy
from workstation.domain.shift_hours import by_hour

_hints = cache(get_type_hints)
AT = "2026-11-21T14:02:31.000000Z"
POLICY = load_force("police-scotland")
#: Names that one part of a record uses for another: the program makes them, or looks them up.
KEYS = {
    "grade": POLICY.grades[1].key,
    "question": POLICY.questions[0].key,
    "incident_type": POLICY.incident_types[0].key,
    "marker": POLICY.markers[0].key,
    "outcome": "send_now",
    "letter": POLICY.letters[0].key,
    "contact_outcome": None,
}
#: Words of a policy that are keys or its own structure, not words for people.
_STRUCTURE = {"key", "letter", "id", "function_key", "go_to", "kind", "fact", "indicates", "hash"}


def made(hint: Any, words: str, name: str = "") -> Any:
    """A value of type ``hint`` with ``words`` in every text; times stay times."""
    if name in KEYS and hint is not bool and get_origin(hint) is not tuple and not _holds(hint):
        return KEYS[name]
    if hint in (str, object, Any):
        return AT if name.endswith(("_utc", "_at", "_since")) else words
    if hint in (int, float, bool):
        return hint(1)
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return made(inner[0], words, name)
    if origin is Literal:
        return inner[0]
    if origin is tuple:
        return (made(inner[0], words),) if inner[-1] is Ellipsis else _each(inner, words)
    if origin is frozenset:
        return frozenset({made(inner[0], words)})
    if origin in (Mapping, dict):
        return {made(inner[0], words): made(inner[1], words)}
    return _filled(origin or hint, inner, words)


def _holds(hint: Any) -> bool:
    return is_dataclass(hint) or any(is_dataclass(get_origin(h) or h) for h in get_args(hint))


def _each(inner: tuple[Any, ...], words: str) -> tuple[Any, ...]:
    return tuple(made(one, words) for one in inner)


def _filled(kind: Any, arguments: tuple[Any, ...], words: str) -> Any:
    named: tuple[str, ...] = getattr(kind, "_fields", ())
    if not named and not is_dataclass(kind):
        raise TypeError(f"nothing is made for {kind!r}")
    hints = _hints(kind)
    given = {name: hints[name] for name in named or (f.name for f in fields(kind) if f.init)}
    if arguments:
        given = {n: arguments[0] if isinstance(h, TypeVar) else h for n, h in given.items()}
    return kind(**{name: made(hint, words, name) for name, hint in given.items()})


def policy_of(words: str) -> Policy:
    """The policy with ``words`` for everything that people read in it."""
    return _reworded(POLICY, words)


def _reworded(thing: Any, words: str) -> Any:
    if isinstance(thing, tuple):
        return tuple(_reworded(one, words) for one in thing)
    if not is_dataclass(thing):
        return thing
    hints = _hints(type(thing))
    changed = {}
    for f in fields(thing):  # type: ignore[arg-type]
        value = getattr(thing, f.name)
        if f.name in _STRUCTURE:
            continue
        if hints[f.name] is str:
            changed[f.name] = words
        elif isinstance(value, tuple) and all(is_dataclass(one) for one in value):
            changed[f.name] = _reworded(value, words)
    return replace(thing, **changed)  # type: ignore[type-var]


def desk_of(words: str) -> DeskView:
    """The frame: people, news, another call that rings."""
    desk: DeskView = made(DeskView, words)
    ringing = replace(made(CallRow, words), contact_id="contact:other", phase="ringing")
    return replace(desk, calls=(ringing,), current="contact:1", link=_link(words))


def call_of(words: str, turn: int = 0) -> CallView:
    """A call in which everything was said and chosen, and handed over to two teams.

    Three turns go through every state a hand-over has.
    """
    policy = policy_of(words)
    contact: Contact = made(Contact, words)
    answer = next(iter(contact.answers.values()))
    fix = contact.fixes[0]
    contact = replace(
        contact,
        fixes=(fix, replace(fix, fact=replace(fix.fact, fix_id="other", about="incident"))),
        contact_id="contact:1",
        phase="talking",
        answers={q.key: answer for q in policy.questions[:2]},
        markers={m.key: next(iter(contact.markers.values())) for m in policy.markers[:1]},
    )
    every: tuple[Any, ...] = ("refused", "delivered", "waiting", "sent", "accepted", "closed")
    two = 2 * (turn % 3)
    hand_over: HandOver = made(HandOver, words)
    call: CallView = replace(
        made(CallView, words),
        policy=policy,
        contact=contact,
        questions=policy.questions,
        next_question=policy.questions[2],
        outcomes=tuple(OutcomeState(o, (made(Held, words),)) for o in policy.outcomes),
        hand_overs=tuple(replace(hand_over, state=state) for state in every[two : two + 2]),
    )
    return call


def shift_of(words: str) -> ShiftView:
    """A shift with a contact of every fate, and one that nobody has ended."""
    view: ShiftView = made(ShiftView, words)
    account = replace(view.open[0], phase="talking")
    hours = by_hour(view.desk, AT, (), ())
    still = (account, replace(account, contact_id="other", end=None))
    return replace(view, open=still, hours=hours)


def candidates_of(words: str, people: int = 6) -> OnRecord:
    """Several people on record for one number."""
    record: OnRecord = made(OnRecord, words)
    every = ("person", "switchboard", "relay", "payphone", "unknown", "person")
    (one,) = record.callers
    callers = tuple(
        replace(one, caller_id=f"c{n}", kind=every[n % len(every)], address_protected=n % 2 == 0)
        for n in range(people)
    )
    return replace(record, callers=callers)


def found_of(words: str, people: int = 20) -> Found:
    """The best people for a text, some of them protected."""
    return Found(words, candidates_of(words, people).callers, "alike")


def queue_of(words: str) -> QueueView:
    """A queue of every standing, with one incident open."""
    row: QueueRow = made(QueueRow, words)
    standings: tuple[Any, ...] = ("delivered", "accepted", "refused", "closed")
    view: QueueView = replace(
        made(QueueView, words),
        rows=tuple(
            replace(row, incident_id=f"incident:{n}", standing=standing, delayed=delayed)
            for n, (standing, delayed) in enumerate(
                (s, d) for s in standings for d in (True, False)
            )
        ),
        selected_id="incident:0",
        selected=made(Received, words),
        link=_link(words),
        signing_in=False,
    )
    return view


def _link(words: str) -> LinkState:
    link: LinkState = made(LinkState, words)
    return link
