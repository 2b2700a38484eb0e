"""The end of a contact: first whether anyone is in danger, then how it ends, then what was told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workstation.domain.contact import commands as ask
from workstation.domain.contact import facts
from workstation.domain.contact.ending import NOT_KNOWN, closing_answer
from workstation.domain.text import cleaned
from workstation.ui.pieces.form import Choices, Field, Form, NewId, Values

if TYPE_CHECKING:
    from workstation.domain.contact.state import Contact
    from workstation.domain.policy import Policy, Question

END: Final = "end"
_DANGER: Final[Choices] = (
    ("", "not asked"),
    ("no", "no"),
    ("yes", "yes: it cannot end, F12 sends it"),
    (NOT_KNOWN, "not known"),
)


def end_form(policy: Policy, contact: Contact) -> Form:
    """How the contact ends. No answered call ends without it.

    One with an incident has been judged already, and one that another desk goes on with is judged
    there; any other is asked about danger first.
    """
    if contact.elsewhere is not None:
        return _with_one_end(facts.ELSEWHERE, "taken over by another desk")
    if contact.handed or contact.attached:
        return _with_one_end(facts.WITH_INCIDENTS, "ends with its incident")
    question = policy.closing_question
    told = {d.key: d.promise for d in policy.dispositions}
    ends = (
        *((d.key, d.name) for d in policy.dispositions),
        (facts.ABANDONED, "abandoned by the caller"),
    )

    def build(v: Values, _: NewId) -> ask.Command:
        end = ask.Dispose(v["disposition"], cleaned(v["note"]), cleaned(v["told"]))
        asked = _asked(question, contact, v.get("danger", ""))
        return ask.Together((*(ask.Record(fact) for fact in asked), end))

    return Form(
        END,
        "End this contact",
        (
            *_danger_field(question, contact),
            Field("disposition", "How it ends", ends),
            Field("told", "Told to the caller", ready=("disposition", told)),
            Field("note", "Note"),
        ),
        build,
        "Alt+E",
    )


def _with_one_end(end: str, words: str) -> Form:
    ends = ((end, words),)
    return Form(
        END,
        "End this contact",
        (Field("disposition", "How it ends", ends), Field("note", "Note")),
        lambda v, _: ask.Dispose(v["disposition"], cleaned(v["note"])),
        "Alt+E",
    )


def _danger_field(question: Question | None, contact: Contact) -> tuple[Field, ...]:
    """What is on record is chosen already; each answer keeps its digit."""
    if question is None:
        return ()
    return (Field("danger", question.title, _DANGER, value=_known(question, contact)),)


def _known(question: Question, contact: Contact) -> str:
    told = contact.answers.get(question.key)
    return (told.fact.choice or NOT_KNOWN) if told is not None else ""


def _asked(
    question: Question | None, contact: Contact, answer: str
) -> tuple[facts.QuestionEnded, ...]:
    """The answer as a fact, unless it is on record or nobody asked."""
    if question is None or not answer or answer == _known(question, contact):
        return ()
    return (closing_answer(question, answer),)
