"""Open incidents in short, for every desk: kept in the transaction that changes the incident."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from workstation.domain.contact.copied import Copied
from workstation.domain.contact.known import TELLING, known_from
from workstation.domain.desk_stream import HandOverRequested
from workstation.domain.events import Entry, Event
from workstation.domain.incident.evolve import read as read_incident
from workstation.domain.incident.state import Incident
from workstation.domain.incident.tasks import still_open
from workstation.domain.known import Known, Spot, together
from workstation.domain.open_card import AT_DESKS, OpenCard, ToDo
from workstation.domain.text import SHORT, cleaned, one_line
from workstation.hub.clock import later
from workstation.hub.hub import Hub
from workstation.hub.store import events, open_cards
from workstation.hub.store.engine import Database, Transaction
from workstation.protocol.open_cards import OpenIncidentsPage, WireOpenCard
from workstation.protocol.payloads import body_in, entry_kept, unfolded

#: Changes for which the hub remembers what was closed; a desk that is further behind begins anew.
REMEMBERED: Final = 50_000
#: Characters of a briefing that desks are shown.
BRIEFING: Final = 1_000
#: Incidents of an older release that get their card in one transaction.
AT_ONCE: Final = 100
#: Tasks of one incident that desks are shown.
TO_DO: Final = 10
_TELLING: Final = frozenset(kind.__name__ for kind in (*TELLING, Copied))


def known_anew(tx: Transaction, before: Incident, after: Incident, said: object = None) -> Known:
    """What the change from ``before`` to ``after`` makes known; what a desk ``said`` caused it.

    Read before the feed is locked, for others wait from then on.
    """
    known = Known()
    if before.opened is None and after.contacts:
        known = _handed_over(after.contacts[0], said)
    there = () if known.nothing else after.contacts[:1]
    for contact_id in after.contacts:
        if contact_id not in before.contacts and contact_id not in there:
            known = together(known, _of_contact(tx, contact_id))
    return known


def follow(tx: Transaction, before: Incident, after: Incident, anew: Known) -> None:
    """The card of an incident as it is now, ``anew`` known. The feed lock is held.

    What changes nothing that a card shows gets no number.
    """
    stands = open_cards.record_of(tx, after.incident_id)
    if after.opened is None:
        return
    if after.standing == "closed":
        if stands != "":
            _closed(tx, after.incident_id)
        return
    if stands and set(before.contacts) <= set(after.contacts):
        anew = together(WireOpenCard.model_validate_json(stands).card().known, anew)
    elif before.opened is not None:
        request = events.by_ids(tx, (after.opened.request_id,)).get(after.opened.request_id)
        said = entry_kept(request).body if request else None
        anew = known_anew(tx, Incident(after.incident_id), after, said)
    _put(tx, _card(after, anew), stands)


def hear(tx: Transaction, told: Iterable[Event]) -> None:
    """What contacts said joins the cards of the incidents they belong to."""
    said = [event for event in told if event.type in _TELLING]
    if not said:
        return
    for incident_id, contact_id in sorted(open_cards.open_of(tx, {e.stream_id for e in said})):
        tx.lock("feed")
        if not (stands := open_cards.record_of(tx, incident_id)):
            continue
        bodies = [entry_kept(event).body for event in said if event.stream_id == contact_id]
        card = WireOpenCard.model_validate_json(stands).card()
        known = together(card.known, known_from(bodies))
        _put(tx, replace(card, known=known), stands)


def catch_up(database: Database) -> int:
    """Give open incidents of an older release their card; returns how many had none."""
    done = 0
    while True:
        with database.writing() as tx:
            missing = open_cards.without(tx, AT_ONCE)
            tx.lock("feed")
            for incident_id in missing:
                entries = map(entry_kept, events.of_stream(tx, incident_id))
                incident = read_incident(incident_id, entries)
                follow(tx, incident, incident, Known())
        done += len(missing)
        if len(missing) < AT_ONCE:
            return done


def page(hub: Hub, after: int, epoch: str, limit: int) -> OpenIncidentsPage:
    """What changed after ``after``; of another epoch, or too long ago, from the beginning."""
    with hub.reading() as tx:
        newest = open_cards.newest(tx)
        behind = after < newest - REMEMBERED
        reset = after > 0 and (epoch != hub.identity.epoch or after > newest or behind)
        start = 0 if reset else after
        found = open_cards.after(tx, start, limit + 1)
        now = hub.clock(tx)
    more = len(found) > limit
    shown = found[:limit]
    return OpenIncidentsPage(
        cards=tuple(WireOpenCard.model_validate_json(row.record) for row in shown if row.record),
        gone=tuple(row.incident_id for row in shown if not row.record),
        epoch=hub.identity.epoch,
        up_to=shown[-1].no if more else max([newest, start, *(row.no for row in shown)]),
        more=more,
        reset=reset,
        now_utc=now,
    )


def _closed(tx: Transaction, incident_id: str) -> None:
    no = open_cards.put(tx, incident_id, "")
    open_cards.forget_closed(tx, no - REMEMBERED)


def _put(tx: Transaction, card: OpenCard, stands: str | None) -> None:
    record = WireOpenCard.of(card).model_dump_json()
    if record != stands:
        open_cards.put(tx, card.incident_id, record)


def _card(incident: Incident, known: Known) -> OpenCard:
    opened = incident.opened
    if opened is None:
        raise ValueError("not opened")
    place = one_line(opened.place, SHORT)
    if place and not known.spots:
        known = replace(known, spots=(Spot(place),))
    return OpenCard(
        incident_id=incident.incident_id,
        reference=one_line(opened.reference, SHORT),
        headline=one_line(opened.headline, SHORT),
        place=place,
        known=known,
        grade_name=one_line(incident.grade_name, SHORT),
        grade_rank=incident.grade_rank,
        team_name=one_line(incident.team_name, SHORT),
        standing=incident.standing,
        vulnerable=opened.vulnerable,
        opened_at=incident.delivered_at or "",
        calls=len(incident.contacts),
        briefing=cleaned(incident.major.briefing, BRIEFING) if incident.major else "",
        kind=opened.kind,
        to_do=_to_do(incident),
    )


def _to_do(incident: Incident) -> tuple[ToDo, ...]:
    """What desks can do something about, the oldest first; the rest is with the team."""
    wanted = [task for task in still_open(incident.tasks) if task.fact.kind in AT_DESKS]
    return tuple(
        ToDo(
            task.fact.task_id,
            task.fact.kind,
            one_line(task.fact.text, SHORT),
            later(task.since, task.fact.within_s),
            task.overdue_since is not None,
            task.fact.contact_id,
        )
        for task in wanted[:TO_DO]
    )


def _handed_over(contact_id: str, said: object) -> Known:
    """The contact as its hand-over carries it."""
    if not isinstance(said, HandOverRequested) or said.contact_id != contact_id:
        return Known()
    told = [
        Entry(s.event_id, contact_id, s.stream_seq, s.at_utc, s.actor, body_in(s))
        for s in said.snapshot
        if s.type in _TELLING
    ]
    return known_from(unfolded(entry).body for entry in told)


def _of_contact(tx: Transaction, contact_id: str) -> Known:
    told = [e for e in events.of_stream(tx, contact_id) if e.type in _TELLING]
    return known_from(entry_kept(event).body for event in told)
