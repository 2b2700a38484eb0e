"""What receivers see and do: queues, records, steps."""

from __future__ import annotations

from fastapi import APIRouter

from workstation.hub import alike, queues, records, steps
from workstation.hub.credentials import ACaller, APerson, TheHub
from workstation.hub.problems import Refused
from workstation.protocol.alike import AlikeReply
from workstation.protocol.messages import ContactRecord, Queue, Record, Step, StepReply

ROUTES = APIRouter(prefix="/v1", tags=["receivers"])


@ROUTES.get("/queues/{team}")
def get_queue(hub: TheHub, person: APerson, team: str) -> Queue:
    """A team's queue in the order it is to be worked; for supervisors with what nobody has."""
    person.need("see_team_queue")
    supervises = "supervisor" in person.roles
    if team not in person.teams and not supervises:
        raise Refused(403, "not_yours", "You do not receive for this team.")
    return queues.queue(hub, team, given_back=supervises)


@ROUTES.get("/incidents/{incident_id}")
def get_incident(hub: TheHub, caller: ACaller, incident_id: str) -> Record:
    """Every event of an incident, its contacts and its requests."""
    return records.incident_record(hub, caller, incident_id)


@ROUTES.get("/incidents/{incident_id}/alike")
def get_alike(hub: TheHub, person: APerson, incident_id: str) -> AlikeReply:
    """Other open incidents that may be the same, with reasons; nothing is linked by asking."""
    person.need("link_incidents")
    return alike.alike(hub, person, incident_id)


@ROUTES.get("/contacts/{contact_id}")
def get_contact(hub: TheHub, caller: ACaller, contact_id: str) -> ContactRecord:
    """Every event of a contact and what was asked about it."""
    return records.contact_record(hub, caller, contact_id)


@ROUTES.post("/incidents/{incident_id}/steps")
def post_step(hub: TheHub, person: APerson, incident_id: str, step: Step) -> StepReply:
    """A receiver's step, or a supervisor's approval. The same operation id counts once."""
    return steps.take_step(hub, person, incident_id, step)
