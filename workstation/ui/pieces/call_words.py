"""How the call itself went, in words: the desk and the receiver say it alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workstation.ui.pieces.times import seconds_between, span

if TYPE_CHECKING:
    from workstation.domain.contact import course, facts
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

#: The way of an interpreter through a call.
STEPS: Final = {"asked": "asked for", "joined": "joined", "left": "left"}


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
        f"ring back on {fact.number}" if fact.number else "no number to ring back on",
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
    return (f"rang back {fact.number}".rstrip(), TRIED[fact.result], fact.note)


def sign_parts(fact: course.SilentSign) -> tuple[str, ...]:
    """One sign of a caller who does not speak."""
    return (f"{SIGNS[fact.sign]}: {fact.words}" if fact.words else SIGNS[fact.sign],)
