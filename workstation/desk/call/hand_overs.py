"""The hand-overs this desk asked for, and how far each got."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workstation.desk.call.asked import WAITING, Asked, age_of, age_s, asked_elsewhere
from workstation.desk.call.linked import Linked
from workstation.desk.call.raises import Raised, Raises
from workstation.desk.call.unsettled import Unsettled
from workstation.desk.ports import CachePort, Clock, DeliveryState, JournalPort
from workstation.domain.desk_stream import GradeRaised, HandOverRequested, PhonedThrough
from workstation.domain.events import Event
from workstation.domain.handover import HandOver, referred_to
from workstation.domain.incident.evolve import read
from workstation.domain.incident.state import Incident
from workstation.protocol.payloads import body_of


class HandOvers:
    """A reading over the requests, their delivery, and the hub's word on the incidents.

    It reads anew only what it is told has changed: no news costs more the more was handed over.
    """

    def __init__(self, journal: JournalPort, cache: CachePort, clock: Clock) -> None:
        self._journal = journal
        self._cache = cache
        self._clock = clock
        self._numbered = 0
        self._asked: dict[str, Asked] = {}
        self._by_event: dict[str, Asked] = {}
        self._of_contact: dict[str, list[Asked]] = {}
        self._raises = Raises(journal, clock)
        self._joined: dict[str, str] = {}
        self.linked = Linked(cache)

    def count(self) -> int:
        """How many hand-overs this store has ever asked for; numbers the references."""
        return self._numbered

    def asked(self, event_id: str, body: HandOverRequested) -> None:
        """A request was written; it waits until the link reports otherwise."""
        self._numbered += 1
        self._follow(Asked(event_id, body, self._clock.monotonic()))

    def raised(self, event_id: str, body: GradeRaised) -> None:
        """A handed-over incident was raised; an urgent raise needs the hub's receipt, too."""
        self._raises.made(event_id, body)

    def phoned(self, event_id: str, body: PhonedThrough, age: float = 0.0) -> None:
        """Somebody was told by telephone, ``age`` seconds ago."""
        if (known := self._asked.get(body.incident_id)) is not None:
            known.was_phoned(event_id, body, self._clock.monotonic() - age)

    def join(self, contact_id: str, incident_ids: Iterable[str]) -> None:
        """Incidents that another desk handed over are followed here, too, as of ``contact_id``."""
        for incident_id in incident_ids:
            self._joined[incident_id] = contact_id
            self.hub_said([incident_id])

    def resume(self, found: Unsettled) -> None:
        """Take what an earlier run of this program asked for; no clock begins anew with this."""
        self._numbered = found.numbered
        for event, body, delivery in found.requests:
            self._recalled(event, body, delivery)
        for event, told in found.phoned:
            self.phoned(event.event_id, told, age_of(event, self._clock.moment()))
        self._raises.resume(found.raises)

    def unsettled(self, open_contacts: Iterable[str]) -> tuple[str, ...]:
        """Events that a later start must know of: of a contact they are all settled, or none is.

        Settled is what the hub has closed, or what was sent again as a new incident.
        """
        anew, still_open = self.given_anew(), set(open_contacts)
        raised = {one.incident_id for one in self._raises.every()}
        left: list[str] = []
        for contact_id, hand_overs in self._of_contact.items():
            settled = contact_id not in still_open and all(
                a.settled(anew, raised) for a in hand_overs
            )
            left += [] if settled else [i for a in hand_overs for i in a.event_ids]
        return (*left, *self._raises.ids())

    def delivered(self, event_ids: Iterable[str]) -> bool:
        """How far these events got has changed; whether a hand-over or a raise is among them."""
        changed = False
        for event_id in event_ids:
            if (known := self._by_event.get(event_id)) is not None:
                changed = True
                known.delivery = self._journal.delivery(event_id) or known.delivery
                known.follow_wait(self._clock.monotonic())
            elif self._raises.delivered(event_id):
                changed = True
        return changed

    def hub_said(self, incident_ids: Iterable[str]) -> None:
        """The hub's copy of these incidents has changed."""
        for incident_id in incident_ids:
            self.linked.hub_said(incident_id)
            entries = self._cache.incident_entries(incident_id)
            incident = read(incident_id, entries) if entries else None
            if incident_id not in self._asked and incident is not None:
                self._follow_again(incident)
            if (known := self._asked.get(incident_id)) is not None:
                known.incident = incident
                known.follow_wait(self._clock.monotonic())

    def all_asked(self) -> tuple[Asked, ...]:
        """Everything asked for that is followed, oldest first."""
        return tuple(self._asked.values())

    def raises(self) -> tuple[tuple[Asked, Raised], ...]:
        """Urgent raises without the hub's receipt, with the hand-over that each raised."""
        return tuple(
            (known, one)
            for one in self._raises.every()
            if (known := self._asked.get(one.incident_id)) is not None
        )

    def of_contact(self, contact_id: str) -> tuple[HandOver, ...]:
        """Hand-overs that a contact asked for, oldest first."""
        return tuple(known.stands() for known in self._of_contact.get(contact_id, ()))

    def unheld(self, contact_id: str) -> frozenset[str]:
        """Incidents of a contact that nobody has."""
        nobody = ("refused", "closed")
        return frozenset(h.incident_id for h in self.of_contact(contact_id) if h.state in nobody)

    def referrals(self, contact_id: str) -> Mapping[str, str]:
        """Teams that have accepted a hand-over whose risk was assessed, by incident."""
        return {
            known.body.incident_id: team
            for known in self._of_contact.get(contact_id, ())
            if (team := referred_to(known.body, known.incident)) is not None
        }

    def given_anew(self) -> frozenset[str]:
        """Incidents that nobody had and that were sent again as a new one."""
        return Asked.given_anew(self._of_contact.values())

    def waiting(self) -> frozenset[str]:
        """Incidents of this desk that nobody has accepted, without those that were sent again."""
        anew = self.given_anew()
        return frozenset(i for i, k in self._asked.items() if not k.taken and i not in anew)

    def request(self, incident_id: str, contact_id: str) -> HandOverRequested | None:
        """What was asked of an incident, or last of a contact."""
        of_one = self._of_contact.get(contact_id, ())
        known = self._asked.get(incident_id) or (of_one[-1] if of_one else None)
        return known.body if known else None

    def incident(self, incident_id: str) -> Incident | None:
        """What the hub has said of an incident so far."""
        known = self._asked.get(incident_id)
        return known.incident if known else None

    def undelivered_urgent(self) -> int:
        """Urgent requests without the hub's receipt."""
        return sum(1 for k in self._asked.values() if k.body.urgent and k.on_its_way)

    def _follow(self, known: Asked) -> None:
        """What was asked of the same incident before is replaced."""
        if (before := self._asked.get(known.body.incident_id)) is not None and before.phoned:
            known.was_phoned(before.phoned_id, before.phoned, before.phoned_mono)
        self._asked[known.body.incident_id] = known
        self._by_event[known.event_id] = known
        of_one = self._of_contact.setdefault(known.body.contact_id, [])
        of_one[:] = [one for one in of_one if one is not before] + [known]
        of_one.sort(key=lambda one: one.asked_mono)

    def _follow_again(self, incident: Incident) -> None:
        """A restored hub may open anew what was settled here, and is not read back any more."""
        if incident.opened is None or incident.standing == "closed":
            return
        event = self._journal.event(incident.opened.request_id)
        if event is None and (contact_id := self._joined.get(incident.incident_id)):
            age = age_s(incident.opened.requested_at_utc, self._clock.moment().at_utc)
            body = asked_elsewhere(incident.opened, contact_id)
            self._since(incident.opened.request_id, body, DeliveryState("stored"), max(0.0, age))
        if event is not None and event.type == HandOverRequested.__name__ and not event.erased:
            delivery = self._journal.delivery(event.event_id) or WAITING
            self._recalled(event, body_of(event), delivery)

    def _recalled(self, event: Event, body: HandOverRequested, delivery: DeliveryState) -> None:
        self._since(event.event_id, body, delivery, age_of(event, self._clock.moment()))

    def _since(
        self, event_id: str, body: HandOverRequested, delivery: DeliveryState, age: float
    ) -> None:
        """Follow what was asked ``age`` seconds ago."""
        now = self._clock.moment()
        known = Asked(event_id, body, self._clock.monotonic() - age, delivery)
        self._follow(known)
        self.hub_said([body.incident_id])
        known.has_waited(now, age)
