"""Payload bytes and bodies: encoding, reading old versions, keeping what is newer."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, replace
from functools import cache
from typing import Any, Final

from workstation.domain import catalogue
from workstation.domain.contact.copied import Copied
from workstation.domain.desk_stream import Snapshot
from workstation.domain.events import Entry, Event, Gone, Newer

#: (type, version) -> function that turns that version's fields into the next version's.
UPCASTERS: Final[dict[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]]] = {
    # Version 2 says whether ringing is safe, who rings and when; before, none of it was asked.
    ("CallBackGiven", 1): lambda plain: plain,
    # Version 2 names the end as the policy did, and the team that owns what follows.
    ("ContactDisposed", 1): lambda plain: plain,
    # Version 2 takes along how somebody on record must not be reached.
    ("PersonRecorded", 1): lambda plain: plain,
}


class UnreadablePayload(ValueError):
    """The bytes are not what their type and version promise; they are kept and set aside."""


def encoded(body: Any) -> tuple[str, int, bytes]:
    """Type name, version and bytes of a payload dataclass."""
    name = type(body).__name__
    return name, catalogue.version_of(name), as_bytes(body)


def as_bytes(plain: Any) -> bytes:
    """JSON bytes of plain values and dataclasses, UTF-8, without blanks, in field order."""
    return _JSON.encode(plain).encode("utf-8")


def _fields_of(body: Any) -> dict[str, Any]:
    """Raises TypeError for what is no dataclass."""
    return {name: getattr(body, name) for name in _names_of(body.__class__)}


@cache
def _names_of(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


_JSON: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_fields_of)


def body_of(event: Event) -> Any:
    """The decoded payload of ``event``: its dataclass, `Newer` or `Gone`.

    Raises `UnreadablePayload` when the bytes do not fit their type.
    """
    if event.payload is None:
        return Gone(event.type)
    return decoded(event.type, event.v, event.payload)


def decoded(type_name: str, version: int, payload: bytes) -> Any:
    """The dataclass that ``payload`` stands for, older versions brought up to this release's."""
    try:
        plain = json.loads(payload)
    except ValueError as fault:
        raise UnreadablePayload(f"{type_name}: not JSON") from fault
    return from_plain(type_name, version, plain)


def from_plain(type_name: str, version: int, plain: Any) -> Any:
    """As `decoded`, from values that are no longer bytes."""
    kind = catalogue.BY_NAME.get(type_name)
    if kind is None or version > catalogue.version_of(type_name):
        return Newer(type_name, version)
    if not isinstance(plain, dict):
        raise UnreadablePayload(f"{type_name}: not an object")
    for older in range(version, catalogue.version_of(type_name)):
        plain = UPCASTERS[type_name, older](plain)
    try:
        return _reader(kind)(plain)
    except ValueError as fault:
        raise UnreadablePayload(f"{type_name}: {_first_line(fault)}") from fault


def entry_of(event: Event) -> Entry:
    """The reading of a sealed event."""
    return unfolded(
        Entry(
            event.event_id,
            event.stream_id,
            event.stream_seq,
            event.at_utc,
            event.actor,
            body_of(event),
        )
    )


def unfolded(entry: Entry) -> Entry:
    """``entry``; what was copied from another desk's contact as it was there, in its own place."""
    if not isinstance(entry.body, Copied):
        return entry
    of = entry.body.of
    return replace(entry, at_utc=of.at_utc, actor=of.actor, body=body_in(of), late=entry.body.late)


def body_in(snapshot: Snapshot) -> Any:
    """The decoded payload that travels in ``snapshot``; `Newer` when it does not fit its type."""
    try:
        return from_plain(snapshot.type, snapshot.v, dict(snapshot.body))
    except UnreadablePayload:
        return Newer(snapshot.type, snapshot.v)


def entry_kept(event: Event) -> Entry:
    """As `entry_of`; bytes that do not fit their type are shown as newer, never a fault."""
    try:
        return entry_of(event)
    except UnreadablePayload:
        unread = Newer(event.type, event.v)
        return Entry(
            event.event_id, event.stream_id, event.stream_seq, event.at_utc, event.actor, unread
        )


@cache
def _reader(kind: type) -> Callable[[Any], Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(kind).validate_python


def _first_line(fault: ValueError) -> str:
    return str(fault).splitlines()[0][:200]
