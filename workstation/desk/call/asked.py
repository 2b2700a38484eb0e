"""One hand-over that this desk asked for, and one raise, as far as the hub has answered."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, fields, replace
from datetime import datetime
from itertools import pairwise

from workstation.desk.ports import DeliveryState
from workstation.domain.desk_stream import HandOverRequested, PhonedThrough
from workstation.domain.events import Event, Moment
from workstation.domain.handover import HandOver, stands
from workstation.domain.incident.events import IncidentOpened
from workstation.domain.incident.state import Incident, Standing

WAITING = DeliveryState("waiting")


def age_of(event: Event, now: Moment) -> float:
    """Seconds since an event of this desk was written."""
    same_boot = now.boot_id == event.boot_id
    age = (now.mono_ns - event.mono_ns) / 1e9 if same_boot else age_s(event.at_utc, now.at_utc)
    return max(0.0, age)


def age_s(then_utc: str, now_utc: str) -> float:
    """Seconds between two times of this desk's wall clock."""
    then, now = (datetime.fromisoformat(t) for t in (then_utc, now_utc))
    return (now - then).total_seconds()


@dataclass(slots=True)
class Asked:
    """``waiting_since`` is the hub's word; empty when only its receipt has come so far.

    ``phoned``, by the event ``phoned_id``: who was told of it by telephone. ``asked_mono``,
    ``waiting_mono`` and ``phoned_mono`` are monotonic seconds.
    """

    event_id: str
    body: HandOverRequested
    asked_mono: float
    delivery: DeliveryState = WAITING
    incident: Incident | None = None
    waiting_since: str | None = None
    waiting_mono: float = 0.0
    phoned: PhonedThrough | None = None
    phoned_id: str = ""
    phoned_mono: float = 0.0

    @property
    def event_ids(self) -> tuple[str, ...]:
        """The events of this desk that tell of it."""
        return (self.event_id, self.phoned_id) if self.phoned_id else (self.event_id,)

    @property
    def on_its_way(self) -> bool:
        """The hub's receipt has not come."""
        return self.delivery.state in ("waiting", "sent")

    @property
    def taken(self) -> bool:
        """Somebody has it or had it: it needs nobody here."""
        return self._hub_says in ("accepted", "closed")

    @property
    def closed(self) -> bool:
        """The hub's last word: a closed incident stays closed."""
        return self._hub_says == "closed"

    @property
    def _hub_says(self) -> Standing | None:
        known = self.incident
        return known.standing if known is not None and known.opened is not None else None

    def settled(self, anew: Container[str], raised: Container[str]) -> bool:
        """The hub has closed it, or it is in ``anew``: sent again; and nothing is on its way."""
        one = self.body.incident_id
        return (self.closed or one in anew) and not self.on_its_way and one not in raised

    def has_waited(self, now: Moment, age: float) -> None:
        """It was asked ``age`` seconds ago, so its acceptance clock began before ``now``."""
        waited = age
        if self.waiting_since:
            waited = age_s(self.waiting_since, now.at_utc) + (now.hub_offset_ms or 0) / 1e3
        self.waiting_mono -= max(0.0, min(waited, age))

    def follow_wait(self, mono: float) -> None:
        """The acceptance clock runs from the hub's receipt, also while its word is late."""
        since = self.incident.waiting_since if self.incident else None
        if since is None and self.delivery.state == "stored":
            since = ""
        if since == self.waiting_since:
            return
        first = self.incident is not None and since == self.incident.delivered_at
        if not (self.waiting_since == "" and first):
            self.waiting_mono = mono
        self.waiting_since = since

    def was_phoned(self, event_id: str, told: PhonedThrough, mono: float) -> None:
        """Somebody was told of it by telephone."""
        self.phoned, self.phoned_id, self.phoned_mono = told, event_id, mono

    def stands(self) -> HandOver:
        """Where it stands."""
        body = self.body
        now = stands(
            body.incident_id,
            (body.team, body.team_name),
            self.delivery.state,
            self.incident,
            grade_name=body.grade_name,
            urgent=body.urgent,
            accept_within_s=body.accept_within_s,
            sent_at=self.delivery.sent_at,
            cause=self.delivery.cause,
            wanted=body.approval,
        )
        return replace(now, reference=body.reference, phoned=self.phoned)

    @staticmethod
    def given_anew(of_contacts: Iterable[Iterable[Asked]]) -> frozenset[str]:
        """Incidents that nobody had and that were sent again as a new one, by contact."""
        return frozenset(
            before.body.incident_id
            for of_one in of_contacts
            for before, after in pairwise(of_one)
            if after.body.send_now
        )


def asked_elsewhere(opened: IncidentOpened, contact_id: str) -> HandOverRequested:
    """What another desk asked for, as far as the hub's own word holds it, as of ``contact_id``."""
    named = {f.name for f in fields(IncidentOpened)}
    same = {f.name: getattr(opened, f.name) for f in fields(HandOverRequested) if f.name in named}
    return HandOverRequested(**{**same, "contact_id": contact_id, "snapshot": ()})
