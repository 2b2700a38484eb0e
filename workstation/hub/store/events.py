"""Sealed events as they were sent, whose stores and streams they are, and what was set aside."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

import sqlalchemy as sa

from workstation.domain.events import GENESIS, Event, PolicyRef, Position
from workstation.hub.store.engine import Transaction
from workstation.hub.store.tables import ABOUT, EVENTS, SET_ASIDE, STORES, STREAMS

_PLAIN: Final = tuple(f.name for f in fields(Event) if f.name != "policy")
_COLUMNS: Final = tuple(
    EVENTS.c[name] for name in (*_PLAIN, "policy_id", "policy_version", "policy_hash")
)
# What every arriving event asks is put together once: building a statement costs as much as it.
_ADD: Final = EVENTS.insert()
_KEPT: Final = sa.select(*_COLUMNS, EVENTS.c.hub_no, EVENTS.c.refused).where(
    EVENTS.c.event_id == sa.bindparam("event")
)
_ANSWERED: Final = (
    EVENTS.update()
    .where(EVENTS.c.event_id == sa.bindparam("event"))
    .values(hub_no=sa.bindparam("no"), refused=sa.bindparam("cause"))
)
_AROUND: Final = sa.select(*_COLUMNS, EVENTS.c.hub_no, EVENTS.c.refused).where(
    sa.or_(
        EVENTS.c.event_id.in_(sa.bindparam("events", expanding=True)),
        sa.and_(
            EVENTS.c.store_id == sa.bindparam("store"),
            EVENTS.c.store_seq.in_(sa.bindparam("numbers", expanding=True)),
        ),
    )
)
_STORE: Final = sa.select(STORES.c.device_id, STORES.c.forked_from, STORES.c.backed_up_to).where(
    STORES.c.store_id == sa.bindparam("store")
)
_OF_STREAM: Final = (
    sa.select(*_COLUMNS)
    .where(EVENTS.c.stream_id == sa.bindparam("stream"))
    .order_by(EVENTS.c.stream_seq)
)
_ABOUT: Final = (
    sa.select(*_COLUMNS)
    .join(ABOUT, ABOUT.c.event_id == EVENTS.c.event_id)
    .where(ABOUT.c.incident_id == sa.bindparam("incident"))
    .order_by(ABOUT.c.arrived_at, EVENTS.c.store_id, EVENTS.c.store_seq)
)
_POSITION: Final = sa.select(STORES.c.store_id, STORES.c.last_seq, STORES.c.last_hash).where(
    STORES.c.store_id == sa.bindparam("store")
)
_PUT_POSITION: Final = (
    STORES.update()
    .where(STORES.c.store_id == sa.bindparam("store"))
    .values(last_seq=sa.bindparam("seq"), last_hash=sa.bindparam("hash"))
)
_STREAM: Final = sa.select(STREAMS.c.store_id, STREAMS.c.erased_at).where(
    STREAMS.c.stream_id == sa.bindparam("stream")
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A stored event with what the hub answered: its change number, the cause of a refusal."""

    event: Event
    hub_no: int | None
    refused: str | None


@dataclass(frozen=True, slots=True)
class StoreStands:
    """One desk's store as the hub knows it."""

    device_id: str
    forked_from: int | None
    backed_up_to: int


@dataclass(frozen=True, slots=True)
class SetAside:
    """Bytes that could not be read or placed, and why."""

    device_id: str
    store_id: str
    event_id: str
    cause: str
    raw: bytes
    at_utc: str


def add(tx: Transaction, event: Event, arrived_at: str) -> None:
    """Store a sealed event; its store and stream must be bound already."""
    add_all(tx, (event,), arrived_at)


def add_all(tx: Transaction, sealed: Sequence[Event], arrived_at: str) -> None:
    """Store sealed events; their stores and streams must be bound already."""
    if sealed:
        rows = [_row(event) | {"arrived_at": arrived_at} for event in sealed]
        tx.sql.execute(_ADD, rows if len(rows) > 1 else rows[0])


def _row(event: Event) -> dict[str, Any]:
    pinned = event.policy
    return {name: getattr(event, name) for name in _PLAIN} | {
        "policy_id": pinned.id if pinned else None,
        "policy_version": pinned.version if pinned else None,
        "policy_hash": pinned.hash if pinned else None,
    }


