"""What takes words from being a cue: negation, the past, supposition, elsewhere, a quotation."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from workstation.domain.cues.patterns import Patterns, Scope, ScopeKind, Span, cue_owner
from workstation.domain.cues.words import Word

_SHORT_STRETCH: Final = 5
_SPEAKER_BEFORE: Final = 8
_SPEAKER_AFTER: Final = 3
_TITLE_BEFORE: Final = 5

Found = Mapping[str, tuple[Span, ...]]


@dataclass(frozen=True, slots=True)
class Hold:
    """What one scope takes in a line: by clause, where words before and after reach from."""

    scope: Scope
    before: Mapping[int, tuple[int, ...]]
    after: Mapping[int, tuple[int, ...]]
    within: tuple[Span, ...]
    clauses: frozenset[int]

    def takes(self, span: Span, clause: int) -> bool:
        """Whether ``span``, which begins in ``clause``, is taken."""
        start, end = span
        reach, back = self.scope.reach, self.scope.reach_back
        return (
            clause in self.clauses
            or any(0 <= start - at <= reach for at in self.before.get(clause, ()))
            or any(0 <= at - end <= back for at in self.after.get(clause, ()))
            or any(_touch(span, one) for one in self.within)
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """A line with its clauses and with everything that was found in it."""

    words: tuple[Word, ...]
    found: Found
    clauses: tuple[int, ...]
    holds: tuple[Hold, ...]

    def at(self, owner: str) -> tuple[Span, ...]:
        """Where the phrases of ``owner`` stand."""
        return self.found.get(owner, ())

    def taken_by(self, span: Span) -> frozenset[ScopeKind]:
        """The kinds of scope that ``span`` stands in."""
        clause = self.clauses[span[0]]
        kinds = {hold.scope.kind for hold in self.holds if hold.takes(span, clause)}
        if quoted := self._quoted(span):
            kinds.add(quoted)
        return frozenset(kinds)

    def _quoted(self, span: Span) -> ScopeKind | None:
        """Whether somebody other than the caller is quoted, or something is only called so."""
        quote = self.words[span[0]].quote
        if not quote:
            return None
        inside = [n for n, word in enumerate(self.words) if word.quote == quote]
        first, last = inside[0], inside[-1]
        if self._between("speaker.title", first - _TITLE_BEFORE, first):
            return "elsewhere"
        around = ((first - _SPEAKER_BEFORE, first), (last + 1, last + 1 + _SPEAKER_AFTER))
        if any(self._between("speaker.caller", *part) for part in around):
            return None
        return "quoted" if any(self._between("speaker.other", *part) for part in around) else None

    def _between(self, owner: str, start: int, end: int) -> bool:
        return any(a >= start and b <= end for a, b in self.at(owner))


def reading(words: tuple[Word, ...], patterns: Patterns) -> Reading:
    """``words`` read with ``patterns``; slips of the keyboard are mended first."""
    mended = patterns.spelling.mended(words)
    found = patterns.found(mended)
    clauses = _clauses(mended, found.get("border", ()), patterns)
    in_cues = {
        n for cue in patterns.cues for a, b in found.get(cue_owner(cue), ()) for n in range(a, b)
    }
    holds = tuple(
        _hold(scope, mended, found, clauses, in_cues, patterns.fillers.small)
        for scope in patterns.scopes
    )
    return Reading(mended, found, clauses, holds)


def _hold(
    scope: Scope,
    words: tuple[Word, ...],
    found: Found,
    clauses: tuple[int, ...],
    in_cues: Set[int],
    small: frozenset[str],
) -> Hold:
    """Scope words that are exempt, or part of a cue's own words, take nothing."""
    exempt = {n for a, b in found.get(f"{scope.kind}.exempt", ()) for n in range(a, b)} | in_cues
    before: dict[int, tuple[int, ...]] = {}
    after: dict[int, tuple[int, ...]] = {}
    for a, b in found.get(f"{scope.kind}.before", ()):
        if not exempt & set(range(a, b)):
            before[clauses[a]] = (*before.get(clauses[a], ()), b)
    for a, b in found.get(f"{scope.kind}.after", ()):
        if not exempt & set(range(a, b)):
            after[clauses[a]] = (*after.get(clauses[a], ()), a)
    answers = _made_of(found.get(f"{scope.kind}.answers", ()), words, clauses, small)
    leads = _made_of(found.get(f"{scope.kind}.leads", ()), words, clauses, small)
    taken = frozenset({c - 1 for c in answers} | {c + 1 for c in leads})
    return Hold(scope, before, after, found.get(f"{scope.kind}.within", ()), taken)


def _made_of(
    spans: tuple[Span, ...],
    words: tuple[Word, ...],
    clauses: tuple[int, ...],
    small: frozenset[str],
) -> set[int]:
    """The clauses that are made of nothing but ``spans`` and small words."""
    covered = {n for a, b in spans for n in range(a, b)}
    others = {c for n, c in enumerate(clauses) if n not in covered and words[n].text not in small}
    return {clauses[n] for n in covered} - others


def _clauses(
    words: tuple[Word, ...], borders: tuple[Span, ...], patterns: Patterns
) -> tuple[int, ...]:
    """The number of the clause of each word."""
    rules = patterns.borders
    starts = {
        a for a, _ in borders if a and words[a - 1].text not in rules.not_after
    } | _new_stretches(words, rules.going_on)
    clause, numbers = 0, []
    for n in range(len(words)):
        clause += n in starts
        numbers.append(clause)
    return tuple(numbers)


def _new_stretches(words: tuple[Word, ...], going_on: frozenset[str]) -> set[int]:
    """Where a mark ends the clause: not before the later parts of a list, “a, b or c”."""
    edges = [n for n in range(1, len(words)) if words[n].segment != words[n - 1].segment]
    starts: set[int] = set()
    goes_on = False
    for start, end in reversed(list(pairwise([*edges, len(words)]))):
        short = end - start <= _SHORT_STRETCH and words[start].mark == ","
        joined = any(word.text in going_on for word in words[start:end])
        goes_on = short and (goes_on or joined)
        if not goes_on:
            starts.add(start)
    return starts


def _touch(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]
