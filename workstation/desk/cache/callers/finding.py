"""The best people for what was typed so far: each reading of it is tried, the likeliest first."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Final, NamedTuple

from workstation.desk.cache.callers import alike, asking, narrowing, same_birthday
from workstation.desk.cache.callers.asking import Asked
from workstation.desk.cache.callers.looking import Looking, Named, whole
from workstation.desk.cache.callers.narrowing import Home
from workstation.desk.cache.callers.reading import Rows
from workstation.desk.cache.callers.records import SHOWN, Row, caller_of
from workstation.desk.cache.callers.words import other_spelling, place_words
from workstation.domain.callers.caller import Caller, Found, FoundBy

_SHOWN: Final = ", ".join(f"caller.{name}" for name in SHOWN.split(", "))
BY_BORN: Final = f"SELECT {SHOWN} FROM caller WHERE born=? ORDER BY rk LIMIT ?"  # noqa: S608
BY_DATES: Final = (
    f"SELECT {SHOWN} FROM caller WHERE born IN (SELECT value FROM json_each(?)) AND rk<?"  # noqa: S608
    " ORDER BY rk LIMIT ?"
)
BY_TAIL: Final = (
    f"SELECT {_SHOWN} FROM (SELECT id, rk FROM phone WHERE backwards>=?1 AND backwards<?1 || ':'"  # noqa: S608
    " ORDER BY rk LIMIT ?2) AS best CROSS JOIN caller ON caller.id=best.id ORDER BY best.rk"
)
#: Ranks up to which people of many birth dates are looked for, one after another.
FURTHER: Final = (20_000, 400_000, 1 << 62)
#: Places for people who are called alike where the others are taken.
_ALIKE: Final = 8

Readings = Iterator[tuple[FoundBy, list[int]]]


class Best(NamedTuple):
    """The best people, by what the first was found, and the ids of those only called alike."""

    people: tuple[Caller, ...] = ()
    by: FoundBy = "nothing"
    similar: frozenset[str] = frozenset()


def find(rows: Rows, text: str, limit: int) -> Best:
    """The best ``limit`` people for what was typed."""
    look = Looking(rows)
    found: dict[int, None] = {}
    similar: set[int] = set()
    by: FoundBy = "nothing"
    for how, some in _readings(look, asking.read(text), limit):
        by = by if found or not some else how
        found.update(dict.fromkeys(some))
        if how == "alike":
            similar.update(some)
        if len(found) >= limit:
            break
    return _best(look.shown(list(found)[:limit]), by, similar)


def near(rows: Rows, found: Found, limit: int) -> tuple[Caller, ...]:
    """People of names spelt like the whole name by which others were ``found``, for behind them.

    With those of just that name they are ``limit`` at most; where longer names take the places,
    some stand beyond them.
    """
    typed = asking.read(found.text).words
    so = sum(map(_called_so(typed), (one.name for one in found.people)))
    room = min(limit - so, max(limit - len(found.people), _ALIKE))
    if found.by != "name" or room <= 0 or not alike.is_enough(typed):
        return ()
    look = Looking(rows)
    ids = alike.find(look, typed, look.known(typed), room, effort=alike.AT_REST, others=True)
    shown = {one.caller_id for one in found.people}
    people = map(caller_of, look.shown(list(ids)))
    return tuple([one for one in people if one.caller_id not in shown][:room])


def _best(shown: Sequence[Row], by: FoundBy, similar: Collection[int]) -> Best:
    people = tuple(map(caller_of, shown))
    if not similar:
        return Best(people, by)
    return Best(people, by, frozenset(row[1] for row in shown if row[0] in similar))


def _readings(look: Looking, asked: Asked, limit: int) -> Readings:
    if asked.number:
        yield "number", look.keep(look.rows(BY_TAIL, (asked.number, limit)))
    for born in asked.born:
        yield "born", _born(look, born, asked.words, limit)
    if asked.born_begun:
        yield "born", look.keep(_born_begun(look.rows, asked.born_begun, limit))
    if asked.tail:
        yield "number", look.keep(look.rows(BY_TAIL, (asked.tail, limit)))
    if asked.words and not asked.born:
        yield from _worded(look, asked, limit)


def _worded(look: Looking, asked: Asked, limit: int) -> Readings:
    """Whoever is called so; then whoever is called or lives so; then whoever is called alike.

    Whole names that somebody has are hardly places or slips: nobody else is looked for here, and
    who is called alike is looked for by `near`. Where only longer names begin or go on like that,
    some of the places are for who is called alike.
    """
    few = narrowing.few(look, asked.words)
    called = _called(look, asked.words, limit, few) if asked.all_names else []
    if any(map(_called_so(asked.words), _names(called))):
        yield "name", _ids(called)
        return
    found = called
    if len(called) < limit:
        yield "words", _ids(called)
        if few is not None:
            found = [home[:2] for home in few if narrowing.is_of(home, asked.words)]
        else:
            found = called + _living(look, asked, limit)
    likest = _alike(look, asked, limit, called, found)
    yield "words", _ids(found[: limit - _ALIKE] if likest else found)
    as_typed = {*_ids(called), *_ids(found)} if likest else ()
    for one in likest:
        yield "words" if one in as_typed else "alike", [one]
    yield "words", _ids(found)


def _called_so(typed: Sequence[str]) -> Callable[[str], bool]:
    """Tells whether somebody has just the typed name, Mac or Mc, whichever was typed."""
    return whole({*typed, *map(other_spelling, typed)})


def _living(look: Looking, asked: Asked, limit: int) -> list[Named]:
    """Whoever is called or lives so; those who are only called so may be left out."""
    if not asked.all_names:
        return look.people(map(look.either, asked.words), limit)
    places = [word for word in asked.words if look.in_places(word)]
    if len(places) == 1:  # the index goes through common beginnings once
        return look.people(
            [look.in_places(w) if w in places else look.begun(w) for w in asked.words], limit
        )
    return look.people(map(look.either, asked.words), limit) if places else []


def _alike(
    look: Looking, asked: Asked, limit: int, called: list[Named], found: list[Named]
) -> list[int]:
    """People of names like those typed; where enough are ``found``, only for whole names."""
    if not asked.all_names or (len(found) >= limit and len(asked.words) < 2):
        return []
    if not alike.is_enough(asked.words):
        return []
    anybody = bool(called or found)
    known = look.known(asked.words)
    if anybody and not alike.is_asked_for(known, asked.words):
        return []
    if all(word in known for word in asked.words):
        look.called(asked.words, called)
    effort = alike.BESIDE if anybody else alike.ALONE
    return list(alike.find(look, asked.words, known, limit, effort=effort))


def _called(
    look: Looking, typed: tuple[str, ...], limit: int, few: list[Home] | None
) -> list[Named]:
    """Whoever has such names, Mac or Mc, whichever was typed; of the ``few`` if they are all."""
    called = _named(look, typed, limit, few)
    others = tuple(map(other_spelling, typed))
    if others == typed:
        return called
    spelt = _named(look, others, limit, None)
    room = max(limit - len(spelt), limit * 2 // 3)
    return [*called[:room], *spelt, *called[room:]]


def _named(
    look: Looking, typed: tuple[str, ...], limit: int, few: list[Home] | None
) -> list[Named]:
    """Whose names begin so, with some who have no other names, however many others there are."""
    if few is not None:
        found = [home[:2] for home in few if narrowing.is_called(home, typed)]
        if len(found) < limit:
            return found
    found = look.people(map(look.begun, typed), limit)
    if len(typed) < 2 or len(found) < limit or any(map(whole(typed), _names(found))):
        return found
    likest = look.of_no_other_name(typed)[: limit // 4]
    return [*likest, *found][:limit]


def _ids(people: Sequence[Named]) -> list[int]:
    return [rowid for rowid, _ in people]


def _names(people: Sequence[Named]) -> list[str]:
    return [name for _, name in people]


def _born_begun(rows: Rows, dates: tuple[str, ...], limit: int) -> list[Row]:
    """People of any of many birth dates: looked for among the likeliest first, then further."""
    wanted = json.dumps(dates)
    found: list[Row] = []
    for rank in FURTHER:
        found = rows(BY_DATES, (wanted, rank, limit))
        if len(found) >= limit:
            break
    return found


def _born(look: Looking, born: str, typed: tuple[str, ...], limit: int) -> list[int]:
    """People of a birth date; with words, those whose names fit and who live where it says."""
    if not typed:
        return look.keep(look.rows(BY_BORN, (born, limit)))
    names = [word for word in typed if not word[0].isdigit()]
    places = [word for word in typed if word[0].isdigit()]
    fitting = same_birthday.fitting(look.rows, born, names)[: limit if not places else None]
    return [row[0] for row in look.shown(fitting) if all(_lives_at(row, place) for place in places)]


def _lives_at(row: Row, place: str) -> bool:
    """Whether ``place`` begins a word of where somebody lives; a protected home has none."""
    shown = caller_of(row)
    home = place_words(shown.address, shown.postcode) if not shown.address_protected else []
    return any(word.startswith(place) for word in home)
