"""The time line: what was typed and what was answered, in the order it came."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from workstation.ui.desk.reading.asking import ENDINGS, answer_words
from workstation.ui.pieces.shown import shown, shown_line
from workstation.ui.pieces.times import clock

if TYPE_CHECKING:
    from workstation.desk.call.view import CallView


class StoryLine(NamedTuple):
    """One line of the time line. ``note`` is the question an answer belongs to."""

    time: str
    text: str
    verbatim: bool = False
    note: str = ""


def story(call: CallView) -> tuple[StoryLine, ...]:
    """Narrative lines and answers of a contact, oldest first."""
    contact, policy = call.contact, call.policy
    told = [
        (
            line.at_utc,
            StoryLine(
                clock(line.at_utc),
                shown(f"“{line.text}”" if line.verbatim else line.text),
                line.verbatim,
                shown_line(_line_note(line.interrupted, line.earlier)),
            ),
        )
        for line in contact.narrative
    ]
    titles = {q.key: q for q in policy.questions}
    answered = [
        (
            timed.at_utc,
            StoryLine(
                clock(timed.at_utc),
                shown(answer_words(titles.get(key), timed.fact) or ENDINGS[timed.fact.ending]),
                note=shown_line(titles[key].title if key in titles else key),
            ),
        )
        for key, timed in contact.answers.items()
    ]
    return tuple(line for _, line in sorted([*told, *answered], key=lambda one: one[0]))


def _line_note(interrupted: bool, earlier: tuple[str, ...]) -> str:
    if earlier:
        return f"corrected, was: {earlier[-1]}"
    return "sent half-typed" if interrupted else ""
