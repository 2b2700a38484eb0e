"""The network between desks and hubs, ours to break: fronts that hand TCP connections on.

Each front is one address that desks know; a connection goes to the next hub that takes it. Every
front can be cut, left hanging, slowed, or have its connections killed half-way through a reply.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any, Literal

#: ``open``: whole. ``refused``: nobody listens. ``cut``: connections are reset as they come.
#: ``hanging``: connections are taken and every byte of either side is kept back.
State = Literal["open", "refused", "cut", "hanging"]

_turns = count()


class Front:
    """One address before the hubs. Its methods may be called from any thread."""

    def __init__(self, network: Network, hubs: list[int]) -> None:
        self._network = network
        self._hubs = hubs
        self._state: State = "open"
        self._delay_s = 0.0
        self._halves = 0
        self._door: socket.socket | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._moved = asyncio.Event()
        self._open: set[asyncio.StreamWriter] = set()
        self.port = 0
        #: Connections killed half-way through a reply.
        self.halved = 0
        network.run(self._listen())

    @property
    def url(self) -> str:
        """Where desks find the hub."""
        return f"http://127.0.0.1:{self.port}"

    def be(self, state: State) -> None:
        """From now on; ``open`` heals. What leaves ``open`` takes the open connections along."""
        self._network.run(self._be(state))

    def slow_down(self, delay_s: float) -> None:
        """Keep every piece of data back for so many seconds."""
        self._delay_s = delay_s

    def halve(self, replies: int) -> None:
        """Kill the connections of the next ``replies`` answers after half of a piece of them."""
        self._halves = replies

    async def _listen(self) -> None:
        self._door = socket.create_server(("127.0.0.1", self.port))
        self._door.setblocking(False)
        self.port = self._door.getsockname()[1]
        asyncio.get_running_loop().add_reader(self._door, self._accept, self._door)

    def _accept(self, door: socket.socket) -> None:
        # asyncio.Server leaves a connection open that it accepted as it was closed.
        with contextlib.suppress(OSError):
            taken, _ = door.accept()
            task = asyncio.get_running_loop().create_task(self._taken(taken))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _be(self, state: State) -> None:
        self._state = state
        self._moved.set()
        self._moved = asyncio.Event()
        if state in ("refused", "cut"):
            for end in tuple(self._open):
                _reset(end)
        if state == "refused":
            self._close()
        elif self._door is None:
            await self._listen()

    def _close(self) -> None:
        if self._door is not None:
            asyncio.get_running_loop().remove_reader(self._door)
            self._door.close()
            self._door = None

    async def _taken(self, taken: socket.socket) -> None:
        desk_in, desk_out = await asyncio.open_connection(sock=taken)
        self._open.add(desk_out)
        hub_out: asyncio.StreamWriter | None = None
        try:
            if self._state == "cut":
                return
            hub_in, hub_out = await self._hub()
            self._open.add(hub_out)
            sides = [
                asyncio.create_task(self._carry(desk_in, hub_out, reply=False)),
                asyncio.create_task(self._carry(hub_in, desk_out, reply=True)),
            ]
            try:
                await asyncio.wait(sides, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for side in sides:
                    side.cancel()
                await asyncio.gather(*sides, return_exceptions=True)
        except OSError:
            pass
        finally:
            for end in (desk_out, hub_out):
                if end is not None:
                    self._open.discard(end)
                    _reset(end)

    async def _hub(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """The next hub in turn, the other one where that is down."""
        first = next(_turns)
        for step in range(len(self._hubs)):
            with contextlib.suppress(OSError):
                port = self._hubs[(first + step) % len(self._hubs)]
                return await asyncio.open_connection("127.0.0.1", port)
        raise ConnectionError("no hub takes it")

    async def _carry(
        self, source: asyncio.StreamReader, to: asyncio.StreamWriter, *, reply: bool
    ) -> None:
        while data := await source.read(65_536):
            if self._delay_s:
                await asyncio.sleep(self._delay_s)
            while self._state == "hanging":
                await self._moved.wait()
            if reply and self._halves > 0:
                self._halves -= 1
                self.halved += 1
                to.write(data[: len(data) // 2])
                await to.drain()
                return
            to.write(data)
            await to.drain()


class Network:
    """The thread in which every front works."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="network")
        self._thread.start()
        self._fronts: list[Front] = []

    def front(self, hubs: list[int]) -> Front:
        """A new address before hubs that listen on these ports."""
        made = Front(self, hubs)
        self._fronts.append(made)
        return made

    def run(self, work: Coroutine[Any, Any, None]) -> None:
        """Have ``work`` done in the network's thread, and wait for it."""
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    def stop(self) -> None:
        """Close everything."""
        for front in self._fronts:
            front.be("refused")
        self.run(_settled())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


@contextmanager
def network() -> Iterator[Callable[[list[int]], Front]]:
    """Makes fronts; closed at the end."""
    made = Network()
    try:
        yield made.front
    finally:
        made.stop()


async def _settled() -> None:
    """Let every connection's task come to its end; one that has not begun could close nothing."""
    for _ in range(10):
        await asyncio.sleep(0)
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


def _reset(end: asyncio.StreamWriter) -> None:
    """Close with a reset, as a cable pulled by somebody who then lies about it."""
    with contextlib.suppress(OSError):
        sock = end.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    end.transport.abort()
