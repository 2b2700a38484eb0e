"""The hub's stored record of a played call, as plain values for a file.

Everything here is read from events that the hub gave back, never from the desk's own memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from workstation.domain.contact import evolve as contacts
from workstation.domain.contact import facts
from workstation.domain.contact.state import Contact, Timed
from workstation.domain.events import Entry, Event
from workstation.domain.incident import events as hub_said
from workstation.domain.incident import evolve as incidents
from workstation.domain.incident.state import Incident
from workstation.protocol.payloads import entry_of

Plain = dict[str, Any]


class StoredCall:
    """One contact and its incidents as the hub holds them."""

    def __init__(
        self, contact_id: str, events: Sequence[Event], incidents_of: Mapping[str, Sequence[Event]]
    ) -> None:
        self._events = events
        self._entries = tuple(entry_of(e) for e in events)
        self.contact: Contact = contacts.read(contact_id, self._entries)
        self._incident_events = {k: tuple(v) for k, v in incidents_of.items()}
        self._incident_entries = {
            key: tuple(entry_of(e) for e in found) for key, found in incidents_of.items()
        }
        self.incidents: tuple[Incident, ...] = tuple(
            incidents.read(key, found) for key, found in self._incident_entries.items()
        )

    @property
    def newest(self) -> Incident | None:
        """The incident handed over last."""
        return self.incidents[-1] if self.incidents else None

    @property
    def indicated(self) -> facts.Indicated | None:
        """What the policy indicated when the grade was chosen, as stored."""
        return self.contact.grade.indicated if self.contact.grade else None

    def entries_of(self, incident_id: str) -> tuple[Entry, ...]:
        """What the hub wrote about an incident."""
        return self._incident_entries[incident_id]

    def as_plain(self) -> Plain:
        """The keys of the written record."""
        return {
            "contact": _contact(self.contact, self._events, self._entries),
            "incidents": [
                _incident(one, self._incident_events[one.incident_id]) for one in self.incidents
            ],
            "assessment": _assessment(self.contact, self._events, self._entries),
            "policy": _policy(self._events),
            "grade": _grade(self.contact),
            "indication": _indication(self.indicated),
            "outcome": _outcome(self.contact),
            "handover": self._hand_over(),
        }

    def _hand_over(self) -> Plain | None:
        newest = self.newest
        if newest is None or newest.opened is None:
            return None
        entries = self._incident_entries[newest.incident_id]
        refusals = [e for e in entries if isinstance(e.body, hub_said.Refused)]
        return {
            "incident_id": newest.incident_id,
            "reference": newest.opened.reference,
            "state": newest.standing,
            "team": newest.team,
            "team_name": newest.team_name,
            "requested_at": newest.opened.requested_at_utc,
            "delivered_at": newest.delivered_at,
            "accepted": newest.accepted_at is not None,
            "accepted_at": newest.accepted_at,
            "accepted_by": newest.accepted_by,
            "accepted_by_name": newest.accepted_by_name,
            "states": _states(newest.opened, entries),
            "refusals": [
                {"at": e.at_utc, "by": e.body.by_name, "team": e.body.team, "cause": e.body.cause}
                for e in refusals
            ],
            "open_items": [asdict(item) for item in newest.opened.open_items],
            "officer_safety": newest.opened.officer_safety,
            "appointment": asdict(newest.opened.appointment) if newest.opened.appointment else None,
            "delayed": newest.opened.delayed,
            "send_now": newest.opened.send_now,
        }


def _states(opened: hub_said.IncidentOpened, entries: Iterable[Entry]) -> list[Plain]:
    """The states the hand-over went through, with the hub's times."""
    states: list[Plain] = [{"state": "requested", "at": opened.requested_at_utc}]
    for entry in entries:
        at = {"at": entry.at_utc}
        match entry.body:
            case hub_said.IncidentOpened(team=team):
                states.append({"state": "delivered", **at, "team": team})
            case hub_said.Accepted(by_name=by, team=team):
                states.append({"state": "accepted", **at, "team": team, "by": by})
            case hub_said.Refused(by_name=by, team=team, cause=cause):
                states.append({"state": "refused", **at, "team": team, "by": by, "cause": cause})
            case hub_said.ReRouted(by_name=by, team=team):
                states.append({"state": "delivered", **at, "team": team, "rerouted_by": by})
            case hub_said.IncidentClosed(by_name=by, how=how):
                states.append({"state": "closed", **at, "by": by, "how": how})
            case hub_said.AcceptanceOverdue(team=team):
                stands = states[-1]["state"]
                states.append({"state": stands, **at, "team": team, "overdue": True})
    return states


