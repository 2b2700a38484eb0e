"""Forms for untidy calls: line lost, rung back, silent, abandoned, interpreted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from workstation.domain.contact import commands as ask
from workstation.domain.contact import course, facts
from workstation.domain.text import cleaned, one_line
from workstation.ui.pieces.call_words import SAFE, STEPS, TRIED
from workstation.ui.pieces.form import Choices, Field, Form, NewId, Values
from workstation.ui.pieces.numbers import national

if TYPE_CHECKING:
    from workstation.desk.call.view import CallView

LINE_LOST: Final = "line_lost"
TRIED_BACK: Final = "rang_back"
SILENT: Final = "silent"
ABANDONED: Final = "abandoned"

#: Only what was noticed is recorded; that nobody noticed it is no sign.
_NOTICED: Final[Choices] = (("", "not noticed"), ("yes", "yes"))
_YES_NO: Final[Choices] = (("yes", "yes"), ("", "no"))
#: Signs that either are there or are not.
_PLAIN_SIGNS: Final[tuple[course.Sign, ...]] = (
    "operator_passed",
    "pressed_55",
    "open_line",
    "landline",
)
_SIGN_LABELS: Final = {
    "operator_passed": "Passed on by the operator?",
    "pressed_55": "55 pressed?",
    "open_line": "Open line?",
    "landline": "From a landline?",
    "sounds": "What is heard",
    "code_word": "Code word",
}


def call_forms(call: CallView) -> tuple[Form, ...]:
    """The forms of this module that fit any call."""
    return (
        call_back_form(call),
        attempt_form(call),
        silent_form(call),
        abandoned_form(call),
        interpreter_form(call),
    )


def call_back_form(call: CallView) -> Form:
    """The grade first, then how this person is reached again, and whether that is safe."""
    known = call.contact.call_back.fact if call.contact.call_back else facts.CallBackGiven("")

    def build(v: Values, _: NewId) -> ask.Command:
        back = facts.CallBackGiven(
            one_line(v["number"]), known.note, v["ring"], v["text"],  # type: ignore[arg-type]
            one_line(v["who"]), one_line(v["when"]),
        )  # fmt: skip
        return ask.Together((*_graded(call, v["grade"]), ask.Record(back)))

    lost = call.contact.end_cause == "lost"
    return Form(
        LINE_LOST,
        "Line lost" if lost else "Call back",
        (
            Field("grade", "Grade, looked at again", _grades(call)),
            Field("number", "Ring back on", value=known.number or calling_number(call)),
            Field("ring", "Safe to ring?", _safe(call.contact.safe_to_ring)),
            Field("text", "Safe to text?", _safe(call.contact.safe_to_text)),
            Field("who", "Who rings back", value=known.who_rings or "this desk"),
            Field("when", "When, whom to ask for", value=known.when or "at once"),
        ),
        build,
        "Alt+D" if lost else "Ctrl+Shift+B",
    )


def attempt_form(call: CallView) -> Form:
    """One attempt to ring back, as soon as it is over."""
    planned = call.contact.call_back.fact.number if call.contact.call_back else ""
    safe = call.contact.safe_to_ring
    return Form(
        TRIED_BACK,
        "Rang back",
        (
            Field("result", "How it went", _results(unsafe=safe == "no")),
            Field("number", "Number", value=planned or calling_number(call)),
            Field("note", "Note"),
        ),
        lambda v, _: ask.Record(
            course.CallBackTried(
                one_line(v["number"]), v["result"], cleaned(v["note"])  # type: ignore[arg-type]
            )
        ),
        "Ctrl+B",
        _ringing_note(safe),
    )  # fmt: skip


def silent_form(call: CallView) -> Form:
    """What tells something of a caller who does not speak; each sign is a fact of its own.

    Signs that are on record are asked no more; sounds and words can come again.
    """
    known = {timed.fact.sign for timed in call.contact.signs}
    asked = [
        Field(sign, _SIGN_LABELS[sign], _NOTICED) for sign in _PLAIN_SIGNS if sign not in known
    ]
    heard = [Field(sign, _SIGN_LABELS[sign]) for sign in ("sounds", "code_word")]
    how = [] if call.contact.by_taps else [Field("taps", "Answers by taps from now on?", _YES_NO)]

    def build(v: Values, _: NewId) -> ask.Command:
        signs: list[Any] = [course.SilentSign(f.key) for f in asked if v[f.key]]  # type: ignore[arg-type]
        signs += [
            course.SilentSign(f.key, words)  # type: ignore[arg-type]
            for f in heard
            if (words := cleaned(v[f.key]))
        ]
        signs += [course.AnswersBy("taps")] if v.get("taps") else []
        return ask.Together(tuple(ask.Record(sign) for sign in signs))

    fields = (*heard, *asked, *how) if known else (*asked, *heard, *how)
    note = "Silence is no sign of safety. 55 does not give the place."
    return Form(SILENT, "Silent call", fields, build, "Alt+S", note)


def abandoned_form(call: CallView) -> Form:
    """The caller was gone before anybody spoke: rung back or not, and the end."""
    calling = calling_number(call)
    tries = tuple((result, TRIED[result]) for result in TRIED if result != "answered")

    def build(v: Values, _: NewId) -> ask.Command:
        number, facts_first = one_line(v["number"]), []
        if call.contact.phase != "ended":
            facts_first.append(ask.Record(facts.CallEnded("caller")))
        if number and number != calling:
            facts_first.append(ask.Record(facts.CallBackGiven(number)))
        if v["result"]:
            tried = course.CallBackTried(number, v["result"])  # type: ignore[arg-type]
            facts_first.append(ask.Record(tried))
        return ask.Together((*facts_first, ask.Dispose("abandoned", cleaned(v["note"]))))

    return Form(
        ABANDONED,
        "Abandoned before anybody spoke",
        (
            Field("number", "Number", value=calling),
            Field("result", "Rung back?", (("", "not tried"), *tries)),
            Field("note", "Note"),
        ),
        build,
        "Alt+X",
        _ringing_note(call.contact.safe_to_ring),
    )


def interpreter_form(call: CallView) -> Form:
    """The next step of an interpreter; language and id are asked once."""
    steps = call.contact.interpreting
    last = steps[-1].fact if steps else course.InterpreterStep("left")
    needed = call.contact.access.fact.interpreter_language if call.contact.access else ""
    after = {"asked": "joined", "joined": "left", "left": "asked"}[last.step]
    order = dict.fromkeys((after, *STEPS))
    return Form(
        "interpreter",
        "Interpreter",
        (
            Field("language", "Language", value=last.language or needed),
            Field("id", "Interpreter's id", value=last.interpreter_id),
            Field("step", "Now", tuple((step, STEPS[step]) for step in order)),
        ),
        lambda v, _: ask.Record(
            course.InterpreterStep(
                v["step"], one_line(v["language"]), one_line(v["id"])  # type: ignore[arg-type]
            )
        ),
        "Alt+I",
        "Never a family member, and never a child.",
    )  # fmt: skip


def calling_number(call: CallView) -> str:
    """The number the call came from as people read it out, empty when there is none."""
    number = call.contact.call.number if call.contact.call else None
    return national(number) if number else ""


def _ringing_note(safe: facts.Safe) -> str:
    """What to know before the next attempt."""
    if safe == "no":
        return "NOT SAFE TO RING: the caller said so. Leave no voicemail."
    return "" if safe == "yes" else "Not known whether ringing is safe: leave no voicemail."


def _results(*, unsafe: bool) -> Choices:
    first = ("told_not_to_ring", "voicemail_unsafe") if unsafe else ()
    order = dict.fromkeys((*first, *TRIED))
    return tuple((result, TRIED[result]) for result in order)


def _safe(now: facts.Safe) -> Choices:
    """What is known stands first."""
    order: dict[str, None] = dict.fromkeys((now, "not_asked", "yes", "no", "not_known"))
    return tuple((answer, SAFE[answer]) for answer in order)


def _grades(call: CallView) -> Choices:
    """As it stands, or another; after a hand-over only what is higher can be chosen in passing."""
    policy, chosen = call.policy, call.contact.grade
    now = policy.grade(chosen.grade) if chosen else None
    others = [
        grade
        for grade in policy.grades
        if grade != now and not (call.contact.handed and now and grade.rank > now.rank)
    ]
    stays = f"stays {now.name}" if now else "not chosen yet"
    return (("", stays), *((grade.key, grade.name) for grade in others))


def _graded(call: CallView, key: str) -> tuple[ask.Command, ...]:
    """A grade that stays after the line was lost is chosen anew: somebody looked at it again."""
    now = call.contact.grade
    if key:
        return (ask.ChooseGrade(key),)
    if now is not None and call.contact.end_cause == "lost":
        return (ask.ChooseGrade(now.grade, now.reason),)
    return ()
