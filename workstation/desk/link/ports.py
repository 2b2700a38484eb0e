"""What the link needs of the desk: events to send, a place for what it reads, somebody to tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING, Protocol

from workstation.desk.link.resending import Givings
from workstation.desk.ports import DeliveryState
from workstation.domain.events import Event, Moment

if TYPE_CHECKING:
    from workstation.protocol.messages import CallersPage, ChangesPage


class Undelivered(Protocol):
    """An event without a final answer, and how far it got."""

    @property
    def event(self) -> Event: ...

    @property
    def delivery(self) -> DeliveryState: ...


class Backlog(Protocol):
    """How many events have no receipt, and when the oldest of them was written."""

    @property
    def count(self) -> int: ...

    @property
    def oldest_utc(self) -> str | None: ...


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

    def put_callers(self, page: CallersPage) -> Future[None]:
        """Take a page of callers."""
        ...

    def feed_token(self) -> str | None:
        """Where the change feed goes on; ``None`` at the beginning."""
        ...

    def callers_up_to(self) -> int:
        """The number of the newest change of a caller that was taken."""
        ...

    def as_of(self) -> str | None:
        """When the copy was last in step with the hub, by the hub's clock."""
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
        """The cache took in callers."""
        ...

    def link_changed(self) -> None:
        """The link came, went, or has another number waiting."""
        ...
