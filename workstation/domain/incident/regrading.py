"""Grades after the hand-over: raised on one key, lowered only by a supervisor's word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from workstation.domain.incident import commands as ask
from workstation.domain.incident import deeds, events, tasks, upward, watch
from workstation.domain.incident import work_events as work
from workstation.domain.incident.refusal import Refusal
from workstation.domain.incident.state import Incident
from workstation.domain.policy import Grade

Decision = tuple[Any, ...] | Refusal
_UNKNOWN = "The hub does not hold this incident's policy; the grade stays as it is."
_NO_SUCH = "The policy has no such grade; the grade stays as it is."
_REASON = "Lowering a grade needs a reason; the grade stays as it is."


def raised(incident: Incident, command: ask.Raise, context: ask.Context) -> Decision:
    """A desk raised it: a fact, applied whatever stands."""
    r, asked = command.raised, command.asked
    if r.grade_rank > incident.grade_rank:
        # Somebody raised it further meanwhile: an older raise arriving late must not lower it.
        late = f"A desk raised it to {r.grade_name}; {incident.grade_name} stands."
        return (events.CorrectionArrived(late, asked.by, asked.event_id),)
    changed = events.GradeChanged(
        was=incident.grade,
        was_name=incident.grade_name,
        grade=r.grade,
        grade_name=r.grade_name,
        grade_rank=r.grade_rank,
        urgent=r.urgent,
        top=r.top,
        accept_within_s=r.accept_within_s,
        reason=r.reason,
        by=asked.by,
        request_id=asked.event_id,
        by_name=command.by_name,
        late_s=command.late_s,
    )
    moved = upward.where_raised(incident, changed, context)
    return (changed, *moved, *_after_raise(incident, changed, context))


def raise_by_hand(incident: Incident, deed: deeds.RaiseGrade, context: ask.Context) -> Decision:
    """A receiver raises it on one key; reason and fresh assessment may follow."""
    to = _asked_for(deed.grade, context)
    if isinstance(to, Refusal):
        return to
    if incident.standing == "closed":
        return Refusal("It is closed; its grade stays as it was.")
    if to.rank >= incident.grade_rank:
        return Refusal(f"{to.name} is not higher than {incident.grade_name}; it stays.")
    changed = _changed(incident, to, context, deed.reason, deed.by, deed.by_name, deed.letters)
    return (changed, *_after_raise(incident, changed, context))


def _after_raise(
    incident: Incident, changed: events.GradeChanged, context: ask.Context
) -> tuple[Any, ...]:
    outcome = incident.opened.outcome if incident.opened else ""
    if incident.standing == "closed":
        incident = replace(incident, attended_at=None)
    begun = watch.begun(incident, changed.grade, outcome, context)
    if changed.request_id:
        # A desk goes on assessing in its own call; what may be missing is the line why.
        return (*begun, *_why_raised(incident, changed, context))
    if changed.reason.strip() and changed.letters:
        return tuple(begun)
    text = f"Say why it was raised to {changed.grade_name}, with a fresh assessment."
    why = watch.owed(incident, context, "reason", text, changed.by, changed.by_name)
    return (*begun, why)


def _why_raised(
    incident: Incident, changed: events.GradeChanged, context: ask.Context
) -> tuple[tasks.TaskSet, ...]:
    if changed.reason.strip() or not incident.contacts:
        return ()
    text = f"Why it was raised to {changed.grade_name}: one line for the team."
    contact_id = incident.contacts[-1]
    by, by_name = watch.HUB, watch.HUB_NAME
    return (watch.owed(incident, context, "fact", text, by, by_name, contact_id=contact_id),)


def lower_for_desk(incident: Incident, command: ask.Lower, context: ask.Context) -> Decision:
    """A desk asks for a lower grade; whoever it names, a supervisor decides by themselves."""
    r, to, asked = command.request, command.to, command.asked
    if (why := _cannot_lower(incident, r.reason)) is not None:
        return why
    if to is None:
        return Refusal(_UNKNOWN)
    if to.rank <= incident.grade_rank:
        return Refusal(f"{r.grade_name} is not lower than {incident.grade_name}; it stays.")
    wish = work.LoweringAsked(
        r.grade, r.grade_name, r.reason, (), asked.by, command.by_name, asked.event_id
    )
    return (wish,)


def ask_lower(incident: Incident, deed: deeds.AskLower, context: ask.Context) -> Decision:
    """A receiver asks for a lower grade; it stays until a supervisor says yes."""
    if (why := _cannot_lower(incident, deed.reason)) is not None:
        return why
    to = _asked_for(deed.grade, context)
    if isinstance(to, Refusal):
        return to
    if to.rank <= incident.grade_rank:
        return Refusal(f"{to.name} is not lower than {incident.grade_name}; it stays.")
    if (why := not_whole(deed.letters, context)) is not None:
        return why
    return (work.LoweringAsked(to.key, to.name, deed.reason, deed.letters, deed.by, deed.by_name),)


def decide_lower(incident: Incident, deed: deeds.DecideLower, context: ask.Context) -> Decision:
    """A supervisor's word on the lower grade that was asked for last."""
    wish = incident.lowering
    if wish is None:
        return Refusal("No lower grade is asked for here; nothing was changed.")
    if incident.standing == "closed":
        return Refusal("It is closed; its grade stays as it was.")
    if deed.by == wish.by:
        return Refusal("You asked for it yourself: another supervisor decides.")
    if not deed.reason.strip():
        return Refusal("Say in a line why: desk and team read it. Nothing was changed.")
    word = work.LoweringDecided(deed.given, deed.by, deed.by_name, deed.reason)
    if not deed.given:
        return (word,)
    to = _asked_for(wish.grade, context)
    if isinstance(to, Refusal):
        return to
    if to.rank <= incident.grade_rank:
        return Refusal(f"{to.name} is not lower than {incident.grade_name} any more; it stays.")
    changed = _changed(
        incident, to, context, wish.reason, wish.by, wish.by_name, wish.letters, deed
    )
    return (word, changed, *_after_lowering(incident, changed, context))


