"""What the link needs of the desk: events to send, a place for what it reads, somebody to tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, Protocol

from workstation.desk.link.resending import Givings
from workstation.desk.ports import DeliveryState
from workstation.domain.events import Event, Moment

if TYPE_CHECKING:
    from workstation.protocol.callers import CallerChanges, CopyPage
    from workstation.protocol.messages import ChangesPage


class Undelivered(Protocol):
    """An event without a final answer, and how far it got."""

    @property
    def event(self) -> Event: ...

    @property
    def delivery(self) -> DeliveryState: ...


class Backlog(Protocol):
    """How many events have no receipt, and by which clocks the oldest of them was written."""

    @property
    def count(self) -> int: ...

    @property
    def oldest(self) -> Moment | None: ...


class Unsent(Protocol):
    """What has no receipt yet, how much of it is urgent, and when the oldest was written."""

    @property
    def count(self) -> int: ...

    @property
    def urgent(self) -> int: ...

    @property
    def oldest(self) -> Moment | None: ...


class Outbox(Givings, Protocol):
    """The journal as the sender uses it; safe to use in any thread."""

    def undelivered(self, limit: int) -> Sequence[Undelivered]:
        """Events without a final answer in sending order: phoned through, urgent, store order."""
        ...

    def waiting(self) -> Backlog:
        """How much has no receipt yet."""
        ...

    def unsent(self) -> Unsent:
        """As `waiting`, with what is urgent and by which clocks the oldest was written."""
        ...


class FeedCopy(Protocol):
    """The cache as the puller uses it; a page and its place are one transaction."""

    def put_changes(self, page: ChangesPage) -> Future[int]:
        """Take a page of the change feed."""
        ...

    def feed_token(self) -> str | None:
        """Where the change feed goes on; ``None`` at the beginning."""
        ...


class CopyExtent(Protocol):
    """How far a copy of the people on record reaches.

    ``epoch`` of the hub, empty before the first page; ``recent_days``: the scope it is of;
    ``up_to``: the number of the newest change in it; ``in_step_no``: the one up to which nothing is
    missing of anybody, ``None`` where that is not known; ``cursor``: where its first pages go on,
    empty before the first and after the last; ``have`` of ``total`` people are in it;
    ``as_of_utc``: when it was last in step with the hub, by the hub's clock.
    """

    @property
    def epoch(self) -> str: ...

    @property
    def recent_days(self) -> int | None: ...

    @property
    def up_to(self) -> int: ...

    @property
    def in_step_no(self) -> int | None: ...

    @property
    def cursor(self) -> str: ...

    @property
    def whole(self) -> bool: ...

    @property
    def have(self) -> int: ...

    @property
    def total(self) -> int | None: ...

    @property
    def as_of_utc(self) -> str | None: ...


class CallerCopy(Protocol):
    """The copy of the people on record as the link uses it; a page and its place are one
    transaction. Safe to use in any thread.
    """

    @property
    def extent(self) -> CopyExtent:
        """How far the copy in use reaches."""
        ...

    def put_page(self, page: CopyPage, recent_days: int, *, anew: bool) -> Future[Any]:
        """Take a page of the first ones into the copy in use, which the last one makes whole.

        ``anew``: it is the first of all and takes the place of everything in that copy.
        """
        ...

    def put_changes(self, changes: CallerChanges) -> Future[Any]:
        """Take what changed into the copy in use."""
        ...

    def holds(self, caller_ids: Sequence[str]) -> bool:
        """Whether all of these people are here with their histories, so that parts can be added."""
        ...

    def growing(self, have: int, total: int) -> None:
        """How many people of how many are in the copy that is being made beside it."""
        ...

    def swap(self) -> bool:
        """Put the copy that was made in the place of the one in use; whether there was one."""
        ...


class LinkClock(Protocol):
    """The desk's clock, which the link tells how far the hub's is from it."""

    def moment(self) -> Moment: ...

    def monotonic(self) -> float: ...

    def hub_is_ahead_by(self, offset_ms: int) -> None: ...


class LinkNews(Protocol):
    """Whom the link tells; called in the thread that owns the screens."""

    def delivered(self, event_ids: Sequence[str]) -> None:
        """How far these events of this desk got has changed."""
        ...

    def hub_news(self, stream_ids: Iterable[str]) -> None:
        """The copies of these incidents, and of other desks' contacts, have changed."""
        ...

    def callers_changed(self) -> None:
        """The copy of the people on record took somebody in, or another one is in use."""
        ...

    def link_changed(self) -> None:
        """The link came, went, or has another number waiting."""
        ...
