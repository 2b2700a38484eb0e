"""The force's open incidents as this desk knows them, so that the few alike are found at once."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from workstation.desk.card_changes import CardChanges
from workstation.domain.alike import Commonness
from workstation.domain.known import Known, Spot
from workstation.domain.open_card import OpenCard, ToDo
from workstation.domain.telling import stem

#: Degrees of a square in which places are looked for; the next ones around it count, too.
_SQUARE: Final = 0.02
#: A word that more incidents have says too little to look through them all.
_RARE: Final = 40


class CardBook:
    """Lives in the thread that owns the screens; `version` grows with every change."""

    def __init__(self) -> None:
        self.as_of_utc: str | None = None
        self.version = 0
        self._cards: dict[str, OpenCard] = {}
        self._by: dict[Hashable, set[str]] = {}
        self._words: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._cards)

    def take(self, changes: CardChanges) -> bool:
        """Note what changed; whether anything did but the age of the copy."""
        before = self._cards
        if changes.whole:
            self._cards, self._by, self._words = {}, {}, {}
        for incident_id in (*changes.gone, *(card.incident_id for card in changes.cards)):
            self._drop(incident_id)
        for card in changes.cards:
            self._add(card)
        self.as_of_utc = changes.as_of_utc or self.as_of_utc
        changed = bool(changes.cards or changes.gone) or (changes.whole and bool(before))
        self.version += changed
        return changed

    def find(self, incident_id: str) -> OpenCard | None:
        """One of them, ``None`` when it is closed or has not arrived."""
        return self._cards.get(incident_id)

    def major(self) -> tuple[OpenCard, ...]:
        """Those with a briefing, the newest first."""
        ids = self._by.get("major", ())
        found = (self._cards[one] for one in ids)
        return tuple(sorted(found, key=lambda card: card.opened_at, reverse=True))

    def sharing(self, known: Known) -> tuple[OpenCard, ...]:
        """Those that share something with ``known`` that may tell, and major incidents."""
        ids = set(self._by.get("major", ()))
        for mark in _marks(known, around=1):
            having = self._by.get(mark, ())
            if not _is_word(mark) or len(having) <= _RARE:
                ids.update(having)
        return tuple(card for one in ids if (card := self._cards[one]).kind == "incident")

    def to_do(self) -> tuple[tuple[OpenCard, ToDo], ...]:
        """What callers are to be asked and what they were promised, the most pressing first."""
        found = (
            (self._cards[one], task)
            for one in self._by.get("to_do", ())
            for task in self._cards[one].to_do
        )
        return tuple(sorted(found, key=lambda pair: pair[1].due_at))

    def of_number(self, number: str) -> tuple[OpenCard, ...]:
        """Those that share a number, by its `telling.number_key`."""
        ids = self._by.get(("number", number), ())
        return tuple(self._cards[one] for one in sorted(ids))

    def commonness(self) -> Commonness:
        """How common each word is among them."""
        having: Mapping[str, int] = MappingProxyType(self._words)
        return Commonness(len(self._cards), having)

    def _add(self, card: OpenCard) -> None:
        self._cards[card.incident_id] = card
        for mark in _marks_of(card):
            self._by.setdefault(mark, set()).add(card.incident_id)
        for word in {stem(one) for one in card.known.words}:
            self._words[word] = self._words.get(word, 0) + 1

    def _drop(self, incident_id: str) -> None:
        card = self._cards.pop(incident_id, None)
        if card is None:
            return
        for mark in _marks_of(card):
            having = self._by[mark]
            having.discard(incident_id)
            if not having:
                del self._by[mark]
        for word in {stem(one) for one in card.known.words}:
            self._words[word] -= 1
            if not self._words[word]:
                del self._words[word]


def _marks_of(card: OpenCard) -> set[Hashable]:
    marks = set(_marks(card.known))
    marks |= {"major"} if card.briefing else set()
    return marks | {"to_do"} if card.to_do else marks


def _marks(known: Known, around: int = 0) -> Iterator[Hashable]:
    """Under what an event is found; ``around`` how many squares further."""
    for number in known.numbers:
        yield "number", number
    for one in known.registrations:
        yield "registration", one
    for word in known.words:
        yield "word", stem(word)
    for spot in known.spots:
        if spot.uprn:
            yield "uprn", spot.uprn
        yield "place", " ".join(spot.text.casefold().replace(",", " ").split())
        yield from _squares(spot, around)


def _squares(spot: Spot, around: int) -> Iterator[Hashable]:
    if spot.lat is None or spot.lon is None or not (abs(spot.lat) <= 90 and abs(spot.lon) <= 180):
        return
    row, column = int(spot.lat // _SQUARE), int(spot.lon // _SQUARE)
    for north in range(-around, around + 1):
        for east in range(-around, around + 1):
            yield "square", row + north, column + east


def _is_word(mark: Hashable) -> bool:
    return isinstance(mark, tuple) and mark[0] == "word"
