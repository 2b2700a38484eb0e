"""What may happen in a contact: a command and the state give events, or what holds them and why.

Questions never trap and raising is never blocked: facts are recorded in any order, and only a
non-urgent outcome can be held, by a guard of the policy, until it is met or reasoned.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from workstation.domain import desk_stream as desk
from workstation.domain.contact import commands as ask
from workstation.domain.contact import course, facts
from workstation.domain.contact.approving import asked_since
from workstation.domain.contact.case import case_of
from workstation.domain.contact.commands import Context
from workstation.domain.contact.ending import disposed, promised
from workstation.domain.contact.evolve import evolve
from workstation.domain.contact.handing import Wanted, request
from workstation.domain.contact.lowering import lower_asked
from workstation.domain.contact.messages import message
from workstation.domain.contact.state import Contact
from workstation.domain.desk_stream import OpenItem
from workstation.domain.events import Entry, Happened
from workstation.domain.grading import ABANDONED, Held, Judged, guards_for, indicate
from workstation.domain.location import LocationFixed
from workstation.domain.policy import Policy
from workstation.domain.text import LINE, cleaned

SEND_NOW = "send_now"
_NO_GRADE = Held("grade", "Choose a grade first: it is your decision.", "grade", False)
_ENDED = "This contact has ended already; add a line if there is more to say."


@dataclass(frozen=True, slots=True)
class Decided:
    """What happens now, and what held the rest. Events and guards can come together."""

    events: tuple[Happened, ...] = ()
    held: tuple[Held, ...] = ()


class NotNow(ValueError):
    """The command does not fit the state, in one sentence for the advisor."""


def decide(
    contact: Contact, entries: tuple[Entry, ...], command: ask.Command, context: Context
) -> Decided:
    """What ``command`` makes happen. ``entries`` are the events ``contact`` was read from.

    Raises `NotNow` when the command makes no sense in this state.
    """
    match command:
        case ask.Offer(call):
            return _offer(contact, call, context)
        case ask.Answer():
            return _answer(contact, context)
        case ask.Type(text, verbatim, interrupted):
            return _in(contact, context, _line(context, text, verbatim, interrupted))
        case ask.Record(fact, typed):
            return _record(contact, fact, typed, context)
        case ask.ChooseGrade(grade, reason):
            return _choose_grade(contact, grade, reason, context)
        case ask.HandOver():
            return _hand_over(contact, entries, command, context)
        case ask.SendNow(typed):
            return _send_now(contact, entries, typed, context)
        case ask.Dispose():
            return _dispose(contact, entries, command, context)
        case ask.Together():
            return _together(contact, entries, command, context)
        case _:
            return _after_hand_over(contact, command, context)


def _together(
    contact: Contact, entries: tuple[Entry, ...], command: ask.Together, context: Context
) -> Decided:
    so_far = _interrupted(contact, command.typed, context)
    for part in command.commands:
        own = tuple(h for h in so_far if h.stream_id == contact.contact_id)
        carried = (*entries, *_entries(contact, own, context))
        decided = decide(_ahead(contact, own, context), carried, part, context)
        so_far += decided.events
        if decided.held:
            return Decided(so_far, decided.held)
    return Decided(so_far)


def _written(context: Context, stream_id: str, *bodies: Any) -> tuple[Happened, ...]:
    return tuple(Happened(context.new_id(), stream_id, body) for body in bodies)


def _in(contact: Contact, context: Context, *bodies: Any) -> Decided:
    return Decided(_written(context, contact.contact_id, *bodies))


def _offer(contact: Contact, call: facts.CallOffered, context: Context) -> Decided:
    if contact.phase != "none":
        raise NotNow("This call is on record already; nothing was changed.")
    return _in(contact, context, call)


def _answer(contact: Contact, context: Context) -> Decided:
    if contact.phase != "ringing" or contact.call is None:
        raise NotNow("No call is ringing here; nothing was changed.")
    answered = facts.CallAnswered(contact.call.call_id, context.advisor_name, context.desk_name)
    return _in(contact, context, answered)


def _line(context: Context, text: str, verbatim: bool, interrupted: bool) -> facts.NarrativeAdded:
    words = cleaned(text, LINE)
    if not words:
        raise NotNow("There is nothing typed to add.")
    return facts.NarrativeAdded(context.new_id(), words, verbatim, interrupted)


def _record(contact: Contact, fact: Any, typed: tuple[str, ...], context: Context) -> Decided:
    if not isinstance(fact, (*ask.RECORDABLE, LocationFixed)):
        raise NotNow(f"{type(fact).__name__} is not something to put on record by itself.")
    if isinstance(fact, facts.QuestionEnded) and not context.policy.has_question(fact.question):
        raise NotNow("That question is not in the pinned policy; type the answer as a line.")
    if isinstance(fact, facts.MarkerSet) and not context.policy.has_marker(fact.marker):
        raise NotNow("That risk marker is not in the pinned policy; type it as a line.")
    lines = _interrupted(contact, typed, context)
    offered = _offered(contact, fact, context.policy)
    happened = lines + _written(context, contact.contact_id, fact, *offered)
    if contact.handed and isinstance(fact, facts.MarkerSet):
        asked = asked_since(contact, _ahead(contact, happened, context), context)
        happened += _written(context, context.desk_stream, *asked)
    return Decided(happened)


def _offered(contact: Contact, fact: Any, policy: Policy) -> tuple[facts.MarkerSet, ...]:
    """Risk markers that a situation offers: undecided, and none that stands there already."""
    if not isinstance(fact, course.ChildCalling) or not fact.child:
        return ()
    situation = policy.situation("child_calling")
    offers = situation.offers if situation is not None else ()
    words = "a child is calling"
    return tuple(
        facts.MarkerSet(marker, "undecided", words)
        for marker in offers
        if marker not in contact.markers
    )


def _indicated(contact: Contact, context: Context) -> facts.Indicated:
    now = indicate(context.policy, case_of(contact))
    reasons = tuple(facts.Reason(r.rule_id, r.because) for r in now.reasons)
    return facts.Indicated(now.grade, reasons, now.engine)


def _choose_grade(contact: Contact, grade: str, reason: str, context: Context) -> Decided:
    new = context.policy.grade(grade)
    was = context.policy.grade(contact.grade.grade) if contact.grade else None
    if contact.handed and was is not None and new.rank > was.rank:
        wish = lower_asked(contact, new, reason)
        if isinstance(wish, str):
            raise NotNow(wish)
        return Decided(_written(context, context.desk_stream, wish))
    chosen = facts.GradeChosen(grade, _indicated(contact, context), cleaned(reason))
    events = _written(context, contact.contact_id, chosen)
    if contact.incident_id and was is not None and new.rank < was.rank:
        raised = _raised(contact.incident_id, grade, context)
        events += _written(context, context.desk_stream, raised)
    return Decided(events)


def _raised(incident_id: str, grade: str, context: Context, reason: str = "") -> desk.GradeRaised:
    new = context.policy.grade(grade)
    return desk.GradeRaised(
        incident_id,
        new.key,
        new.name,
        new.rank,
        new.urgent,
        new.key == context.policy.top_grade.key,
        new.accept_within_s,
        reason,
    )


def _hand_over(
    contact: Contact, entries: tuple[Entry, ...], command: ask.HandOver, context: Context
) -> Decided:
    outcome = context.policy.outcome(command.outcome)
    if contact.handed and not command.another:
        raise NotNow(
            "This incident is handed over already; re-route it, add to it, or end the contact."
        )
    if contact.grade is None:
        return Decided(held=(_NO_GRADE,))
    grade = context.policy.grade(contact.grade.grade)
    judged = guards_for(context.policy, case_of(contact, context.referrals), outcome.key, grade.key)
    if judged.held:
        return Decided(held=judged.held)
    team = command.team or next(iter(outcome.teams), judged.keeper or None)
    lines = _interrupted(contact, command.typed, context)
    if team is None:
        if contact.disposition is not None:
            raise NotNow(_ENDED)
        chosen = facts.OutcomeChosen(outcome.key, None, None)
        ended = disposed(context, "advice")
        return Decided(lines + _written(context, contact.contact_id, chosen, ended))
    known = _ahead(contact, lines, context)
    carried = (*entries, *_entries(contact, lines, context))
    wanted = Wanted(
        f"incident:{context.new_id()}",
        outcome.key,
        team,
        contact.grade,
        _items(judged),
        command.appointment,
        approval=judged.approval,
    )
    return Decided(lines + _requested(known, carried, context, wanted))


def _requested(
    contact: Contact, entries: tuple[Entry, ...], context: Context, wanted: Wanted
) -> tuple[Happened, ...]:
    """The contact's note of the outcome and the desk's request."""
    chosen = facts.OutcomeChosen(wanted.outcome, wanted.incident_id, wanted.team)
    handed = request(contact, entries, context, wanted)
    own = _written(context, contact.contact_id, chosen)
    return (*own, *_written(context, context.desk_stream, handed))


def _items(judged: Judged) -> tuple[OpenItem, ...]:
    return tuple(OpenItem(item.about, item.text) for item in judged.open_items)


def _send_now(
    contact: Contact, entries: tuple[Entry, ...], typed: tuple[str, ...], context: Context
) -> Decided:
    top = context.policy.top_grade
    first = _interrupted(contact, typed, context)
    known = _ahead(contact, first, context)
    grade = known.grade
    if grade is None or grade.grade != top.key:
        grade = facts.GradeChosen(top.key, _indicated(known, context), by_send_now=True)
        first += _written(context, contact.contact_id, grade)
    if contact.incident_id is not None and contact.incident_id not in context.unheld:
        raised = _raised(contact.incident_id, top.key, context, "Sent now by the advisor")
        was_top = contact.grade is not None and contact.grade.grade == top.key
        return Decided(first if was_top else first + _written(context, context.desk_stream, raised))
    known = _ahead(contact, first, context)
    outcome = context.policy.outcome(SEND_NOW)
    judged = guards_for(context.policy, case_of(known), outcome.key, top.key)
    carried = (*entries, *_entries(contact, first, context))
    wanted = Wanted(
        f"incident:{context.new_id()}",
        outcome.key,
        outcome.teams[0],
        grade,
        _items(judged),
        send_now=True,
    )
    return Decided(first + _requested(known, carried, context, wanted))


def _interrupted(
    contact: Contact, typed: tuple[str, ...], context: Context
) -> tuple[Happened, ...]:
    """Half-typed texts as lines of the narrative."""
    lines = [_line(context, t, verbatim=False, interrupted=True) for t in typed if cleaned(t)]
    return _written(context, contact.contact_id, *lines)


def _entries(
    contact: Contact, happened: tuple[Happened, ...], context: Context
) -> tuple[Entry, ...]:
    """What is about to be written, as entries for the state and the snapshot."""
    return tuple(
        Entry(h.event_id, h.stream_id, contact.last_seq + n, context.at_utc, context.actor, h.body)
        for n, h in enumerate(happened, start=1)
    )


def _ahead(contact: Contact, happened: tuple[Happened, ...], context: Context) -> Contact:
    for entry in _entries(contact, happened, context):
        contact = evolve(contact, entry)
    return contact


def _dispose(
    contact: Contact, entries: tuple[Entry, ...], command: ask.Dispose, context: Context
) -> Decided:
    disposition = command.disposition
    if contact.disposition is not None:
        raise NotNow(_ENDED)
    if disposition == facts.WITH_INCIDENTS and not (contact.handed or contact.attached):
        raise NotNow("No incident was handed over; choose how this contact ends.")
    if disposition == facts.ELSEWHERE and contact.elsewhere is None:
        raise NotNow("No other desk has taken this call over; choose how this contact ends.")
    happened = _interrupted(contact, command.typed, context)
    if disposition not in (facts.WITH_INCIDENTS, facts.ELSEWHERE):
        case = case_of(contact, context.referrals)
        outcome = ABANDONED if disposition == ABANDONED else "advice"
        judged = guards_for(context.policy, case, outcome, case.grade)
        if judged.held:
            return Decided(held=judged.held)
        if judged.approval is not None and not (contact.handed or contact.attached):
            if contact.grade is None:
                return Decided(held=(_NO_GRADE,))
            wanted = _kept_open(judged, outcome, contact.grade, context)
            known = _ahead(contact, happened, context)
            carried = (*entries, *_entries(contact, happened, context))
            happened += _requested(known, carried, context, wanted)
    ended = disposed(context, disposition, command.note)
    told = promised(context, contact, command.told, ended)
    happened += _written(context, contact.contact_id, *told, ended)
    return Decided(happened + _message(contact, entries, happened, context))


def _message(
    contact: Contact, entries: tuple[Entry, ...], happened: tuple[Happened, ...], context: Context
) -> tuple[Happened, ...]:
    """The request that gives what the contact ended as to the team that owns it, if one does.

    The contact itself has no incident by it: SEND NOW after it opens one.
    """
    if any(isinstance(h.body, desk.HandOverRequested) for h in happened):
        return ()  # it stays open for a supervisor, with all that was said
    own = tuple(h for h in happened if h.stream_id == contact.contact_id)
    known = _ahead(contact, own, context)
    carried = (*entries, *_entries(contact, own, context))
    asked = message(known, carried, context)
    return _written(context, context.desk_stream, asked) if asked is not None else ()


def _kept_open(judged: Judged, outcome: str, grade: facts.GradeChosen, context: Context) -> Wanted:
    """The incident that stays open for a supervisor where a contact ends without one."""
    incident_id = f"incident:{context.new_id()}"
    items = _items(judged)
    return Wanted(incident_id, outcome, judged.keeper, grade, items, approval=judged.approval)


def _after_hand_over(contact: Contact, command: ask.Command, context: Context) -> Decided:
    match command:
        case ask.ReRoute(incident_id, team, reason):
            name = context.policy.team(team).name
            said: Any = desk.ReRouteRequested(incident_id, team, name, cleaned(reason))
        case ask.Correct(incident_id, text):
            said = desk.Corrected(incident_id, cleaned(text))
        case ask.StandDown(incident_id, reason):
            said = desk.StandDownRequested(incident_id, cleaned(reason))
        case ask.PhoneThrough(incident_id, told, at):
            said = desk.PhonedThrough(incident_id, cleaned(told), at)
        case _:
            raise NotNow("That cannot be done here; nothing was changed.")
    if incident_id not in {h.incident_id for h in contact.handed} | set(contact.attached):
        raise NotNow("That incident does not belong to this call; nothing was changed.")
    return Decided(_written(context, context.desk_stream, said))
