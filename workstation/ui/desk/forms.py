"""Everything of a call that is not a line, an answer or a key: small forms, each a fact."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from workstation.domain.contact import commands as ask
from workstation.domain.contact import facts
from workstation.domain.contact.state import Contact
from workstation.domain.text import cleaned, one_line
from workstation.ui.desk.place_form import Completes, nothing_known, place_form
from workstation.ui.pieces.form import Choices, Field, Form, NewId, Values
from workstation.ui.pieces.numbers import national
from workstation.ui.pieces.times import date

if TYPE_CHECKING:
    from workstation.domain.policy import Policy


def _record(build: Callable[[Values, NewId], Any]) -> Callable[[Values, NewId], ask.Command]:
    return lambda values, new_id: ask.Record(build(values, new_id))


_NOBODY = Contact("")
_YES_NO: Choices = (("not_asked", "not asked"), ("yes", "yes"), ("no", "no"))
_ROLES: Choices = tuple(
    (r, r) for r in ("victim", "suspect", "witness", "patient", "child", "caller", "other")
)
_SERVICES: Choices = tuple((s, s) for s in ("ambulance", "fire", "coastguard", "council", "other"))


def person_form(contact: Contact = _NOBODY) -> Form:
    """A person of the story. No role is chosen beforehand, but the caller's once somebody was
    said to be the caller: what is on record of them stands ready.
    """
    known = contact.caller if contact.caller and contact.caller.caller_id else None
    first = known is not None and not (known.description or known.injuries or known.where_now)
    roles = sorted(_ROLES, key=lambda role: role[0] != "caller") if first else _ROLES

    def ready(words: str) -> tuple[str, dict[str, str]] | None:
        return ("role", {"caller": words}) if known is not None else None

    told = known or facts.PersonRecorded("", "caller")
    return Form(
        "person",
        "Person",
        (
            Field(
                "role", "Role", tuple(roles), value="caller" if first else "", unset="not chosen"
            ),
            Field("name", "Name", ready=ready(told.name)),
            Field("born", "Born", ready=ready(date(told.born))),
            Field("description", "Description", ready=ready(told.description)),
            Field("injuries", "Injuries", ready=ready(told.injuries)),
            Field("where_now", "Where now", ready=ready(told.where_now)),
            Field("relation", "Relation to the caller", ready=ready(told.relation)),
            Field("phone", "Telephone", ready=ready(national(told.phone))),
        ),
        _record(lambda v, new_id: _person(v, new_id, known)),
        "Alt+P",
    )


def _person(v: Values, new_id: NewId, known: facts.PersonRecorded | None) -> facts.PersonRecorded:
    """``known`` in newer words where they are the caller, else somebody new."""
    before = known if v["role"] == "caller" else None
    if before is None:
        before = facts.PersonRecorded(new_id(), v["role"])  # type: ignore[arg-type]
    return replace(
        before,
        name=one_line(v["name"]),
        born=one_line(v["born"]),
        description=cleaned(v["description"]),
        injuries=cleaned(v["injuries"]),
        where_now=cleaned(v["where_now"]),
        relation=cleaned(v["relation"]),
        phone=one_line(v["phone"]),
    )


VEHICLE = Form(
    "vehicle",
    "Vehicle",
    (
        Field("registration", "Registration"),
        Field("description", "Make, colour"),
        Field("direction", "Direction"),
    ),
    _record(
        lambda v, new_id: facts.VehicleRecorded(
            new_id(), one_line(v["registration"]).upper(), cleaned(v["description"]),
            cleaned(v["direction"]),
        )
    ),
    "Alt+V",
)  # fmt: skip

HAZARD = Form(
    "hazard",
    "Officer safety",
    (Field("text", "What officers must know first"),),
    _record(lambda v, _: facts.OfficerSafetyNoted("known", cleaned(v["text"]))),
    "Alt+H",
)


def _list(text: str) -> tuple[str, ...]:
    return tuple(part for part in (one_line(p) for p in text.split(",")) if part)


def access_form(known: facts.AccessNoted) -> Form:
    """How this person can be reached and heard, with what is known of it."""

    def build(v: Values, _: NewId) -> facts.AccessNoted:
        return replace(
            known,
            adjustments=_list(v["adjustments"]),
            forbidden_contact=_list(v["forbidden"]),
            safe_to_ring=v["ring"],  # type: ignore[arg-type]
            safe_to_text=v["text"],  # type: ignore[arg-type]
        )

    return Form(
        "access",
        "Access needs and ways of contact",
        (
            Field("adjustments", "Adjustments, by commas", value=", ".join(known.adjustments)),
            Field("forbidden", "Forbidden ways of contact, by commas",
                  value=", ".join(known.forbidden_contact)),
            Field("ring", "Safe to ring?", _known_first(known.safe_to_ring)),
            Field("text", "Safe to text?", _known_first(known.safe_to_text)),
        ),
        _record(build),
        "Ctrl+N",
    )  # fmt: skip


def _known_first(answer: str) -> Choices:
    return tuple(sorted(_YES_NO, key=lambda choice: choice[0] != answer))


def standing_form(known: facts.CallerStanding) -> Form:
    """Who is speaking, with what is known of it."""
    return Form(
        "standing",
        "Who is speaking",
        (
            Field("profession", "Professional: role and service", value=known.profession),
            Field("third", "For somebody else?", _either(yes=known.third_party)),
            Field("behalf", "For whom", value=known.on_behalf_of),
            Field("anonymous", "Asked to stay anonymous?", _either(yes=known.anonymous)),
        ),
        _record(
            lambda v, _: facts.CallerStanding(
                bool(v["third"]), one_line(v["behalf"]), bool(v["anonymous"]),
                one_line(v["profession"]),
            )
        ),
        "Alt+F",
    )  # fmt: skip


def _either(*, yes: bool) -> Choices:
    choices = (("", "no"), ("yes", "yes"))
    return choices[::-1] if yes else choices


SERVICE = Form(
    "service",
    "Other service asked",
    (
        Field("service", "Service", _SERVICES, unset="not chosen"),
        Field("reference", "Their reference"),
        Field("note", "What was said"),
    ),
    _record(
        lambda v, _: facts.ServiceAsked(
            v["service"], one_line(v["reference"]), cleaned(v["note"])  # type: ignore[arg-type]
        )
    ),
    "Ctrl+S",
)  # fmt: skip


def type_form(policy: Policy, incident_type: str | None = None) -> Form:
    """The incident type; it orders the questions. None is chosen beforehand."""
    choices = tuple((t.key, t.name) for t in policy.incident_types)
    return Form(
        "type",
        "Incident type",
        (Field("type", "Type", choices, value=incident_type or "", unset="not chosen"),),
        _record(lambda v, _: facts.TypeChosen(v["type"])),
        "Alt+T",
    )


def advice_form(policy: Policy, incident_type: str | None, *, child: bool = False) -> Form:
    """First-minute advice: what a child is told first, then the incident type's own."""
    known = {t.key: t.advice for t in policy.incident_types}
    own = known.get(incident_type or "", ())
    calling = policy.situation("child_calling") if child else None
    first = calling.advice if calling is not None else ()
    every = sorted(policy.advice, key=lambda one: (one.key not in first, one.key not in own))
    choices = tuple((a.key, a.text) for a in every)
    texts, top = dict(choices), len(first)
    return Form(
        "advice",
        "Advice given",
        (
            Field("key", "Read out", (*choices[:top], ("", "own words"), *choices[top:])),
            Field("text", "Own words"),
        ),
        _record(
            lambda v, _: facts.AdviceGiven(cleaned(v["text"]) or texts.get(v["key"], ""), v["key"])
        ),
        "Ctrl+F",
    )


def promise_form(wording: str) -> Form:
    """What the caller was told would happen; the policy's words stand ready."""
    return Form(
        "promise",
        "Told to the caller",
        (Field("text", "What will happen", value=wording),),
        _record(lambda v, new_id: facts.PromiseMade(new_id(), cleaned(v["text"]))),
        "Alt+O",
    )


def catalogue(
    policy: Policy,
    incident_type: str | None,
    promise: str,
    contact: Contact = _NOBODY,
    places: Completes = nothing_known,
) -> tuple[Form, ...]:
    """All forms of a live call, as the palette lists them, with what ``contact`` tells already."""
    return (
        type_form(policy, incident_type),
        place_form(places),
        person_form(contact),
        VEHICLE,
        HAZARD,
        advice_form(policy, incident_type, child=contact.child),
        promise_form(promise),
        access_form(contact.access.fact if contact.access else facts.AccessNoted()),
        standing_form(contact.standing.fact if contact.standing else facts.CallerStanding()),
        SERVICE,
    )