def kept(tx: Transaction, event_id: str) -> Kept | None:
    """The stored event of that id with its answer."""
    found = tx.sql.execute(_KEPT, {"event": event_id}).one_or_none()
    return Kept(_event(found), found.hub_no, found.refused) if found else None


def was_refused(tx: Transaction, event_id: str) -> bool:
    """Whether the hub has said no to this stored event."""
    before = kept(tx, event_id)
    return before is not None and before.refused is not None


def answered(
    tx: Transaction, event_id: str, hub_no: int | None, refused: str | None = None
) -> None:
    """Keep what the desk is told of this event, for when it asks again."""
    if hub_no is not None or refused is not None:
        tx.sql.execute(_ANSWERED, {"event": event_id, "no": hub_no, "cause": refused})


def numbered(tx: Transaction, numbers: Mapping[str, int]) -> None:
    """Keep the change numbers that these events became, for when their desk asks again."""
    told = [{"event": one, "no": no, "cause": None} for one, no in numbers.items()]
    if told:
        tx.sql.execute(_ANSWERED, told if len(told) > 1 else told[0])


def around(
    tx: Transaction, store_id: str, event_ids: Collection[str], numbers: Collection[int]
) -> tuple[dict[str, Kept], dict[int, tuple[str, str]]]:
    """Stored events of these ids, and (hash, hash before) of what the store has at ``numbers``."""
    asked = {"events": sorted(event_ids), "store": store_id, "numbers": sorted(numbers)}
    found = [Kept(_event(row), row.hub_no, row.refused) for row in tx.sql.execute(_AROUND, asked)]
    wanted = set(event_ids)
    known = {one.event.event_id: one for one in found if one.event.event_id in wanted}
    chain = {
        one.event.store_seq: (one.event.hash, one.event.prev_hash)
        for one in found
        if one.event.store_id == store_id
    }
    return known, chain


def missing_before(tx: Transaction, store_id: str, store_seq: int) -> bool:
    """Whether events of the store with smaller numbers have not arrived (or were set aside)."""
    arrived = tx.sql.execute(
        sa.select(sa.func.count()).where(
            EVENTS.c.store_id == store_id, EVENTS.c.store_seq < store_seq
        )
    ).scalar_one()
    return int(arrived) < store_seq - 1


def of_stream(tx: Transaction, stream_id: str) -> tuple[Event, ...]:
    """Every event of a stream in the order it was written."""
    return tuple(_event(row) for row in tx.sql.execute(_OF_STREAM, {"stream": stream_id}))


def of_store(tx: Transaction, store_id: str) -> tuple[Event, ...]:
    """Every event of a store in the order of its numbers."""
    found = tx.sql.execute(
        sa.select(*_COLUMNS).where(EVENTS.c.store_id == store_id).order_by(EVENTS.c.store_seq)
    )
    return tuple(_event(row) for row in found)


def by_ids(tx: Transaction, event_ids: Iterable[str]) -> dict[str, Event]:
    """Stored events by their ids."""
    wanted = list(event_ids)
    if not wanted:
        return {}
    found = tx.sql.execute(sa.select(*_COLUMNS).where(EVENTS.c.event_id.in_(wanted)))
    return {row.event_id: _event(row) for row in found}


def about(tx: Transaction, incident_id: str) -> tuple[Event, ...]:
    """What desks said about an incident, in the order it arrived."""
    return tuple(_event(row) for row in tx.sql.execute(_ABOUT, {"incident": incident_id}))


def note_about(tx: Transaction, event_id: str, incident_id: str, arrived_at: str) -> None:
    """This event speaks about that incident."""
    tx.insert_once(
        ABOUT, {"incident_id": incident_id, "event_id": event_id, "arrived_at": arrived_at}
    )


def bind_store(tx: Transaction, store_id: str, device_id: str) -> StoreStands:
    """The store, bound to ``device_id`` when nobody has written it before. Its lock is held."""
    stands = store(tx, store_id)
    if stands is not None:
        return stands
    tx.sql.execute(
        STORES.insert().values(
            store_id=store_id,
            device_id=device_id,
            last_seq=0,
            last_hash=GENESIS,
            backed_up_to=0,
        )
    )
    return StoreStands(device_id, None, 0)


