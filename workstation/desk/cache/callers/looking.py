"""What one search asks of the file: nothing twice, and whole rows only of people who are shown."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from string import ascii_lowercase
from typing import Final

from workstation.desk.cache.callers.reading import Rows
from workstation.desk.cache.callers.records import SHOWN, Row
from workstation.desk.cache.callers.words import PLACE, POSTCODE, names_in
from workstation.desk.cache.gazetteer.words import words

#: Somebody's row number and name, as far as a search needs to know them.
Named = tuple[int, str]

_SHOWN: Final = ", ".join(f"caller.{name}" for name in SHOWN.split(", "))
#: People by rank: those of the first copy have it as their id, the others are led there.
_RANKED: Final = (
    "(SELECT rowid AS rk, CASE WHEN rowid>0 THEN rowid"
    " ELSE (SELECT id FROM front WHERE front.rk=who.rowid) END AS id"
    " FROM who WHERE who MATCH ?1{} ORDER BY rowid LIMIT ?2) AS best"
    " CROSS JOIN caller ON caller.id=best.id"
)
BY_WORDS: Final = f"SELECT {_SHOWN} FROM {_RANKED.format('')}"  # noqa: S608
_NAMES: Final = f"SELECT caller.id, name, best.rk FROM {_RANKED.format('')}"  # noqa: S608
#: Short names only, of whoever comes after a rank.
_SHORT_NAMES: Final = (
    f"SELECT caller.id, name FROM {_RANKED.format(' AND rowid>?3')}"  # noqa: S608
    " WHERE length(name)<=?4"
)
#: A rank before all.
_FIRST: Final = -(1 << 62)
HOMES: Final = (
    "SELECT caller.id, name, address, postcode, address_protected"  # noqa: S608
    f" FROM {_RANKED.format('')}"
)
_BY_IDS: Final = f"SELECT {SHOWN} FROM caller WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608
_ANYBODY: Final = "SELECT 1 FROM who WHERE who MATCH ? LIMIT 1"
_ENDING: Final = "SELECT people, word FROM word WHERE word>=? AND word<?"
_KNOWN: Final = (
    "SELECT people, word FROM (SELECT value FROM json_each(?)) AS wanted"
    " CROSS JOIN word ON word=wanted.value"
)
#: Letters of a word up to which the index holds all words beginning with them.
_PREFIX: Final = 6
#: Longer beginnings stand for this many whole words at most.
_ENDINGS: Final = 40
#: Letters of a postcode before its first figure, at most.
_AREA: Final = 2
#: People with some words who are looked at for somebody with no other name, then how many in all.
LOOKED_AT: Final = 24
_LOOKED_AT_IN_ALL: Final = 200
#: The same with one word, which is hardly anybody's only name.
_OF_ONE_WORD: Final = 6
#: What a name may be longer than its words: what stands between them, and apostrophes.
_BETWEEN: Final = 3
#: People with a rare word, who are read once for all names with it, and more than that.
_FEW, _MANY = 24, 1 << 62
_LETTERS: Final = frozenset(ascii_lowercase)


class Looking:
    """One search in one file. Nothing is read twice."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self._shown: dict[int, Row] = {}
        self._begun: dict[str, str] = {}
        self._places: dict[str, list[str]] = {}
        self._from: dict[str, list[Row]] = {}
        self._so_named: dict[tuple[str, ...], list[Named]] = {}
        self._with_word: dict[str, list[tuple[Named, frozenset[str]]] | None] = {}

    def people(self, asked: Iterable[str], limit: int) -> list[Named]:
        """The best people for all that is ``asked`` of the index; their rows are kept."""
        found = self.rows(BY_WORDS, (" AND ".join(asked), limit))
        self._shown.update({row[0]: row for row in found})
        return [(row[0], row[2]) for row in found]

    def keep(self, found: Iterable[Row]) -> list[int]:
        """Keep rows of `SHOWN` that were read otherwise; the ids in their order."""
        kept = {row[0]: row for row in found}
        self._shown.update(kept)
        return list(kept)

    def shown(self, ids: Sequence[int]) -> list[Row]:
        """The rows of these people, in this order; those that were not read yet are read."""
        if missing := [one for one in ids if one not in self._shown]:
            self.keep(self.rows(_BY_IDS, (str(missing),)))
        return [self._shown[one] for one in ids if one in self._shown]

    def begun(self, word: str) -> str:
        """What is asked for the beginning of a word; long ones would be gathered and sorted."""
        if len(word) <= _PREFIX or word[0] == POSTCODE:
            return f'"{word}"*'
        if word not in self._begun:
            known = self._words_from(word)
            if len(known) > _ENDINGS:  # the very word, and the most common ones
                known = sorted(known, key=lambda row: (row[1] != word, -row[0]))[:_ENDINGS]
            words_so = [row[1] for row in known] or [word]
            self._begun[word] = "(" + " OR ".join(f'"{one}"' for one in words_so) + ")"
        return self._begun[word]

    def known(self, typed: Iterable[str]) -> dict[str, int]:
        """Those of ``typed`` that somebody has as they stand, and how many people have them."""
        read = [row for word in typed for row in self._from.get(word, ()) if row[1] == word]
        unread = [word for word in typed if word not in self._from]
        read += self.rows(_KNOWN, (json.dumps(unread),)) if unread else []
        return {word: people for people, word in read}

    def _words_from(self, begun: str) -> list[Row]:
        """Words that begin so, and how many people have them."""
        if begun not in self._from:
            self._from[begun] = self.rows(_ENDING, (begun, begun + "{"))
        return self._from[begun]

    def either(self, word: str) -> str:
        """The same for a word that may be of a name or of a place, as far as there are such."""
        return _or([self.begun(word), *self._in_places(word)])

    def in_places(self, word: str) -> str:
        """The same for a word of a place alone; empty when nobody's begins so."""
        return _or(self._in_places(word))

    def _in_places(self, word: str) -> list[str]:
        if word[0].isdigit():
            return []
        if word not in self._places:
            places = [PLACE + word, *([POSTCODE + word] if len(word) <= _AREA else [])]
            self._places[word] = [self.begun(place) for place in places if self._is_there(place)]
        return self._places[word]

    def _is_there(self, place: str) -> bool:
        """Whether a word begins so: long ones of letters are all known."""
        if len(place) > _PREFIX and place[1:].isalpha():
            return bool(self._words_from(place))
        return bool(self.rows(_ANYBODY, (self.begun(place),)))

    def so_named(self, name: Iterable[str], rarest: str = "", people: int = _MANY) -> list[Named]:
        """People with the words of ``name``: those who have no other name first, then by rank.

        Of a nation many more have a double name with these words in it; they would fill the list.
        ``rarest``: the word of them that the fewest ``people`` have. Of one word only a few.
        """
        every = tuple(dict.fromkeys(name))
        if every not in self._so_named:
            rare = self._of_word(rarest) if people <= _FEW and len(every) > 1 else None
            if len(every) == 1:
                found = self.people([_all_of(every)], _OF_ONE_WORD)
            else:
                found = self._looked_at(every) if rare is None else _with_all(rare, every)
            self._so_named[every] = _whole_first(found, every)
        return self._so_named[every]

    def of_no_other_name(self, name: Iterable[str]) -> list[Named]:
        """Those who have no other name than ``name``, by rank, among the first who have that."""
        every = tuple(dict.fromkeys(name))
        is_whole = whole(every)
        found = self._short_named(every, _LOOKED_AT_IN_ALL, _FIRST)
        return [one for one in found if is_whole(one[1])]

    def called(self, typed: Sequence[str], people: Iterable[Named]) -> None:
        """``people`` are the best whose names begin with ``typed``: who has just these, too."""
        every = tuple(dict.fromkeys(typed))
        so = [one for one in people if names_in(one[1]).issuperset(every)]
        self._so_named[every] = _whole_first(so, every)

    def _of_word(self, word: str) -> list[tuple[Named, frozenset[str]]] | None:
        """Everybody with a rare word, by rank, with all their words."""
        if word not in self._with_word:
            found = self.rows(_NAMES, (f'"{word}"', _FEW + 1))
            people = [((row[0], row[1]), names_in(row[1])) for row in found]
            self._with_word[word] = people if len(people) <= _FEW else None
        return self._with_word[word]

    def _looked_at(self, every: tuple[str, ...]) -> list[Named]:
        first = self.rows(_NAMES, (_all_of(every), LOOKED_AT))
        found = [(row[0], row[1]) for row in first]
        is_so = whole(every)
        if len(found) < LOOKED_AT or any(is_so(name) for _, name in found):
            return found
        return found + self._short_named(every, _LOOKED_AT_IN_ALL - LOOKED_AT, first[-1][2])

    def _short_named(self, every: tuple[str, ...], people: int, after: int) -> list[Named]:
        longest = sum(map(len, every)) + len(every) + _BETWEEN
        return self.rows(_SHORT_NAMES, (_all_of(every), people, after, longest))


def _or(asked: list[str]) -> str:
    return f"({' OR '.join(asked)})" if len(asked) > 1 else "".join(asked)


def _all_of(every: Iterable[str]) -> str:
    return " AND ".join(f'"{word}"' for word in every)


def _with_all(people: list[tuple[Named, frozenset[str]]], every: tuple[str, ...]) -> list[Named]:
    return [one for one, words_of in people if words_of.issuperset(every)]


def _whole_first(people: list[Named], every: tuple[str, ...]) -> list[Named]:
    if len(people) < 2:
        return people
    is_whole = whole(every)
    return sorted(people, key=lambda one: not is_whole(one[1]))


def whole(name: Collection[str]) -> Callable[[str], bool]:
    """Tells whether somebody who is called so has no other words than those of ``name``."""
    every = frozenset(name)
    longest = 2 * sum(map(len, every)) + len(every) + _BETWEEN  # each word may be in it twice
    no_end = _LETTERS.difference([word[-1] for word in every])  # tells most names without folding

    def is_whole(called: str) -> bool:
        if len(called) > longest or called[-1:].lower() in no_end:
            return False
        return every.issuperset(words(called))

    return is_whole
