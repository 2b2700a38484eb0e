"""What then is true: folds a contact's events into its state. Reads no policy, never fails."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from workstation.domain.contact import course, facts, who
from workstation.domain.contact.state import Contact, Handed, Hold, Line, Timed
from workstation.domain.events import Entry, Newer
from workstation.domain.location import About, LocationFixed, best_first

Apply = Callable[[Contact, Entry], Contact]


def read(contact_id: str, entries: Iterable[Entry]) -> Contact:
    """The state after ``entries``, which are in the order they were written."""
    contact = Contact(contact_id)
    for entry in entries:
        contact = evolve(contact, entry)
    return contact


def evolve(contact: Contact, entry: Entry) -> Contact:
    """The state after one more event; a type this release does not know is kept by name."""
    apply = _APPLY.get(type(entry.body))
    if apply is not None:
        contact = apply(contact, entry)
    elif isinstance(entry.body, Newer):
        contact = replace(contact, newer=(*contact.newer, entry.body.type))
    return replace(contact, last_seq=max(contact.last_seq, entry.stream_seq))


def _timed(entry: Entry) -> Timed[Any]:
    return Timed(entry.at_utc, entry.actor, entry.event_id, entry.body)


def _with(old: Mapping[str, Any], key: str, value: Any) -> Mapping[str, Any]:
    return MappingProxyType({**old, key: value})


def _offered(c: Contact, e: Entry) -> Contact:
    return replace(c, phase="ringing", call=e.body, offered_at=e.at_utc)


def _answered(c: Contact, e: Entry) -> Contact:
    return replace(
        c,
        phase="talking",
        answered_at=e.at_utc,
        answered_by=e.body.advisor_name,
        desk_name=e.body.desk_name,
    )


def _held(c: Contact, e: Entry) -> Contact:
    if c.phase != "talking":
        return c
    return replace(c, phase="held", holds=(*c.holds, Hold(e.at_utc)))


def _resumed(c: Contact, e: Entry) -> Contact:
    """Off hold; or a line that was taken for lost is there after all."""
    if c.phase == "held":
        return replace(_off_hold(c, e), phase="talking")
    if c.phase == "ended" and c.end_cause == "lost":
        return replace(c, phase="talking", ended_at=None, end_cause=None, graded_when_lost=None)
    return c


def _ended(c: Contact, e: Entry) -> Contact:
    lost = len(c.grades) if e.body.cause == "lost" else None
    return replace(
        _off_hold(c, e),
        phase="ended",
        ended_at=e.at_utc,
        end_cause=e.body.cause,
        graded_when_lost=lost,
    )


def _off_hold(c: Contact, e: Entry) -> Contact:
    if not c.holds or c.holds[-1].until_utc is not None:
        return c
    return replace(c, holds=(*c.holds[:-1], replace(c.holds[-1], until_utc=e.at_utc)))


def _line(c: Contact, e: Entry) -> Contact:
    b: facts.NarrativeAdded = e.body
    line = Line(
        b.line_id, e.at_utc, e.actor, b.text, b.verbatim, b.interrupted, e.event_id, late=e.late
    )
    return replace(c, narrative=(*c.narrative, line))


def _corrected(c: Contact, e: Entry) -> Contact:
    b: facts.NarrativeCorrected = e.body
    return replace(c, narrative=tuple(_reworded(line, b, e) for line in c.narrative))


def _reworded(line: Line, b: facts.NarrativeCorrected, e: Entry) -> Line:
    if line.line_id != b.replaces:
        return line
    return replace(
        line,
        line_id=b.line_id,
        text=b.text,
        event_id=e.event_id,
        earlier=(*line.earlier, line.text),
        earlier_ids=(*line.earlier_ids, line.line_id),
    )


def _reopened(c: Contact, e: Entry) -> Contact:
    left = {k: v for k, v in c.answers.items() if k != e.body.question}
    return replace(c, answers=MappingProxyType(left))


def _outcome(c: Contact, e: Entry) -> Contact:
    b: facts.OutcomeChosen = e.body
    if b.incident_id is None:
        return replace(c, contact_outcome=b.outcome)
    fix_id = _best_fix(c, "incident")
    handed = Handed(b.incident_id, b.outcome, b.team or "", e.at_utc, fix_id, c.set_markers)
    others = tuple(h for h in c.handed if h.incident_id != b.incident_id)
    return replace(c, handed=(*others, handed))


def _fixed(c: Contact, e: Entry) -> Contact:
    """A fix without a time of its own is as old as its record."""
    timed = _timed(replace(e, body=replace(e.body, fixed_at_utc=e.body.fixed_at_utc or e.at_utc)))
    return replace(c, fixes=(*c.fixes, timed))


def _read_back(c: Contact, e: Entry) -> Contact:
    about = e.body.about
    return replace(
        c,
        read_back=_with(c.read_back, about, _timed(e)),
        read_back_fix=_with(c.read_back_fix, about, _best_fix(c, about)),
    )


def _best_fix(c: Contact, about: About) -> str:
    best = next(iter(best_first((timed.fact for timed in c.fixes), about)), None)
    return best.fix_id if best else ""


def _left(c: Contact, e: Entry) -> tuple[str, ...]:
    """The incidents it was attached to, without the one that is spoken of."""
    return tuple(one for one in c.attached if one != e.body.incident_id)


def _put(field: str, key: str) -> Apply:
    def apply(c: Contact, e: Entry) -> Contact:
        changed: Any = _with(getattr(c, field), getattr(e.body, key), _timed(e))
        return replace(c, **{field: changed})

    return apply


def _append(field: str) -> Apply:
    def apply(c: Contact, e: Entry) -> Contact:
        longer: Any = (*getattr(c, field), _timed(e))
        return replace(c, **{field: longer})

    return apply


def _latest(field: str) -> Apply:
    def apply(c: Contact, e: Entry) -> Contact:
        newest: Any = _timed(e)
        return replace(c, **{field: newest})

    return apply


_APPLY: Final[dict[type, Apply]] = {
    facts.CallOffered: _offered,
    facts.CallAnswered: _answered,
    facts.CallHeld: _held,
    facts.CallResumed: _resumed,
    facts.CallEnded: _ended,
    facts.TakenOver: lambda c, e: replace(c, continues=e.body),
    facts.GoesOnElsewhere: _latest("elsewhere"),
    facts.NarrativeAdded: _line,
    facts.NarrativeCorrected: _corrected,
    facts.TypeChosen: lambda c, e: replace(c, incident_type=e.body.incident_type),
    facts.QuestionEnded: _put("answers", "question"),
    facts.QuestionReopened: _reopened,
    facts.MarkerSet: _put("markers", "marker"),
    LocationFixed: _fixed,
    facts.PlaceReadBack: _read_back,
    facts.PersonRecorded: _put("people", "person_id"),
    facts.VehicleRecorded: _put("vehicles", "vehicle_id"),
    facts.OfficerSafetyNoted: _latest("officer_safety"),
    facts.ServiceAsked: _append("services"),
    facts.AdviceGiven: _append("advice"),
    facts.AccessNoted: _latest("access"),
    facts.CallerStanding: _latest("standing"),
    facts.CallBackGiven: _latest("call_back"),
    course.CallBackTried: _append("attempts"),
    course.SilentSign: _append("signs"),
    course.AnswersBy: _latest("answers_by"),
    course.InterpreterStep: _append("interpreting"),
    course.ChildCalling: _latest("child_calling"),
    who.IdentityChecked: _put("identity", "caller_id"),
    who.FailureDemandNoted: _latest("failure_demand"),
    facts.PromiseMade: _append("promises"),
    facts.HistoryChecked: _latest("history_check"),
    facts.GradeChosen: _append("grades"),
    facts.RationaleGiven: _put("rationales", "about"),
    facts.OutcomeChosen: _outcome,
    facts.IncidentAttached: lambda c, e: replace(c, attached=(*_left(c, e), e.body.incident_id)),
    facts.IncidentDetached: lambda c, e: replace(c, attached=_left(c, e)),
    facts.ContactDisposed: _latest("disposition"),
}
