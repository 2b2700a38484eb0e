"""Term lists that suggest risk markers: one file a language, in ``cues/`` of the resources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Final, Literal, TypeVar

from pydantic import AfterValidator, Field, ValidationError

from workstation.content.conditions import Key
from workstation.content.faults import ContentError, ContentFault
from workstation.content.lines import line_of
from workstation.content.models import Part
from workstation.content.reading import said, toml_of
from workstation.content.resources import resource_root
from workstation.domain.cues import patterns
from workstation.domain.cues.patterns import Patterns, ScopeKind, Written, compiled
from workstation.domain.cues.phrases import Fillers, Phrase, lists_named, phrase

LANGUAGE: Final = "en-GB"

Place = tuple[str | int, ...]
Fault = tuple[Place, str]
_Model = TypeVar("_Model", bound=Part)


def _small(word: str) -> str:
    if not word.isalnum() or word != word.lower():
        raise ValueError("is one word in small letters")
    return word


Word = Annotated[str, Field(max_length=40), AfterValidator(_small)]
Words = Annotated[tuple[Word, ...], Field(max_length=2_000)]
#: A phrase of the term lists, or several of them joined by "|".
PhraseText = Annotated[str, Field(min_length=1, max_length=1_000)]
Phrases = Annotated[tuple[PhraseText, ...], Field(max_length=400)]
ListName = Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")]
Reach = Annotated[int, Field(strict=True, ge=1, le=60)]


class Cue(Part):
    """``[[cue]]``: phrases that suggest a marker."""

    id: Key
    marker: Key
    words: Annotated[Phrases, Field(min_length=1)]
    near: str = ""
    unless: str = ""
    lasts: tuple[ScopeKind, ...] = ()

    def plain(self) -> patterns.Cue:
        """As the domain has it."""
        return patterns.Cue(**{**self.values(), "lasts": frozenset(self.lasts)})


class Scope(Part):
    """``[[scope]]``: what takes words from being a cue."""

    kind: ScopeKind
    before: Phrases = ()
    after: Phrases = ()
    within: Phrases = ()
    answers: Phrases = ()
    leads: Phrases = ()
    exempt: Phrases = ()
    reach: Reach = 7
    reach_back: Reach = 3

    def plain(self) -> patterns.Scope:
        """As the domain has it."""
        return patterns.Scope(**self.values())


class Borders(Part):
    """``[borders]``: where a clause ends without a mark."""

    words: Phrases = ()
    not_after: Words = ()
    going_on: Words = ()

    def plain(self) -> patterns.Borders:
        """As the domain has it."""
        return patterns.Borders(self.words, frozenset(self.not_after), frozenset(self.going_on))


class Speakers(Part):
    """``[speakers]``: who is quoted."""

    caller: Phrases = ()
    other: Phrases = ()
    title: Phrases = ()

    def plain(self) -> patterns.Speakers:
        """As the domain has it."""
        return patterns.Speakers(**self.values())


class CuesFile(Part):
    """``cues/LANGUAGE.toml``: all of it."""

    language: Literal["en-GB"]
    cue: Annotated[tuple[Cue, ...], Field(min_length=1, max_length=400)]
    scope: tuple[Scope, ...] = ()
    lists: Annotated[dict[ListName, Phrases], Field(default_factory=dict)]
    borders: Borders = Borders()
    speakers: Speakers = Speakers()
    small: Words = ()
    never_between: Words = ()
    ordinary: Words = ()

    def plain(self) -> Written:
        """As the domain has it."""
        return Written(
            cues=tuple(cue.plain() for cue in self.cue),
            scopes=tuple(scope.plain() for scope in self.scope),
            lists=self.lists,
            borders=self.borders.plain(),
            speakers=self.speakers.plain(),
            fillers=Fillers(frozenset(self.small), frozenset(self.never_between)),
            ordinary=frozenset(self.ordinary),
        )


def load_cues(root: Path | None = None) -> Patterns:
    """The term lists below ``root`` (laid out like ``resources/``), built in by default.

    Raises ContentError.
    """
    place = (root or resource_root()) / "cues" / f"{LANGUAGE}.toml"
    file, faults = read_cues(place, f"cues/{place.name}")
    if file is not None and not faults:
        return compiled(file.plain())
    raise ContentError(
        f"The term lists for risk markers cannot be used ({faults[0]}); markers are set by hand, "
        "no call was touched; `workstation content check` names every fault.",
        tuple(faults),
    )


def read_cues(place: Path, shown: str) -> tuple[CuesFile | None, list[ContentFault]]:
    """The term lists in ``place``, named ``shown`` in faults, and everything wrong with them."""
    faults: list[ContentFault] = []
    file = read_model(place, shown, CuesFile, faults)
    if file is not None:
        text = place.read_text(encoding="utf-8")
        found = (*_of_lists(file), *_of_cues(file), *_of_scopes(file), *_of_rest(file))
        faults += [ContentFault(shown, line_of(text, where), what) for where, what in found]
    return file, faults


def read_model(
    place: Path, shown: str, model: type[_Model], faults: list[ContentFault]
) -> _Model | None:
    """The file ``place`` as ``model``; ``None`` after adding what stopped it."""
    try:
        text = place.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        faults.append(ContentFault(shown, 0, "cannot be read as UTF-8 text"))
        return None
    raw = toml_of(text, shown, faults)
    if raw is None:
        return None
    try:
        return model.model_validate(raw)
    except ValidationError as invalid:
        faults += [
            ContentFault(shown, line_of(text, e["loc"]), said(e["loc"], e["msg"]))
            for e in invalid.errors()
        ]
    return None


def _of_lists(file: CuesFile) -> Iterator[Fault]:
    named = {cue.near for cue in file.cue} | {cue.unless for cue in file.cue}
    named |= {name for text in _phrases(file) for name in lists_named(text)}
    lists: dict[str, tuple[Phrase, ...]] = {}
    for name, texts in file.lists.items():
        yield from _unreadable(("lists", name), texts, lists)
        lists[name] = ()
        if name not in named:
            yield ("lists", name), f"no phrase names the list “{name}”"


def _of_cues(file: CuesFile) -> Iterator[Fault]:
    ids: set[str] = set()
    for n, cue in enumerate(file.cue):
        at = ("cue", n)
        if cue.id in ids:
            yield (*at, "id"), f"the id “{cue.id}” stands here twice"
        ids.add(cue.id)
        for key, name in (("near", cue.near), ("unless", cue.unless)):
            if name and name not in file.lists:
                yield (*at, key), f"there is no list “{name}”"
        yield from _unreadable((*at, "words"), cue.words, file.lists)


def _of_scopes(file: CuesFile) -> Iterator[Fault]:
    kinds: set[str] = set()
    for n, scope in enumerate(file.scope):
        at = ("scope", n)
        if scope.kind in kinds:
            yield (*at, "kind"), f"the kind “{scope.kind}” stands here twice"
        kinds.add(scope.kind)
        for part in patterns.SCOPE_PARTS:
            yield from _unreadable((*at, part), getattr(scope, part), file.lists)


def _of_rest(file: CuesFile) -> Iterator[Fault]:
    yield from _unreadable(("borders", "words"), file.borders.words, file.lists)
    for part in patterns.SPEAKER_PARTS:
        yield from _unreadable(("speakers", part), getattr(file.speakers, part), file.lists)


def _unreadable(where: Place, texts: Iterable[str], lists: Iterable[str]) -> Iterator[Fault]:
    """Phrases that cannot be read; ``lists`` are the names that they may refer to."""
    known: dict[str, tuple[Phrase, ...]] = dict.fromkeys(lists, ())
    for text in texts:
        try:
            phrase(text, known)
        except ValueError as fault:
            yield where, str(fault)


def _phrases(file: CuesFile) -> Iterator[str]:
    written = file.plain()
    yield from (text for _, text in patterns.owned_phrases(written))
    for texts in file.lists.values():
        yield from texts
