"""The left column in the fewest words, for a small window."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from workstation.ui.desk.callers.cards import KINDS, cards
from workstation.ui.desk.callers.matter_words import broken, often_words, told
from workstation.ui.desk.reading import who

if TYPE_CHECKING:
    from workstation.desk.call.view import CallView
    from workstation.domain.callers.caller import Caller
    from workstation.ui.theme.signs import Sign


class Fold(NamedTuple):
    """One section of the strip."""

    sign: Sign
    words: str
    below: str = ""
    key: str = ""


def folded(call: CallView) -> tuple[Fold, ...]:
    """Who may be calling, what must be known before hello, where, how often."""
    people = told(call)
    folds = [_people(call, people)]
    now, own = call.contact.offered_at or "", call.contact.contact_id
    if any(broken((*people, *call.on_record.household), now)):
        folds.append(Fold("warning", "Promise not kept", "Alt+C reads it"))
    ways = dict.fromkeys(way for one in people for way in one.forbidden_contact)
    folds += [Fold("no_phone", f"NEVER by {way}") for way in list(ways)[:1]]
    names = {marker.key: marker.name for marker in call.policy.markers}
    markers = dict.fromkeys(names.get(m, m) for one in people for m in one.markers)
    folds += [Fold("warning", marker) for marker in list(markers)[:2]]
    if any(card.hidden for card in cards(call)):
        folds.append(Fold("lock", "Address protected", "hidden"))
    folds.append(_place(call))
    often = often_words(people, now, own).partition(",")[0]
    earlier = sum(len(one.history) for one in people)
    if not call.on_record.standing.whole:
        folds.append(Fold("list", "Copy being made", "contacts may not be here yet"))
    else:
        folds.append(Fold("list", often or f"{earlier} earlier", "in the copy"))
    return tuple(folds)


def _people(call: CallView, people: tuple[Caller, ...]) -> Fold:
    number = who.number_words(call)
    named = f"{len(people)} people" if people else "Unknown"
    if len(people) == 1:
        named = KINDS[people[0].kind] or people[0].name
    return Fold("person", named, number, "Alt+C")


def _place(call: CallView) -> Fold:
    fixes = who.fixes(call.contact, "incident") or who.fixes(call.contact, "caller")
    if not fixes:
        return Fold("place", "Place not known", "", "Alt+L")
    best = fixes[0]
    words = who.read_back_words(call)
    since = "".join(f" · SAID SINCE: {fix.where}" for fix in fixes if fix.later)
    below = f"{best.radius} {best.source} · {words}{since}".strip()
    return Fold("place", best.where, below, "Alt+L")