def store(tx: Transaction, store_id: str) -> StoreStands | None:
    """The store as the hub knows it, ``None`` before its first event."""
    found = tx.sql.execute(_STORE, {"store": store_id}).one_or_none()
    return StoreStands(*found) if found else None


def ends_of(tx: Transaction, store_id: str) -> tuple[bytes | None, int]:
    """The payload salt of a store's first event, if it is here, and the newest number of all."""
    of_it = EVENTS.c.store_id == store_id
    salt = tx.sql.execute(
        sa.select(EVENTS.c.payload_salt).where(of_it, EVENTS.c.store_seq == 1)
    ).scalar_one_or_none()
    newest = tx.sql.execute(sa.select(sa.func.max(EVENTS.c.store_seq)).where(of_it)).scalar_one()
    return salt, int(newest or 0)


def mark_forked(tx: Transaction, store_id: str, from_seq: int) -> None:
    """From this number on the store was written twice."""
    tx.sql.execute(
        STORES.update().where(STORES.c.store_id == store_id).values(forked_from=from_seq)
    )


def bind_stream(tx: Transaction, stream_id: str, store_id: str) -> tuple[str, bool]:
    """The store that writes a stream, ``store_id`` when new, and whether retention erased it."""
    asked = {"stream": stream_id}
    bound = tx.sql.execute(_STREAM, asked).one_or_none()
    if bound is None:
        tx.insert_once(STREAMS, {"stream_id": stream_id, "store_id": store_id})
        bound = tx.sql.execute(_STREAM, asked).one()
    return bound.store_id, bound.erased_at is not None


def device_of_stream(tx: Transaction, stream_id: str) -> str | None:
    """The device whose store writes a stream."""
    return tx.sql.execute(
        sa.select(STORES.c.device_id)
        .join(STREAMS, STREAMS.c.store_id == STORES.c.store_id)
        .where(STREAMS.c.stream_id == stream_id)
    ).scalar_one_or_none()


def store_of_stream(tx: Transaction, stream_id: str) -> str | None:
    """The store that writes a stream."""
    return tx.sql.execute(
        sa.select(STREAMS.c.store_id).where(STREAMS.c.stream_id == stream_id)
    ).scalar_one_or_none()


def position(tx: Transaction, store_id: str) -> Position:
    """Where the hub's own store stands; read under the feed lock."""
    return Position(*tx.sql.execute(_POSITION, {"store": store_id}).one())


def put_position(tx: Transaction, at: Position) -> None:
    """The hub's own store stands here now; written under the feed lock."""
    at_end = {"store": at.store_id, "seq": at.store_seq, "hash": at.last_hash}
    tx.sql.execute(_PUT_POSITION, at_end)


def set_aside(tx: Transaction, item: SetAside) -> None:
    """Keep bytes that could not be read or placed; the same bytes once."""
    mark = hashlib.sha256(
        b"\0".join((item.device_id.encode(), item.cause.encode(), item.raw))
    ).hexdigest()
    values: dict[str, Any] = {name: getattr(item, name) for name in SetAside.__slots__}
    tx.insert_once(SET_ASIDE, {"digest": mark, **values})


def was_set_aside(tx: Transaction, store_id: str, type_name: str, naming: str) -> bool:
    """Whether something of this type that names ``naming`` came from the store and was set aside.

    As far as its bytes can be read.
    """
    found = tx.sql.execute(sa.select(SET_ASIDE.c.raw).where(SET_ASIDE.c.store_id == store_id))
    wanted = naming.encode("ascii", "backslashreplace")
    return any(wanted in raw and json.loads(raw).get("type") == type_name for (raw,) in found)


def everything_set_aside(tx: Transaction) -> tuple[SetAside, ...]:
    """What was set aside, oldest first."""
    columns = [SET_ASIDE.c[name] for name in SetAside.__slots__]
    found = tx.sql.execute(sa.select(*columns).order_by(SET_ASIDE.c.at_utc, SET_ASIDE.c.digest))
    return tuple(SetAside(*row) for row in found)


def _event(row: Any) -> Event:
    plain = {name: getattr(row, name) for name in _PLAIN}
    pinned = (
        PolicyRef(row.policy_id, row.policy_version, row.policy_hash) if row.policy_id else None
    )
    return Event(**plain, policy=pinned)
