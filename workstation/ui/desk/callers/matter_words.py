"""Earlier contacts in words: how often lately, promises, what this call may be for us."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from workstation.domain.callers.matters import LATELY_DAYS, is_broken, matters, pressing
from workstation.ui.pieces.call_words import FAILURE
from workstation.ui.pieces.shown import shown_line
from workstation.ui.pieces.times import clock, day, weekday

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from workstation.desk.call.view import CallView
    from workstation.domain.callers.caller import Caller, PastContact

KEY: Final = "Ctrl+Shift+F"
#: Characters of a promise or a summary where it is one of several lines.
SHORT: Final = 160
NONE_HERE: Final = "No earlier contact in the copy. No record is not no history."
NO_NUMBER: Final = "Nobody was looked up, for there is no number. No record is not no history."


class Past(NamedTuple):
    """One earlier contact. ``head`` stands above the first of a matter with several."""

    day: str
    grade: str
    words: str
    head: str = ""


def told(call: CallView) -> tuple[Caller, ...]:
    """Whose contacts count: whom the caller says to be, or everybody at the number."""
    chosen = call.calling.chosen
    return (chosen,) if chosen is not None else call.on_record.callers


def often_words(people: Iterable[Caller], now_utc: str | None, own: str = "") -> str:
    """How often lately, and what was promised and not done; empty where nothing stands out.

    ``own`` is the contact of this call, which is none of the earlier ones.
    """
    history = [past for one in people for past in one.history if past.contact_id != own or not own]
    if not now_utc:
        return ""
    now = pressing(history, now_utc)
    parts = []
    if now.of_matter > 1:
        parts.append(f"{ordinal(now.of_matter)} contact about this in {LATELY_DAYS} days")
        if now.nth > now.of_matter:
            parts.append(f"{ordinal(now.nth)} in all")
    elif now.nth > 1:
        parts.append(f"{ordinal(now.nth)} contact in {LATELY_DAYS} days")
    if now.broken is not None:
        parts.append(f"{promise_words(now.broken)}: NOT DONE")
    return shown_line(", ".join(parts), 2 * SHORT)


def promise_words(past: PastContact) -> str:
    """What was promised, and for when."""
    due = f", promised for {weekday(past.promise_due_utc)}" if past.promise_due_utc else ""
    return shown_line(f"{past.promise or 'a promise'}{due}", SHORT)


def broken(people: Iterable[Caller], now_utc: str) -> Iterator[tuple[Caller, PastContact]]:
    """Promises to ``people`` that were not kept, of each the newest."""
    for one in people:
        found = (past for past in one.history if past.promise and is_broken(past, now_utc))
        if (past := next(found, None)) is not None:
            yield one, past


def running(person: Caller, now_utc: str) -> Iterator[PastContact]:
    """What this person is still to expect: promises and appointments whose time has not passed."""
    for past in person.history:
        if past.promise and past.promised == "open" and not is_broken(past, now_utc):
            yield past


def history(people: tuple[Caller, ...], limit: int = 8, own: str = "") -> tuple[Past, ...]:
    """Earlier contacts by matter, the matter that was spoken of last first."""
    names = {id(past): one.name for one in people for past in one.history}
    many = len(people) > 1
    every = (p for one in people for p in one.history if not own or p.contact_id != own)
    rows = []
    for matter in matters(every):
        head = f"{len(matter.contacts)} contacts about one matter" if matter.contacts[1:] else ""
        for n, past in enumerate(matter.contacts):
            who = f"{names[id(past)]}: " if many else ""
            rows.append(
                Past(day(past.at_utc), past.grade, f"{who}{past.summary}", "" if n else head)
            )
    return tuple(rows[:limit])


def failure_words(call: CallView) -> str:
    """What kind of failure demand this call is, or may be; a person decides."""
    noted, maybe = call.contact.failure_demand, call.calling.failure
    if noted is not None:
        at = clock(noted.at_utc, seconds=False)
        kind = noted.fact.kind
        words = FAILURE[kind] if kind == "none" else f"failure demand: {FAILURE[kind]}"
        return f"Recorded {at}: {words}"
    if maybe is None:
        return ""
    return shown_line(f"Failure demand? {FAILURE[maybe.kind]}: {maybe.because.summary}", SHORT)


def ordinal(n: int) -> str:
    """As it is said: 1st, 2nd, 3rd, 11th."""
    ends = {1: "st", 2: "nd", 3: "rd"}
    return f"{n}{'th' if n % 100 in (11, 12, 13) else ends.get(n % 10, 'th')}"
