"""What receivers and supervisors do with an incident: checked, decided, durable, counted once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from workstation.domain.incident import deeds
from workstation.domain.incident.state import Incident
from workstation.domain.incident.steps import FOR_ALL, NEEDS, StepName
from workstation.domain.incident.tasks import still_open
from workstation.domain.incident.work_events import LetterLine
from workstation.domain.text import cleaned
from workstation.hub.credentials import Signed
from workstation.hub.hub import Hub
from workstation.hub.incidents import By, work_on
from workstation.hub.problems import Refused
from workstation.hub.queues import item_of
from workstation.hub.store import incidents
from workstation.hub.store.engine import Transaction
from workstation.protocol.messages import QueueItem, Step, StepReply

_Make = Callable[[Signed, Step, str], deeds.Deed]
#: What each step is, from who takes it, the step, and its words.
_DEEDS: Final[dict[StepName, _Make]] = {
    "claim": lambda p, s, why: deeds.Claim(p.user, p.name),
    "accept": lambda p, s, why: deeds.Accept(p.user, p.name),
    "refuse": lambda p, s, why: deeds.Refuse(p.user, p.name, why),
    "reroute": lambda p, s, why: deeds.ReRoute(p.user, p.name, s.team, why),
    "close": lambda p, s, why: deeds.Close(p.user, p.name, why),
    "assign": lambda p, s, why: deeds.Assign(p.user, p.name, cleaned(s.to)),
    "act": lambda p, s, why: deeds.Act(p.user, p.name, why),
    "attend": lambda p, s, why: deeds.Attend(p.user, p.name, why),
    "ask_fact": lambda p, s, why: deeds.AskFact(p.user, p.name, why),
    "finish_task": lambda p, s, why: deeds.FinishTask(p.user, p.name, s.task_id, why),
    "reassess": lambda p, s, why: deeds.Reassess(p.user, p.name, _letters(s), why),
    "raise": lambda p, s, why: deeds.RaiseGrade(p.user, p.name, s.grade, why, _letters(s)),
    "ask_lower": lambda p, s, why: deeds.AskLower(p.user, p.name, s.grade, why, _letters(s)),
    "see_news": lambda p, s, why: deeds.SeeNews(p.user, p.name, s.upto_seq),
    "link": lambda p, s, why: deeds.LinkIncident(p.user, p.name, s.other, "", why),
    "part": lambda p, s, why: deeds.PartIncident(p.user, p.name, s.other, why),
    "approve": lambda p, s, why: deeds.DecideApproval(p.user, p.name, True, why),
    "disapprove": lambda p, s, why: deeds.DecideApproval(p.user, p.name, False, why),
    "lower": lambda p, s, why: deeds.DecideLower(p.user, p.name, True, why),
    "keep_grade": lambda p, s, why: deeds.DecideLower(p.user, p.name, False, why),
    "review": lambda p, s, why: deeds.Review(p.user, p.name, why),
    "declare_major": lambda p, s, why: deeds.DeclareMajor(p.user, p.name, why),
    "end_major": lambda p, s, why: deeds.EndMajor(p.user, p.name, why),
}


def take_step(hub: Hub, person: Signed, incident_id: str, step: Step) -> StepReply:
    """Let ``person`` take ``step``.

    Raises `Refused` (403, 404, 409) when it is not theirs, or when the operation id was used for
    something else.
    """
    person.need(NEEDS[step.step])
    asked = f"{person.user} {incident_id} {step.model_dump_json()}"
    with hub.writing() as tx:
        other = _other(tx, person, step)
        for named in sorted({incident_id, *other}):
            tx.lock("incident", named)
        work = work_on(hub, tx, incident_id)
        before = incidents.step_reply(tx, step.op_id)
        if before is not None:
            return _replayed(before, asked)
        _theirs(person, work.before, step)
        by = By(actor=person.user, sign_in=person.sign_in)
        refusal = work.decide(_deed(person, step, other), by)
        reply = StepReply(
            done=refusal is None,
            cause=refusal.cause if refusal else "",
            item=item_of(work.after),
        )
        incidents.keep_step(tx, step.op_id, asked, reply.model_dump_json(), work.now)
        if work.drafts:
            work.finish()
            for named in other:
                _mirror(hub, tx, person, named, work.after)
        return reply


def _replayed(before: tuple[str, str], asked: str) -> StepReply:
    if before[0] != asked:
        raise Refused(409, "used", "This operation was used for another step; nothing was changed.")
    return StepReply.model_validate_json(before[1])


def _theirs(person: Signed, incident: Incident, step: Step) -> None:
    if incident.opened is None:
        raise Refused(404, "not_found", "The hub knows no such incident.")
    owing = (
        {task.fact.team for task in still_open(incident.tasks)} if step.step == "reassess" else ()
    )
    if step.step not in FOR_ALL and person.teams.isdisjoint({incident.team, *owing}):
        raise Refused(
            403, "not_yours", f"It is with {incident.team_name}, and you do not receive for them."
        )


def _other(tx: Transaction, person: Signed, step: Step) -> dict[str, str]:
    """The other incident of a link by its id, with its reference; none for every other step."""
    if step.step not in ("link", "part"):
        return {}
    reading = incidents.read(tx, step.other)
    if reading is None:
        raise Refused(404, "not_found", "The hub knows no such incident to link.")
    return {step.other: QueueItem.model_validate_json(reading.item).reference}


def _deed(person: Signed, step: Step, other: Mapping[str, str]) -> deeds.Deed:
    deed = _DEEDS[step.step](person, step, cleaned(step.cause))
    if isinstance(deed, deeds.LinkIncident):
        return replace(deed, other_reference=other[deed.other_id])
    return deed


def _mirror(hub: Hub, tx: Transaction, person: Signed, named: str, linked: Incident) -> None:
    """What was said of two incidents stands in both."""
    work = work_on(hub, tx, named)
    reference = linked.opened.reference if linked.opened else ""
    by = By(actor=person.user, sign_in=person.sign_in)
    now_linked = any(x.other_id == named for x in linked.linked)
    mine = linked.incident_id
    deed: deeds.Deed = deeds.PartIncident(person.user, person.name, mine)
    if now_linked:
        deed = deeds.LinkIncident(person.user, person.name, mine, reference)
    work.decide(deed, by)
    if work.drafts:
        work.finish()


def _letters(step: Step) -> tuple[LetterLine, ...]:
    return tuple(LetterLine(x.letter, cleaned(x.name), cleaned(x.text)) for x in step.letters)
