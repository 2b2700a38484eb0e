"""What takes words from being a cue: negation, the past, supposition, elsewhere, a quotation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from workstation.domain.cues.patterns import Patterns, Scope, ScopeKind, Span, cue_owner
from workstation.domain.cues.words import Word

_SHORT_STRETCH: Final = 5
_SPEAKER_BEFORE: Final = 8
_SPEAKER_AFTER: Final = 3
_TITLE_BEFORE: Final = 5


@dataclass(frozen=True, slots=True)
class Reading:
    """A line with its clauses and with everything that was found in it."""

    words: tuple[Word, ...]
    found: Mapping[str, tuple[Span, ...]]
    clauses: tuple[int, ...]
    scopes: tuple[Scope, ...]
    cue_spans: tuple[Span, ...]
    small: frozenset[str]

    def taken_by(self, span: Span) -> frozenset[ScopeKind]:
        """The kinds of scope that ``span`` stands in."""
        kinds: set[ScopeKind] = {s.kind for s in self.scopes if self._is_taken(span, s)}
        if quoted := self._quoted(span):
            kinds.add(quoted)
        return frozenset(kinds)

    def at(self, owner: str) -> tuple[Span, ...]:
        """Where the phrases of ``owner`` stand."""
        return self.found.get(owner, ())

    def _is_taken(self, span: Span, scope: Scope) -> bool:
        start, end = span
        kind = scope.kind
        if any(_touch(span, one) for one in self.at(f"{kind}.within")):
            return True
        here = self.clauses[start]
        for a, b in self._acting(f"{kind}.before", kind):
            if b <= start and start - b <= scope.reach and self.clauses[a] == here:
                return True
        for a, _ in self._acting(f"{kind}.after", kind):
            if a >= end and a - end <= scope.reach_back and self.clauses[a] == here:
                return True
        return self._is_only(here + 1, f"{kind}.answers") or self._is_only(
            here - 1, f"{kind}.leads"
        )

    def _acting(self, owner: str, kind: ScopeKind) -> Iterable[Span]:
        """Scope phrases that are neither exempt nor part of a cue's own words."""
        exempt = self.at(f"{kind}.exempt")
        for one in self.at(owner):
            if not any(_touch(one, other) for other in (*exempt, *self.cue_spans)):
                yield one

    def _is_only(self, clause: int, owner: str) -> bool:
        """Whether a clause is made of nothing but phrases of ``owner`` and small words."""
        places = [n for n, c in enumerate(self.clauses) if c == clause]
        spans = self.at(owner)
        if not places or not any(a in places for a, _ in spans):
            return False
        return all(
            self.words[n].text in self.small or any(a <= n < b for a, b in spans) for n in places
        )

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
    cue_spans = tuple(span for cue in patterns.cues for span in found.get(cue_owner(cue), ()))
    clauses = _clauses(mended, found.get("border", ()), patterns)
    return Reading(mended, found, clauses, patterns.scopes, cue_spans, patterns.small)


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
