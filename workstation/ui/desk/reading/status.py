"""The status line and the news line: who, which call, how the link is. True states only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from workstation.desk.health import health, waited_s
from workstation.ui.desk.reading.attention import count_words
from workstation.ui.desk.reading.phase import phase_words
from workstation.ui.pieces.times import age, clock, seconds_between, span

if TYPE_CHECKING:
    from workstation.desk.call.view import CallView, DeskView
    from workstation.desk.ports import LinkState


#: What is asked of a person whose sign-in the hub does not have, or has no more. It stops nothing.
_ASKED: Final = {
    "lacking": "Not signed in at the hub · Ctrl+Shift+L",
    "ended": "Hub sign-in has ended · Ctrl+Shift+L",
}


class Status(NamedTuple):
    """The pieces of the status line, left to right."""

    line: str
    time: str
    phase: str
    who: str
    link: str
    cache: str
    link_lost: bool
    policy: str
    attention: str
    asked: str


def status(desk: DeskView, call: CallView | None, now_utc: str) -> Status:
    """What the status line says at ``now_utc``."""
    who = f"{desk.person_name} · {desk.desk_name}" if desk.person else f"{desk.desk_name} · nobody"
    if desk.hub_sign_in == "without":
        who += " · signed in without the hub"
    return Status(
        line=call.contact.call.line if call and call.contact.call else "",
        time=_running(call, now_utc),
        phase=phase_words(call.contact, now_utc) if call else "no call",
        who=who,
        link=link_words(desk.link, now_utc),
        cache=cache_words(desk.link, now_utc),
        link_lost=health(desk.link, now_utc) in ("lost", "late"),
        policy=f"{call.policy.name} {call.policy.ref.version}" if call else "",
        attention=count_words(desk.need_attention),
        asked=_ASKED.get(desk.hub_sign_in, ""),
    )


def link_words(link: LinkState, now_utc: str) -> str:
    """The link in one glance: since when where it is not live, and how long the oldest entry has
    waited where it answers and does not take it.
    """
    found = health(link, now_utc)
    if found == "well":
        return "LINK live"
    if found == "late":
        waited = waited_s(link, now_utc)
        return f"NOT SENDING · oldest {age(waited)}" if waited >= 0 else "NOT SENDING"
    word = "LINK LOST" if found == "lost" else "LINK connecting"
    return f"{word} since {clock(link.since_utc)}"


def cache_words(link: LinkState, now_utc: str) -> str:
    """How old the copy is, and how many items wait."""
    as_of = clock(link.cache_as_of_utc, seconds=False)
    old = seconds_between(link.cache_as_of_utc, now_utc)
    ago = f", {int(old) // 60} min old" if link.state == "lost" and 60 <= old < 3600 else ""
    ago = f", {age(old)} old" if link.state == "lost" and old >= 3600 else ago
    return f"cache {as_of}{ago} · {link.waiting} waiting"


def saved_words(call: CallView | None) -> str:
    """Whether everything typed is durable on this desk."""
    if call is None:
        return ""
    if call.fault:
        return "NOT SAVED"
    if call.unsaved:
        return f"saving {call.unsaved} …"
    return f"saved {clock(call.saved_at)}" if call.saved_at else ""


def news_words(desk: DeskView, call: CallView | None) -> str:
    """The newest news, or that there is none. A fault of the store comes first."""
    if call is not None and call.fault:
        return call.fault
    if desk.news:
        return desk.news[-1]
    return desk.resumed or "No news"


def _running(call: CallView | None, now_utc: str) -> str:
    if call is None:
        return ""
    contact = call.contact
    since = contact.answered_at or contact.offered_at
    return span(seconds_between(since, contact.ended_at or now_utc))
