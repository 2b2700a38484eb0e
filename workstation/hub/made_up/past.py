"""Made-up earlier contacts as JSON text, newest first, for one record after another.

How many a record has follows Zipf's law as well: its rank to the power of about a half, so that the
first of 5.5 million has about 2,700 of 10 million contacts and the last has one or none.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from math import floor
from typing import Final

from workstation.domain.callers.caller import Promised
from workstation.hub.callers.rows import as_text
from workstation.hub.made_up.places import Scatter
from workstation.hub.made_up.words import PAST, PROMISES

_DAY_S: Final = 86_400
#: Seven years, after which nothing is on record any more; seconds.
_SPAN_S: Final = 7 * 365 * _DAY_S
_SKEW: Final = 0.52
_ALONE: Final = '"","",null,""'
#: Of the records with three contacts or more, those with several about one matter.
_WITH_MATTER: Final = 0.3
#: A promise is for tomorrow or so many days later.
_PROMISED_D: Final = 9
#: How it stands with those who ring most often: what the next advisor has to know of.
_PRESSING: Final[tuple[Promised, Promised]] = ("open", "missed")
#: Of the promises whose time is over those that were kept.
_KEPT: Final = 0.8


@dataclass(frozen=True, slots=True)
class MadeUpPast:
    """A history as JSON text; ``last_at_s`` in seconds since 1970, 0 for none."""

    text: str
    contacts: int = 0
    last_at_s: int = 0
    promise_open: bool = False


class PastMaker:
    """Makes the histories of ``people`` records that have ``contacts`` together."""

    def __init__(
        self, chance: random.Random, people: int, contacts: int, seed: int, today: datetime
    ) -> None:
        """``today`` is the time at which nothing has happened yet."""
        self._chance = chance
        self._people = people
        self._rank = Scatter(max(1, people), seed + 1)
        self._scale = contacts / sum(rank**-_SKEW for rank in range(1, people + 1)) if people else 0
        self._owing = 0.5
        self._now = int(today.timestamp())
        first = (today - timedelta(seconds=_SPAN_S + 40 * _DAY_S)).date()
        self._first_day = int(datetime.combine(first, time(), today.tzinfo).timestamp())
        days = (self._now - self._first_day) // _DAY_S + 40
        self._days = [(first + timedelta(days=day)).isoformat() for day in range(days)]
        self._seconds = [
            f"T{s // 3600:02d}:{s // 60 % 60:02d}:{s % 60:02d}.000000Z" for s in range(_DAY_S)
        ]
        self._seed = seed
        self._words: list[str] = []

    def speak(self, grades: Sequence[str]) -> None:
        """Word what happened with the policy's ``grades``, the top one first."""
        self._words = []
        for rank, summary, outcome in PAST:
            grade = grades[min(rank, len(grades)) - 1] if grades else ""
            for line in ("999", "999", "101") if rank == 1 else ("999", "101", "101"):
                self._words.append(as_text([line, grade, summary, outcome])[1:-1])

    def make(self, n: int) -> MadeUpPast:
        """The history of the ``n``-th record."""
        rank = self._rank(n) + 1
        wanted = self._scale * rank**-_SKEW + self._owing
        many = floor(wanted)
        self._owing = wanted - many
        if not many:
            return MadeUpPast("[]")
        roll = self._chance.random
        ago = sorted(int(_SPAN_S * roll() ** 1.2) + 60 for _ in range(many))
        presses = rank <= max(2, self._people // 2000)
        if many >= 3 and (presses or roll() < _WITH_MATTER):
            return self._with_matter(n, ago, pressing=_PRESSING[rank % 2] if presses else "")
        tag, words = f'","contact:{self._seed}.{n}.', self._words
        size = len(words)
        lines = [
            f'["{self._at(self._now - one)}{tag}{k}",{words[int(roll() * size)]},{_ALONE}]'
            for k, one in enumerate(ago)
        ]
        return MadeUpPast(f"[{','.join(lines)}]", many, self._now - ago[0])

    def _at(self, at_s: int) -> str:
        day, second = divmod(at_s - self._first_day, _DAY_S)
        return f"{self._days[day]}{self._seconds[second]}"

    def _with_matter(self, n: int, ago: list[int], pressing: Promised) -> MadeUpPast:
        """Some contacts in a row are about one matter, and the first of them had a promise.

        ``pressing``: they are the newest, within this week, and the promise stands like that.
        """
        roll = self._chance.random
        about = min(len(ago), 2 + int(roll() * 3))
        first = 0 if pressing else int(roll() * (len(ago) - about + 1))
        start = int(roll() * _DAY_S) + 3600 if pressing else ago[first]
        for k in range(about):
            ago[first + k] = start + int(k * (1 + roll()) * _DAY_S)
        of_it, oldest = range(first, first + about), first + about - 1
        told = sorted((one, k in of_it, k == oldest) for k, one in enumerate(ago))
        matter = f'"incident:{self._seed}.{n}"'
        lines, state = [], pressing
        for k, (one, same, promised) in enumerate(told):
            tail = f'{matter},"",null,""' if same else _ALONE
            if promised:
                due, state = self._promise(one, pressing)
                words = PROMISES[int(roll() * len(PROMISES))]
                tail = f'{matter},"{words}","{self._at(due)}","{state}"'
            words = self._words[int(roll() * len(self._words))]
            lines.append(
                f'["{self._at(self._now - one)}","contact:{self._seed}.{n}.{k}",{words},{tail}]'
            )
        text = f"[{','.join(lines)}]"
        return MadeUpPast(text, len(told), self._now - told[0][0], state == "open")

    def _promise(self, ago: int, pressing: Promised) -> tuple[int, Promised]:
        """Until when (seconds since 1970) somebody was promised something, and how that stands."""
        roll = self._chance.random
        due = self._now - ago + int((1 + roll() * _PROMISED_D) * _DAY_S)
        if pressing == "missed":
            return min(due, self._now - 1800), pressing
        if pressing == "open" or due > self._now:
            return max(due, self._now + _DAY_S), "open"
        return due, "kept" if roll() < _KEPT else "missed"
