"""Words about somebody whose home is protected, without where that may be.

What was written of earlier contacts may name a street or a postcode, and whoever is on the line may
be the one it is kept from. So places are taken out of those words until the identity is established
by the check of the policy: the words of the address on record, postcodes, and what is written like
a street. What was written of others at the number loses the words of that address as well. A place
that is described in another way is not known to be one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Final

from workstation.domain.callers.caller import Caller, OnRecord, PastContact
from workstation.domain.open_card import OpenCard

#: What stands instead of a place.
HIDDEN: Final = "[place hidden]"
#: Ends of the names of streets, whole and short.
_STREETS: Final = (
    "Avenue|Ave|Bank|Brae|Close|Court|Ct|Crescent|Cres|Drive|Dr|Gardens|Gdns|Gate|Green|Grove|Hill"
    "|House|Lane|Ln|Loan|Mews|Park|Path|Place|Pl|Quadrant|Quay|Rise|Road|Rd|Row|Square|Sq|Street|St"
    "|Terrace|Ter|View|Walk|Way|Wynd|Yard"
)
#: Those that are hardly anything else, however they are written.
_SURELY: Final = (
    "Avenue|Ave|Brae|Close|Crescent|Cres|Drive|Gardens|Gdns|Grove|Lane|Loan|Quadrant|Road|Rd|Square"
    "|Street|St|Terrace|Wynd"
)
_NUMBER: Final = r"(?:flat\s+[\w/]+[\s,]+)?(?:\d+[a-z]?(?:/\d+)?[\s,]+)?"
_POSTCODE: Final = r"[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}"
_NAMED: Final = rf"(?-i:(?:[A-Z][\w'’-]*\s+){{1,3}}(?:{_STREETS}))"
#: A number, one or two words that are no little ones, a street: as one types in a hurry.
_HURRIED: Final = (
    r"\d+[a-z]?(?:/\d+)?[\s,]+(?:(?!(?:a|and|at|by|from|in|is|near|of|on|the|to|with)\b)[\w'’-]+\s+)"
    rf"{{1,2}}(?:{_SURELY})"
)
#: Words of an address that say nothing of where it is.
_EMPTY: Final = frozenset(
    f"{_STREETS}|flat|floor|the|and|of|no|number|near|at|by|in|on|to".casefold().split("|")
)
_WORD: Final = re.compile(r"[\w'’-]+")


def sheltered(found: OnRecord, established: Iterable[str]) -> OnRecord:
    """``found`` with the words about everybody protected who is not ``established``, sheltered."""
    hidden = hidden_among(found.callers, frozenset(established))
    if not hidden:
        return found
    callers = (
        sheltered_person(one) if one in hidden else sheltered_beside(one, hidden)
        for one in found.callers
    )
    return replace(found, callers=tuple(callers))


def hidden_among(people: Iterable[Caller], established: frozenset[str]) -> tuple[Caller, ...]:
    """Those of ``people`` whose home must not be told."""
    return tuple(
        one for one in people if one.address_protected and one.caller_id not in established
    )


def sheltered_person(person: Caller, established: frozenset[str] = frozenset()) -> Caller:
    """``person`` without places in what was written of them, where their home must not be told."""
    if not hidden_among((person,), established):
        return person
    return _rewritten(person, lambda text: sheltered_text(text, person))


def sheltered_beside(person: Caller, hidden: Iterable[Caller]) -> Caller:
    """``person`` without the homes of ``hidden`` in what was written of them."""
    for other in hidden:
        home = _own(other.address, other.postcode)
        if home is not None:
            person = _rewritten(person, lambda text, home=home: home.sub(HIDDEN, text))  # type: ignore[misc]
    return person


def _rewritten(person: Caller, change: Callable[[str], str]) -> Caller:
    notes = tuple(change(note) for note in person.notes)
    return replace(person, notes=notes, history=_past(person.history, change))


def _past(history: Iterable[PastContact], change: Callable[[str], str]) -> tuple[PastContact, ...]:
    return tuple(
        past._replace(summary=change(past.summary), promise=change(past.promise))
        for past in history
    )


def sheltered_card(card: OpenCard, person: Caller) -> OpenCard:
    """An open incident that ``person`` rang about, without its place."""
    to_do = (replace(task, text=sheltered_text(task.text, person)) for task in card.to_do)
    headline = sheltered_text(card.headline, person)
    return replace(card, headline=headline, place=HIDDEN, to_do=tuple(to_do))


def sheltered_text(text: str, person: Caller) -> str:
    """``text`` with `HIDDEN` instead of what names a place."""
    hidden = _places(person.address, person.postcode).sub(HIDDEN, text)
    return _SEVERAL.sub(HIDDEN, hidden)


_SEVERAL: Final = re.compile(rf"{re.escape(HIDDEN)}(?:[\s,]+{re.escape(HIDDEN)})+")


@lru_cache(maxsize=32)
def _places(address: str, postcode: str) -> re.Pattern[str]:
    named = "|".join((_NAMED, *_words(address, postcode)))
    streets = rf"(?:\s+(?:{_STREETS}))?"
    return re.compile(rf"\b(?:{_POSTCODE}|{_HURRIED}|{_NUMBER}(?:{named}){streets})\b", re.I)


@lru_cache(maxsize=32)
def _own(address: str, postcode: str) -> re.Pattern[str] | None:
    """The words of one home; ``None`` where none says where it is."""
    words = "|".join(_words(address, postcode))
    streets = rf"(?:\s+(?:{_STREETS}))?"
    return re.compile(rf"\b{_NUMBER}(?:{words}){streets}\b", re.I) if words else None


def _words(address: str, postcode: str) -> list[str]:
    """What of an address says where it is, the longest first."""
    words = {word.casefold() for word in _WORD.findall(f"{address} {postcode}")}
    own = [re.escape(word) for word in words - _EMPTY if len(word) > 2 and not word.isdigit()]
    return sorted(own, key=len, reverse=True)
