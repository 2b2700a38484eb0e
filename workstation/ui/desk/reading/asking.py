"""The questions: what is open by name, what was answered, which letter is touched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from workstation.domain.contact.told import words_told
from workstation.ui.pieces.shown import shown_line
from workstation.ui.pieces.times import clock

if TYPE_CHECKING:
    from workstation.desk.call.view import CallView
    from workstation.domain.contact.facts import QuestionEnded
    from workstation.domain.contact.state import Contact
    from workstation.domain.policy import Question

ENDINGS: Final = {
    "answered": "answered",
    "already_told": "already told",
    "not_known": "asked, not known",
    "refused": "refused",
    "unsafe": "unsafe to ask now",
}


#: How questions are put to this caller: in the usual words, in plain ones, or to be tapped.
Manner = Literal["usual", "plain", "taps"]


def manner(contact: Contact) -> Manner:
    """How questions are put to the caller of ``contact``."""
    if contact.by_taps:
        return "taps"
    return "plain" if contact.child else "usual"


def manner_words(contact: Contact) -> str:
    """The same for the heading; empty where nothing is unusual."""
    ways = (contact.child, "a child: plain words"), (contact.by_taps, "answers by taps")
    return " · ".join(words for is_so, words in ways if is_so)


def tappable(question: Question) -> bool:
    """Whether it can be answered by one tap or two."""
    return len(question.choices) == 2


def wording(question: Question, how: Manner, *, plain: bool) -> str:
    """What is read out."""
    words = question.plain if plain else question.ask
    if how == "taps" and tappable(question):
        once, twice = (choice.label for choice in question.choices)
        return f"{words} Tap once for ‘{once}’, twice for ‘{twice}’."
    return words


def next_to_ask(call: CallView) -> Question | None:
    """The open question that matters most; where answers are tapped, one that can be."""
    if manner(call.contact) == "taps":
        for question in call.questions:
            if tappable(question) and question.key not in call.contact.answers:
                return question
    return call.next_question


class LetterChip(NamedTuple):
    """A letter of the policy: its state is "open", "part" or "answered"."""

    key: str
    shown: str
    name: str
    state: str
    prompt: str


class QuestionRow(NamedTuple):
    """A question in the list. ``state`` is an ending, or "open"."""

    key: str
    letter: str
    title: str
    answer: str
    state: str


def answer_words(question: Question | None, answer: QuestionEnded) -> str:
    """What was answered: the chosen label, the words, or both."""
    labels = {c.key: c.label for c in question.choices} if question else {}
    chosen = labels.get(answer.choice or "", answer.choice or "")
    chosen += ", by taps" if answer.by_taps else ""
    return ": ".join(part for part in (chosen, answer.text) if part)


def letters(call: CallView) -> tuple[LetterChip, ...]:
    """The letter strip. A letter is never counted, only open, touched or done."""
    chips = []
    for letter in call.policy.letters:
        own = [q.key for q in call.questions if q.letter == letter.key]
        done = [key for key in own if key in call.contact.answers]
        state = "open" if not done else "answered" if len(done) == len(own) else "part"
        chips.append(LetterChip(letter.key, letter.shown, letter.name, state, letter.prompt))
    return tuple(chips)


def rows(call: CallView) -> tuple[QuestionRow, ...]:
    """Questions for the incident type: open ones first, in the order they matter."""
    every = [_row(call, question) for question in call.questions]
    return tuple(sorted(every, key=lambda r: r.state != "open"))


def after_in_letter(call: CallView, letter: str, here: Question | None) -> Question | None:
    """Where a letter's key goes: its first open question, or its first; from there to the next."""
    own = [q for q in call.questions if q.letter == letter]
    still = [q for q in own if q.key not in call.contact.answers] or own
    if here in still:
        return still[(still.index(here) + 1) % len(still)]
    return still[0] if still else None


def _row(call: CallView, question: Question) -> QuestionRow:
    timed = call.contact.answers.get(question.key)
    sign = shown_line(call.policy.letter(question.letter).shown)
    title = shown_line(question.title)
    if timed is None:
        return QuestionRow(question.key, sign, title, "open", "open")
    told = words_told(call.contact.narrative, timed.fact.line_id)
    words = answer_words(question, timed.fact) or told
    said = words if timed.fact.ending == "answered" and words else ENDINGS[timed.fact.ending]
    if words and timed.fact.ending != "answered":
        said += f": {words}"
    return QuestionRow(
        question.key,
        sign,
        title,
        shown_line(f"{said} · {clock(timed.at_utc)}"),
        timed.fact.ending,
    )
