"""What the hub did not take and nobody has settled: refused requests, and what was set aside.

A reading of the journal: what the link noted beside the events, less what a later event of this
desk answers. Nothing leaves it but by such an event.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from workstation.desk.call.hand_overs import HandOvers
from workstation.desk.call.news import NewsLine
from workstation.desk.changes import Change
from workstation.desk.ports import NotTaken, Surroundings
from workstation.domain.desk_stream import HandOverRequested
from workstation.domain.events import Event, stream_kind
from workstation.domain.mending import Way, name_of, way_of, words_of
from workstation.protocol.payloads import entry_kept


@dataclass(frozen=True, slots=True)
class Item:
    """One event that the hub did not take.

    ``what`` it was and its ``words``; ``reason`` is the hub's cause or why it could not be sent;
    ``refused`` tells a refused request from what was set aside. ``reference`` is empty where no
    incident of this desk is meant, ``team`` where none was asked for.
    """

    event_id: str
    type: str
    what: str
    words: str
    reason: str
    refused: bool
    reference: str
    incident_id: str
    contact_id: str
    team: str
    at_utc: str
    actor: str
    way: Way


class Attention:
    """The items of this desk, oldest first, kept true as the link reports."""

    def __init__(self, around: Surroundings, hand_overs: HandOvers, news: NewsLine) -> None:
        self._on = around
        self._hand_overs = hand_overs
        self._news = news
        self._found: dict[str, NotTaken] = {}
        self._bodies: dict[str, Any] = {}
        self._settled: set[str] = set()

    def resume(self, settled: Iterable[str]) -> None:
        """Read the journal; ``settled`` are the events that a later one answers."""
        self._settled = set(settled)
        self._found = {}
        self._note(self._on.journal.not_taken())

    def delivered(self, event_ids: Iterable[str]) -> None:
        """The hub answered for these events; what it did not take is told once."""
        named = [one for one in event_ids if one not in self._found]
        fresh = self._note(self._on.journal.not_taken(named)) if named else []
        if not fresh:
            return
        newest = self.items()[-1] if len(fresh) == 1 else None
        what = f"{newest.what}: {newest.reason}" if newest else f"{len(fresh)} entries"
        self._news.tell(f"Not taken by the hub: {what} Shift+F2 lists what needs attention.")
        self._on.changes.publish(Change.ATTENTION)

    def settle(self, event_id: str) -> None:
        """A later event was written that answers this one."""
        self._settled.add(event_id)
        self._found.pop(event_id, None)
        self._on.changes.publish(Change.ATTENTION)

    def count(self) -> int:
        """How many items there are."""
        return len(self._found)

    def items(self) -> tuple[Item, ...]:
        """Every item, oldest first."""
        return tuple(self._item(one) for one in self._found.values())

    def find(self, event_id: str) -> tuple[Event, Any] | None:
        """An item's event with its decoded body, `Newer` where this release cannot read it."""
        found = self._found.get(event_id)
        return (found.event, self._body(found.event)) if found else None

    def _note(self, found: Iterable[NotTaken]) -> list[str]:
        fresh = [one for one in found if self._stands(one.event)]
        self._found.update((one.event.event_id, one) for one in fresh)
        in_order = sorted(self._found.values(), key=lambda one: one.event.at_utc)
        self._found = {one.event.event_id: one for one in in_order}
        return [one.event.event_id for one in fresh]

    def _stands(self, event: Event) -> bool:
        return event.event_id not in self._settled and event.event_id not in self._found

    def _body(self, event: Event) -> Any:
        if event.event_id not in self._bodies:
            self._bodies[event.event_id] = entry_kept(event).body
        return self._bodies[event.event_id]

    def _item(self, one: NotTaken) -> Item:
        event, body = one.event, self._body(one.event)
        kind = stream_kind(event.stream_id)
        incident_id = str(getattr(body, "incident_id", "") or "")
        own = event.stream_id if kind == "contact" else str(getattr(body, "contact_id", "") or "")
        known = self._hand_overs.request(incident_id, own)
        asked = body if isinstance(body, HandOverRequested) else known
        return Item(
            event_id=event.event_id,
            type=event.type,
            what=name_of(event.type, body),
            words=words_of(body),
            reason=one.delivery.cause,
            refused=one.delivery.state == "refused",
            reference=asked.reference if asked else "",
            incident_id=incident_id or (asked.incident_id if asked else ""),
            contact_id=own or (asked.contact_id if asked else ""),
            team=str(getattr(body, "team", "") or ""),
            at_utc=event.at_utc,
            actor=event.actor,
            way=way_of(body, kind),
        )
