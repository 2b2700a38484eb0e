"""Events sealed behind the newest of the store. Nothing is changed by it."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from typing import Any, Final

from workstation.desk.journal.encrypted_file import Connection
from workstation.desk.journal.newest import Newest
from workstation.domain.events import (
    Author,
    Event,
    Happened,
    Moment,
    PolicyRef,
    Unsealed,
    after,
    seal_with_text,
)
from workstation.domain.made_often import made_often
from workstation.protocol.payloads import encoded

#: In which order deliveries go out: what was phoned through, what is urgent, then store order.
PHONED: Final = 0
URGENT: Final = 1
ORDINARY: Final = 2


@made_often
class Batch:
    """Events that belong together, each with its lane, and the drafts that they replace."""

    new: tuple[tuple[Unsealed, int], ...]
    author: Author
    at: Moment
    seen_hub_no: int
    clears: tuple[tuple[str, str], ...]


@made_often
class Sealed:
    """A batch in its place: ``no`` is the number of its first event in the file, ``texts`` what
    the events were sealed over. It replaces the drafts ``clears`` that are older than ``given``.
    """

    no: int
    events: tuple[Event, ...]
    texts: tuple[str, ...]
    lanes: tuple[int, ...]
    clears: tuple[tuple[str, str], ...]
    given: int


def unsealed(
    happened: Sequence[Happened], policy: PolicyRef | None
) -> tuple[tuple[Unsealed, int], ...]:
    """Encoded events with the lane each is delivered in. Raises TypeError or ValueError."""
    return tuple((_encoded(one, policy), _lane(one.body)) for one in happened)


def _encoded(one: Happened, policy: PolicyRef | None) -> Unsealed:
    name, version, payload = encoded(one.body)
    salt = secrets.token_bytes(16)
    return Unsealed(one.event_id, one.stream_id, name, version, payload, salt, one.cause_id, policy)


def _lane(body: Any) -> int:
    if type(body).__name__ == "PhonedThrough":
        return PHONED
    return URGENT if getattr(body, "urgent", False) else ORDINARY


def sealed(connection: Connection, newest: Newest, batch: Batch, given: int) -> Sealed | None:
    """The batch behind the newest event; ``None`` when one of its ids was used before."""
    at = newest.position
    events: list[Event] = []
    texts: list[str] = []
    lanes: list[int] = []
    lengths: dict[str, int] = {}
    ids: set[str] = set()
    for new, lane in batch.new:
        if new.event_id in ids or newest.knows(connection, new.event_id):
            return None
        ids.add(new.event_id)
        before = lengths.get(new.stream_id) or newest.length(connection, new.stream_id)
        lengths[new.stream_id] = before + 1
        if new.type == "ReRouteRequested":
            lane = _lane_of_incident(connection, json.loads(new.payload)["incident_id"])
        event, text = seal_with_text(new, at, before + 1, batch.author, batch.at, batch.seen_hub_no)
        events.append(event)
        texts.append(text)
        lanes.append(lane)
        at = after(event)
    return Sealed(newest.no + 1, tuple(events), tuple(texts), tuple(lanes), batch.clears, given)


#: An incident is given away or raised before it is re-routed, never in one batch.
_LANE_OF_INCIDENT: Final = (
    "SELECT min(delivery.lane) FROM stream JOIN event USING (stream_id) JOIN delivery USING (no)"
    " WHERE stream.kind='desk' AND event.type IN ('HandOverRequested', 'GradeRaised')"
    " AND json_extract(CAST(event.payload AS TEXT), '$.incident_id')=?"
)


def _lane_of_incident(connection: Connection, incident_id: str) -> int:
    """As quick as what gave the incident away or raised it; urgent where another desk did."""
    found = connection.execute(_LANE_OF_INCIDENT, (incident_id,)).fetchone()[0]
    return URGENT if found is None else int(found)
