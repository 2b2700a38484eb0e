"""The change feed: sealing what the hub says, telling each audience, reading after a token."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from workstation.domain.events import (
    Author,
    Entry,
    Event,
    Moment,
    PolicyRef,
    Position,
    Unsealed,
    after,
    seal,
    stream_kind,
)
from workstation.hub.credentials import Caller, Signed
from workstation.hub.hub import Hub
from workstation.hub.identifiers import new_salt
from workstation.hub.problems import Refused
from workstation.hub.store import events, feed
from workstation.hub.store.engine import Transaction
from workstation.hub.store.feed import Notice
from workstation.protocol.messages import Change, ChangesPage, WireEvent
from workstation.protocol.payloads import encoded

SUPERVISORS = "supervisors"


@dataclass(frozen=True, slots=True)
class Draft:
    """Something the hub is about to say in a stream of its own."""

    event_id: str
    stream_id: str
    stream_seq: int
    at_utc: str
    body: Any
    actor: str
    sign_in: str = ""
    cause_id: str | None = None
    policy: PolicyRef | None = None

    @property
    def entry(self) -> Entry:
        """The draft as a reading sees it."""
        return Entry(
            self.event_id, self.stream_id, self.stream_seq, self.at_utc, self.actor, self.body
        )


def team_audience(team: str) -> str:
    """Everybody who receives for a team."""
    return f"team:{team}"


def desk_audience(desk_id: str) -> str:
    """One desk."""
    return f"desk:{desk_id}"


def is_desk(audience: str) -> bool:
    """Desks hear what the hub decided; teams and supervisors hear what desks wrote, too."""
    return audience.startswith("desk:")


def seal_all(hub: Hub, tx: Transaction, drafts: Iterable[Draft]) -> tuple[Event, ...]:
    """Seal drafts into the hub's own store, in order. The feed lock is held."""
    position = events.position(tx, hub.identity.store_id)
    sealed: list[Event] = []
    for draft in drafts:
        event = _sealed(hub, draft, position)
        events.bind_stream(tx, event.stream_id, event.store_id)
        events.add(tx, event, draft.at_utc)
        position = after(event)
        sealed.append(event)
    if sealed:
        events.put_position(tx, position)
    return tuple(sealed)


def _sealed(hub: Hub, draft: Draft, position: Position) -> Event:
    name, version, payload = encoded(draft.body)
    unsealed = Unsealed(
        draft.event_id,
        draft.stream_id,
        name,
        version,
        payload,
        new_salt(),
        draft.cause_id,
        draft.policy,
    )
    author = Author(hub.identity.realm, draft.actor, draft.sign_in)
    moment = Moment(draft.at_utc, time.monotonic_ns(), hub.boot_id, 0)
    return seal(unsealed, position, draft.stream_seq, author, moment, 0)


def tell(tx: Transaction, told: Sequence[tuple[Event, frozenset[str]]]) -> dict[str, int]:
    """Desks wrote something: everybody who receives a contact hears of it at once.

    Beside each event stand audiences of desks that have to do with its call. Returns numbers by
    event id. The feed lock is held from here to the end of the transaction.
    """
    said = [(e, desks) for e, desks in told if stream_kind(e.stream_id) == "contact"]
    if not said:
        return {}
    tx.lock("feed")
    found = feed.audiences_of_contacts(tx, {event.stream_id for event, _ in said})
    heard = {one: frozenset(a for a in of if not is_desk(a)) for one, of in found.items()}
    notices = [
        Notice(heard[event.stream_id] | desks, "event", event.stream_id, event.event_id)
        for event, desks in said
    ]
    return feed.publish(tx, notices)


def scope_of(caller: Caller) -> frozenset[str]:
    """The audiences that a caller belongs to. Raises `Refused` when there is none."""
    scope: set[str] = set()
    if isinstance(caller, Signed):
        if "receiver" in caller.roles:
            scope |= {team_audience(team) for team in caller.teams}
        if "supervisor" in caller.roles:
            scope.add(SUPERVISORS)
        if "advisor" in caller.roles:
            scope.add(desk_audience(caller.device_id))
    elif caller.kind == "desk":
        scope.add(desk_audience(caller.device_id))
    if not scope:
        raise Refused(403, "not_yours", "Sign in first: this machine by itself hears of nothing.")
    return frozenset(scope)


def page(hub: Hub, scope: frozenset[str], token: str, limit: int) -> ChangesPage:
    """Changes after ``token``; of another epoch or scope it starts again from the beginning."""
    start, reset = _place(hub, scope, token)
    with hub.reading() as tx:
        # Read before the rows: whatever has a number up to this one is visible to the next query.
        newest = tx.newest_number("changes")
        found = feed.after(tx, scope, start, limit + 1)
        more = len(found) > limit
        read = found[:limit]
        shown = [c for c in read if c.kind != "gone" or not _hears(tx, scope, c.stream_id)]
        known = events.by_ids(tx, (c.event_id for c in shown if c.event_id))
    up_to = read[-1].no if more else max([newest, start, *(c.no for c in read)])
    changes = tuple(
        Change(
            no=c.no,
            kind=c.kind,
            stream_id=c.stream_id,
            event=WireEvent.of(known[c.event_id]) if c.event_id else None,
        )
        for c in shown
    )
    return ChangesPage(
        changes=changes, token=_token(hub, scope, up_to), up_to=up_to, more=more, reset=reset
    )


def _hears(tx: Transaction, scope: frozenset[str], stream_id: str) -> bool:
    """Whether a stream that left one audience of ``scope`` is heard by another of them."""
    is_incident = stream_kind(stream_id) == "incident"
    of = feed.audiences_of if is_incident else feed.audiences_of_contact
    return not scope.isdisjoint(of(tx, stream_id))


def number_in(hub: Hub, scope: frozenset[str], token: str) -> int:
    """The number that a token of this epoch and scope stands for, otherwise 0."""
    return _place(hub, scope, token)[0]


def _token(hub: Hub, scope: frozenset[str], no: int) -> str:
    return f"{hub.identity.epoch}.{_scope_mark(scope)}.{no}"


def _scope_mark(scope: frozenset[str]) -> str:
    return hashlib.sha256("\n".join(sorted(scope)).encode()).hexdigest()[:16]


def _place(hub: Hub, scope: frozenset[str], token: str) -> tuple[int, bool]:
    if not token:
        return 0, False
    epoch, _, rest = token.partition(".")
    mark, _, number = rest.partition(".")
    ours = epoch == hub.identity.epoch and mark == _scope_mark(scope)
    if ours and number.isascii() and number.isdigit() and len(number) < 19:
        return int(number), False
    return 0, True
