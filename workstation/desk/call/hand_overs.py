"""The hand-overs this desk asked for: where each stands, and which of them alarm."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from workstation.desk.ports import CachePort, Clock, DeliveryState, JournalPort, LinkPort
from workstation.domain.desk_stream import GradeRaised, HandOverRequested
from workstation.domain.events import Event
from workstation.domain.handover import Alarm, HandOver, alarm, before_the_hub, stands
from workstation.domain.incident.state import Incident, read


@dataclass(slots=True)
class _Asked:
    """``waiting_since`` is the hub's word; empty when only its receipt has come so far."""

    event_id: str
    body: HandOverRequested
    asked_mono: float
    delivery: DeliveryState
    incident: Incident | None = None
    waiting_since: str | None = None
    waiting_mono: float = 0.0


@dataclass(slots=True)
class _Raised:
    """A raise to an urgent grade, on its way to an incident that was handed over before."""

    event_id: str
    incident_id: str
    mono: float
    delivery: DeliveryState


class HandOvers:
    """A reading over the requests, their delivery, and the hub's word on the incidents."""

    def __init__(
        self, journal: JournalPort, cache: CachePort, link: LinkPort, clock: Clock
    ) -> None:
        self._journal = journal
        self._cache = cache
        self._link = link
        self._clock = clock
        self._asked: dict[str, _Asked] = {}
        self._raised: list[_Raised] = []

    def count(self) -> int:
        """How many hand-overs this store has asked for; numbers the references."""
        return len(self._asked)

    def asked(self, event_id: str, body: HandOverRequested, asked_mono: float) -> None:
        """A request was written; it waits until the link reports otherwise."""
        known = _Asked(event_id, body, asked_mono, DeliveryState("waiting"))
        self._asked[body.incident_id] = known

    def raised(self, event_id: str, body: GradeRaised, mono: float) -> None:
        """A handed-over incident was raised; an urgent raise needs the hub's receipt, too."""
        if body.urgent:
            state = self._journal.delivery(event_id) or DeliveryState("waiting")
            self._raised.append(_Raised(event_id, body.incident_id, mono, state))

    def recalled_raise(self, event: Event, body: GradeRaised) -> None:
        """A raise of an earlier run of this program, read back from the journal."""
        self.raised(event.event_id, body, self._clock.monotonic() - self._age(event))

    def _age(self, event: Event) -> float:
        """Seconds since an event of this desk was written."""
        now = self._clock.moment()
        same_boot = now.boot_id == event.boot_id
        age = (now.mono_ns - event.mono_ns) / 1e9 if same_boot else _age_s(event.at_utc, now.at_utc)
        return max(0.0, age)

    def recalled(self, event: Event, body: HandOverRequested) -> None:
        """A request of an earlier run of this program, read back from the journal."""
        now = self._clock.moment()
        age = self._age(event)
        self.asked(event.event_id, body, self._clock.monotonic() - age)
        self.refresh([body.incident_id])
        known = self._asked[body.incident_id]
        waited = _age_s(known.waiting_since, now.at_utc) if known.waiting_since else age
        waited += (now.hub_offset_ms or 0) / 1e3 if known.waiting_since else 0.0
        known.waiting_mono -= max(0.0, min(waited, age))  # no clock begins anew with the program

    def refresh(self, incident_ids: list[str] | None = None) -> None:
        """Re-read delivery and the hub's events, of all or of the named incidents."""
        for incident_id in incident_ids if incident_ids is not None else list(self._asked):
            known = self._asked.get(incident_id)
            if known is None:
                continue
            known.delivery = self._journal.delivery(known.event_id) or known.delivery
            entries = self._cache.incident_entries(incident_id)
            known.incident = read(incident_id, entries) if entries else None
            self._follow_wait(known)
        for one in self._raised:
            one.delivery = self._journal.delivery(one.event_id) or one.delivery
        self._raised = [one for one in self._raised if one.delivery.state != "stored"]

    def _follow_wait(self, known: _Asked) -> None:
        """The acceptance clock runs from the hub's receipt, also while its word is late."""
        since = known.incident.waiting_since if known.incident else None
        if since is None and known.delivery.state == "stored":
            since = ""
        if since == known.waiting_since:
            return
        first = known.incident is not None and since == known.incident.delivered_at
        if not (known.waiting_since == "" and first):
            known.waiting_mono = self._clock.monotonic()
        known.waiting_since = since

    def of_contact(self, contact_id: str) -> tuple[HandOver, ...]:
        """Hand-overs that a contact asked for, oldest first."""
        return tuple(
            self._stands(known)
            for known in self._asked.values()
            if known.body.contact_id == contact_id
        )

    def unheld(self, contact_id: str) -> frozenset[str]:
        """Incidents of a contact that nobody has."""
        nobody = ("refused", "closed")
        return frozenset(h.incident_id for h in self.of_contact(contact_id) if h.state in nobody)

    def in_need(self) -> frozenset[str]:
        """Contacts with a hand-over that nobody has or that alarms."""
        anew = self._given_anew()
        refused = {
            known.body.contact_id
            for incident_id, known in self._asked.items()
            if incident_id not in anew and self._stands(known).state == "refused"
        }
        return frozenset(refused | {contact_id for contact_id, _ in self.alarms()})

    def _given_anew(self) -> frozenset[str]:
        """Incidents that nobody had and that were sent again as a new one."""
        last: dict[str, str] = {}
        anew = set()
        for incident_id, known in self._asked.items():
            contact_id = known.body.contact_id
            if known.body.send_now and contact_id in last:
                anew.add(last[contact_id])
            last[contact_id] = incident_id
        return frozenset(anew)

    def incident(self, incident_id: str) -> Incident | None:
        """What the hub has said of an incident so far."""
        known = self._asked.get(incident_id)
        return known.incident if known else None

    def alarms(self) -> tuple[tuple[str, Alarm], ...]:
        """(contact id, alarm) for every hand-over that needs a person now."""
        down = self._link.state().state == "lost"
        now = self._clock.monotonic()
        due = []
        anew = self._given_anew()
        for known in self._asked.values():
            if known.body.incident_id in anew:
                continue
            since_delivery = now - known.waiting_mono if known.waiting_since is not None else 0.0
            found = alarm(
                self._stands(known),
                since_request_s=now - known.asked_mono,
                since_delivery_s=since_delivery,
                link_down=down,
            )
            if found is not None:
                due.append((known.body.contact_id, found))
        told = {found.incident_id for _, found in due}
        raises = [one for one in self._raised if one.incident_id not in told]
        return (*due, *self._alarms_of(raises, now, link_down=down))

    def _alarms_of(
        self, raises: list[_Raised], now: float, *, link_down: bool
    ) -> Iterator[tuple[str, Alarm]]:
        for one in raises:
            if (known := self._asked.get(one.incident_id)) is None:
                continue
            stands_now = self._stands(known)
            on_its_way = replace(
                stands_now, state=before_the_hub(one.delivery.state), urgent=True, refused_by=""
            )
            age = now - one.mono
            found = alarm(on_its_way, since_request_s=age, since_delivery_s=0, link_down=link_down)
            if found is not None:
                yield known.body.contact_id, found

    def undelivered_urgent(self) -> int:
        """Urgent requests without the hub's receipt."""
        waiting = ("waiting", "sent")
        return sum(1 for k in self._asked.values() if k.body.urgent and k.delivery.state in waiting)

    def _stands(self, known: _Asked) -> HandOver:
        body = known.body
        return stands(
            body.incident_id,
            (body.team, body.team_name),
            known.delivery.state,
            known.incident,
            grade_name=body.grade_name,
            urgent=body.urgent,
            accept_within_s=body.accept_within_s,
            sent_at=known.delivery.sent_at,
            cause=known.delivery.cause,
        )


def _age_s(then_utc: str, now_utc: str) -> float:
    then, now = (datetime.fromisoformat(t) for t in (then_utc, now_utc))
    return (now - then).total_seconds()
