"""What the desk needs from the world, as ports: stores, hub, clock, inbox, sound.

Worker threads never touch the desk's state: they post a job to the inbox, and the thread that owns
the screens runs it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Literal, Protocol

from workstation.desk.changes import Changes
from workstation.domain.callers.caller import Caller, CopyStanding, Found, OnRecord, PastContact
from workstation.domain.cues.patterns import Patterns
from workstation.domain.events import Author, Entry, Event, Happened, Moment, PolicyRef
from workstation.domain.handover import Delivery
from workstation.domain.place import Place


class Inbox(Protocol):
    """The one door from worker threads into the thread that owns the state."""

    def post(self, job: Callable[[], None]) -> None:
        """Run ``job`` soon, in the owning thread. May be called from any thread."""
        ...


class Clock(Protocol):
    """Time as the desk knows it; tests drive one by hand."""

    def moment(self) -> Moment:
        """Now, for an envelope."""
        ...

    def monotonic(self) -> float:
        """Seconds that never go back; for every deadline of the desk."""
        ...


class Sound(Protocol):
    """Alarm sounds; silent where there is no player, which ``available`` says."""

    available: bool

    def alarm(self) -> None:
        """Sound the alarm once."""
        ...


@dataclass(frozen=True, slots=True)
class Draft:
    """Half-typed text: the last value of a field of a contact, with the cursor in it."""

    field: str
    text: str
    cursor: int
    at_utc: str


@dataclass(frozen=True, slots=True)
class DeliveryState:
    """How far an event of this desk got. ``cause`` is the hub's word or the last error."""

    state: Delivery
    attempts: int = 0
    cause: str = ""
    sent_at: str | None = None


class NotTaken(Protocol):
    """An event that the hub did not take: a refused request, or what was set aside."""

    @property
    def event(self) -> Event: ...

    @property
    def delivery(self) -> DeliveryState: ...


class JournalPort(Protocol):
    """The precious store as calls use it. Every method returns at once; nothing waits for a disk
    but the futures, which end when the events are durable.
    """

    def append(
        self,
        happened: Sequence[Happened],
        author: Author,
        at: Moment,
        *,
        policy: PolicyRef | None,
        seen_hub_no: int = 0,
        clears: Sequence[tuple[str, str]] = (),
    ) -> Future[tuple[Event, ...]]:
        """Seal and store in one transaction; ``clears`` are (contact, field) drafts it replaces."""
        ...

    def set_draft(self, contact_id: str, draft: Draft) -> None:
        """Keep the newest half-typed text of a field; durable within a second."""
        ...

    def drafts(self, contact_id: str) -> tuple[Draft, ...]:
        """Half-typed texts of a contact, as stored."""
        ...

    def stream(self, stream_id: str, after_seq: int = 0) -> tuple[Event, ...]:
        """Events of a stream after the one numbered ``after_seq``, in order."""
        ...

    def event(self, event_id: str) -> Event | None:
        """One event by its id; ``None`` when this store does not hold it."""
        ...

    def open_contacts(self) -> tuple[str, ...]:
        """Contacts of this store without a disposition, oldest first."""
        ...

    def closed_contacts(self, limit: int, skip: int = 0) -> tuple[str, ...]:
        """Contacts of this store with a disposition, newest first, after ``skip`` of them."""
        ...

    def delivery(self, event_id: str) -> DeliveryState | None:
        """How far an event got; ``None`` when this store does not hold it."""
        ...

    def not_taken(self, event_ids: Sequence[str] | None = None) -> Sequence[NotTaken]:
        """Events that were refused or set aside, among ``event_ids`` or all, oldest first."""
        ...

    def remember(self, key: str, value: str) -> None:
        """Keep a small thing beside the events (where the advisor was); durable within a second."""
        ...

    def recall(self, key: str) -> str | None:
        """What was remembered under ``key``."""
        ...


class CachePort(Protocol):
    """The disposable copy of the hub's changes."""

    def incident_entries(self, incident_id: str) -> tuple[Entry, ...]:
        """The hub's events of an incident, as far as they have arrived."""
        ...

    def events_of(self, stream_id: str) -> tuple[Event, ...]:
        """The events of a stream that have arrived, as sealed."""
        ...

    def seen_hub_no(self) -> int:
        """The newest change number this desk has read."""
        ...


