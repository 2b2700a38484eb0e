"""What words suggest which risk marker: as written in a file, and ready to be met in lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

from workstation.domain.cues.phrases import Fillers, Phrase, ends, first_words, literals, phrase
from workstation.domain.cues.spelling import Spelling, spelling
from workstation.domain.cues.words import Word

#: Why words that are there suggest nothing.
ScopeKind = Literal["negated", "past", "hypothetical", "elsewhere", "quoted"]
SCOPE_KINDS: Final[tuple[ScopeKind, ...]] = get_args(ScopeKind)

_CUE: Final = "cue."
_LIST: Final = "list."

Texts = tuple[str, ...]
#: From the index of a first word to the index after the last one.
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cue:
    """Phrases that suggest ``marker``.

    ``near``: a list of which a phrase must stand in the same line too. ``unless``: a list of which
    none may. ``lasts``: kinds of scope that take nothing from these words.
    """

    id: str
    marker: str
    words: Texts
    near: str = ""
    unless: str = ""
    lasts: frozenset[ScopeKind] = frozenset()


@dataclass(frozen=True, slots=True)
class Scope:
    """Words that take what they reach from being a cue, each up to the border of its clause.

    ``before`` reach ahead over at most ``reach`` words, ``after`` back over ``reach_back``; what
    touches ``within`` is taken; a clause of nothing but ``answers`` takes the clause before it, one
    of nothing but ``leads`` the one behind it. ``exempt`` phrases look like the others and are not.
    """

    kind: ScopeKind
    before: Texts = ()
    after: Texts = ()
    within: Texts = ()
    answers: Texts = ()
    leads: Texts = ()
    exempt: Texts = ()
    reach: int = 7
    reach_back: int = 3


SCOPE_PARTS: Final = ("before", "after", "within", "answers", "leads", "exempt")


@dataclass(frozen=True, slots=True)
class Borders:
    """Where a clause ends without a mark: before ``words``, but not right behind ``not_after``.

    A stretch behind a comma goes on with the clause when it has one of ``going_on``.
    """

    words: Texts = ()
    not_after: frozenset[str] = frozenset()
    going_on: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Speakers:
    """Before a quotation: the caller speaks, somebody else does, or it is a title."""

    caller: Texts = ()
    other: Texts = ()
    title: Texts = ()


SPEAKER_PARTS: Final = ("caller", "other", "title")


@dataclass(frozen=True, slots=True)
class Written:
    """Cues as their file has them; ``ordinary`` words are no slips of the keyboard."""

    cues: tuple[Cue, ...]
    scopes: tuple[Scope, ...] = ()
    lists: Mapping[str, Texts] = field(default_factory=dict)
    borders: Borders = Borders()
    speakers: Speakers = Speakers()
    fillers: Fillers = field(default_factory=Fillers)
    ordinary: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Patterns:
    """Cues ready to be met: every phrase by the words it can begin with, and whose it is."""

    cues: tuple[Cue, ...]
    scopes: tuple[Scope, ...]
    borders: Borders
    fillers: Fillers
    spelling: Spelling
    index: Mapping[str | None, tuple[tuple[str, Phrase], ...]]

    def found(self, words: tuple[Word, ...]) -> dict[str, tuple[Span, ...]]:
        """Where the phrases of each owner stand."""
        spans: dict[str, set[Span]] = {}
        for at, word in enumerate(words):
            keys = {word.text, word.raw, None if word.text.isdecimal() else word.text}
            for key in keys:
                for owner, one in self.index.get(key, ()):
                    for end in ends(one, words, at, self.fillers):
                        spans.setdefault(owner, set()).add((at, end))
        return {owner: tuple(sorted(found)) for owner, found in spans.items()}


def compiled(written: Written) -> Patterns:
    """``written`` ready for use. Raises ValueError for a phrase that cannot be read."""
    lists = compiled_lists(written.lists)
    owned = [(owner, phrase(text, lists)) for owner, text in owned_phrases(written)]
    index: dict[str | None, list[tuple[str, Phrase]]] = {}
    for owner, one in owned:
        for first in frozenset(first_words(one)):
            index.setdefault(first, []).append((owner, one))
    known: set[str] = set()
    others: set[str] = set(written.ordinary | written.fillers.small)
    for owner, one in owned:
        (known if owner.startswith((_CUE, _LIST)) else others).update(literals(one))
    return Patterns(
        cues=written.cues,
        scopes=written.scopes,
        borders=written.borders,
        fillers=written.fillers,
        spelling=spelling(known, others),
        index={first: tuple(phrases) for first, phrases in index.items()},
    )


def compiled_lists(written: Mapping[str, Texts]) -> dict[str, tuple[Phrase, ...]]:
    """Lists in their order: one may name those above it. Raises ValueError."""
    lists: dict[str, tuple[Phrase, ...]] = {}
    for name, texts in written.items():
        lists[name] = tuple(phrase(text, lists) for text in texts)
    return lists


def owned_phrases(written: Written) -> Iterator[tuple[str, str]]:
    """Every phrase that is looked for, with the name it is found by."""
    for cue in written.cues:
        yield from ((cue_owner(cue), text) for text in cue.words)
    for name in {n: None for cue in written.cues for n in (cue.near, cue.unless) if n}:
        yield from ((list_owner(name), text) for text in written.lists.get(name, ()))
    for scope in written.scopes:
        for part in SCOPE_PARTS:
            yield from ((f"{scope.kind}.{part}", text) for text in getattr(scope, part))
    for part in SPEAKER_PARTS:
        yield from ((f"speaker.{part}", text) for text in getattr(written.speakers, part))
    yield from (("border", text) for text in written.borders.words)


def cue_owner(cue: Cue) -> str:
    """The name that a cue's phrases are found by."""
    return f"{_CUE}{cue.id}"


def list_owner(name: str) -> str:
    """The name that a list's phrases are found by."""
    return f"{_LIST}{name}"
