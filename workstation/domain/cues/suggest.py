"""From typed lines to suggested risk markers, each once, with the words that caused it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from itertools import islice

from workstation.domain.cues.patterns import Cue, Patterns, Span, cue_owner, list_owner
from workstation.domain.cues.scope import Reading, reading
from workstation.domain.cues.words import words_of


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A line of the advisor's, by its id."""

    line_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """``marker`` might apply because of ``words``, which are ``text[start:end]`` of the line.

    ``cue`` names the rule in the term lists, to be recorded with what became of it.
    """

    marker: str
    line_id: str
    start: int
    end: int
    words: str
    cue: str


def suggest(
    lines: Iterable[TypedLine], patterns: Patterns, settled: Set[str] = frozenset()
) -> tuple[Suggestion, ...]:
    """Markers that ``lines`` suggest, in the order of their words; each marker once.

    ``settled``: markers that were suggested, set or cleared before, and are not suggested again.
    """
    found: list[Suggestion] = []
    known = set(settled)
    for line in lines:
        for suggestion in sorted(_of_line(line, patterns, known), key=_place):
            if suggestion.marker not in known:
                known.add(suggestion.marker)
                found.append(suggestion)
    return tuple(found)


def _place(suggestion: Suggestion) -> tuple[int, int]:
    return suggestion.start, -suggestion.end


def _of_line(line: TypedLine, patterns: Patterns, known: Set[str]) -> Iterator[Suggestion]:
    words = words_of(line.text)
    if not words:
        return
    read = reading(words, patterns)
    for cue in patterns.cues:
        if cue.marker in known:
            continue
        for first, last in islice(_spans(cue, read), 1):
            start, end = words[first].start, words[last - 1].end
            yield Suggestion(cue.marker, line.line_id, start, end, line.text[start:end], cue.id)


def _spans(cue: Cue, read: Reading) -> Iterator[Span]:
    """Where ``cue`` holds in the line; with ``near``, from the first word of both to the last."""
    if cue.unless and read.at(list_owner(cue.unless)):
        return
    for span in read.at(cue_owner(cue)):
        if read.taken_by(span) - cue.lasts:
            continue
        if not cue.near:
            yield span
            continue
        for other in read.at(list_owner(cue.near)):
            apart = other[1] <= span[0] or span[1] <= other[0]
            if apart and not read.taken_by(other) - cue.lasts:
                yield min(span[0], other[0]), max(span[1], other[1])
