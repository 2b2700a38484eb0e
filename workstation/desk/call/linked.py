"""Incidents of other calls that calls of this desk are linked to; they alarm where they began."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from workstation.desk.ports import CachePort
from workstation.domain.handover import HandOver, stands
from workstation.domain.incident.evolve import read
from workstation.domain.incident.state import Incident


class Linked:
    """The hub's word on them, read from the cache when it is first asked for."""

    def __init__(self, cache: CachePort) -> None:
        self._cache = cache
        self._read: dict[str, Incident | None] = {}

    def hub_said(self, incident_id: str) -> None:
        """The hub's copy has changed; it is read anew when it is next asked for."""
        self._read.pop(incident_id, None)

    def waiting(self, incident_ids: Iterable[str]) -> frozenset[str]:
        """Those that nobody has accepted, as far as this desk has heard."""
        taken = ("accepted", "closed")
        known = {one: self._incident(one) for one in incident_ids}
        return frozenset(i for i, k in known.items() if k is None or k.standing not in taken)

    def cards(self, incident_ids: Iterable[str]) -> tuple[HandOver, ...]:
        """Where they stand; none of those that the hub has not told of yet."""
        known = ((one, self._incident(one)) for one in incident_ids)
        return tuple(_card(one, incident) for one, incident in known if incident is not None)

    def _incident(self, incident_id: str) -> Incident | None:
        if incident_id not in self._read:
            entries = self._cache.incident_entries(incident_id)
            found = read(incident_id, entries) if entries else None
            self._read[incident_id] = found if found is not None and found.opened else None
        return self._read[incident_id]


def _card(incident_id: str, incident: Incident) -> HandOver:
    now = stands(
        incident_id,
        (incident.team, incident.team_name),
        "stored",
        incident,
        grade_name=incident.grade_name,
        urgent=incident.urgent,
        accept_within_s=incident.accept_within_s,
    )
    reference = incident.opened.reference if incident.opened else ""
    return replace(now, reference=reference, linked=True)
