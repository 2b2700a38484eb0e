"""Which line of the story already answers a question, when the advisor says that one does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from workstation.domain.contact.state import Line
    from workstation.domain.policy import Question

#: Shorter words are in every sentence.
TELLING: Final = 4


def line_that_tells(question: Question, lines: Sequence[Line]) -> Line | None:
    """The line that shares most words with the question and its choices, of equals the newest.

    ``None`` when nothing was typed. The advisor sees which line it is, and the receiver too.
    """
    asked = _words(
        (question.title, question.ask, question.plain, *(c.label for c in question.choices))
    )
    best = None
    for line in lines:
        shared = len(asked & _words((line.text,)))
        if best is None or shared >= best[0]:
            best = (shared, line)
    return best[1] if best else None


def words_told(lines: Iterable[Line], line_id: str | None) -> str:
    """The line with ``line_id`` in its words as they stand now, corrected or not; or nothing."""
    found = (line.text for line in lines if line.goes_by(line_id))
    return next((f"“{words}”" for words in found), "")


def _words(texts: Iterable[str]) -> frozenset[str]:
    every = (word.strip(".,;:!?“”\"'()").casefold() for text in texts for word in text.split())
    return frozenset(word.removesuffix("s") for word in every if len(word) >= TELLING)
