"""The calls of a shift as the hub holds them: each one's times, its account, and whether it waits.

Two sources are set against each other: the streams of the desks' contacts, and what incidents say
of the contact they came from. What only one of them knows is unexplained.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from workstation.domain.contact import evolve, facts
from workstation.domain.contact.state import Contact
from workstation.domain.events import Event, Moment
from workstation.domain.shift import Account, account_of
from workstation.domain.shift_times import CallTimes, followed, instant
from workstation.hub.store import shift
from workstation.hub.store.engine import Transaction
from workstation.protocol.payloads import entry_kept

#: What says that a call came here, or goes on here.
BEGIN: Final = ("CallOffered", "CallAnswered", "TakenOver")
_COURSE: Final = (
    *BEGIN,
    "CallEnded",
    "CallResumed",
    "OutcomeChosen",
    "IncidentAttached",
    "GoesOnElsewhere",
    "ContactDisposed",
)


@dataclass(frozen=True, slots=True)
class Calls:
    """``answered``: when each call was answered, as far as anything says that it was."""

    times: tuple[CallTimes, ...]
    accounts: tuple[Account, ...]
    answered: Mapping[str, str]


def calls(tx: Transaction, contact_ids: Iterable[str], named: Mapping[str, str]) -> Calls:
    """The calls of these contacts; ``named``: those that incidents came from, and since when."""
    wanted = dict.fromkeys((*contact_ids, *named))
    told = shift.of_streams(tx, wanted, _COURSE)
    gone = shift.taken_over(tx, told)
    read = {one: _read(one, events, one in gone) for one, events in told.items()}
    silent = [one for one, (times, contact) in read.items() if contact.answered_at is None]
    gaps = shift.with_gaps(tx, silent)
    answered = dict(named)
    accounts: list[Account] = []
    for one, (times, contact) in read.items():
        account = account_of(contact)
        if account is not None:
            accounts.append(account)
            answered[one] = account.answered_at
        elif one in gaps or one in named:
            at = instant(times.offered) if times.offered else named.get(one, "")
            accounts.append(Account(one, at or _first(told[one])))
            answered.pop(one, None)
    return Calls(tuple(times for times, _ in read.values()), tuple(accounts), answered)


def _first(events: list[Event]) -> str:
    return instant(_moment(events[0]))


def _read(contact_id: str, events: list[Event], gone: bool) -> tuple[CallTimes, Contact]:
    """Times by the hub's clock. A call taken over counts from then on as answered."""
    times, contact = CallTimes(contact_id), Contact(contact_id)
    for event in events:
        entry, at = entry_kept(event), _moment(event)
        times = followed(times, entry.body, at)
        contact = evolve.evolve(contact, replace(entry, at_utc=instant(at)))
        if isinstance(entry.body, facts.TakenOver):
            times = replace(times, answered=at)
            contact = replace(contact, answered_at=instant(at))
    if gone and contact.disposition is None:
        last = entry_kept(events[-1])
        contact = evolve.evolve(contact, replace(last, body=facts.ContactDisposed(facts.ELSEWHERE)))
    return times, contact


def _moment(event: Event) -> Moment:
    return Moment(event.at_utc, event.mono_ns, event.boot_id, event.hub_offset_ms)
