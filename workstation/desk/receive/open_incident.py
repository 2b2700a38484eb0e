"""The incident that a receiver has open: its record, what it folds to, what was looked at."""

from __future__ import annotations

from workstation.desk.answers import IncidentRecord
from workstation.desk.receive.pinned import PolicyOf
from workstation.desk.receive.received import received
from workstation.desk.receive.view import Received


class OpenIncident:
    """At most one at a time. What was looked at is remembered until the person leaves."""

    def __init__(self, policy_of: PolicyOf) -> None:
        self._policy_of = policy_of
        self.incident_id: str | None = None
        self.shown: Received | None = None
        self._record: IncidentRecord | None = None
        self._looked_at: dict[str, frozenset[str]] = {}

    def choose(self, incident_id: str | None) -> None:
        """Open another one; nothing is shown until its record is there."""
        self.incident_id = incident_id
        self._record = self.shown = None

    def take(self, record: IncidentRecord) -> None:
        """Show ``record``, if it is still the one that is open."""
        if record.incident_id == self.incident_id:
            self._record = record
            looked_at = self._seen(record.incident_id)
            self.shown = received(record, looked_at, self._policy_of)

    def looked_at(self, incident_id: str) -> bool:
        """Everything shown of it has been looked at; whether anything was new."""
        shown, record = self.shown, self._record
        if shown is None or record is None or shown.incident_id != incident_id or not shown.new:
            return False
        self._looked_at[incident_id] = self._seen(incident_id) | shown.new
        self.take(record)
        return True

    def leave(self) -> None:
        """Forget everything: the person has left."""
        self.choose(None)
        self._looked_at.clear()

    def _seen(self, incident_id: str) -> frozenset[str]:
        return self._looked_at.get(incident_id, frozenset())
