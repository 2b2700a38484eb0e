"""Who may be calling, and from where, as plain lines. A number is a hint; nobody is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from workstation.ui.pieces.times import clock, date, day, seconds_between

if TYPE_CHECKING:
    from workstation.desk.call.view import CallView
    from workstation.domain.callers.caller import Caller, OnRecord
    from workstation.domain.contact.state import Contact
    from workstation.domain.location import About, LocationFixed
    from workstation.domain.policy import Policy

CONFIRMED = "read back, confirmed"
SOURCES = {
    "caller": "caller's words",
    "aml": "AML (handset)",
    "eisec": "EISEC (network)",
    "gazetteer": "gazetteer",
    "what3words": "what3words",
}


#: Seconds within which contacts of the same number are counted for the advisor.
_LATELY_S: Final = 7 * 86_400


class Candidate(NamedTuple):
    """One person on record for the number."""

    name: str
    born: str
    markers: tuple[str, ...]
    address: str
    hidden: bool
    notes: tuple[str, ...]
    age: str


class Past(NamedTuple):
    """One earlier contact, newest first."""

    day: str
    grade: str
    words: str


def number_words(call: CallView) -> str:
    """The number as shown, or that there is none."""
    offered = call.contact.call
    if offered is None:
        return "–"
    if offered.number is None:
        return "number withheld" if offered.withheld else "no number"
    return national(offered.number)


def national(number: str) -> str:
    """An E.164 number as people read it out; as it stands when it is none."""
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number, "GB")
    except phonenumbers.NumberParseException:
        return number
    if parsed.country_code != 44:
        return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)


def found_words(record: OnRecord) -> str:
    """How many people the cache holds for the number, with its age. Never "no history"."""
    if record.as_of_utc is None:
        return "The cache was never filled: ask the caller."
    if not record.callers:
        return (
            f"Nothing in the cache for this number as of {clock(record.as_of_utc, seconds=False)}"
        )
    people = "person" if len(record.callers) == 1 else "people"
    return f"{len(record.callers)} {people} known at this number · a number is a hint"


def candidates(record: OnRecord, policy: Policy) -> tuple[Candidate, ...]:
    """The people on record, with their markers in the policy's words."""
    names = {m.key: m.name for m in policy.markers}
    return tuple(
        Candidate(
            c.name,
            f"born {date(c.born)}" if c.born else "birth date not on record",
            tuple(names.get(m, m) for m in c.markers),
            "Stored address protected, hidden" if c.address_protected else c.address,
            c.address_protected,
            c.notes,
            f"from the cache, {clock(record.as_of_utc, seconds=False)}",
        )
        for c in record.callers
    )


def history(callers: tuple[Caller, ...], limit: int = 8) -> tuple[Past, ...]:
    """Earlier contacts of everybody on record for the number, newest first."""
    every = [(p.at_utc, c, p) for c in callers for p in c.history]
    newest = sorted(every, key=lambda one: one[0], reverse=True)[:limit]
    many = len(callers) > 1
    return tuple(
        Past(day(at), p.grade, f"{c.name}: {p.summary}" if many else p.summary)
        for at, c, p in newest
    )


def often_words(record: OnRecord, now_utc: str | None) -> str:
    """How often this number rang lately: a repeat caller is seen before hello."""
    if not now_utc:
        return ""
    recent = [
        p for c in record.callers for p in c.history
        if 0 <= seconds_between(p.at_utc, now_utc) <= _LATELY_S
    ]  # fmt: skip
    ordinal = {1: "2nd", 2: "3rd"}.get(len(recent), f"{len(recent) + 1}th")
    return f"{ordinal} contact in 7 days" if recent else ""


def checked_words(contact: Contact) -> str:
    """When the record was looked through, and what was found."""
    if contact.history_check is None:
        return ""
    found = contact.history_check.fact.found
    words = f"found {found}" if found else "nothing in the cache"
    return f"Check recorded {clock(contact.history_check.at_utc)}: {words}."


class Fix(NamedTuple):
    """One fix in words."""

    where: str
    source: str
    radius: str
    time: str


def fixes(contact: Contact, about: About) -> tuple[Fix, ...]:
    """Fixes about the caller's or the incident's place, best first, each with source and time."""

    from workstation.domain.location import best_first  # not before the window is painted

    at = {f.fact.fix_id: f.at_utc for f in contact.fixes}
    return tuple(
        Fix(
            _where(fix),
            SOURCES[fix.source],
            f"±{fix.radius_m:,.0f} m" if fix.radius_m is not None else "",
            clock(fix.fixed_at_utc or at.get(fix.fix_id)),
        )
        for fix in best_first((f.fact for f in contact.fixes), about)
    )


def read_back_words(call: CallView) -> str:
    """Whether the place of the incident was read back to the caller, and is still that place."""
    now = call.place
    back = call.contact.read_back.get("incident")
    if now is None or back is None:
        return "NOT READ BACK"
    if now.confirmed:
        return CONFIRMED
    return "CHANGED, not read back" if back.fact.confirmed else "read back, WRONG: ask again"


def _where(fix: LocationFixed) -> str:
    words = ", ".join(part for part in (fix.text, fix.postcode) if part)
    if words:
        return words
    return f"{fix.lat:.5f}, {fix.lon:.5f}" if fix.lat is not None and fix.lon is not None else "–"
