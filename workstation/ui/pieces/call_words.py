"""How the call itself went, in words: the desk and the receiver say it alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workstation.ui.pieces.numbers import national
from workstation.ui.pieces.times import date, seconds_between, span

if TYPE_CHECKING:
    from workstation.domain.contact import course, facts, who
    from workstation.domain.contact.state import Hold

#: Whether something is safe for the caller, as it is read out.
SAFE: Final = {"yes": "yes", "no": "NO", "not_known": "asked, not known", "not_asked": "not asked"}
#: How an attempt to ring back went.
TRIED: Final = {
    "no_answer": "no answer",
    "engaged": "engaged",
    "answered": "answered",
    "voicemail_unsafe": "voicemail not used, unsafe",
    "told_not_to_ring": "told not to ring",
}
#: What tells something of a caller who does not speak.
SIGNS: Final = {
    "operator_passed": "the operator passed the call on",
    "pressed_55": "55 was pressed",
    "open_line": "open line",
    "landline": "from a landline",
    "sounds": "heard",
    "code_word": "code word",
}
CHILD: Final = {True: "a child is calling", False: "the caller is no child"}
ANSWERS_BY: Final = {
    "taps": "answers by taps: once is the first choice, twice the second",
    "voice": "answers by voice again",
}

#: What kind of failure demand a contact is.
FAILURE: Final[dict[who.FailureKind, str]] = {
    "none": "no failure demand",
    "chaser": "chases what is still to come",
    "missed_promise": "a promise was not kept",
    "missed_appointment": "an appointment was not kept",
    "repeat": "the same matter once more",
}

#: The way of an interpreter through a call.
STEPS: Final = {"asked": "asked for", "joined": "joined", "left": "left"}


def way_words(via: str) -> str:
    """By which way a call came, where that was no telephone; else nothing."""
    return " · from a link" if via == "link" else ""


def interpreter_parts(fact: course.InterpreterStep) -> tuple[str, ...]:
    """One step of an interpreter."""
    return (
        f"interpreter {STEPS[fact.step]}",
        fact.language,
        f"id {fact.interpreter_id}" if fact.interpreter_id else "",
        fact.note,
    )


def call_back_parts(fact: facts.CallBackGiven) -> tuple[str, ...]:
    """How to reach the caller again: what was given of it."""
    return (
        f"ring back on {national(fact.number)}" if fact.number else "no number to ring back on",
        f"safe to ring: {SAFE[fact.safe_to_ring]}",
        f"safe to text: {SAFE[fact.safe_to_text]}",
        f"rings back: {fact.who_rings}" if fact.who_rings else "",
        f"when: {fact.when}" if fact.when else "",
        fact.note,
    )


def hold_words(hold: Hold) -> str:
    """One wait of the caller."""
    if hold.until_utc is None:
        return "put on hold"
    return f"on hold for {span(seconds_between(hold.from_utc, hold.until_utc))}"


def attempt_parts(fact: course.CallBackTried) -> tuple[str, ...]:
    """One attempt to ring back."""
    return (f"rang back {national(fact.number)}".rstrip(), TRIED[fact.result], fact.note)


def sign_parts(fact: course.SilentSign) -> tuple[str, ...]:
    """One sign of a caller who does not speak."""
    return (f"{SIGNS[fact.sign]}: {fact.words}" if fact.words else SIGNS[fact.sign],)


def identity_parts(fact: who.IdentityChecked) -> tuple[str, ...]:
    """Whether somebody's identity was established, and by what."""
    result = "identity ESTABLISHED:" if fact.established else "identity NOT established:"
    private = f", {fact.private_needed} of them private" if fact.private_needed else ""
    return (
        result,
        fact.name,
        *(compared_words(one) for one in fact.compared),
        f"needed {fact.needed}{private} ({fact.source})",
    )


def compared_words(one: who.Compared) -> str:
    """One thing that was asked, and what came of it."""
    result = "agrees" if one.agrees else "does NOT agree"
    said = f" “{one.said}”" if one.said else ""
    return f"{one.name}{said}: {result}"


def failure_parts(fact: who.FailureDemandNoted) -> tuple[str, ...]:
    """What kind of failure demand a contact is, and about what."""
    label = "" if fact.kind == "none" else "failure demand:"
    return (label, FAILURE[fact.kind], fact.about)


def person_parts(p: facts.PersonRecorded) -> tuple[str, ...]:
    """Somebody of the story, with injuries and where they are now."""
    return (
        f"{p.role}:",
        p.name or ("not known who" if p.role == "caller" and not p.description else ""),
        f"born {date(p.born)}" if p.born else "",
        p.description,
        f"injuries: {p.injuries}" if p.injuries else "",
        f"now: {p.where_now}" if p.where_now else "",
        p.relation,
        national(p.phone),
        "on record" if p.caller_id else "",
        f"NEVER by: {', '.join(p.forbidden_contact)}" if p.forbidden_contact else "",
    )


def vehicle_parts(v: facts.VehicleRecorded) -> tuple[str, ...]:
    """A vehicle as described."""
    return (
        "vehicle:",
        v.registration,
        v.description,
        f"towards {v.direction}" if v.direction else "",
    )


def service_parts(s: facts.ServiceAsked) -> tuple[str, ...]:
    """Another service that was asked for or told."""
    return (f"{s.service}:", s.reference, s.note)


def in_one_line(parts: tuple[str, ...]) -> str:
    """Parts as they are read: a label first where there is one, the rest with dots between."""
    said = [part for part in parts if part]
    label = [said.pop(0)] if said and said[0].endswith((":", "–")) else []
    return " ".join([*label, " · ".join(said)])
