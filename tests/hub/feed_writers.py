"""Writers of the change feed in a process of their own, whose transactions stay open for a while.

    python -m tests.hub.feed_writers DATABASE FIRST WRITERS CHANGES

Writer FIRST and the WRITERS - 1 after it each publish CHANGES changes and print the name of each
once it is committed: they tell of streams that left a scope, up to two hundred in a transaction.
One in eight is a desk whose lines and corrections the hub's intake takes, a quarter as many.
"""

from __future__ import annotations

import random
import sys
import threading
from pathlib import Path

from tests.hub.control_room import ROOM, DeskStore, batch, hand_over, new_contact
from workstation.domain import desk_stream as desk
from workstation.domain.contact import facts
from workstation.hub import intake
from workstation.hub.change_feed import team_audience
from workstation.hub.change_watch import ChangeWatch
from workstation.hub.clock import database_clock
from workstation.hub.credentials import Machine
from workstation.hub.hub import Hub
from workstation.hub.installation import opened
from workstation.hub.settings import HubSettings
from workstation.hub.store import feed
from workstation.hub.store.engine import Database, Transaction
from workstation.hub.store.feed import Notice
from workstation.protocol.messages import EventBatch

HEARD = frozenset({team_audience(ROOM)})
_printing = threading.Lock()


def say(names: list[str]) -> None:
    """Tell what is committed; lines of several threads never mix."""
    with _printing:
        sys.stdout.write("".join(f"{name}\n" for name in names))
        sys.stdout.flush()


class Linger:
    """Holds a transaction open for a random while: mostly short, sometimes very long."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self._pause = threading.Event()

    def __call__(self) -> None:
        long = self.rng.random() < 0.02
        self._pause.wait(self.rng.uniform(0.05, 0.3) if long else self.rng.uniform(0, 0.008))

    def a_moment(self) -> None:
        """As short as a slow commit."""
        self._pause.wait(self.rng.uniform(0, 0.002))

    def clock(self, tx: Transaction) -> str:
        """The clock as told by somebody slow; the hub asks before and after writing."""
        self()
        return database_clock(tx)


def tells_of_streams(database: Database, writer: int, changes: int) -> None:
    """Transactions of one change to two hundred, held open between writing and numbering."""
    linger = Linger(writer)
    done = 0
    while done < changes:
        many = 200 if linger.rng.random() < 0.01 else linger.rng.choice((1, 1, 1, 1, 2, 3, 5, 20))
        names = [f"incident:{writer}-{done + n}" for n in range(min(many, changes - done))]
        with database.writing() as tx:
            feed.link_contact(tx, names[0], f"contact:{writer}")
            linger()
            tx.lock("feed")
            feed.publish(tx, [Notice(HEARD, "gone", name) for name in names])
            linger.a_moment()
        say(names)
        done += len(names)


def desk_writes(hub: Hub, writer: int, changes: int) -> None:
    """One desk: a hand-over, then lines and corrections, as a hub process takes them."""
    store = DeskStore("", f"desk-{writer}")
    machine = Machine(store.desk_id, "Desk", "desk")
    contact = new_contact()
    asked = hand_over(contact)
    events = [store.write(asked)]
    done = 0
    while done < changes:
        body = EventBatch.model_validate(batch(store, *events))
        replies = intake.take(hub, machine, body).replies
        assert {reply.status for reply in replies} == {"stored"}, replies
        say([event.event_id for event in events])
        done += 3  # the line, the correction, and the hub's own word of it
        line = facts.NarrativeAdded(str(done), "He went towards the canal.")
        events = [
            store.write(line, contact),
            store.write(desk.Corrected(asked.incident_id, f"It was number {done}.")),
        ]


def main(url: str, first: int, writers: int, changes: int) -> None:
    """Write, each writer in a thread."""
    database, identity = opened(url, "demo")
    settings = HubSettings(database=url, realm="demo", data_dir=Path())
    threads = []
    for writer in range(first, first + writers):
        if writer % 8 == 0:
            clock = Linger(writer).clock
            hub = Hub(settings, database, identity, clock, ChangeWatch(database), "boot")
            work = threading.Thread(target=desk_writes, args=(hub, writer, changes // 4))
        else:
            work = threading.Thread(target=tells_of_streams, args=(database, writer, changes))
        threads.append(work)
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    database.close()


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:5]))
