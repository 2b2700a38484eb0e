"""The left column in the fewest words, for a small window."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from workstation.ui.desk.reading import who

if TYPE_CHECKING:
    from workstation.desk.call.view import CallView
    from workstation.ui.theme.signs import Sign


class Fold(NamedTuple):
    """One section of the strip."""

    sign: Sign
    words: str
    below: str = ""
    key: str = ""


def folded(call: CallView) -> tuple[Fold, ...]:
    """Who may be calling, warnings, where, how often."""
    people = who.candidates(call.on_record, call.policy)
    named = people[0].name if len(people) == 1 else f"{len(people)} people" if people else "Unknown"
    folds = [Fold("person", named, who.number_words(call), "Alt+C")]
    markers = list(dict.fromkeys(marker for person in people for marker in person.markers))
    folds += [Fold("warning", marker) for marker in markers[:2]]
    if any(person.hidden for person in people):
        folds.append(Fold("lock", "Address protected", "hidden"))
    folds.append(_place(call))
    often = who.often_words(call.on_record, call.contact.offered_at)
    earlier = len(who.history(call.on_record.callers))
    folds.append(Fold("list", often or f"{earlier} earlier", "in the cache"))
    return tuple(folds)


def _place(call: CallView) -> Fold:
    fixes = who.fixes(call.contact, "incident") or who.fixes(call.contact, "caller")
    if not fixes:
        return Fold("place", "Place not known", "", "Alt+L")
    best = fixes[0]
    words = who.read_back_words(call)
    return Fold("place", best.where, f"{best.radius} {best.source} · {words}".strip(), "Alt+L")
