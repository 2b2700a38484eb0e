"""What needs attention in words: what it was, why the hub did not take it, and how old it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from workstation.ui.pieces.shown import shown_line
from workstation.ui.pieces.times import age, clock, day, seconds_between

if TYPE_CHECKING:
    from workstation.desk.call.attention import Item

#: Characters of an item's own words in the list; the form and the file hold all of them.
_WORDS: Final = 300
EMPTY: Final = "Nothing needs attention: the hub took everything that it has answered for."


class AttentionRow(NamedTuple):
    """One item: which event, and the lines that say it."""

    event_id: str
    head: str
    reason: str
    words: str

    @property
    def spoken(self) -> str:
        """The row as it is drawn, and as a screen reader says it."""
        return "\n".join(part for part in (self.head, self.reason, self.words) if part)


def attention_rows(items: tuple[Item, ...], now_utc: str) -> tuple[AttentionRow, ...]:
    """The oldest first, at ``now_utc``."""
    return tuple(_row(item, now_utc) for item in items)


def count_words(count: int) -> str:
    """How many items wait for a person, for the status line; nothing while there is none."""
    if not count:
        return ""
    return f"{count} need{'s' if count == 1 else ''} attention · Shift+F2"


def about_item(item: Item) -> str:
    """What an item is about, for the note of a form."""
    return f"{item.what}{_reference(item)}. {_verdict(item)}"


def _row(item: Item, now_utc: str) -> AttentionRow:
    old = _old(seconds_between(item.at_utc, now_utc))
    when = f"{day(item.at_utc)} {clock(item.at_utc, seconds=False)}"
    words = shown_line(item.words, _WORDS)
    return AttentionRow(
        item.event_id,
        shown_line(f"{item.what}{_reference(item)} · {old} old, {when}"),
        shown_line(_verdict(item)),
        f"“{words}”" if words else "",
    )


def _reference(item: Item) -> str:
    return f" · {item.reference}" if item.reference else " · no incident"


def _verdict(item: Item) -> str:
    how = "Refused by the hub" if item.refused else "Set aside"
    return f"{how}: {item.reason}" if item.reason else f"{how}, without a reason."


def _old(seconds: float) -> str:
    """In whole minutes within an hour: a list that counts seconds cannot be read."""
    minutes = max(0, int(seconds)) // 60
    if minutes == 0:
        return "less than a minute"
    return f"{minutes} min" if minutes < 60 else age(seconds)
