"""Open incidents that a call may be about, and major ones, in words for the strip and the list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from workstation.ui.pieces.shown import shown_line
from workstation.ui.pieces.times import age, clock, seconds_between

if TYPE_CHECKING:
    from workstation.desk.call.view import CallView, DeskView
    from workstation.domain.alike import Likeness
    from workstation.domain.open_card import OpenCard

#: Characters of a briefing in the banner.
BRIEFING: Final = 400
#: Seconds after which the age of the copy is said.
OLD_S: Final = 90.0
_NONE: Final = [("narrative", "No open incident is like this call · Enter goes back")]
_CLOSED: Final = "one that is closed"
_STANDS: Final = {
    "delivered": "nobody has accepted it yet",
    "accepted": "accepted",
    "refused": "refused, with nobody",
    "closed": "closed",
}


class NearRow(NamedTuple):
    """One proposal: what it is, and why it is proposed. ``reasons`` is ``why`` without where."""

    incident_id: str
    title: str
    why: str
    major: bool
    reasons: str


class NearWords(NamedTuple):
    """All of the strip. ``banner`` is empty where there is no major incident."""

    rows: tuple[NearRow, ...] = ()
    linked: str = ""
    age: str = ""
    banner: str = ""


def near_words(desk: DeskView, call: CallView | None, now_utc: str) -> NearWords:
    """What the strip says now."""
    banner = " · ".join(_briefing(card, now_utc) for card in desk.major[:2])
    if call is None:
        return NearWords(banner=banner)
    near = call.near
    rows = tuple(_row(one, now_utc) for one in near.proposals)
    linked = ", ".join(card.reference if card else _CLOSED for _, card in near.linked)
    return NearWords(
        rows,
        shown_line(f"linked to {linked}") if linked else "",
        _copy(desk, near.as_of_utc, now_utc),
        banner,
    )


def near_list(call: CallView, now_utc: str) -> list[tuple[str, str]]:
    """For the finder, as (deed, words): what it is linked to first, then what it may be about."""
    linked = [
        (f"separate:{one}", f"Separate from {_title(card, now_utc) if card else _CLOSED}")
        for one, card in call.near.linked
    ]
    listed = [
        (f"join_to:{one.card.incident_id}", f"{n}  {_whole(one, now_utc)}")
        for n, one in enumerate(call.near.proposals, start=1)
    ]
    return [*linked, *listed] or _NONE


def spoken(one: Likeness, as_of_utc: str | None) -> str:
    """The first of them for a screen reader, as old as it was in the copy."""
    row = _row(one, as_of_utc or "")
    return f"Open near here: {row.title}. {row.why}. Control J links this call to it."


def _whole(one: Likeness, now_utc: str) -> str:
    row = _row(one, now_utc)
    briefing = shown_line(f" · Briefing: {one.card.briefing}", BRIEFING) if row.major else ""
    return f"{row.title} · {row.why}{briefing}"


def _row(one: Likeness, now_utc: str) -> NearRow:
    card = one.card
    calls = f"{card.calls} calls" if card.calls > 1 else ""
    where = " · ".join(part for part in (card.place, card.team_name, calls) if part)
    reasons = shown_line("; ".join(one.why))
    why = shown_line(f"{reasons} – {where}") if where else reasons
    return NearRow(card.incident_id, _title(card, now_utc), why, one.major, reasons)


def _title(card: OpenCard, now_utc: str) -> str:
    vulnerable = "vulnerable" if card.vulnerable else ""
    parts = (card.grade_name, _age(card.opened_at, now_utc), card.reference, vulnerable,
             card.headline, _STANDS[card.standing])  # fmt: skip
    return shown_line(" · ".join(part for part in parts if part))


def _age(opened_at: str, now_utc: str) -> str:
    seconds = seconds_between(opened_at, now_utc)
    return f"{max(0, int(seconds)) // 60} min" if seconds < 3600 else age(seconds)


def _briefing(card: OpenCard, now_utc: str) -> str:
    since = clock(card.opened_at, seconds=False)
    return shown_line(f"MAJOR INCIDENT {card.reference}, since {since}: {card.briefing}", BRIEFING)


def _copy(desk: DeskView, as_of_utc: str | None, now_utc: str) -> str:
    """How old the copy is that was looked through, where that is to be known."""
    if as_of_utc is None:
        return "the hub has not told of any yet"
    lost = desk.link.state != "live"
    old = seconds_between(as_of_utc, now_utc) > OLD_S
    return f"as of {clock(as_of_utc, seconds=False)}" if lost or old else ""
