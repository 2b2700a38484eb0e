"""A desk's end of the link for tests: a real journal, a real cache, an inbox, and what was told."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.hub.control_room import ControlRoom, hand_over, new_contact
from workstation.desk.cache import Cache
from workstation.desk.clock import SystemClock
from workstation.desk.inbox import QueueInbox
from workstation.desk.journal import Journal
from workstation.desk.link.hub_client import HubClient
from workstation.desk.link.identity import DeviceCredential, HubIdentity
from workstation.desk.link.link import Link
from workstation.domain.contact import facts
from workstation.domain.desk_stream import HandOverRequested
from workstation.domain.events import Author, Event, Happened

AUTHOR = Author("demo", "f.grant", "sign-in-1")
SOON_S = 20.0


class Told:
    """Everything the link told the desk, in order."""

    def __init__(self) -> None:
        self.delivered_ids: list[str] = []
        self.incidents: list[str] = []
        self.callers = 0
        self.link_changes = 0

    def delivered(self, event_ids: Sequence[str]) -> None:
        self.delivered_ids += event_ids

    def hub_news(self, incident_ids: Iterable[str]) -> None:
        self.incidents += sorted(incident_ids)

    def callers_changed(self) -> None:
        self.callers += 1

    def link_changed(self) -> None:
        self.link_changes += 1


class DeskSide:
    """Stores, clock, inbox and client of one desk; `link` makes the link that uses them."""

    def __init__(self, folder: Path, client: Callable[[SystemClock], HubClient]) -> None:
        key = secrets.token_bytes(32)
        self.clock = SystemClock()
        self.inbox = QueueInbox()
        self.told = Told()
        self.journal = Journal.open(folder / "journal.db", key, "demo")
        self.cache = Cache.open(folder / "cache.db", key, "demo")
        self.stream = f"desk:{uuid.uuid4()}"
        self.client = client(self.clock)
        self.link = Link(self.client, self.journal, self.cache, self.clock, self.inbox)

    def write(self, body: Any, stream_id: str | None = None) -> Event:
        """Put ``body`` on record, durably."""
        happened = Happened(str(uuid.uuid4()), stream_id or self.stream, body)
        future = self.journal.append((happened,), AUTHOR, self.clock.moment(), policy=None)
        return future.result(SOON_S)[0]

    def say(self, contact_id: str, *lines: str) -> list[Event]:
        """Lines of a contact's story."""
        return [
            self.write(facts.NarrativeAdded(str(uuid.uuid4()), line), contact_id) for line in lines
        ]

    def ask(self, contact_id: str | None = None, **more: Any) -> tuple[Event, HandOverRequested]:
        """Ask for a hand-over."""
        body = hand_over(contact_id or new_contact(), **more)
        return self.write(body), body

    def state(self, event: Event) -> str:
        """How far an event got."""
        delivery = self.journal.delivery(event.event_id)
        return delivery.state if delivery else "unknown"

    def until(self, done: Callable[[], bool]) -> None:
        """Run the inbox until ``done()``; fails when that takes too long."""
        assert self.inbox.run_until(done, SOON_S, every_s=0.02), "it did not happen in time"

    def close(self) -> None:
        """End the link and the stores."""
        assert self.link.stop()
        self.journal.close()
        self.cache.close()


@contextmanager
def desk_side(
    folder: Path, url: str, *, device: DeviceCredential | None = None, **identity: Any
) -> Iterator[DeskSide]:
    """A desk whose hub is at ``url``; nothing runs before ``link.start(told)``."""
    ours = HubIdentity("demo", url, **identity)
    credential = device or DeviceCredential("desk-1", "secret")
    desk = DeskSide(folder, lambda clock: HubClient(ours, clock, credential))
    try:
        yield desk
    finally:
        desk.close()


def url_of(room: ControlRoom) -> str:
    """Where a running hub listens."""
    return str(room.client.base_url).rstrip("/")


def enrolled(room: ControlRoom, kind: str = "desk") -> DeviceCredential:
    """The credential of a new machine."""
    desk_id, header = room.enrol(kind)
    return DeviceCredential(desk_id, header.partition(":")[2])
