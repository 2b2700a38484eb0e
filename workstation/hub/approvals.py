"""Clocks of approvals: started when one is asked for, stopped when it is decided or met."""

from __future__ import annotations

from workstation.domain.incident.state import Incident
from workstation.hub.clock import later
from workstation.hub.identifiers import new_id
from workstation.hub.store import timers
from workstation.hub.store.engine import Transaction


def follow(tx: Transaction, before: Incident, after: Incident, now: str) -> None:
    """Let the clock of an incident's approval fit what has become of it. Its lock is held."""
    if _waits(before) == _waits(after):
        return
    if after.approval is not None and _waits(after):
        due_at = later(now, after.approval.wanted.within_s)
        timers.start(tx, timers.Timer(new_id(), after.incident_id, due_at, "approval"))
    else:
        timers.stop(tx, after.incident_id, "approval")


def _waits(incident: Incident) -> bool:
    return incident.approval is not None and incident.approval.state == "pending"