def _after_lowering(
    incident: Incident, changed: events.GradeChanged, context: ask.Context
) -> tuple[Any, ...]:
    gone = [t for t in tasks.still_open(incident.tasks, "attend", "review") if not t.overdue_since]
    why = f"Lowered to {changed.grade_name}."
    outcome = incident.opened.outcome if incident.opened else ""
    return (
        *tasks.ended(gone, watch.HUB, watch.HUB_NAME, why),
        *watch.begun(incident, changed.grade, outcome, context),
    )


def reassess(incident: Incident, deed: deeds.Reassess, context: ask.Context) -> Decision:
    """Somebody assesses it afresh, and says why what was done in haste was done."""
    if incident.standing == "closed":
        return Refusal("It is closed; add what you learnt as an action of another incident.")
    if not deed.reason.strip():
        return Refusal("Say in a line what is different now; nothing was changed.")
    if (why := not_whole(deed.letters, context)) is not None:
        return why
    said = work.Reassessed(
        deed.letters, deed.reason, deed.by, deed.by_name, incident.grade, incident.grade_name
    )
    met = tasks.still_open(incident.tasks, "reason", "thrive")
    return (said, *tasks.ended(met, deed.by, deed.by_name, deed.reason))


def not_whole(letters: Sequence[work.LetterLine], context: ask.Context) -> Refusal | None:
    """Why a fresh assessment is none: a letter of the policy has no line."""
    said = {line.letter for line in letters if line.text.strip()}
    missing = (
        [x.name for x in context.policy.letters if x.key not in said] if context.policy else []
    )
    if not missing and said:
        return None
    words = ", ".join(missing) or "the letters"
    return Refusal(f"A fresh assessment says something of every letter; missing: {words}.")


def _cannot_lower(incident: Incident, reason: str) -> Refusal | None:
    if incident.standing == "closed":
        return Refusal("It is closed; its grade stays as it was.")
    if not reason.strip():
        return Refusal(_REASON)
    return None


def _asked_for(key: str, context: ask.Context) -> Grade | Refusal:
    if context.policy is None:
        return Refusal(_UNKNOWN)
    return next((g for g in context.policy.grades if g.key == key), None) or Refusal(_NO_SUCH)


def _changed(
    incident: Incident,
    to: Grade,
    context: ask.Context,
    reason: str,
    by: str,
    by_name: str,
    letters: tuple[work.LetterLine, ...],
    approver: deeds.DecideLower | None = None,
) -> events.GradeChanged:
    top = context.policy is not None and context.policy.top_grade.key == to.key
    return events.GradeChanged(
        was=incident.grade,
        was_name=incident.grade_name,
        grade=to.key,
        grade_name=to.name,
        grade_rank=to.rank,
        urgent=to.urgent,
        top=top,
        accept_within_s=to.accept_within_s,
        reason=reason,
        by=by,
        approved_by=approver.by if approver else None,
        by_name=by_name,
        approved_by_name=approver.by_name if approver else "",
        letters=letters,
    )
