"""The left column in the fewest words, for a small window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from workstation.ui.desk.callers.cards import KINDS, cards
from workstation.ui.desk.callers.matter_words import KEY, broken, often_words, told
from workstation.ui.desk.reading import who
from workstation.ui.pieces.shown import shown_line

if TYPE_CHECKING:
    from workstation.desk.call.view import CallView
    from workstation.domain.callers.caller import Caller
    from workstation.ui.theme.signs import Sign


#: Words of one kind that a section says; how many more there are stands below.
FEW: Final = 2
#: Characters of them at most: a strip is narrow.
LONG: Final = 90


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
    names = {marker.key: marker.name for marker in call.policy.markers}
    folds += _few("no_phone", [way for one in people for way in one.forbidden_contact], "NEVER by ")
    folds += _few("warning", [names.get(m, m) for one in people for m in one.markers])
    if any(card.hidden for card in cards(call)):
        folds.append(Fold("lock", "Address protected", "hidden"))
    folds.append(_place(call))
    often = often_words(people, now, own).partition(",")[0]
    earlier = sum(len(one.history) for one in people)
    if not call.on_record.standing.whole:
        folds.append(Fold("list", "Copy being made", "contacts may not be here yet"))
    elif not people and call.on_record.number is None:
        folds.append(Fold("list", "Not looked up", "there is no number"))
    else:
        may_be = call.calling.failure is not None and call.contact.failure_demand is None
        below = f"in the copy · failure demand? {KEY}" if may_be else "in the copy"
        folds.append(Fold("list", often or f"{earlier} earlier", below))
    folds += _few("dot", [need for one in people for need in one.adjustments], most=1)
    still_open = {card.incident_id for _, some in call.calling.open_cards for card in some}
    if still_open:
        folds.append(Fold("list", f"{len(still_open)} open", "Alt+C reads it"))
    return tuple(folds)


def _people(call: CallView, people: tuple[Caller, ...]) -> Fold:
    number = who.number_words(call)
    nobodys = dict.fromkeys(KINDS[one.kind] for one in people if one.kind != "person")
    persons = [one for one in people if one.kind == "person"]
    if not persons:
        return Fold("person", next(iter(nobodys), "Unknown"), number, "Alt+C")
    nobodys.pop(KINDS["unknown"], None)
    named = persons[0].name if len(persons) == 1 else f"{len(persons)} people"
    return Fold("person", named, " · ".join((number, *nobodys)), "Alt+C")


def _few(sign: Sign, every: list[str], before: str = "", most: int = FEW) -> list[Fold]:
    """A section of the first of ``every``, which says how many more there are; none of none."""
    known = list(dict.fromkeys(every))
    more = f"and {len(known) - most} more: Alt+C" if len(known) > most else ""
    words = shown_line(before + ", ".join(known[:most]), LONG)
    return [Fold(sign, words, more)] if known else []


def _place(call: CallView) -> Fold:
    fixes = who.fixes(call.contact, "incident") or who.fixes(call.contact, "caller")
    if not fixes:
        return Fold("place", "Place not known", "", "Alt+L")
    best = fixes[0]
    words = who.read_back_words(call)
    since = "".join(f" · SAID SINCE: {fix.where}" for fix in fixes if fix.later)
    below = f"{best.radius} {best.source} · {words}{since}".strip()
    return Fold("place", best.where, below, "Alt+L")
