"""Writes what was decided through the journal's own thread, and knows what is durable."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, wait
from functools import partial

from workstation.desk.call.live import LiveCall
from workstation.desk.changes import Change
from workstation.desk.ports import Surroundings
from workstation.domain.desk_stream import REQUESTS, PhonedThrough
from workstation.domain.events import Author, Event, Happened

Stored = Future[tuple[Event, ...]]


class Saving:
    """What this desk decided and the disk has not confirmed yet. ``fault`` is empty when well."""

    def __init__(self, around: Surroundings, tell: Callable[[str], None]) -> None:
        self._on = around
        self._tell = tell
        self._pending: set[Stored] = set()
        self.fault = ""

    def append(
        self,
        happened: tuple[Happened, ...],
        author: Author,
        live: LiveCall | None = None,
        clears: Sequence[str] = (),
    ) -> None:
        """Write ``happened`` in one transaction; ``clears`` names half-typed fields it commits."""
        pending = self._on.journal.append(
            happened,
            author,
            self._on.clock.moment(),
            policy=live.policy.ref if live else None,
            seen_hub_no=self._on.cache.seen_hub_no(),
            clears=tuple((live.contact_id, name) for name in clears) if live else (),
        )
        self._pending.add(pending)
        if live is not None:
            live.unsaved += 1
        urgent = any(_hurries(h.body) for h in happened)
        pending.add_done_callback(
            lambda done: self._on.inbox.post(partial(self._saved, done, live, urgent))
        )

    def trouble(self, sentence: str) -> None:
        """The journal cannot save at the moment, or can again; what was decided stays in order."""
        self.fault = sentence
        if sentence:
            self._tell(sentence)
        else:  # what was told to be saved ahead of the trouble can be read, and sent, only now
            self._on.link.nudge(urgent=True)
        self._on.changes.publish(Change.SAVED)

    def wait(self, timeout_s: float) -> bool:
        """Wait until everything is durable, at most ``timeout_s`` seconds; whether it is."""
        done, late = wait(self._pending, timeout_s)
        return not late and not any(one.exception() for one in done)

    def _saved(self, done: Stored, live: LiveCall | None, urgent: bool) -> None:
        self._pending.discard(done)
        fault = done.exception()
        if fault is not None:
            self.fault = str(fault)
            self._tell(self.fault)
        elif live is not None:
            live.unsaved -= 1
            live.saved_at = self._on.clock.moment().at_utc
            self.fault = ""
        self._on.link.nudge(urgent=urgent)
        self._on.changes.publish(Change.SAVED)


def _hurries(body: object) -> bool:
    """Requests, what raises to an urgent grade, and what was phoned through cut a pause short."""
    return isinstance(body, (*REQUESTS, PhonedThrough)) or bool(getattr(body, "urgent", False))
