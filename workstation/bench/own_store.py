"""A store of a simulated desk: the chain of its events, sealed as a journal seals them."""

from __future__ import annotations

import secrets
from collections import Counter
from datetime import UTC, datetime
from time import monotonic_ns

from workstation.bootstrap.identifiers import new_id
from workstation.desk.clock import utc_text
from workstation.domain.events import (
    Author,
    Event,
    Happened,
    Moment,
    Position,
    Realm,
    Unsealed,
    after,
    seal,
)
from workstation.protocol.payloads import encoded


class OwnStore:
    """Seals what happened, one event after another. It keeps nothing but where it stands."""

    def __init__(self, realm: Realm, boot_id: str) -> None:
        self._author = Author(realm, "f.grant", "")
        self._boot_id = boot_id
        self._position = Position(new_id())
        self._streams: Counter[str] = Counter()

    @property
    def store_id(self) -> str:
        """The id of the store."""
        return self._position.store_id

    def moment(self, mono_ns: int | None = None) -> Moment:
        """Now, or ``mono_ns`` by the clock of this boot."""
        at = monotonic_ns() if mono_ns is None else mono_ns
        return Moment(utc_text(datetime.now(UTC)), at, self._boot_id, 0)

    def write(self, happened: Happened, mono_ns: int) -> Event:
        """The next event, made at ``mono_ns``."""
        name, version, payload = encoded(happened.body)
        self._streams[happened.stream_id] += 1
        new = Unsealed(
            happened.event_id,
            happened.stream_id,
            name,
            version,
            payload,
            secrets.token_bytes(16),
            happened.cause_id,
        )
        number = self._streams[happened.stream_id]
        event = seal(new, self._position, number, self._author, self.moment(mono_ns), 0)
        self._position = after(event)
        return event
