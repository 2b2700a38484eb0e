"""Acceptance clocks: started at delivery, refusal, re-route and regrade, stopped by acceptance."""

from __future__ import annotations

from workstation.domain.incident.state import Incident
from workstation.hub.clock import later
from workstation.hub.identifiers import new_id
from workstation.hub.store import timers
from workstation.hub.store.engine import Transaction


def follow(tx: Transaction, before: Incident, after: Incident, now: str) -> None:
    """Let the clocks of an incident fit what it has become. Its lock is held.

    A raise starts a second clock and leaves the first running, so that raising never delays an
    alarm; lowering, refusing and re-routing start afresh. What was given back has nobody either,
    and waits no longer for another team than it might for acceptance.
    """
    incident_id = after.incident_id
    if after.unheld_since is None:
        if before.unheld_since is not None:
            timers.stop(tx, incident_id, "acceptance")
        return
    waits_anew = before.unheld_since != after.unheld_since
    regraded = before.grade != after.grade
    if not waits_anew and not regraded:
        return
    if waits_anew or after.grade_rank > before.grade_rank:
        timers.stop(tx, incident_id, "acceptance")
    due_at = later(now, after.accept_within_s)
    timers.start(tx, timers.Timer(new_id(), incident_id, due_at))
