"""A seat at a desk for tests: real use cases on a real encrypted journal, time turned by hand."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import uuid_utils

from workstation.desk.call.calls import Calls
from workstation.desk.call.identity import DeskIdentity, PersonAtDesk, PolicyShelf
from workstation.desk.inbox import QueueInbox
from workstation.desk.journal import Journal
from workstation.desk.ports import DeliveryState, LinkState, Surroundings
from workstation.domain.call_event import CallEvent
from workstation.domain.callers.caller import (
    Caller,
    CopyStanding,
    Found,
    FoundBy,
    OnRecord,
    PastContact,
)
from workstation.domain.contact import commands as ask
from workstation.domain.contact.course import CallBackTried
from workstation.domain.cues.patterns import Patterns
from workstation.domain.events import Entry, Event, Moment
from workstation.domain.place import Place
from workstation.domain.policy import Policy

KEY = bytes(range(32))
GRANT = PersonAtDesk("f.grant", "F. Grant", frozenset({"advisor"}), (), "sign-in-1")
RINGING = CallEvent("offered", "call-1", "999", "+441414960123")


class HandClock:
    """A clock that only moves when a test moves it."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def moment(self) -> Moment:
        whole = int(self.seconds)
        at = f"2026-11-21T14:{whole // 60 % 60:02}:{whole % 60:02}.000000Z"
        return Moment(at, int(self.seconds * 1e9), "boot-1")

    def monotonic(self) -> float:
        return self.seconds


class CountedJournal(Journal):
    """A real journal that counts what is read of it."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.events_read = 0
        self.deliveries_read: list[str] = []

    def stream(self, stream_id: str, after_seq: int = 0) -> tuple[Event, ...]:
        found = super().stream(stream_id, after_seq)
        self.events_read += len(found)
        return found

    def event(self, event_id: str) -> Event | None:
        self.events_read += 1
        return super().event(event_id)

    def delivery(self, event_id: str) -> DeliveryState | None:
        self.deliveries_read.append(event_id)
        return super().delivery(event_id)


@dataclass
class CacheOfTest:
    """The desk's copy of the hub, filled by the test."""

    entries: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    events: dict[str, tuple[Event, ...]] = field(default_factory=dict)
    incidents_read: list[str] = field(default_factory=list)

    def incident_entries(self, incident_id: str) -> tuple[Entry, ...]:
        self.incidents_read.append(incident_id)
        return self.entries.get(incident_id, ())

    def events_of(self, stream_id: str) -> tuple[Event, ...]:
        return self.events.get(stream_id, ())

    def seen_hub_no(self) -> int:
        return 0


@dataclass
class DirectoryOfTest:
    """The desk's copy of the people on record, filled by the test; whole unless it says not.

    A fragment finds whoever has it in name, address or postcode; the misspelt are not found, but
    ``similar`` stand behind whoever is called just as typed.
    """

    people: tuple[Caller, ...] = ()
    similar: tuple[Caller, ...] = ()
    whole: bool = True
    as_of: str | None = "2026-11-21T14:00:00.000000Z"
    asked: list[str] = field(default_factory=list)

    def on_record(self, number: str | None) -> OnRecord:
        found = tuple(one for one in self.people if number and number in one.phones)
        homes = {one.household for one in found if one.household and not one.address_protected}
        others = [one for one in self.people if one.household in homes and one not in found]
        beside = tuple(one for one in others if not one.address_protected)
        return OnRecord(number, found, self.as_of, beside, self.standing())

    def find(self, text: str, limit: int = 20) -> Found:
        self.asked.append(text)
        typed = text.casefold()
        if not typed.strip():
            return Found(text, standing=self.standing())

        def fits(one: Caller) -> bool:
            home = "" if one.address_protected else f"{one.address} {one.postcode}"
            return typed in f"{one.name} {home} {one.born or ''}".casefold()

        found = tuple(replace(one, history=()) for one in self.people if fits(one))[:limit]
        so = any(one.name.casefold() == typed for one in found)
        by: FoundBy = "name" if so else "words" if found else "nothing"
        return Found(text, found, by, self.standing())

    def near(self, found: Found, limit: int = 20) -> Found:
        self.asked.append(f"near {found.text}")
        if not self.similar:
            return found
        ids = frozenset(one.caller_id for one in self.similar)
        return replace(found, people=found.people + self.similar, similar=ids)

    def one(self, caller_id: str) -> Caller | None:
        return next((one for one in self.people if one.caller_id == caller_id), None)

    def history(self, caller_id: str, limit: int = 2_000) -> tuple[PastContact, ...]:
        known = self.one(caller_id)
        return known.history[:limit] if known else ()

    def standing(self) -> CopyStanding:
        return CopyStanding(self.as_of, self.whole, len(self.people), len(self.people))

    def add_own(self, caller: Caller) -> None:
        self.people += (caller,)

    def mark_same(self, caller_id: str, other_id: str, *, apart: bool = False) -> None:
        def marked(one: Caller) -> Caller:
            if one.caller_id not in (caller_id, other_id):
                return one
            other = other_id if one.caller_id == caller_id else caller_id
            rest = tuple(same for same in one.same_as if same != other)
            return replace(one, same_as=rest if apart else (*rest, other))

        self.people = tuple(marked(one) for one in self.people)