def _contact(contact: Contact, events: Sequence[Event], entries: Sequence[Entry]) -> Plain:
    call = contact.call
    return {
        "contact_id": contact.contact_id,
        "line": call.line if call else None,
        "number": call.number if call else None,
        "offered_at": contact.offered_at,
        "answered_at": contact.answered_at,
        "answered_by": contact.answered_by,
        "desk": contact.desk_name,
        "ended_at": contact.ended_at,
        "incident_type": contact.incident_type,
        "narrative": [
            {"at": line.at_utc, "by": line.actor, "text": line.text, "verbatim": line.verbatim}
            for line in contact.narrative
        ],
        "places": _timed(contact.fixes),
        "people": _timed(contact.people.values()),
        "vehicles": _timed(contact.vehicles.values()),
        "services": _timed(contact.services),
        "advice": _timed(contact.advice),
        "promises": _timed(contact.promises),
        "access": _timed([contact.access] if contact.access else []),
        "standing": _timed([contact.standing] if contact.standing else []),
        "call_back": _timed([contact.call_back] if contact.call_back else []),
        "call_back_attempts": _timed(contact.attempts),
        "signs": _timed(contact.signs),
        "identity": _timed(contact.identity.values()),
        "failure_demand": _timed([contact.failure_demand] if contact.failure_demand else []),
        "answers_by": contact.answers_by.fact.how if contact.answers_by else None,
        "disposition": contact.disposition.fact.disposition if contact.disposition else None,
        "note": contact.disposition.fact.note if contact.disposition else "",
        "owner": contact.disposition.fact.team_name if contact.disposition else "",
        "events": _listed(events, entries),
    }


def _incident(incident: Incident, events: Sequence[Event]) -> Plain:
    opened = incident.opened
    return {
        "incident_id": incident.incident_id,
        "reference": opened.reference if opened else None,
        "standing": incident.standing,
        "team": incident.team,
        "team_name": incident.team_name,
        "grade": incident.grade,
        "headline": opened.headline if opened else "",
        "place": opened.place if opened else "",
        "vulnerable": opened.vulnerable if opened else None,
        "officer_safety": opened.officer_safety if opened else None,
        "officer_safety_text": opened.officer_safety_text if opened else "",
        "open_items": [asdict(item) for item in opened.open_items] if opened else [],
        "rationales": list(opened.rationales) if opened else [],
        "contacts": list(incident.contacts),
        "said": [asdict(said) for said in incident.said],
        "events": _listed(events, [entry_of(e) for e in events]),
    }


def _assessment(contact: Contact, events: Sequence[Event], entries: Sequence[Entry]) -> Plain:
    history = contact.history_check
    return {
        "policy": _policy(events),
        "answers": {
            question: {
                "ending": timed.fact.ending,
                "choice": timed.fact.choice,
                "text": timed.fact.text,
                "asked": timed.fact.asked,
                "wording": timed.fact.wording,
                "by_taps": timed.fact.by_taps,
                "at": timed.at_utc,
                "by": timed.actor,
            }
            for question, timed in contact.answers.items()
        },
        "earlier_answers": [
            {"question": e.body.question, "ending": e.body.ending, "at": e.at_utc}
            for e in entries
            if isinstance(e.body, facts.QuestionEnded)
            and contact.answers.get(e.body.question, _NEVER).event_id != e.event_id
        ],
        "markers": {key: timed.fact.state for key, timed in contact.markers.items()},
        "read_back": {key: timed.fact.confirmed for key, timed in contact.read_back.items()},
        "officer_safety": contact.safety,
        "history_checked": {"found": history.fact.found, "as_of": history.fact.as_of_utc}
        if history
        else None,
        "rationales": {key: timed.fact.text for key, timed in contact.rationales.items()},
    }


_NEVER: Timed[facts.QuestionEnded] = Timed("", "", "", facts.QuestionEnded("", "not_known"))


def _policy(events: Iterable[Event]) -> Plain | None:
    pinned = next((e.policy for e in reversed(tuple(events)) if e.policy is not None), None)
    return asdict(pinned) if pinned else None


def _grade(contact: Contact) -> Plain | None:
    if contact.grade is None:
        return None
    newest = contact.grades[-1]
    return {
        "grade": newest.fact.grade,
        "reason": newest.fact.reason,
        "by_send_now": newest.fact.by_send_now,
        "at": newest.at_utc,
        "by": newest.actor,
        "earlier": [{"grade": t.fact.grade, "at": t.at_utc} for t in contact.grades[:-1]],
    }


def _indication(indicated: facts.Indicated | None) -> Plain | None:
    if indicated is None:
        return None
    return {
        "grade": indicated.grade,
        "rule_ids": [reason.rule for reason in indicated.reasons],
        "reasons": [asdict(reason) for reason in indicated.reasons],
        "engine": indicated.engine,
    }


def _outcome(contact: Contact) -> Plain | None:
    if contact.handed:
        newest = contact.handed[-1]
        return {
            "outcome": newest.outcome,
            "team": newest.team,
            "incident_id": newest.incident_id,
            "at": newest.at_utc,
        }
    if contact.contact_outcome or contact.disposition:
        return {"outcome": contact.contact_outcome, "team": None, "incident_id": None}
    return None


def _timed(facts_on_record: Iterable[Timed[Any]]) -> list[Plain]:
    return [{"at": t.at_utc, "by": t.actor, **asdict(t.fact)} for t in facts_on_record]


def _listed(events: Iterable[Event], entries: Iterable[Entry]) -> list[Plain]:
    return [
        {
            "seq": event.stream_seq,
            "event_id": event.event_id,
            "type": event.type,
            "v": event.v,
            "at": event.at_utc,
            "actor": event.actor,
            "store_id": event.store_id,
            "store_seq": event.store_seq,
            "prev_hash": event.prev_hash,
            "hash": event.hash,
            "body": asdict(entry.body) if event.payload is not None else None,
        }
        for event, entry in zip(events, entries, strict=True)
    ]
