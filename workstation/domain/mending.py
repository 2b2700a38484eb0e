"""What the hub did not take: what it was, in words, and the new event that is said instead of it.

Nothing that was written is changed. A mended item is a new event that names the old one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Final, Literal

from workstation.domain import desk_stream as desk
from workstation.domain.contact import facts
from workstation.domain.events import Gone, Newer
from workstation.domain.text import cleaned

#: How an item can be mended: with another team, in other words, or not at all.
Way = Literal["team", "words", "none"]

_NAMES: Final[Mapping[type, str]] = {
    desk.HandOverRequested: "Hand-over",
    desk.ReRouteRequested: "Re-routing",
    desk.LowerGradeRequested: "Lower grade",
    desk.StandDownRequested: "Stand-down",
    desk.GradeRaised: "Raised grade",
    desk.ApprovalAsked: "Approval asked for",
    desk.Corrected: "Correction",
    desk.PhonedThrough: "Phoned through",
    facts.NarrativeAdded: "Line of the narrative",
    facts.NarrativeCorrected: "Corrected line",
}
#: Where the words of a desk's own event stand, for those that are mended by other words.
_FIELDS: Final[Mapping[type, str]] = {
    desk.ReRouteRequested: "reason",
    desk.LowerGradeRequested: "reason",
    desk.StandDownRequested: "reason",
    desk.GradeRaised: "reason",
    desk.Corrected: "text",
    desk.PhonedThrough: "told",
}
_TEAMS: Final = (desk.HandOverRequested, desk.ReRouteRequested)
_NEED_WORDS: Final = (
    desk.ReRouteRequested,
    desk.LowerGradeRequested,
    desk.StandDownRequested,
    desk.Corrected,
    desk.PhonedThrough,
)


class NothingToSay(ValueError):
    """Something is missing for saying it again, in one sentence for the person who mends."""


@dataclass(frozen=True, slots=True)
class Again:
    """What a person gave for saying an item again."""

    words: str = ""
    team: str = ""
    team_name: str = ""


def name_of(type_name: str, body: Any) -> str:
    """What an item was, in a few words; the type's own name where this release has none."""
    own = _NAMES.get(type(body))
    if own is None:
        return spaced(type_name)
    team = getattr(body, "team_name", "")
    return f"{own} to {team}" if team else own


def words_of(body: Any) -> str:
    """The words of an item, as far as this release can read it."""
    if isinstance(body, desk.HandOverRequested):
        return body.headline
    if isinstance(body, facts.NarrativeAdded | facts.NarrativeCorrected):
        return body.text
    if isinstance(body, Gone | Newer):
        return ""
    return str(getattr(body, _FIELDS.get(type(body), ""), "")) or "; ".join(
        f"{label}: {words}" for label, words in every_word(body)
    )


def way_of(body: Any, stream: str) -> Way:
    """How an item of a stream ("desk" or "contact") can be said again."""
    if isinstance(body, Gone | Newer):
        return "words" if stream == "contact" else "none"
    if isinstance(body, _TEAMS):
        return "team"
    if stream == "contact" or isinstance(body, (desk.ApprovalAsked, *_FIELDS)):
        return "words"
    return "none"


def said_again(body: Any, again: Again, event_id: str) -> Any:
    """The desk's event that replaces ``body``, which was ``event_id``.

    Raises `NothingToSay` when a word is missing that the hub asks for.
    """
    words = cleaned(again.words)
    if not words and isinstance(body, _NEED_WORDS):
        raise NothingToSay("Say why, or what is right: nothing was sent, it stays in the list.")
    changed: dict[str, Any] = {"replaces": event_id}
    if type(body) in _FIELDS:
        changed[_FIELDS[type(body)]] = words
    if isinstance(body, _TEAMS):
        changed |= {"team": again.team, "team_name": again.team_name}
    if isinstance(body, desk.ApprovalAsked):
        changed["wanted"] = replace(body.wanted, rationale=words or body.wanted.rationale)
    return replace(body, **changed)


def line_again(body: Any, again: Again, line_id: str) -> facts.NarrativeAdded:
    """The line that says a contact's fact again; a correction, too, whose line a reader may lack.

    Raises `NothingToSay` without words.
    """
    words = cleaned(again.words)
    if not words:
        raise NothingToSay("There are no words to send: nothing was sent, it stays in the list.")
    verbatim = isinstance(body, facts.NarrativeAdded) and body.verbatim
    return facts.NarrativeAdded(line_id, words, verbatim)


def every_word(body: Any) -> Iterator[tuple[str, str]]:
    """Every field of an item that says something, with its name, what it holds within included."""
    yield from _words_in("", asdict(body))


def _words_in(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _words_in(f"{name} {key}".strip(), inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _words_in(name, inner)
    elif value not in (None, "", False):
        yield name.replace("_", " "), str(value)


def spaced(name: str) -> str:
    """A type's name as words: "CallBackGiven" is "Call back given"."""
    words = "".join(f" {c.lower()}" if c.isupper() else c for c in name).strip()
    return words[:1].upper() + words[1:]