class DirectoryPort(Protocol):
    """The desk's copy of the people on record. Reading never fails a call, from any thread."""

    def on_record(self, number: str | None) -> OnRecord:
        """Who is on record for a number, most recent contact first, and who lives with them."""
        ...

    def find(self, text: str, limit: int = 20) -> Found:
        """The best ``limit`` people for a fragment of a name, a birth date, an address, a postcode
        or the last digits of a number; it may be asked at every key press.
        """
        ...

    def near(self, found: Found, limit: int = 20) -> Found:
        """The same; behind people found by a whole name those of similar ones, as there is room.

        Takes longer than a key may: to be asked once typing rests.
        """
        ...

    def one(self, caller_id: str) -> Caller | None:
        """One person with the newest part of their history; ``None`` when not in the copy."""
        ...

    def history(self, caller_id: str, limit: int = 2_000) -> tuple[PastContact, ...]:
        """Earlier contacts of one person, newest first."""
        ...

    def standing(self) -> CopyStanding:
        """How much of the record is here, and how old it is."""
        ...

    def add_own(self, caller: Caller) -> None:
        """Show somebody whom this desk added before the hub's copy holds them."""
        ...

    def mark_same(self, caller_id: str, other_id: str, *, apart: bool = False) -> None:
        """Show at once what this desk marked as possibly the same person, or as not."""
        ...


class NoDirectory:
    """A desk without a copy of the people on record: nobody is found, and that says nothing."""

    def on_record(self, number: str | None) -> OnRecord:
        """Nobody; not whole."""
        return OnRecord(number, (), None, standing=CopyStanding())

    def find(self, text: str, limit: int = 20) -> Found:
        """Nobody, ever."""
        return Found(text)

    def near(self, found: Found, limit: int = 20) -> Found:
        """Nobody more."""
        return found

    def one(self, caller_id: str) -> Caller | None:
        """Nobody."""
        return None

    def history(self, caller_id: str, limit: int = 2_000) -> tuple[PastContact, ...]:
        """Nothing."""
        return ()

    def standing(self) -> CopyStanding:
        """Nothing is here."""
        return CopyStanding()

    def add_own(self, caller: Caller) -> None:
        """There is nowhere to show them."""

    def mark_same(self, caller_id: str, other_id: str, *, apart: bool = False) -> None:
        """There is nobody to mark."""


@dataclass(frozen=True, slots=True)
class LinkState:
    """The link as the status line says it. ``waiting`` counts events without a receipt."""

    state: Literal["live", "connecting", "lost"]
    since_utc: str
    cache_as_of_utc: str | None = None
    waiting: int = 0
    oldest_waiting_utc: str | None = None
    sentence: str = ""


class LinkPort(Protocol):
    """What calls need of the link: a nudge that something waits, and its state."""

    def nudge(self, *, urgent: bool) -> None:
        """Something new waits to be sent."""
        ...

    def state(self) -> LinkState:
        """The link as it is now."""
        ...


class PlacesPort(Protocol):
    """The gazetteer of this desk: places completed as one types, without the hub."""

    def complete(self, text: str, limit: int = 8) -> tuple[Place, ...]:
        """The best ``limit`` places for what was typed so far, the best first; never raises.

        Answers in a few milliseconds: it may be asked at every key press.
        """
        ...

    @property
    def trouble(self) -> str:
        """Why nothing is completed, one sentence; empty while all is well."""
        ...


class NoPlaces:
    """A desk without a gazetteer: places are typed in full."""

    trouble = ""

    def complete(self, text: str, limit: int = 8) -> tuple[Place, ...]:
        """Nothing, ever."""
        return ()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The ports that calls stand on.

    ``new_id`` mints UUIDv7 texts; ``cues`` gives the term lists that suggest risk markers, ``None``
    while they are not read.
    """

    journal: JournalPort
    cache: CachePort
    link: LinkPort
    clock: Clock
    inbox: Inbox
    sound: Sound
    new_id: Callable[[], str]
    changes: Changes = field(default_factory=Changes)
    places: PlacesPort = field(default_factory=NoPlaces)
    directory: DirectoryPort = field(default_factory=NoDirectory)
    cues: Callable[[], Patterns | None] = lambda: None
