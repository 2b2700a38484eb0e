"""A desk's end: real stores, real link, its workers taking turns on the true time, no threads."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.link_faults.clocks import DeskClock, TrueTime
from tests.link_faults.first_day import KEY, first_day
from tests.link_faults.network import Carrier, Network
from workstation.desk.cache import Cache
from workstation.desk.cache.callers import Build, Directory
from workstation.desk.cache.callers.ready import ready
from workstation.desk.inbox import QueueInbox
from workstation.desk.journal import Journal
from workstation.desk.link.back_off import BackOff
from workstation.desk.link.copier import CallersHere
from workstation.desk.link.copying import Copying
from workstation.desk.link.fetching import Fetching, Patience
from workstation.desk.link.hub_client import HubClient
from workstation.desk.link.identity import HubIdentity
from workstation.desk.link.link import Link
from workstation.desk.link.worker import Pause
from workstation.desk.ports import LinkState
from workstation.domain.events import Author, Event, Happened

AUTHOR = Author("demo", "f.grant", "sign-in-1")
SOON_S = 60.0
#: Those that send and ask; the stream only rings a bell that is rung by looking, too.
WORKERS = ("link-send", "link-ask", "link-copy")
#: People in a page of a copy.
PEOPLE_AT_ONCE = 2
#: Turns that one worker may take at one instant; more of them means that it spins.
AT_ONCE = 100


class NoNews:
    """The screens, which look at nothing here."""

    def delivered(self, event_ids: Sequence[str]) -> None: ...

    def hub_news(self, incident_ids: Iterable[str]) -> None: ...

    def callers_changed(self) -> None: ...

    def link_changed(self) -> None: ...


class AtOnce(Executor):
    """Does what it is given when it is given it: here nothing happens beside anything else."""

    def __init__(self, *_: object) -> None: ...

    def submit(self, fn: Any, /, *args: Any, **more: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(fn(*args, **more))
        except Exception as fault:  # noqa: BLE001 -- whoever asks for the result gets it
            done.set_exception(fault)
        return done


class Tires(Exception):
    """Whoever copies would rest now."""


class CopyHere:
    """The copying, here in this process; it ends where it would wait, as if it had been killed."""

    def __init__(self, client: HubClient, folder: Path) -> None:
        self._client, self._folder = client, folder
        self._status = 1

    def said(self) -> Iterator[str]:
        told: list[str] = []

        def begin(anew: bool) -> Build:
            self._file = Build.begin(self._folder, KEY, "demo", anew=anew)
            return self._file

        def rest(seconds: float) -> None:
            raise Tires

        def tell(*numbers: int) -> None:
            told.append(" ".join(map(str, numbers)))

        try:
            patience = Patience(BackOff(), rest)
            pages = Fetching(self._client, ready, 0, patience, PEOPLE_AT_ONCE).pages
            Copying(self._client, pages, begin, 0, tell, patience).run()
            self._status = 0
        except Tires:
            pass
        finally:
            self._file.close()
        yield from told

    def stop(self) -> None: ...

    def ended(self) -> int:
        return self._status


@dataclass
class Turns:
    """One worker of a link, and when its next turn is due."""

    worker: Any
    due_s: float
    backing_off: bool = False
    ended: bool = False

    def is_due(self, now_s: float) -> bool:
        """Whether its pause is over, or somebody rang who may end it."""
        rung = self.worker._bell._wakes(self.backing_off)
        return not self.ended and (rung or self.due_s <= now_s)

    def take(self, time: TrueTime) -> None:
        """One turn."""
        self.worker._bell.wait(0.0)
        pause: Pause | None = self.worker._take_turn()
        if pause is None:
            self.ended = True
        else:
            self.due_s = time.now_s + pause.seconds
            self.backing_off = pause.backing_off


class DeskEnd:
    """One desk, through all its lives."""

    def __init__(self, name: str, folder: Path, network: Network) -> None:
        self.name = name
        self.network = network
        self.time = network.time
        self.clock = DeskClock(self.time)
        self.device = first_day().machines[name]
        self._folder = folder
        self._lives = 0
        self._surprises: list[Exception] = []
        self._begin(folder / name)

    def _begin(self, files: Path) -> None:
        self._files = files
        identity = HubIdentity("demo", "http://127.0.0.1:9", hub_id=first_day().hub_id)
        self.journal = Journal.open(files / "journal.db", KEY, "demo")
        self.cache = Cache.open(files / "cache.db", KEY, "demo")
        self.directory = Directory.open(files / "callers", KEY, "demo")
        self.inbox = QueueInbox()
        client = HubClient(identity, self.clock, self.device, Carrier(self.network))
        callers = CallersHere(self.directory, 0, lambda: CopyHere(client, self.directory.folder))
        self.link = Link(client, self.journal, self.cache, self.clock, self.inbox, callers=callers)
        self.link._news = NoNews()
        workers = [w for w in self.link._workers if w._thread.name in WORKERS]
        for worker in workers:
            worker._surprised = self._surprises.append
        self.turns = [Turns(worker, self.time.now_s) for worker in workers]

    # -- what people do ---------------------------------------------------------------------------

    def write(self, body: Any, stream_id: str) -> Event:
        """Put ``body`` on record durably, and let the link know."""
        happened = Happened(str(uuid.uuid4()), stream_id, body)
        saved = self.journal.append((happened,), AUTHOR, self.clock.moment(), policy=None)
        event = saved.result(SOON_S)[0]
        self.link.nudge(urgent=bool(getattr(body, "urgent", False)))
        return event

    # -- turns ------------------------------------------------------------------------------------

    def next_due_s(self) -> float:
        """When something is to be done here."""
        return min(
            (t.due_s if not t.is_due(self.time.now_s) else self.time.now_s)
            for t in self.turns
            if not t.ended
        )

    def take_turns(self) -> None:
        """Whatever is due now. Raises `DeskDies` when the network has it die.

        A worker that met what nobody foresaw would go on; here it fails the test, and so does what
        the log and the book of the hub saw go wrong on the way.
        """
        for turns in self.turns:
            for _ in range(AT_ONCE):
                if not turns.is_due(self.time.now_s):
                    break
                turns.take(self.time)
                if self._surprises:
                    raise AssertionError(repr(self._surprises[0])) from self._surprises[0]
                self.inbox.run_pending()
            else:
                raise AssertionError(f"{turns.worker._thread.name} spins")

    @property
    def has_stopped_sending(self) -> bool:
        """Whether the sender has given up for good."""
        return any(turns.ended for turns in self.turns)

    def state(self) -> LinkState:
        """The link as the screens read it."""
        return self.link.state()

    # -- lives ------------------------------------------------------------------------------------

    def image(self, to: Path) -> None:
        """Copy the disk as it is at this instant."""
        self.journal.mark({}).result(SOON_S)
        self.cache._writer.do(lambda *_: None).result(SOON_S)
        self.directory._file._writer.do(lambda *_: None).result(SOON_S)
        shutil.copytree(self._files, to, ignore=shutil.ignore_patterns("*.lock"))

    def dies(self, *, booted: bool = False, image: Path | None = None) -> None:
        """The program dies and starts again, with the disk as it was, or as it is in ``image``."""
        self._lives += 1
        files = self._folder / f"{self.name}-{self._lives}"
        if image is None:
            self.image(files)
        else:
            shutil.copytree(image, files)
        self.close()
        self.clock.program_begins(booted=booted)
        self._begin(files)

    def close(self) -> None:
        """Let go of everything; who dies says no goodbye."""
        self.link._client.cut()
        assert self.link.stop()
        self.journal.close()
        self.cache.close()
        self.directory.close()
