"""A crew of desks in one process: real journals, caches, links and use cases, without windows.

    python -m tests.processes.crew FOLDER

FOLDER/crew.json names the desks. Each works in a thread of its own and logs into DESK/log, a line
of JSON at a time and never buffered, what the test will hold the hub's database against: `will`
before an event is given to the journal, `saved` when the journal reported it durable, `receipt`
when the hub's receipt arrived, `asked` for each hand-over, `alarm` for each alarm that the screen
would show. On standard input: `quiet` ends the writing and `waiting` asks how much has no receipt;
the end of the input ends the process.
"""

from __future__ import annotations

import json
import os
import random
import sys
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import uuid_utils

from workstation.desk.alarm_command import AlarmCommand
from workstation.desk.cache import Cache
from workstation.desk.call.calls import Calls
from workstation.desk.call.identity import DeskIdentity, PersonAtDesk, PolicyShelf
from workstation.desk.clock import SystemClock
from workstation.desk.inbox import QueueInbox
from workstation.desk.journal import Journal
from workstation.desk.link.hub_client import HubClient
from workstation.desk.link.identity import DeviceCredential, HubIdentity
from workstation.desk.link.link import Link
from workstation.desk.ports import Surroundings
from workstation.domain.call_event import CallEvent
from workstation.domain.contact import commands as ask
from workstation.domain.contact import facts
from workstation.domain.desk_stream import HandOverRequested
from workstation.domain.events import Event, Happened, PolicyRef
from workstation.domain.policy import Grade, Outcome, Policy, Team

KEY = bytes(range(32))
LOG = "log"
#: Where a desk's alarm command writes.
PAGED = "paged"
#: Seconds a team has to accept, by the rank of the grade.
CLOCKS = {1: 5, 2: 10, 3: 15}
#: Seconds between two looks at alarms.
TICK_S = 0.25

GRADES = tuple(
    Grade(key, key.capitalize(), "", rank, rank < 3, CLOCKS[rank], "product default", "")
    for rank, key in enumerate(("immediate", "prompt", "standard"), start=1)
)
ROOM, RESOLUTION = "area_control_room", "resolution_team"
TEAMS = (Team(ROOM, "Area control room", True), Team(RESOLUTION, "Resolution team", True))
OUTCOMES = (
    Outcome("send_now", "Send now", "F12", (ROOM,), True, ""),
    Outcome("dispatch", "Dispatch", "F5", (ROOM, RESOLUTION), True, ""),
)
POLICY = Policy(
    PolicyRef("made-up", "1", "f" * 64),
    "made-up",
    "Made up",
    "live",
    letters=(),
    grades=GRADES,
    questions=(),
    incident_types=(),
    markers=(),
    rules=(),
    guards=(),
    teams=TEAMS,
    outcomes=OUTCOMES,
)


class Log:
    """An append-only file; lines of several threads never mix."""

    def __init__(self, place: Path) -> None:
        self._file = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def say(self, word: str, **more: Any) -> None:
        """A line, with the monotonic clock that all processes of a machine share."""
        line = {"word": word, "at": time.monotonic(), "pid": os.getpid(), **more}
        os.write(self._file, json.dumps(line).encode() + b"\n")


class WitnessedJournal(Journal):
    """A real journal; what it is given and what it reports saved is logged."""

    log: Log

    def append(
        self, happened: Sequence[Happened], *args: Any, **more: Any
    ) -> Future[tuple[Event, ...]]:
        ids = [one.event_id for one in happened]
        self.log.say("will", ids=ids)
        for one in happened:
            if isinstance(one.body, HandOverRequested):
                self._asked(one.event_id, one.body)
        saved = super().append(happened, *args, **more)
        saved.add_done_callback(lambda done: self._saved(done, ids))
        return saved

    def _asked(self, event_id: str, body: HandOverRequested) -> None:
        self.log.say(
            "asked",
            id=event_id,
            incident=body.incident_id,
            urgent=body.urgent,
            clock_s=body.accept_within_s,
        )

    def _saved(self, done: Future[tuple[Event, ...]], ids: list[str]) -> None:
        if done.exception() is None:
            self.log.say("saved", ids=ids)
        else:
            self.log.say("unsaved", ids=ids, fault=repr(done.exception()))


class WitnessedSound:
    """A sound that is logged."""

    available = True

    def __init__(self, log: Log) -> None:
        self._log = log

    def alarm(self) -> None:
        """Sound once."""
        self._log.say("sound")


class News:
    """Hears the link for the use cases, and logs the receipts."""

    def __init__(self, calls: Calls, journal: Journal, log: Log) -> None:
        self._calls = calls
        self._journal = journal
        self._log = log

    def __getattr__(self, name: str) -> Any:
        return getattr(self._calls, name)

    def delivered(self, event_ids: Sequence[str]) -> None:
        """How far events got has changed."""
        for event_id in event_ids:
            delivery = self._journal.delivery(event_id)
            if delivery is not None and delivery.state not in ("waiting", "sent"):
                word = "receipt" if delivery.state == "stored" else delivery.state
                self._log.say(word, id=event_id, cause=delivery.cause)
        self._calls.delivered(event_ids)


