"""What the writer does inside its transactions. Every function expects one to be open."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from workstation.desk.journal import filing, rows
from workstation.desk.journal.encrypted_file import Connection
from workstation.desk.journal.people import Verifier
from workstation.desk.ports import DeliveryState, Draft
from workstation.domain.events import (
    Author,
    Event,
    Happened,
    Moment,
    PolicyRef,
    Position,
    Unsealed,
    after,
    seal,
)
from workstation.domain.made_often import made_often
from workstation.protocol.payloads import encoded

#: In which order deliveries go out: what was phoned through, what is urgent, then store order.
PHONED: Final = 0
URGENT: Final = 1
ORDINARY: Final = 2


@made_often
class Batch:
    """Events that belong together, and the drafts that they replace."""

    new: tuple[tuple[Unsealed, int], ...]
    author: Author
    at: Moment
    seen_hub_no: int
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


def store(connection: Connection, batch: Batch) -> tuple[Event, ...]:
    """Seal the batch after the newest event of the store, or find it stored already."""
    newest, at = _end(connection)
    events: list[Event] = []
    for no, (new, lane) in enumerate(batch.new, newest + 1):
        stream_seq, known = _before(connection, new)
        if known:
            return _stored_before(connection, batch, whole=not events)
        if new.type == "ReRouteRequested":
            lane = _lane_of_incident(connection, json.loads(new.payload)["incident_id"])
        event = seal(new, at, stream_seq + 1, batch.author, batch.at, batch.seen_hub_no)
        filing.keep(connection, no, event, lane)
        events.append(event)
        at = after(event)
    if any(map(filing.turns, events)):
        filing.file(connection)
    if batch.clears:
        connection.executemany(
            "DELETE FROM draft WHERE contact_id=? AND field=? AND given<?",
            [(*key, batch.given) for key in batch.clears],
        )
    return tuple(events)


_LANE_OF_INCIDENT: Final = (
    "SELECT min(delivery.lane) FROM stream JOIN event USING (stream_id) JOIN delivery USING (no)"
    " WHERE stream.kind='desk' AND event.type IN ('HandOverRequested', 'GradeRaised')"
    " AND json_extract(CAST(event.payload AS TEXT), '$.incident_id')=?"
)


def _lane_of_incident(connection: Connection, incident_id: str) -> int:
    """As quick as what gave the incident away or raised it; urgent where another desk did."""
    filing.file(connection)
    found = connection.execute(_LANE_OF_INCIDENT, (incident_id,)).fetchone()[0]
    return URGENT if found is None else int(found)


def _stored_before(connection: Connection, batch: Batch, *, whole: bool) -> tuple[Event, ...]:
    """The events as they were first stored: said once more, or in a commit that was reported as
    failed and had reached the disk after all.
    """
    sql = f"SELECT {rows.COLUMNS} FROM all_events AS event WHERE event_id=?"  # noqa: S608
    found = tuple(
        rows.event_of(row)
        for new, _ in batch.new
        for row in connection.execute(sql, (new.event_id,))
    )
    if not whole or len(found) != len(batch.new):
        raise ValueError("some of these events are stored already and some are not")
    return found


#: A store never takes another's place again, so the newest event is of the present one, or the
#: present one has none.
END: Final = (
    "SELECT meta.value, newest.store_id, newest.store_seq, newest.hash, coalesce(newest.no, 0)"
    " FROM meta LEFT JOIN (SELECT no, store_id, store_seq, hash FROM all_events"
    " ORDER BY no DESC LIMIT 1) AS newest WHERE meta.name='store_id'"
)


def position(connection: Connection) -> Position:
    """Where this store stands."""
    return _end(connection)[1]


def _end(connection: Connection) -> tuple[int, Position]:
    """The number of the newest event in the file, and where this store stands."""
    row = connection.execute(END).fetchone()
    return row[-1], position_in(row)


def position_in(row: Sequence[Any]) -> Position:
    """Where the store stands that a row of `END` tells of."""
    present, store_id, seq, newest, _ = row
    return Position(present, seq, newest) if store_id == present else Position(present)


#: How many events of its stream there are, and whether one of its id is stored already.
_BEFORE: Final = (
    "SELECT max((SELECT coalesce(max(stream_seq), 0) FROM event WHERE stream_id=:stream),"
    " (SELECT coalesce(max(stream_seq), 0) FROM unfiled WHERE stream_id=:stream)),"
    " EXISTS (SELECT 1 FROM event WHERE event_id=:event)"
    " OR EXISTS (SELECT 1 FROM unfiled WHERE event_id=:event)"
)


def _before(connection: Connection, new: Unsealed) -> tuple[int, bool]:
    named = {"stream": new.stream_id, "event": new.event_id}
    last, known = connection.execute(_BEFORE, named).fetchone()
    return last, bool(known)


def meta(connection: Connection, name: str) -> str | None:
    """One fact about the file itself, ``None`` when it was never written."""
    found = connection.execute("SELECT value FROM meta WHERE name=?", (name,)).fetchone()
    return str(found[0]) if found else None


def set_meta(connection: Connection, name: str, value: str) -> None:
    """Write one fact about the file itself."""
    connection.execute("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", (name, value))


def put_draft(connection: Connection, contact_id: str, draft: Draft, given: int) -> None:
    """The last value of a field; ``given`` orders it against the events that replace it."""
    connection.execute(
        "INSERT OR REPLACE INTO draft (contact_id, field, text, cursor, at_utc, given)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (contact_id, draft.field, draft.text, draft.cursor, draft.at_utc, given),
    )


def newest_given(connection: Connection) -> int:
    """The number of the newest draft, above which numbers go on after a restart."""
    return int(connection.execute("SELECT coalesce(max(given), 0) FROM draft").fetchone()[0])


def put_remembered(connection: Connection, key: str, value: str) -> None:
    """The last value of a small thing."""
    connection.execute("INSERT OR REPLACE INTO remembered (key, value) VALUES (?, ?)", (key, value))


def put_deliveries(connection: Connection, states: Mapping[str, DeliveryState]) -> None:
    """How far events got. Raises LookupError for an event this store does not hold."""
    filing.file(connection)
    for event_id, new in states.items():
        changed = connection.execute(
            "UPDATE delivery SET state=?, attempts=?, cause=?, sent_at=?"
            " WHERE no=(SELECT no FROM event WHERE event_id=?)",
            (new.state, new.attempts, new.cause, new.sent_at, event_id),
        ).rowcount
        if not changed:
            raise LookupError(event_id)


def erase(connection: Connection, event_ids: Iterable[str]) -> int:
    """Forget the words of events; their places in the chain stay provable. How many there were."""
    filing.file(connection)
    return sum(
        connection.execute(
            "UPDATE event SET payload=NULL, payload_salt=NULL WHERE event_id=?", (one,)
        ).rowcount
        for one in event_ids
    )


def put_verifier(connection: Connection, verifier: Verifier) -> None:
    """Who may sign in here while the hub cannot be asked."""
    connection.execute(
        "INSERT OR REPLACE INTO verifier (user, name, roles, teams, hash, signed_in_utc,"
        " until_utc) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            verifier.user,
            verifier.name,
            json.dumps(verifier.roles),
            json.dumps(verifier.teams),
            verifier.hash,
            verifier.signed_in_utc,
            verifier.until_utc,
        ),
    )


def drop_verifier(connection: Connection, user: str) -> None:
    """Forget a person's verifier."""
    connection.execute("DELETE FROM verifier WHERE user=?", (user,))
