"""Words about somebody whose home is protected, without where that may be.

What was written of earlier contacts may name a street or a postcode, and whoever is on the line may
be the one it is kept from. So places are taken out of those words until the identity is established
by the check of the policy: the words of the address on record, postcodes, and what is written like
a street. A place that is described in another way is not known to be one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
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
_NUMBER: Final = r"(?:flat\s+[\w/]+[\s,]+)?(?:\d+[a-z]?(?:/\d+)?[\s,]+)?"
_POSTCODE: Final = r"[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}"
_NAMED: Final = rf"(?-i:(?:[A-Z][\w'’-]*\s+){{1,3}}(?:{_STREETS}))"
#: Words of an address that say nothing of where it is.
_EMPTY: Final = frozenset(
    f"{_STREETS}|flat|floor|the|and|of|no|number|near|at|by|in|on|to".casefold().split("|")
)
_WORD: Final = re.compile(r"[\w'’-]+")


def sheltered(found: OnRecord, established: Iterable[str]) -> OnRecord:
    """``found`` with the words about everybody protected who is not ``established``, sheltered."""
    known = frozenset(established)
    if not any(one.address_protected for one in found.callers):
        return found
    return replace(found, callers=tuple(sheltered_person(one, known) for one in found.callers))


def sheltered_person(person: Caller, established: frozenset[str] = frozenset()) -> Caller:
    """``person`` without places in what was written of them, where their home must not be told."""
    if not person.address_protected or person.caller_id in established:
        return person
    return replace(
        person,
        notes=tuple(sheltered_text(note, person) for note in person.notes),
        history=sheltered_past(person.history, person),
    )


def sheltered_past(history: Iterable[PastContact], person: Caller) -> tuple[PastContact, ...]:
    """Earlier contacts of ``person`` without places in their words."""
    return tuple(
        past._replace(
            summary=sheltered_text(past.summary, person),
            promise=sheltered_text(past.promise, person),
        )
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
    words = {word.casefold() for word in _WORD.findall(f"{address} {postcode}")}
    own = [re.escape(word) for word in words - _EMPTY if len(word) > 2 and not word.isdigit()]
    named = "|".join((_NAMED, *sorted(own, key=len, reverse=True)))
    streets = rf"(?:\s+(?:{_STREETS}))?"
    return re.compile(rf"\b(?:{_POSTCODE}|{_NUMBER}(?:{named}){streets})\b", re.I)
