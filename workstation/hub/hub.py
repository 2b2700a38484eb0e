"""One process of the hub: its database, who it is, its clock, and the watch over changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from workstation.hub.change_watch import ChangeWatch
from workstation.hub.clock import Clock
from workstation.hub.hearing import Hearing
from workstation.hub.policy_shelf import PolicyShelf
from workstation.hub.settings import HubSettings
from workstation.hub.store.engine import Database, Transaction
from workstation.hub.store.identity import Identity


@dataclass(frozen=True, slots=True)
class Hub:
    """What every path of the hub works with. Nothing in it has to outlive the process."""

    settings: HubSettings
    database: Database
    identity: Identity
    clock: Clock
    watch: ChangeWatch
    boot_id: str
    hearing: Hearing = field(default_factory=Hearing)
    shelf: PolicyShelf = field(default_factory=PolicyShelf)

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """A durable transaction; whoever follows the changes is woken after it."""
        with self.database.writing() as tx:
            yield tx
        self.watch.poke()

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """A transaction that only reads."""
        with self.database.reading() as tx:
            yield tx