@dataclass
class LinkOfTest:
    """A link whose state the test sets; it only counts nudges."""

    now: str = "live"
    urgent_nudges: int = 0

    def nudge(self, *, urgent: bool) -> None:
        self.urgent_nudges += urgent

    def state(self) -> LinkState:
        return LinkState(self.now, "2026-11-21T14:00:00.000000Z")  # type: ignore[arg-type]


@dataclass
class SoundOfTest:
    """Counts alarms."""

    available: bool = True
    alarms: int = 0

    def alarm(self) -> None:
        self.alarms += 1


def shelf(current: Policy, *kept: Policy) -> PolicyShelf:
    """A policy in force, and earlier ones that are still here."""
    return PolicyShelf(current, {policy.ref.hash: policy for policy in kept}.get)


class PlacesOfTest:
    """A gazetteer that offers what a test put into it."""

    trouble = ""

    def __init__(self) -> None:
        self.known: tuple[Place, ...] = ()

    def complete(self, text: str, limit: int = 8) -> tuple[Place, ...]:
        return self.known[:limit]


class ElsewhereOfTest:
    """Calls of other desks, as a test says; answers only when it is told to."""

    def __init__(self) -> None:
        self.asked: list[Callable[[Any], None]] = []
        self.taken: list[str] = []

    def look(self, told: Callable[[Any], None]) -> None:
        self.asked.append(told)

    def take(self, contact_id: str, told: Callable[[str], None]) -> None:
        self.taken.append(contact_id)
        told("")


class Seat:
    """One desk over one journal file; `stand_up` closes it."""

    def __init__(
        self,
        folder: Path,
        policy: Policy,
        clock: HandClock | None = None,
        kept: tuple[Policy, ...] = (),
        cues: Callable[[], Patterns | None] = lambda: None,
        directory: Any = None,
    ) -> None:
        self.journal = CountedJournal.open(folder / "journal.db", KEY, "demo")
        self.inbox = QueueInbox()
        self.clock = clock or HandClock()
        self.cache, self.link, self.sound = CacheOfTest(), LinkOfTest(), SoundOfTest()
        self.places, self.directory = PlacesOfTest(), directory or DirectoryOfTest()
        around = Surroundings(
            self.journal, self.cache, self.link, self.clock, self.inbox, self.sound,
            lambda: str(uuid_utils.uuid7()), places=self.places, directory=self.directory,
            cues=cues,
        )  # fmt: skip
        identity = DeskIdentity("desk-14", "Desk 14", "demo", "desk:store-1", "D14")
        self.calls = Calls(around, shelf(policy, *kept), identity)

    def answer(self) -> None:
        """Sign in and take a 999 call."""
        self.calls.sign_in(GRANT)
        self.calls.hear(RINGING)
        assert self.calls.answer().done
        self.settle()

    def abandon(self) -> None:
        """End the call as abandoned, after one attempt to ring back."""
        tried = ask.Record(CallBackTried("0141 496 0123", "no_answer"))
        assert self.calls.do(ask.Together((tried, ask.Dispose("abandoned")))).done

    def settle(self) -> None:
        """Wait until everything is durable and the desk has heard of it."""
        assert self.calls.wait_saved(10)
        self.inbox.run_pending()

    def stand_up(self) -> None:
        """Close the journal."""
        self.journal.close()
