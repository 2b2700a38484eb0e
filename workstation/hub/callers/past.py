"""What an ended contact is in the record: one line of the past, and whose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from workstation.domain.callers.caller import PastContact, Promised
from workstation.domain.contact import evolve, facts
from workstation.domain.contact.state import Contact
from workstation.domain.incident.evolve import read as read_incident
from workstation.domain.incident.promised import task_of
from workstation.domain.incident.state import Incident
from workstation.domain.policy import Policy
from workstation.domain.text import SHORT, one_line
from workstation.hub.callers.rows import is_caller_id
from workstation.hub.hub import Hub
from workstation.hub.store import events, feed
from workstation.hub.store.engine import Transaction
from workstation.protocol.payloads import entry_kept

_NUMBER: Final = re.compile(r"\+[1-9]\d{6,14}")
#: Of several promises to a caller the one that a desk has to know of.
_PRESSING: Final[tuple[Promised, ...]] = ("missed", "open", "kept")


@dataclass(frozen=True, slots=True)
class Ended:
    """An ended contact: what stays of it, the people who were identified, the number that rang."""

    past: PastContact
    caller_ids: frozenset[str]
    number: str | None


def is_number(text: str) -> bool:
    """Whether ``text`` is a number as it is kept, E.164."""
    return _NUMBER.fullmatch(text) is not None


def ended(hub: Hub, tx: Transaction, contact_id: str) -> Ended | None:
    """``None`` while the contact goes on, here or at another desk."""
    told = events.of_stream(tx, contact_id)
    contact = evolve.read(contact_id, map(entry_kept, told))
    if contact.disposition is None or contact.disposition.fact.disposition == facts.ELSEWHERE:
        return None
    policy = hub.shelf.find(tx, next((e.policy for e in told if e.policy), None))
    incidents = [_incident(tx, one) for one in feed.incidents_of(tx, contact_id)]
    named = {timed.fact.caller_id for timed in contact.people.values()}
    number = contact.call.number if contact.call else None
    return Ended(
        _past(contact, policy, incidents),
        frozenset(one for one in named if one and is_caller_id(one)),
        number if number and is_number(number) else None,
    )


def _incident(tx: Transaction, incident_id: str) -> Incident:
    return read_incident(incident_id, map(entry_kept, events.of_stream(tx, incident_id)))


def _past(contact: Contact, policy: Policy | None, incidents: Sequence[Incident]) -> PastContact:
    matter = contact.failure_demand.fact.matter if contact.failure_demand else ""
    promise, promised = _promise(contact, incidents)
    return PastContact(
        at_utc=contact.answered_at or contact.offered_at or _ended_at(contact),
        grade=_grade(contact, policy, incidents),
        summary=_summary(contact, policy),
        outcome=_outcome(contact, policy),
        contact_id=contact.contact_id,
        line=one_line(contact.call.line, SHORT) if contact.call else "",
        matter=matter or next((one.incident_id for one in incidents), ""),
        promise=one_line(promise.text, SHORT) if promise else "",
        promise_due_utc=promise.due_utc if promise else None,
        promised=promised,
    )


def _ended_at(contact: Contact) -> str:
    return contact.disposition.at_utc if contact.disposition else ""


def _grade(contact: Contact, policy: Policy | None, incidents: Sequence[Incident]) -> str:
    """The policy's word for the contact's own grade."""
    if contact.grade is None:
        return ""
    known = {grade.key: grade.name for grade in policy.grades} if policy else {}
    return known.get(contact.grade.grade) or next((one.grade_name for one in incidents), "")


def _summary(contact: Contact, policy: Policy | None) -> str:
    words = contact.narrative[0].text if contact.narrative else ""
    if not words and contact.disposition:
        words = contact.disposition.fact.note
    known = {kind.key: kind.name for kind in policy.incident_types} if policy else {}
    kind = known.get(contact.incident_type or "", "")
    return one_line(": ".join(part for part in (kind, words) if part), SHORT)


def _outcome(contact: Contact, policy: Policy | None) -> str:
    """What was done: the incident's outcome in the policy's words, or how the contact ended."""
    end = contact.disposition.fact if contact.disposition else facts.ContactDisposed("")
    if end.disposition == facts.WITH_INCIDENTS and contact.handed and policy:
        chosen = {handed.outcome for handed in contact.handed}
        names = [one.name for one in policy.outcomes if one.key in chosen]
        if names:
            return one_line(", ".join(names), SHORT)
    return one_line(end.name or end.disposition, SHORT)


def _promise(
    contact: Contact, incidents: Sequence[Incident]
) -> tuple[facts.PromiseMade | None, Promised]:
    tasks = {task.fact.task_id: task for one in incidents for task in one.tasks}
    stand: dict[Promised, facts.PromiseMade] = {}
    for made in (timed.fact for timed in contact.promises):
        task = tasks.get(task_of(made.promise_id))
        if task is None or (task.open and task.overdue_since is None):
            stand["open"] = made
        else:
            stand["missed" if task.open else "kept"] = made
    found = next((one for one in _PRESSING if one in stand), None)
    return (stand[found], found) if found else (None, "")
