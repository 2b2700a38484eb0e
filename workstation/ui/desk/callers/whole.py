"""A person's whole history as rows, newest first; a matter with several contacts says so."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from workstation.domain.callers.matters import is_broken
from workstation.ui.desk.callers.matter_words import SHORT, promise_words
from workstation.ui.pieces.shown import shown_line
from workstation.ui.pieces.times import weekday

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from workstation.domain.callers.caller import PastContact

#: What became of a promise, beside it.
_BECAME: Final = {"": "", "open": "still to come", "kept": "kept", "missed": "NOT DONE"}


class ContactRow(NamedTuple):
    """One earlier contact. ``rank`` is of its grade in the policy, 0 where it has none of them."""

    day: str
    grade: str
    rank: int
    line: str
    summary: str
    outcome: str
    promise: str
    broken: bool
    matter: str

    @property
    def spoken(self) -> str:
        """All of it, to be heard or read whole."""
        parts = (
            self.day, self.grade, self.line, self.summary, self.outcome, self.promise,
            "NOT DONE" if self.broken else "", self.matter,
        )  # fmt: skip
        return " · ".join(part for part in parts if part)


def contact_rows(
    history: Iterable[PastContact], ranks: Mapping[str, int], now_utc: str
) -> tuple[ContactRow, ...]:
    """``history`` as rows; ``ranks`` are those of the policy's grades by their names."""
    every = tuple(history)
    of_matter = Counter(one.matter for one in every if one.matter)
    rows = []
    for one in every:
        late = is_broken(one, now_utc)
        became = "" if late else _BECAME[one.promised]
        promised = f"{promise_words(one)}{f' – {became}' if became else ''}" if one.promise else ""
        count = of_matter.get(one.matter, 0)
        rows.append(
            ContactRow(
                weekday(one.at_utc, year=True),
                shown_line(one.grade, SHORT),
                ranks.get(one.grade, 0),
                shown_line(one.line, SHORT),
                shown_line(one.summary),
                shown_line(one.outcome, SHORT),
                promised,
                late,
                f"one of {count} about this matter" if count > 1 else "",
            )
        )
    return tuple(rows)
