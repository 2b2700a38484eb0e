"""What stands beside a call of incidents that somebody protected told of, without its places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from workstation.desk.call.calling import OpenOf
from workstation.desk.call.view import OpenNear, Wanted
from workstation.domain.callers.caller import Caller
from workstation.domain.callers.sheltering import sheltered_card
from workstation.domain.open_card import OpenCard


def told_by_hidden(
    people: Iterable[Caller | None], established: frozenset[str], open_of: OpenOf
) -> Mapping[str, Caller]:
    """By the id of the incident, whose home its words must not tell."""
    hidden = (
        one
        for one in people
        if one is not None and one.address_protected and one.caller_id not in established
    )
    return {card.incident_id: one for one in hidden for card in open_of(one.phones)}


def sheltered_beside(
    near: OpenNear, wanted: tuple[Wanted, ...], hidden: Mapping[str, Caller]
) -> tuple[OpenNear, tuple[Wanted, ...]]:
    """``near`` and ``wanted`` as they may be shown beside the call."""
    if not hidden:
        return near, wanted
    proposals = tuple(replace(one, card=_card(one.card, hidden)) for one in near.proposals)
    linked = tuple((one, card and _card(card, hidden)) for one, card in near.linked)
    return replace(near, proposals=proposals, linked=linked), tuple(
        _wanted(one, hidden) for one in wanted
    )


def _card(card: OpenCard, hidden: Mapping[str, Caller]) -> OpenCard:
    whose = hidden.get(card.incident_id)
    return sheltered_card(card, whose) if whose is not None else card


def _wanted(one: Wanted, hidden: Mapping[str, Caller]) -> Wanted:
    whose = hidden.get(one.card.incident_id)
    if whose is None:
        return one
    card = sheltered_card(one.card, whose)
    task = next((task for task in card.to_do if task.task_id == one.task.task_id), one.task)
    return replace(one, card=card, task=task)
