"""What desks tell of people, applied to the record in the transaction that stores it.

Facts come in any order, and again: who is added after somebody spoke of them gets what was said,
and a contact is read anew from its stream whenever something of it arrives after its end.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from workstation.domain.callers.caller import Caller, PastContact
from workstation.domain.callers.register import CallerAdded, SamePersonMarked
from workstation.domain.events import Event, stream_kind
from workstation.domain.incident.state import Incident
from workstation.domain.text import SHORT, one_line
from workstation.hub.callers.past import Ended, ended, is_number
from workstation.hub.callers.record import RecordWork, changing
from workstation.hub.callers.rows import is_caller_id
from workstation.hub.hub import Hub
from workstation.hub.store import caller_links as links
from workstation.hub.store import contacts
from workstation.hub.store.engine import Transaction

#: Earlier contacts that are kept of one record, the newest; a switchboard rings every day.
KEPT: Final = 5_000
#: Numbers of one person.
_PHONES: Final = 20


@dataclass(frozen=True, slots=True)
class Told:
    """A fact that was stored, and when it was written by the hub's clock."""

    event: Event
    body: Any
    at_utc: str


def hear(hub: Hub, tx: Transaction, told: Sequence[Told]) -> None:
    """Let the record follow facts of desks; every other lock is held already."""
    streams = {one.event.stream_id for one in told}
    over = contacts.over_of(tx, {one for one in streams if stream_kind(one) == "contact"})
    about = [one for one in told if isinstance(one.body, CallerAdded | SamePersonMarked)]
    if not over and not about:
        return
    with changing(tx) as work:
        added = {_added(work, one.body) for one in about if isinstance(one.body, CallerAdded)}
        for one in about:
            if isinstance(one.body, SamePersonMarked):
                _marked(work, one.body, (one.at_utc, one.event.store_seq, one.event.event_id))
        _stand(hub, work, over | links.contacts_of(tx, added - {""}))


def follow(hub: Hub, tx: Transaction, before: Incident, after: Incident) -> None:
    """What became of an incident changes what its contacts are in the record."""
    if before.contacts == after.contacts and _promises(before) == _promises(after):
        return
    over = contacts.over_of(tx, {*before.contacts, *after.contacts})
    if over:
        with changing(tx) as work:
            _stand(hub, work, over)


def _promises(incident: Incident) -> tuple[object, ...]:
    promises = (task for task in incident.tasks if task.fact.kind == "promise")
    return tuple((task.fact.task_id, task.open, task.overdue_since) for task in promises)


def _added(work: RecordWork, body: CallerAdded) -> str:
    """Put the person on record, unless somebody is under that id; the id, empty for neither."""
    if not is_caller_id(body.caller_id) or work.find(body.caller_id):
        return ""
    work.put(
        Caller(
            caller_id=body.caller_id,
            name=one_line(body.name, SHORT),
            born=_day(body.born),
            address=one_line(body.address, SHORT),
            address_protected=False,
            phones=tuple(dict.fromkeys(p for p in body.phones[:_PHONES] if is_number(p))),
            postcode=one_line(body.postcode, SHORT),
        )
    )
    _name_others(work, body.caller_id)
    return body.caller_id


def _day(text: str | None) -> str | None:
    try:
        return date.fromisoformat(text or "").isoformat()
    except ValueError:
        return None


def _marked(work: RecordWork, body: SamePersonMarked, said: tuple[str, int, str]) -> None:
    pair = (body.caller_id, body.other_id)
    if body.caller_id == body.other_id or not all(map(is_caller_id, pair)):
        return
    links.say_same(work.tx, pair, body.apart, said)
    for caller_id in pair:
        _name_others(work, caller_id)


def _name_others(work: RecordWork, caller_id: str) -> None:
    """Let a record name those that may be the same person, as far as desks said something."""
    caller = work.find(caller_id).get(caller_id)
    if caller is not None:
        said = links.said_same(work.tx, caller_id)
        others = {one for one in caller.same_as if said.get(one, True)}
        others |= {one for one, same in said.items() if same}
        work.put(replace(caller, same_as=tuple(sorted(others))))


def _stand(hub: Hub, work: RecordWork, contact_ids: Collection[str]) -> None:
    """Let these contacts stand where they belong, read anew."""
    for contact_id in sorted(contact_ids):
        found = ended(hub, work.tx, contact_id)
        wanted = _whose(work, found) if found else frozenset()
        for caller_id in links.callers_of(work.tx, contact_id) - wanted:
            links.untie(work.tx, contact_id, caller_id)
            _leave(work, caller_id, contact_id)
        if found is None:
            continue
        for caller_id in sorted(wanted):
            links.tie(work.tx, contact_id, caller_id)
            _join(work, caller_id, found.past)


def _whose(work: RecordWork, found: Ended) -> frozenset[str]:
    """Whom a contact is of: the people identified, or else whoever is at the number."""
    if found.caller_ids or found.number is None:
        return found.caller_ids
    caller_id = links.of_number(work.tx, found.number) or f"number:{found.number}"
    if not work.find(caller_id):
        nobody = Caller(caller_id, "", None, "", False, (found.number,), kind="unknown")
        work.put(nobody)
    return frozenset({caller_id})


def _join(work: RecordWork, caller_id: str, past: PastContact) -> None:
    caller = work.find(caller_id).get(caller_id)
    if caller is not None:
        others = [one for one in caller.history if one.contact_id != past.contact_id]
        every = sorted([*others, past], key=lambda one: (one.at_utc, one.contact_id))
        work.put(replace(caller, history=tuple(reversed(every[-KEPT:]))))


def _leave(work: RecordWork, caller_id: str, contact_id: str) -> None:
    caller = work.find(caller_id).get(caller_id)
    if caller is None:
        return
    history = tuple(one for one in caller.history if one.contact_id != contact_id)
    if caller.kind == "unknown" and not history:
        work.remove(caller_id)
    else:
        work.put(replace(caller, history=history))
