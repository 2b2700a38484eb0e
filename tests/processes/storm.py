"""Faults, one after another and two at a time, for as long as is asked; all is well at the end."""

from __future__ import annotations

import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable

from tests.processes.packets import Packets, Way
from tests.processes.room import Room
from tests.processes.ways import Front

Fault = Callable[[], None]
#: Receipts after a fault before the next one comes, and seconds that these are waited for.
RECEIPTS = 20
PATIENCE_S = 20.0


class Storm:
    """Kills processes from the calling thread and spoils the network from another one.

    With ``packets`` it also loses packets.
    """

    def __init__(
        self, room: Room, seconds: float, seed: int, packets: Packets | None = None
    ) -> None:
        self._room = room
        self._packets = packets
        self._rng = random.Random(seed)
        self._network_rng = random.Random(seed + 1)
        self._end = time.monotonic() + seconds
        self._pause = threading.Event()
        #: How often each fault was brought about.
        self.count: Counter[str] = Counter()

    def rage(self) -> None:
        """Until the time is over."""
        spoiler = threading.Thread(target=self._network, name="spoiler")
        spoiler.start()
        try:
            self._deal(self._rng, self._of_processes(), self._until_work_goes_on)
        finally:
            spoiler.join()
        assert not [hub for hub in self._room.hubs if hub.ended_by_itself], "a hub gave up"
        assert not [crew for crew in self._room.crews if crew.ended_by_itself], "a crew gave up"

    def _until_work_goes_on(self) -> None:
        """So that the next fault meets hubs and desks at work, however slow the machine is."""
        before = self._room.receipts()
        patience = time.monotonic() + PATIENCE_S
        while self._room.receipts() < before + RECEIPTS:
            if time.monotonic() >= min(patience, self._end):
                return
            self._stay(0.5)

    def _network(self) -> None:
        self._deal(self._network_rng, self._of_network(), lambda: None)

    def _deal(self, rng: random.Random, faults: list[Fault], after: Callable[[], None]) -> None:
        """Every fault once, then again in another order, until the time is over."""
        while True:
            rng.shuffle(faults)
            for fault in faults:
                self._stay(rng.uniform(0.5, 2.5))
                if time.monotonic() >= self._end:
                    return
                self.count[fault.__name__.strip("_")] += 1
                fault()
                after()

    def _stay(self, seconds: float) -> None:
        self._pause.wait(max(0.0, min(seconds, self._end - time.monotonic())))

    # -- processes: in the thread that started them, for they die with it ------------------------

    def _of_processes(self) -> list[Fault]:
        return [
            self._one_hub_killed,
            self._one_hub_killed,
            self._both_hubs_killed,
            self._postgres_restarted_fast,
            self._postgres_restarted_immediately,
            self._crew_killed,
            self._crew_killed,
        ]

    def _one_hub_killed(self) -> None:
        hub = self._rng.choice(self._room.hubs)
        hub.kill()
        self._stay(self._rng.uniform(0.2, 3))
        hub.start()
        hub.wait_until_ready()

    def _both_hubs_killed(self) -> None:
        for hub in self._room.hubs:
            hub.kill()
        self._stay(self._rng.uniform(0.2, 4))
        for hub in self._room.hubs:
            hub.start()
        for hub in self._room.hubs:
            hub.wait_until_ready()

    def _postgres_restarted_fast(self) -> None:
        self._postgres(signal.SIGINT)

    def _postgres_restarted_immediately(self) -> None:
        self._postgres(signal.SIGQUIT)

    def _postgres(self, how: signal.Signals) -> None:
        self._room.postgres.stop(how)
        self._stay(self._rng.uniform(0.2, 4))
        self._room.postgres.start()

    def _crew_killed(self) -> None:
        crew = self._rng.choice(self._room.crews)
        crew.kill()
        self._stay(self._rng.uniform(0.2, 2))
        crew.start()

    # -- the network -----------------------------------------------------------------------------

    def _of_network(self) -> list[Fault]:
        return [
            self._some_cut,
            self._all_cut,
            self._nobody_listens,
            self._some_hang,
            self._all_slow,
            self._replies_halved,
            *(self._of_packets() if self._packets else ()),
        ]

    def _some(self) -> list[Front]:
        fronts = self._room.fronts
        return self._network_rng.sample(fronts, self._network_rng.randint(1, len(fronts)))

    def _for_a_while(self, fronts: list[Front], state: str, longest_s: float) -> None:
        for front in fronts:
            front.be(state)  # type: ignore[arg-type]
        self._stay(self._network_rng.uniform(0.5, longest_s))
        for front in fronts:
            front.be("open")

    def _some_cut(self) -> None:
        self._for_a_while(self._some(), "cut", 5)

    def _all_cut(self) -> None:
        self._for_a_while(self._room.fronts, "cut", 5)

    def _nobody_listens(self) -> None:
        self._for_a_while(self._some(), "refused", 5)

    def _some_hang(self) -> None:
        self._for_a_while(self._some(), "hanging", 14)

    def _all_slow(self) -> None:
        for front in self._room.fronts:
            front.slow_down(self._network_rng.uniform(0.05, 0.5))
        self._stay(5)
        for front in self._room.fronts:
            front.slow_down(0)

    def _replies_halved(self) -> None:
        for front in self._room.fronts:
            front.halve(4)
        self._stay(5)
        for front in self._room.fronts:
            front.halve(0)

    # -- packets ---------------------------------------------------------------------------------

    def _of_packets(self) -> list[Fault]:
        return [self._packets_lost, self._questions_lost, self._replies_lost, self._black_hole]

    def _lose(self, percent: int, way: Way, longest_s: float) -> None:
        assert self._packets
        self._packets.lose([front.port for front in self._some()], percent, way)
        self._stay(self._network_rng.uniform(2, longest_s))
        self._packets.heal()

    def _packets_lost(self) -> None:
        self._lose(self._network_rng.randint(10, 40), "both", 12)

    def _questions_lost(self) -> None:
        self._lose(100, "questions", 12)

    def _replies_lost(self) -> None:
        self._lose(100, "replies", 12)

    def _black_hole(self) -> None:
        self._lose(100, "both", 25)
