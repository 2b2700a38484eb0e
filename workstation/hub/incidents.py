"""One decision about one incident inside one transaction: read, decide, seal, keep, tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from workstation.domain.events import Event, PolicyRef
from workstation.domain.incident import commands as ask
from workstation.domain.incident import deeds
from workstation.domain.incident.decide import Refusal, decide
from workstation.domain.incident.evolve import evolve, read
from workstation.domain.incident.state import Incident
from workstation.hub import acceptance, approvals, change_feed, open_cards, task_clocks
from workstation.hub.callers import register
from workstation.hub.change_feed import (
    SUPERVISORS,
    Draft,
    desk_audience,
    is_desk,
    team_audience,
)
from workstation.hub.hub import Hub
from workstation.hub.identifiers import new_id
from workstation.hub.queues import item_of
from workstation.hub.store import events, feed, incidents, people
from workstation.hub.store.engine import Transaction
from workstation.hub.store.feed import Notice
from workstation.protocol.payloads import entry_of


@dataclass(frozen=True, slots=True)
class By:
    """Who speaks in the hub's stream, why, and under which policy."""

    actor: str = "hub"
    sign_in: str = ""
    cause_id: str | None = None
    policy: PolicyRef | None = None


@dataclass(slots=True)
class IncidentWork:
    """An incident while it is being decided on. Its lock is held until the transaction ends."""

    hub: Hub
    tx: Transaction
    now: str
    before: Incident
    after: Incident
    context: ask.Context
    drafts: list[Draft] = field(default_factory=list)

    def decide(self, command: ask.Command | deeds.Deed, by: By) -> Refusal | None:
        """Let ``command`` happen, or say why it cannot."""
        decided = decide(self.after, command, self.context)
        if isinstance(decided, Refusal):
            return decided
        for body in decided:
            self.note(body, by)
        return None

    def note(self, body: object, by: By) -> None:
        """Put ``body`` into the incident's stream."""
        draft = Draft(
            new_id(),
            self.before.incident_id,
            self.after.last_seq + 1,
            self.now,
            body,
            by.actor,
            by.sign_in,
            by.cause_id,
            by.policy,
        )
        self.drafts.append(draft)
        self.after = evolve(self.after, draft.entry)

    def name_of(self, user: str) -> str:
        """How others read a person's name; the user id of somebody the hub does not know."""
        account = people.account(self.tx, user)
        return account.name if account else user

    def finish(
        self, arrived: Event | None = None, desk_id: str | None = None, said: object = None
    ) -> dict[str, int]:
        """Seal, keep and tell; the last act of the transaction. Returns numbers by event id.

        ``arrived`` is the desk's event that caused this and ``said`` its payload, ``desk_id`` the
        desk that wrote it.
        """
        tx, incident_id = self.tx, self.before.incident_id
        opened = self.after.opened
        if opened is None:
            return change_feed.tell(tx, [(arrived, frozenset())]) if arrived else {}
        anew = open_cards.known_anew(tx, self.before, self.after, said)
        tx.lock("feed")
        sealed = change_feed.seal_all(self.hub, tx, self.drafts)
        reading = incidents.Reading(
            incident_id,
            opened.request_id,
            opened.desk_id,
            self.after.team,
            self.after.standing,
            item_of(self.after).model_dump_json(),
        )
        incidents.put(tx, reading)
        acceptance.follow(tx, self.before, self.after, self.now)
        approvals.follow(tx, self.before, self.after, self.now)
        task_clocks.follow(tx, self.before, self.after, self.now)
        new_contacts = [c for c in self.after.contacts if c not in self.before.contacts]
        for contact_id in new_contacts:
            feed.link_contact(tx, incident_id, contact_id)
        for contact_id in self._parted():
            feed.part_contact(tx, incident_id, contact_id)
        open_cards.follow(tx, self.before, self.after, anew)
        own = [*sealed, arrived] if arrived else list(sealed)
        numbers = feed.publish(tx, _once(self._notices(own, new_contacts, desk_id)))
        register.follow(self.hub, tx, self.before, self.after)
        return numbers

    def _notices(
        self, own: list[Event], new_contacts: list[str], desk_id: str | None
    ) -> Iterable[Notice]:
        tx, incident_id = self.tx, self.before.incident_id
        heard = feed.audiences_of(tx, incident_id)
        wanted = {SUPERVISORS, team_audience(self.after.team)}
        wanted |= {team_audience(team) for team in task_clocks.owing(self.after)}
        wanted |= {a for a in heard if is_desk(a)}
        if desk_id:
            wanted.add(desk_audience(desk_id))
        if self.before.opened is None:
            wanted |= self._spoke_early()
        for audience in heard - wanted:
            feed.leave(tx, incident_id, audience)
            yield from self._gone(audience)
        stay = heard & wanted
        for contact_id in new_contacts:
            yield from _events_for(_full(stay), events.of_stream(tx, contact_id))
        for event in own:
            yield from _events_for(self._hear(event, stay), (event,))
        joined = frozenset(wanted - heard)
        for audience in joined:
            feed.join(tx, incident_id, audience)
        if joined:
            yield from self._backfill(joined)
        for contact_id in self._parted():
            left = _full(stay) - feed.audiences_of_contact(tx, contact_id)
            yield Notice(left, "gone", contact_id)

    def _parted(self) -> list[str]:
        return [c for c in self.before.contacts if c not in self.after.contacts]

    def _spoke_early(self) -> set[str]:
        """The desks whose word about it came before it was opened, and counts from now on."""
        told = events.about(self.tx, self.before.incident_id)
        writers = {events.device_of_stream(self.tx, event.stream_id) for event in told}
        return {desk_audience(writer) for writer in writers if writer}

    def _hear(self, event: Event, stay: frozenset[str]) -> frozenset[str]:
        """Who hears a new event: of a contact also those who know it from another incident."""
        if event.stream_id == self.before.incident_id:
            return stay
        if event.stream_id in self.after.contacts:
            return _full(stay | feed.audiences_of_contact(self.tx, event.stream_id))
        return _full(stay)

    def _backfill(self, joined: frozenset[str]) -> Iterable[Notice]:
        full = _full(joined)
        if full:
            for contact_id in self.after.contacts:
                yield from _events_for(full, events.of_stream(self.tx, contact_id))
            yield from _events_for(full, events.about(self.tx, self.before.incident_id))
        yield from _events_for(joined, events.of_stream(self.tx, self.before.incident_id))

    def _gone(self, audience: str) -> Iterable[Notice]:
        only = frozenset({audience})
        yield Notice(only, "gone", self.before.incident_id)
        for contact_id in self.after.contacts:
            if audience not in feed.audiences_of_contact(self.tx, contact_id):
                yield Notice(only, "gone", contact_id)


def work_on(
    hub: Hub, tx: Transaction, incident_id: str, policy: PolicyRef | None = None
) -> IncidentWork:
    """Take an incident's lock and read it; ``policy`` is the one of what may open it."""
    tx.lock("incident", incident_id)
    told = events.of_stream(tx, incident_id)
    incident = read(incident_id, (entry_of(e) for e in told))
    pinned = told[0].policy if told else policy
    teams = people.teams(tx)
    context = ask.Context(
        {team.team: team.name for team in teams},
        frozenset(team.team for team in teams if team.closes),
        policy=hub.shelf.find(tx, pinned),
    )
    return IncidentWork(hub, tx, hub.clock(tx), incident, incident, context)


def _full(audiences: Iterable[str]) -> frozenset[str]:
    return frozenset(a for a in audiences if not is_desk(a))


def _events_for(audiences: frozenset[str], told: Iterable[Event]) -> Iterable[Notice]:
    for event in told:
        yield Notice(audiences, "event", event.stream_id, event.event_id)


def _once(notices: Iterable[Notice]) -> list[Notice]:
    return list(dict.fromkeys(notices))