class Desk:
    """One desk and the person who works it."""

    def __init__(self, folder: Path, known: dict[str, Any]) -> None:
        self.log = Log(folder / LOG)
        self._rng = random.Random(os.urandom(8))
        self._quiet = threading.Event()
        self._folder = folder
        self._known = known
        self._pace_s = float(known["pace_s"])
        self._shown: frozenset[tuple[str, str]] = frozenset()
        self._number = 0
        self.journal: WitnessedJournal | None = None
        self.thread = threading.Thread(target=self._live, name=folder.name, daemon=True)

    def quiet(self) -> None:
        """Write no more."""
        self._quiet.set()

    def waiting(self) -> int | None:
        """Events without a receipt; ``None`` while the journal is not open yet."""
        return None if self.journal is None else self.journal.waiting().count

    def _live(self) -> None:
        try:
            self._open()
            self._work()
        except BaseException as fault:
            self.log.say("died", fault=repr(fault))
            raise

    def _open(self) -> None:
        known, folder = self._known, self._folder
        clock, self._inbox = SystemClock(), QueueInbox()
        journal = WitnessedJournal.open(folder / "journal.db", KEY, "demo")
        journal.log = self.log
        cache = Cache.open(folder / "cache.db", KEY, "demo")
        client = HubClient(
            HubIdentity("demo", known["url"], known.get("ca_pem"), known["hub_id"]),
            clock,
            DeviceCredential(known["desk_id"], known["secret"]),
        )
        self.link = Link(client, journal, cache, clock, self._inbox)
        around = Surroundings(
            journal, cache, self.link, clock, self._inbox, self._sound(), lambda: new_id()
        )
        stream = f"desk:{journal.last().store_id}"
        block = known["reference_block"]
        identity = DeskIdentity(known["desk_id"], folder.name, "demo", stream, block)
        self.calls = Calls(around, PolicyShelf(POLICY), identity)
        self.calls.resume()
        self.calls.sign_in(PersonAtDesk("f.grant", "F. Grant", frozenset({"advisor"}), (), "s"))
        self.log.say("open", store=journal.last().store_id)
        self.link.start(News(self.calls, journal, self.log))
        self.journal = journal

    def _sound(self) -> Any:
        sound = WitnessedSound(self.log)
        if not self._known.get("alarm_command"):
            return sound
        return AlarmCommand(sound, self._known["alarm_command"], self._newest)

    def _newest(self) -> str:
        return self.calls.desk_view().news[-1]

    def _work(self) -> None:
        """Take a call, write, hand over, end it; and again."""
        while not self._quiet.is_set():
            for step in self._one_call():
                self._turn(self._pace_s * self._rng.uniform(0.3, 1.7))
                if self._quiet.is_set():
                    break
                result = step()
                if result is not None and not result.done:
                    self.log.say("held", result=str(result)[:300])
        while True:
            self._turn(3600.0)

    def _one_call(self) -> Any:
        calls, rng = self.calls, self._rng
        self._number += 1
        call_id = f"{self._folder.name}-{os.getpid()}-{self._number}"
        yield lambda: calls.hear(CallEvent("offered", call_id, "999", "+441414960123"))
        yield calls.answer
        for line in range(rng.randint(1, 4)):
            yield lambda line=line: calls.do(ask.Type(f"{call_id}: line {line} of the story"))
        way = rng.random()
        if way < 0.5:
            yield calls.send_now
        elif way < 0.9:
            grade, team = rng.choice(GRADES[1:]), rng.choice((ROOM, RESOLUTION))
            yield lambda: calls.do(ask.ChooseGrade(grade.key))
            yield lambda: calls.do(ask.HandOver("dispatch", team))
        yield lambda: calls.do(ask.Type(f"{call_id}: and afterwards"))
        yield lambda: calls.hear(CallEvent("ended", call_id, "999"))
        if way < 0.9:
            yield lambda: calls.do(ask.Dispose(facts.WITH_INCIDENTS))

    def _turn(self, seconds: float) -> None:
        """Let the desk run for a while; what its screen would show as an alarm is logged."""
        end = time.monotonic() + seconds

        def over() -> bool:
            return time.monotonic() >= end or (seconds < 60 and self._quiet.is_set())

        self._inbox.run_until(over, seconds + 1, every_s=TICK_S, tick=self._tick())

    def _tick(self) -> Any:
        last = 0.0

        def tick() -> None:
            nonlocal last
            now = time.monotonic()
            if now - last >= TICK_S:
                last = now
                self.calls.tick()
                self._log_alarms()

        return tick

    def _log_alarms(self) -> None:
        shown: set[tuple[str, str]] = set()
        for row in self.calls.desk_view().calls:
            view = self.calls.view(row.contact_id)
            shown |= {(a.incident_id, a.kind) for a in view.alarms} if view else set()
        for incident_id, kind in shown - self._shown:
            self.log.say("alarm", incident=incident_id, kind=kind)
        self._shown = frozenset(shown)


def new_id() -> str:
    """A UUIDv7 as the product mints them."""
    return str(uuid_utils.uuid7())


def main(folder: Path) -> None:
    """Work every desk of the crew until standard input ends."""
    known = json.loads((folder / "crew.json").read_text(encoding="utf-8"))
    desks = [Desk(folder / one["name"], one) for one in known]
    for desk in desks:
        desk.thread.start()
    for line in sys.stdin:
        match line.strip():
            case "quiet":
                for desk in desks:
                    desk.quiet()
            case "waiting":
                left = [d.waiting() for d in desks]
                dead = [d.thread.name for d in desks if not d.thread.is_alive()]
                sys.stdout.write(json.dumps({"left": left, "dead": dead}) + "\n")
                sys.stdout.flush()
    os._exit(0)  # as the power would go: what counts is durable


if __name__ == "__main__":
    main(Path(sys.argv[1]))
