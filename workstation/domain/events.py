"""The envelope round everything that happened, its seal, and the entry a reading is folded from.

An event is sealed once by the store that writes it and never changes afterwards. Its payload may be
erased; the salted digest that the chain was built over stays, so that the chain still verifies.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from json.encoder import encode_basestring_ascii as _q
from typing import Any, Final, Literal

from workstation.domain.made_often import made_often, made_often_by_name

Realm = Literal["live", "training", "demo"]

#: The hash before the first event of a store.
GENESIS: Final = "0" * 64


@dataclass(frozen=True, slots=True)
class PolicyRef:
    """Which policy package was pinned: its id, its version, and the SHA-256 of its files."""

    id: str
    version: str
    hash: str


@made_often
class Moment:
    """When something happened, as the writing machine knew it.

    ``at_utc`` is ISO 8601 with microseconds and ``Z``; ``mono_ns`` is comparable only within one
    ``boot_id``; ``hub_offset_ms`` is hub clock minus this clock as last measured, ``None`` when it
    never was.
    """

    at_utc: str
    mono_ns: int
    boot_id: str
    hub_offset_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Author:
    """Who acts, in which realm, under which sign-in."""

    realm: Realm
    actor: str
    sign_in: str


@made_often_by_name
class Event:
    """One sealed event. ``payload`` and ``payload_salt`` are ``None`` once erased."""

    event_id: str
    stream_id: str
    store_id: str
    store_seq: int
    stream_seq: int
    prev_hash: str
    type: str
    v: int
    realm: Realm
    actor: str
    sign_in: str
    cause_id: str | None
    seen_hub_no: int
    at_utc: str
    mono_ns: int
    boot_id: str
    hub_offset_ms: int | None
    policy: PolicyRef | None
    payload: bytes | None
    payload_salt: bytes | None
    payload_digest: str
    hash: str

    @property
    def erased(self) -> bool:
        """Whether retention has erased the payload."""
        return self.payload is None


@made_often
class Position:
    """Where a store stands: the next event gets the numbers after these."""

    store_id: str
    store_seq: int = 0
    last_hash: str = GENESIS


@made_often
class Unsealed:
    """An encoded event that waits for its place in a store."""

    event_id: str
    stream_id: str
    type: str
    v: int
    payload: bytes
    payload_salt: bytes
    cause_id: str | None = None
    policy: PolicyRef | None = None


@made_often
class Happened:
    """A body that was decided and is not yet sealed. Its id is minted when it is decided."""

    event_id: str
    stream_id: str
    body: Any
    cause_id: str | None = None


def seal(
    new: Unsealed, position: Position, stream_seq: int, author: Author, at: Moment, seen_hub_no: int
) -> Event:
    """Give ``new`` the place after ``position`` and close the chain over it.

    ``stream_seq`` is the number of the event in its stream, from 1.
    """
    return seal_with_text(new, position, stream_seq, author, at, seen_hub_no)[0]


def seal_with_text(
    new: Unsealed, position: Position, stream_seq: int, author: Author, at: Moment, seen_hub_no: int
) -> tuple[Event, str]:
    """As `seal`, with the `chain_text` that it was sealed over."""
    event = Event(
        event_id=new.event_id,
        stream_id=new.stream_id,
        store_id=position.store_id,
        store_seq=position.store_seq + 1,
        stream_seq=stream_seq,
        prev_hash=position.last_hash,
        type=new.type,
        v=new.v,
        realm=author.realm,
        actor=author.actor,
        sign_in=author.sign_in,
        cause_id=new.cause_id,
        seen_hub_no=seen_hub_no,
        at_utc=at.at_utc,
        mono_ns=at.mono_ns,
        boot_id=at.boot_id,
        hub_offset_ms=at.hub_offset_ms,
        policy=new.policy,
        payload=new.payload,
        payload_salt=new.payload_salt,
        payload_digest=digest(new.payload_salt, new.payload),
        hash="",
    )
    text = chain_text(event)
    object.__setattr__(event, "hash", _hash_of(text))
    return event, text


def after(event: Event) -> Position:
    """The position of a store whose newest event is ``event``."""
    return Position(event.store_id, event.store_seq, event.hash)


def digest(salt: bytes, payload: bytes) -> str:
    """Salted SHA-256 of a payload, hexadecimal."""
    return hashlib.sha256(salt + payload).hexdigest()


def chain_hash(event: Event) -> str:
    """The hash that the next event of the store refers to: every field but payload and salt."""
    return _hash_of(chain_text(event))


def _hash_of(text: str) -> str:
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def event_of_text(text: str, payload: bytes, salt: bytes) -> Event:
    """The event that was sealed over ``text``. Raises ValueError when it is no such text."""
    named = json.loads(text)
    policy = named.pop("policy")
    pinned = PolicyRef(*policy) if policy else None
    return Event(**named, policy=pinned, payload=payload, payload_salt=salt, hash=_hash_of(text))


def chain_text(event: Event) -> str:
    """What the hash is made over: JSON in ASCII without blanks, names in order, the policy as a
    list. Written out, because it is waited for at every event.
    """
    policy, cause, offset = event.policy, event.cause_id, event.hub_offset_ms
    pinned = f"[{_q(policy.id)},{_q(policy.version)},{_q(policy.hash)}]" if policy else "null"
    return (
        f'{{"actor":{_q(event.actor)},"at_utc":{_q(event.at_utc)},"boot_id":{_q(event.boot_id)}'
        f',"cause_id":{"null" if cause is None else _q(cause)},"event_id":{_q(event.event_id)}'
        f',"hub_offset_ms":{"null" if offset is None else offset},"mono_ns":{event.mono_ns}'
        f',"payload_digest":{_q(event.payload_digest)},"policy":{pinned}'
        f',"prev_hash":{_q(event.prev_hash)},"realm":{_q(event.realm)}'
        f',"seen_hub_no":{event.seen_hub_no},"sign_in":{_q(event.sign_in)}'
        f',"store_id":{_q(event.store_id)},"store_seq":{event.store_seq}'
        f',"stream_id":{_q(event.stream_id)},"stream_seq":{event.stream_seq}'
        f',"type":{_q(event.type)},"v":{event.v}}}'
    )


def erased(event: Event) -> Event:
    """``event`` without its words; its place in the chain stays provable."""
    return replace(event, payload=None, payload_salt=None)


def fault_in(event: Event) -> str | None:
    """Why ``event`` is not what was sealed, or ``None`` when it is whole."""
    if chain_hash(event) != event.hash:
        return "envelope altered"
    if event.payload is not None:
        if event.payload_salt is None:
            return "salt missing"
        if digest(event.payload_salt, event.payload) != event.payload_digest:
            return "payload altered"
    return None


def first_break(events: Iterable[Event], start: Position) -> str | None:
    """The first break of the chain of one store after ``start``, or ``None`` when it holds."""
    at = start
    for event in events:
        if event.store_id != at.store_id or event.store_seq != at.store_seq + 1:
            return f"number {at.store_seq + 1} missing"
        if event.prev_hash != at.last_hash:
            return f"number {event.store_seq} does not follow the one before"
        if fault := fault_in(event):
            return f"number {event.store_seq}: {fault}"
        at = after(event)
    return None


@dataclass(frozen=True, slots=True)
class Newer:
    """A payload of a type or version that this release cannot read; it is kept and passed on."""

    type: str
    v: int


@dataclass(frozen=True, slots=True)
class Gone:
    """A payload that retention has erased."""

    type: str


@made_often
class Entry:
    """One event as a reading sees it: its place, its time, its author and its decoded body.

    ``late``: another desk wrote it, and it arrived after its call had been taken over here.
    """

    event_id: str
    stream_id: str
    stream_seq: int
    at_utc: str
    actor: str
    body: Any
    late: bool = False


def in_order(*groups: Iterable[Entry]) -> tuple[Entry, ...]:
    """The union of entries of one stream, each once, in the order they were written."""
    known: dict[str, Entry] = {}
    for group in groups:
        for entry in group:
            known.setdefault(entry.event_id, entry)
    return tuple(sorted(known.values(), key=lambda e: e.stream_seq))


def stream_kind(stream_id: str) -> str:
    """``contact``, ``incident`` or ``desk``: the part of a stream id before the colon."""
    return stream_id.partition(":")[0]
