"""Whether a call stands as a step of a scenario wants it, whichever way the step was done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, Final

from workstation.content import scenario_steps as steps
from workstation.domain.contact.facts import TypeChosen
from workstation.domain.contact.state import Contact
from workstation.simulator.deeds import FACTS, Scene

#: Fields that no key gives: ids, what a network or a clock adds, what the program words itself.
_NOT_TYPED: Final = frozenset(
    {"fix_id", "lat", "lon", "radius_m", "fixed_at_utc", "uprn", "person_id", "vehicle_id",
     "promise_id", "due_utc", "asked", "line_id", "interpreter_language", "by_taps"}
)  # fmt: skip

#: Signs that come in words, and can come again.
HEARD: Final = ("sounds", "code_word")

Found = Callable[[Contact, Any], Any]


def missing(step: steps.Step, contact: Contact, scene: Scene) -> str:
    """What of ``step`` is not there, empty when everything is."""
    last = contact.narrative[-1].text if contact.narrative else ""
    if isinstance(step, steps.Rationale) and last == step.text:
        return ""  # a letter's rationale has no field of its own
    if isinstance(step, steps.SilentSign):
        return "" if is_signed(contact, step) else f"the sign {step.sign} is not on record"
    make = FACTS.get(type(step))
    if make is None:
        look = _OTHERS.get(type(step))
        return "" if look is None or look(contact, step) else f"“{step.do}” did not come about"
    wanted = make(step, scene)
    found = _FOUND[type(step)](contact, step)
    if found is None:
        return f"“{step.do}” is not on record"
    if isinstance(step, steps.OfficerSafety) and step.status == "none_known":
        return "" if found.status == step.status else "officers' safety was not asked"
    return _differs(step, wanted, found)


def is_signed(contact: Contact, step: steps.SilentSign) -> bool:
    """Whether a sign is on record; only what is heard has words."""
    return any(
        timed.fact.sign == step.sign and (step.sign not in HEARD or timed.fact.words == step.words)
        for timed in contact.signs
    )


def _differs(step: steps.Step, wanted: Any, found: Any) -> str:
    for field in fields(wanted):
        want, got = getattr(wanted, field.name), getattr(found, field.name)
        if isinstance(want, tuple):
            want, got = ", ".join(want), ", ".join(got)
        given = field.name not in _NOT_TYPED and (type(step), field.name) not in _NO_FIELD
        if given and want and want != got and not _is_as_good(field.name, want, got, found):
            return f"“{step.do}”: {field.name} is “{got}”, not “{want}”"
    return ""


def _is_as_good(name: str, want: Any, got: Any, found: Any) -> bool:
    """Whether the window says the same in its own way."""
    match name:
        case "number":
            return str(want).removeprefix("+44") == "".join(filter(str.isdigit, got)).lstrip("0")
        case "text":  # of a place: the gazetteer's own words
            return bool(getattr(found, "source", "") == "gazetteer")
        case "source":  # a place that no gazetteer has
            return (want, got) == ("gazetteer", "caller")
        case "wording":
            return bool(want == "ask")
    return False


#: What a step tells that the window has no field for.
_NO_FIELD: Final = {(steps.Marker, "words"), (steps.CallBack, "note")}


def _last(timed: Any) -> Any:
    return timed[-1].fact if timed else None


def _fact(timed: Any) -> Any:
    return timed.fact if timed is not None else None


_FOUND: Final[Mapping[type, Found]] = {
    steps.WorkBy: lambda c, _: TypeChosen(c.incident_type) if c.incident_type else None,
    steps.Question: lambda c, s: _fact(c.answers.get(s.question)),
    steps.Marker: lambda c, s: _fact(c.markers.get(s.marker)),
    steps.Place: lambda c, _: _last(c.fixes),
    steps.ReadBack: lambda c, s: _fact(c.read_back.get(s.about)),
    steps.Person: lambda c, _: _last(tuple(c.people.values())),
    steps.Vehicle: lambda c, _: _last(tuple(c.vehicles.values())),
    steps.OfficerSafety: lambda c, _: _fact(c.officer_safety),
    steps.Service: lambda c, _: _last(c.services),
    steps.Advice: lambda c, _: _last(c.advice),
    steps.Access: lambda c, _: _fact(c.access),
    steps.Standing: lambda c, _: _fact(c.standing),
    steps.CallBack: lambda c, _: _fact(c.call_back),
    steps.RangBack: lambda c, _: _last(c.attempts),
    steps.AnswersBy: lambda c, _: _fact(c.answers_by),
    steps.Promise: lambda c, _: _last(c.promises),
    steps.Rationale: lambda c, s: _fact(c.rationales.get(s.about)),
}


_OTHERS: Final[Mapping[type, Callable[[Contact, Any], bool]]] = {
    steps.Answer: lambda c, _: c.phase == "talking",
    steps.Line: lambda c, s: (
        bool(c.narrative)
        and (c.narrative[-1].text, c.narrative[-1].verbatim) == (s.text, s.verbatim)
    ),
    steps.Grade: lambda c, s: c.grade is not None and c.grade.grade == s.grade,
    steps.HandOver: lambda c, s: (
        c.contact_outcome == s.outcome
        or any(h.outcome == s.outcome and s.team in (None, h.team) for h in c.handed)
    ),
    steps.SendNow: lambda c, _: bool(c.handed) and c.handed[-1].outcome == "send_now",
    steps.Dispose: lambda c, s: (
        c.disposition is not None and c.disposition.fact.disposition == s.disposition
    ),
}
