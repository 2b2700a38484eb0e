"""Everything the queue screen shows, read in one go; presenters turn it into words and shapes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from workstation.desk.answers import QueueRow
from workstation.desk.ports import LinkState
from workstation.desk.receive.pinned import Pinned
from workstation.domain.contact.state import Contact
from workstation.domain.desk_stream import HandOverRequested
from workstation.domain.events import Entry
from workstation.domain.handover import Alarm
from workstation.domain.incident.state import Incident
from workstation.domain.roles import Action


@dataclass(frozen=True, slots=True)
class Received:
    """Everything a desk gave with one incident, read by the same folds as at the desk.

    ``request`` is the hand-over that opened it, ``None`` only when its words were erased or cannot
    be read. ``contacts`` are in the order they were linked. ``entries`` are the incident's events,
    then each contact's, each group in the order it was written. ``new`` are ids of entries that
    came after the hand-over and have not been looked at here. ``pinned`` is what its policy lets a
    receiver choose.
    """

    incident: Incident
    request: HandOverRequested | None
    contacts: tuple[Contact, ...]
    entries: tuple[Entry, ...]
    new: frozenset[str] = frozenset()
    pinned: Pinned = field(default_factory=Pinned)

    @property
    def incident_id(self) -> str:
        """The incident's id."""
        return self.incident.incident_id


@dataclass(frozen=True, slots=True)
class QueueView:
    """The queue screen of one signed-in receiver, or the sign-in when ``person`` is empty.

    ``rows`` are in the order they are to be worked; rows marked ``delayed`` belong into the
    reconcile list and are never a fresh dispatch. ``selected_id`` may be set while ``selected`` is
    still being read. ``team_names`` names every team of the force, for re-routing. ``busy`` are
    incidents with a step on its way. ``may`` is what the role table allows this person.
    ``hub_now_utc`` is the hub's clock as this machine reckons it, for ages. ``as_of_utc`` is the
    hub's clock when ``rows`` were read, ``None`` before the first reading.
    """

    person: str
    person_name: str
    teams: tuple[str, ...]
    team: str
    team_name: str
    team_names: Mapping[str, str]
    rows: tuple[QueueRow, ...]
    selected_id: str | None
    selected: Received | None
    link: LinkState
    news: tuple[str, ...]
    alarms: tuple[Alarm, ...]
    busy: frozenset[str] = frozenset()
    may: frozenset[Action] = frozenset()
    signing_in: bool = False
    hub_now_utc: str | None = None
    as_of_utc: str | None = None

    @property
    def fresh(self) -> tuple[QueueRow, ...]:
        """Rows to be worked as they come."""
        return tuple(row for row in self.rows if not row.delayed)

    @property
    def reconcile(self) -> tuple[QueueRow, ...]:
        """Rows that arrived late or were phoned through: compare with what was done already."""
        return tuple(row for row in self.rows if row.delayed)
