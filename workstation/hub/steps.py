"""What receivers and supervisors do with an incident: checked, decided, durable, counted once."""

from __future__ import annotations

from typing import Final

from workstation.domain.incident import commands as ask
from workstation.domain.incident.state import Incident
from workstation.domain.roles import Action
from workstation.domain.text import cleaned
from workstation.hub.credentials import Signed
from workstation.hub.hub import Hub
from workstation.hub.incidents import By, work_on
from workstation.hub.problems import Refused
from workstation.hub.queues import item_of
from workstation.hub.store import incidents
from workstation.protocol.messages import Step, StepReply

_NEEDS: Final[dict[str, Action]] = {
    "claim": "claim",
    "accept": "accept",
    "refuse": "refuse",
    "reroute": "reroute",
    "close": "close_incident",
    "approve": "approve_non_attendance",
    "disapprove": "approve_non_attendance",
}
#: What supervisors do for every team.
_FOR_ALL: Final = ("approve", "disapprove")


def take_step(hub: Hub, person: Signed, incident_id: str, step: Step) -> StepReply:
    """Let ``person`` take ``step``.

    Raises `Refused` (403, 404, 409) when it is not theirs, or when the operation id was used for
    something else.
    """
    person.need(_NEEDS[step.step])
    asked = f"{person.user} {incident_id} {step.model_dump_json()}"
    with hub.writing() as tx:
        work = work_on(hub, tx, incident_id)
        before = incidents.step_reply(tx, step.op_id)
        if before is not None:
            return _replayed(before, asked)
        _theirs(person, work.before, step)
        by = By(actor=person.user, sign_in=person.sign_in)
        refusal = work.decide(_command(person, step), by)
        reply = StepReply(
            done=refusal is None,
            cause=refusal.cause if refusal else "",
            item=item_of(work.after),
        )
        incidents.keep_step(tx, step.op_id, asked, reply.model_dump_json(), work.now)
        if work.drafts:
            work.finish()
        return reply


def _replayed(before: tuple[str, str], asked: str) -> StepReply:
    if before[0] != asked:
        raise Refused(409, "used", "This operation was used for another step; nothing was changed.")
    return StepReply.model_validate_json(before[1])


def _theirs(person: Signed, incident: Incident, step: Step) -> None:
    if incident.opened is None:
        raise Refused(404, "not_found", "The hub knows no such incident.")
    if step.step not in _FOR_ALL and incident.team not in person.teams:
        raise Refused(
            403, "not_yours", f"It is with {incident.team_name}, and you do not receive for them."
        )


def _command(person: Signed, step: Step) -> ask.Command:
    cause = cleaned(step.cause)
    match step.step:
        case "claim":
            return ask.Claim(person.user, person.name)
        case "accept":
            return ask.Accept(person.user, person.name)
        case "refuse":
            return ask.Refuse(person.user, person.name, cause)
        case "reroute":
            return ask.ReRoute(person.user, person.name, step.team, cause)
        case "close":
            return ask.Close(person.user, person.name, cause)
        case "approve" | "disapprove":
            given = step.step == "approve"
            return ask.DecideApproval(person.user, person.name, given, cause)
