"""Who is calling, read for the screen: whom they say to be, what is open, what presses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from workstation.desk.call.live import LiveCall
from workstation.desk.call.view import Calling
from workstation.domain.callers.caller import Caller, OnRecord
from workstation.domain.callers.matters import suggested
from workstation.domain.callers.sheltering import sheltered_card
from workstation.domain.open_card import OpenCard

OpenOf: TypeAlias = Callable[[Iterable[str]], tuple[OpenCard, ...]]
#: Open incidents shown of one person.
SHOWN = 3


def calling_of(
    live: LiveCall,
    found: OnRecord,
    chosen: Caller | None,
    open_of: OpenOf,
    hidden: Mapping[str, Caller],
) -> Calling:
    """What the screen shows beside ``found``; ``open_of`` gives open incidents by numbers.

    ``hidden``: by incident, who told of it whose home its words must not tell, whoever shares
    their number.
    """
    people = (*found.callers, *found.household)
    cards = ((one.caller_id, _cards_of(one, open_of, hidden)) for one in people)
    told = (chosen,) if chosen is not None else found.callers
    history = [past for one in told for past in one.history]
    outcomes = [one for one in live.policy.outcomes if one.wants_appointment]
    appointed = frozenset(name for one in outcomes for name in (one.key, one.name))
    own = [past for past in history if past.contact_id != live.contact_id]
    at = live.contact.offered_at or ""
    return Calling(
        chosen,
        tuple((one, some) for one, some in cards if some),
        suggested(own, at, appointed) if at else None,
    )


def _cards_of(
    person: Caller, open_of: OpenOf, hidden: Mapping[str, Caller]
) -> tuple[OpenCard, ...]:
    return tuple(
        sheltered_card(card, hidden[card.incident_id]) if card.incident_id in hidden else card
        for card in open_of(person.phones)[:SHOWN]
    )
