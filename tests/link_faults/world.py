"""Two desks, a receiver, two hub processes, a network for each, and the time they share."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from unittest.mock import patch

from tests.link_faults.clocks import DeskDies, HubClock, TrueTime
from tests.link_faults.desk_end import PEOPLE_AT_ONCE, AtOnce, DeskEnd
from tests.link_faults.first_day import DESKS, PEOPLE, first_day
from tests.link_faults.hub_book import HubBook
from tests.link_faults.hub_side import PROCESSES, HubSide
from tests.link_faults.log import Log
from tests.link_faults.network import Network
from tests.link_faults.receiver_end import ReceiverEnd
from workstation.desk.link import caller_reading, fetching, puller, sender

#: Seconds of work between two looks of the hub at its own clocks.
RING_S = 5.0
#: Real seconds that a link waits for its own disk, so that a busy machine changes no example.
DISK_S = 60.0
#: Seconds in which every worker looks at least once.
LOOK_S = 20.0
#: Seconds after the last fault within which everything is where it belongs.
SETTLED_S = 60.0


class World:
    """One example. Everything in it is real but time, the wire, and who sits there."""

    def __init__(self) -> None:
        self._patience = ExitStack()
        for module, name in ((sender, "MARK_S"), (puller, "TAKE_S")):
            self._patience.enter_context(patch.object(module, name, DISK_S))
        for name, people in (("PAGE", PEOPLE_AT_ONCE), ("SLICE", PEOPLE - 1)):
            self._patience.enter_context(patch.object(caller_reading, name, people))
        self._patience.enter_context(patch.object(fetching, "ThreadPoolExecutor", AtOnce))
        self.folder = first_day().begin()
        self.time = TrueTime()
        self.log = Log(self.time)
        self.hub_clock = HubClock(self.time)
        self.hub = HubSide(self.folder, self.hub_clock)
        self.book = HubBook(self.hub, self.log)
        self.desks = [DeskEnd(name, self.folder, self._network(name)) for name in DESKS]
        self.receiver = ReceiverEnd(self.folder, self._network("receiver"))
        self._rung_s = self.time.now_s
        self._images = 0
        self.images: list[tuple[DeskEnd, Path, frozenset[str]]] = []
        self.backup: Path | None = None

    def _network(self, who: str) -> Network:
        log = self.log
        return Network(who, self.time, self.hub, log.leaving, self._arrived, log.answered)

    def _arrived(self) -> None:
        self.book.look()

    @property
    def networks(self) -> list[Network]:
        """The network of each end."""
        return [*(desk.network for desk in self.desks), self.receiver.network]

    # -- time -------------------------------------------------------------------------------------

    def run(self, seconds: float) -> None:
        """Let time pass; every worker takes its turns as they come due."""
        end_s = self.time.now_s + seconds
        while (due_s := min(desk.next_due_s() for desk in self.desks)) <= end_s:
            self.time.now_s = max(self.time.now_s, due_s)
            for desk in self.desks:
                try:
                    desk.take_turns()
                except DeskDies:
                    self.desk_dies(desk)
            self._ring()
        self.time.now_s = max(self.time.now_s, end_s)
        self._ring()

    def sleep(self, seconds: float) -> None:
        """Let much time pass in which nobody looks, as in a machine that is asleep."""
        self.run(LOOK_S)
        self.time.pass_s(seconds - 2 * LOOK_S)
        self.run(LOOK_S)

    def _ring(self) -> None:
        if self.time.now_s - self._rung_s >= RING_S:
            self._rung_s = self.time.now_s
            self.hub.ring()
            self.book.look()

    def desk_dies(self, desk: DeskEnd, *, booted: bool = False, image: Path | None = None) -> None:
        """A desk's program dies and starts again, perhaps with its machine."""
        if booted:
            self.log.booted_s[desk.name] = self.time.now_s
        desk.dies(booted=booted, image=image)

    # -- disks ------------------------------------------------------------------------------------

    def take_image(self, desk: DeskEnd) -> None:
        """Somebody copies a desk's disk."""
        self._images += 1
        to = self.folder / f"image-{self._images}"
        desk.image(to)
        held = frozenset(s.event.event_id for s in self.log.of(desk.name))
        self.images.append((desk, to, held))

    def put_image_back(self, number: int) -> DeskEnd:
        """A desk goes on with a copy of its disk, as if nothing had been since."""
        desk, files, held = self.images[number]
        for saved in self.log.of(desk.name):
            saved.lost = saved.event.event_id not in held
        self.log.imaged.add(desk.name)
        self.desk_dies(desk, booted=True, image=files)
        return desk

    def back_up(self) -> None:
        """The hub's nightly backup."""
        self.backup = self.folder / "backup.db"
        self.hub.back_up(self.backup)

    def restore(self) -> None:
        """The hub's disk is lost; the backup is all there is."""
        assert self.backup is not None
        self.hub.restore(self.backup)
        self.book.restored()
        for op in self.log.ops.values():
            op.answer = None

    # -- the end ----------------------------------------------------------------------------------

    def heal(self) -> None:
        """Every fault ends, and time goes on for as long as settling may take."""
        self.hub_clock.dies_after = None
        for process in range(PROCESSES):
            self.hub.start(process)
        for network in self.networks:
            network.heals()
        self.run(SETTLED_S)

    def close(self) -> None:
        """Let go of everything."""
        for desk in self.desks:
            desk.close()
        self.receiver.close()
        self.hub.close()
        self._patience.close()
