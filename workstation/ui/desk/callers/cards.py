"""People on record for a number, as plain lines. A number is a hint; nobody is chosen by it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from workstation.ui.desk.callers.matter_words import promise_words, running
from workstation.ui.desk.callers.standing_words import age_words
from workstation.ui.pieces.shown import shown_line
from workstation.ui.pieces.times import date, day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workstation.desk.call.view import CallView
    from workstation.domain.callers.caller import Caller, Kind
    from workstation.domain.open_card import OpenCard
    from workstation.ui.pieces.words import Look
    from workstation.ui.theme.signs import Sign

HIDDEN: Final = "Address protected, hidden · Ctrl+I checks who it is"
BEWARE: Final = "The abuser may be calling: say nothing of where they live."
SHOWN_NOW: Final = "protected: shown for this call only"
_KINDS: Final[dict[Kind, str]] = {
    "person": "",
    "switchboard": "This is the switchboard of {}: anybody may be speaking",
    "relay": "This is the relay service {}: it speaks for somebody else",
    "payphone": "This is a payphone, {}: anybody may be speaking",
    "unknown": "Earlier calls from this number by nobody known",
}
#: The same in the fewest words.
KINDS: Final[dict[Kind, str]] = {
    "person": "",
    "switchboard": "A firm: anybody",
    "relay": "Relay service",
    "payphone": "Payphone: anybody",
    "unknown": "Nobody known",
}
#: Lines of each kind on one card; the whole of it is one key away.
FEW: Final = 3


class CardLine(NamedTuple):
    """One line of a card."""

    sign: Sign
    words: str
    look: Look = ""


class Card(NamedTuple):
    """One person on record. ``number`` is the digit that says it is them, 0 where none does."""

    caller_id: str
    name: str
    born: str
    below: str
    lines: tuple[CardLine, ...]
    number: int = 0
    hidden: bool = False


def cards(call: CallView) -> tuple[Card, ...]:
    """Those at the number; or only whom the caller says to be."""
    if call.calling.chosen is not None:
        return (_card(call, call.calling.chosen, 0, "says to be the caller"),)
    numbers = numbered(call)
    return tuple(_card(call, one, numbers.get(one.caller_id, 0)) for one in call.on_record.callers)


def household(call: CallView) -> tuple[Card, ...]:
    """Those who live with them, while nobody is chosen."""
    if call.calling.chosen is not None:
        return ()
    numbers = numbered(call)
    return tuple(
        _card(call, one, numbers.get(one.caller_id, 0), "same household")
        for one in call.on_record.household
    )


def numbered(call: CallView) -> dict[str, int]:
    """The digit of each who can be chosen by one: people at the number, then their household."""
    everybody = (*call.on_record.callers, *call.on_record.household)
    people = [one.caller_id for one in everybody if one.kind == "person"]
    return {one: n for n, one in enumerate(dict.fromkeys(people), start=1) if n <= 9}


def _kind_words(person: Caller) -> str:
    """That anybody may be speaking, where that is so."""
    return _KINDS[person.kind].format(person.name or "a firm")


def _card(call: CallView, person: Caller, number: int, how: str = "") -> Card:
    is_person = person.kind == "person"
    hidden = person.address_protected and person.caller_id not in call.contact.established
    age = age_words(call.on_record.standing, call.on_record.as_of_utc)
    below = " · ".join(part for part in (how, _last(person), age) if part)
    born = f"born {date(person.born)}" if person.born else "birth date not on record"
    return Card(
        person.caller_id,
        shown_line(person.name) if is_person else shown_line(_kind_words(person)),
        born if is_person else "",
        below,
        tuple(_lines(call, person, hidden=hidden)),
        number,
        hidden,
    )


def _last(person: Caller) -> str:
    if not person.contacts and not person.history:
        return ""
    count = max(person.contacts, len(person.history))
    at = person.last_at_utc or next((past.at_utc for past in person.history), "")
    last = f", last {day(at)}" if at else ""
    return f"{count} contact{'s' if count > 1 else ''}{last}"


def _lines(call: CallView, person: Caller, *, hidden: bool) -> Iterator[CardLine]:
    names = {marker.key: marker.name for marker in call.policy.markers}
    for way in person.forbidden_contact[:FEW]:
        yield CardLine("no_phone", f"NEVER by {way}", "strong")
    for marker in person.markers:
        yield CardLine("warning", names.get(marker, marker), "strong")
    for adjustment in person.adjustments[:FEW]:
        yield CardLine("dot", f"Adjustment: {adjustment}")
    for note in person.notes[:FEW]:
        yield CardLine("dot", note)
    for card in dict(call.calling.open_cards).get(person.caller_id, ()):
        yield CardLine("list", open_words(card))
    for past in list(running(person, call.contact.offered_at or ""))[:FEW]:
        yield CardLine("list", f"Still to come: {promise_words(past)}")
    if person.same_as:
        yield CardLine("person", f"May be the same as {_same(call, person)}", "second")
    yield from address_lines(call, person, hidden=hidden)


def address_lines(call: CallView, person: Caller, *, hidden: bool) -> Iterator[CardLine]:
    """Where they live, or that it is protected and why nothing is said of it."""
    if hidden:
        yield CardLine("lock", HIDDEN, "second")
        yield CardLine("warning", BEWARE, "strong")
        return
    home = ", ".join(part for part in (person.address, person.postcode) if part)
    if person.address_protected:
        yield CardLine("lock", f"{home or 'no address on record'} · {SHOWN_NOW}", "strong")
        yield CardLine("warning", BEWARE, "strong")
    elif home:
        yield CardLine("place", home, "second")


def open_words(card: OpenCard) -> str:
    """One open incident in a line."""
    return shown_line(f"Open: {card.reference} {card.headline} · {card.grade_name}")


def _same(call: CallView, person: Caller) -> str:
    everybody = (*call.on_record.callers, *call.on_record.household)
    names = {one.caller_id: one.name for one in everybody}
    known = [names[one] for one in person.same_as if one in names]
    others = len(person.same_as) - len(known)
    if others:
        known.append(f"{others} other record{'s' if others > 1 else ''}")
    return ", ".join(known)
