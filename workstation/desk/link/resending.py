"""After the hub was restored from a backup, this desk gives again what it had given before.

The hub says so by another epoch. It knows every event by its id, so what the backup still holds
counts once; what it lost arrives again, marked as delayed where that is due.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from itertools import islice
from typing import Final, Protocol

from workstation.desk.ports import DeliveryState
from workstation.domain.events import Event

#: Where the journal remembers the epoch that its deliveries belong to.
KEY: Final = "hub_epoch"
#: Events marked in one transaction.
PORTION: Final = 500
#: Seconds to wait for one such transaction; TimeoutError after that, and it is begun anew later.
MARK_S: Final = 5.0

_ANSWERED: Final = frozenset({"stored", "refused"})


class Givings(Protocol):
    """The journal as resending uses it."""

    def recall(self, key: str) -> str | None:
        """What was remembered under ``key``."""
        ...

    def remember(self, key: str, value: str) -> None:
        """Keep a small last value."""
        ...

    def streams(self, kind: str) -> tuple[str, ...]:
        """Ids of the streams of a kind."""
        ...

    def stream(self, stream_id: str) -> tuple[Event, ...]:
        """All events of a stream."""
        ...

    def delivery(self, event_id: str) -> DeliveryState | None:
        """How far an event got."""
        ...

    def mark(self, states: Mapping[str, DeliveryState]) -> Future[None]:
        """How far events got; the future ends when that is durable."""
        ...


def give_again_if_restored(journal: Givings, epoch: str) -> bool:
    """Let everything the hub had answered wait again, if ``epoch`` is another than before.

    The new epoch is remembered only after that, so that a crash in between begins it anew.
    """
    known = journal.recall(KEY)
    if known == epoch:
        return False
    if known is not None:
        answered = _answered(journal)
        while portion := dict(islice(answered, PORTION)):
            journal.mark(portion).result(MARK_S)
    journal.remember(KEY, epoch)
    return known is not None


def _answered(journal: Givings) -> Iterator[tuple[str, DeliveryState]]:
    for kind in ("desk", "contact"):
        for stream_id in journal.streams(kind):
            for event in journal.stream(stream_id):
                was = journal.delivery(event.event_id)
                if was is not None and was.state in _ANSWERED:
                    yield event.event_id, DeliveryState("waiting", was.attempts)
