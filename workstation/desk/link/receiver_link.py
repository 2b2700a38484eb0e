"""A receiver's link: what it asks goes straight to the hub, and one stream says when to look."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from workstation.desk.answers import (
    FAILURES,
    Alike,
    Failure,
    IncidentRecord,
    QueuePage,
    Session,
    StepAnswer,
    StepAsk,
)
from workstation.desk.link.back_off import BackOff
from workstation.desk.link.bell import Bell
from workstation.desk.link.hub_client import HubClient
from workstation.desk.link.link_state import LinkBoard
from workstation.desk.link.listener import Listener
from workstation.desk.link.worker import Worker
from workstation.desk.ports import Clock, LinkState
from workstation.desk.supervising import Supervision

T = TypeVar("T")


class ReceiverLink:
    """`workstation.desk.receive.ports.QueueHub` over a `HubClient`, which `stop` closes.

    ``changed`` is told, from any thread, that the link came or went.
    """

    def __init__(self, client: HubClient, clock: Clock, changed: Callable[[], None]) -> None:
        self._client = client
        self._board = LinkBoard(clock, changed, by_machine=False)
        self._following: tuple[Listener, Bell] | None = None
        self._workers: list[Worker] = []

    def sign_in(self, user: str, password: str) -> Session | Failure:
        """A session for a person at this machine."""
        return self._noted(self._client.sign_in(user, password))

    def sign_out(self, token: str) -> Failure | None:
        """End a session."""
        return self._noted(self._client.sign_out(token))

    def queue(self, team: str, token: str) -> QueuePage | Failure:
        """A team's queue as of now."""
        return self._noted(self._client.queue(team, token))

    def record(self, incident_id: str, token: str) -> IncidentRecord | Failure:
        """The hub's record of an incident."""
        return self._noted(self._client.record(incident_id, token))

    def step(self, ask: StepAsk, token: str) -> StepAnswer | Failure:
        """Take a step; the same ``op_id`` again counts once."""
        return self._noted(self._client.step(ask, token))

    def alike(self, incident_id: str, token: str) -> tuple[Alike, ...] | Failure:
        """Other open incidents that may be the same."""
        return self._noted(self._client.alike(incident_id, token))

    def supervision(self, token: str) -> Supervision | Failure:
        """The whole control room as of now."""
        return self._noted(self._client.supervision(token))

    def follow(self, token: str, wake: Callable[[], None]) -> None:
        """Call ``wake`` when there may be news for a session; an empty token ends that."""
        if self._following is not None:
            listener, bell = self._following
            listener.end()
            bell.close()
            self._following = None
        self._workers = [worker for worker in self._workers if not worker.join(0.0)]
        if not token:
            return
        bell = Bell()
        listener = Listener(self._client, self._board, wake, BackOff(), token)
        surprised = partial(self._board.surprised, "listen")
        worker = Worker("receiver-listener", listener.turn, bell, surprised)
        self._following = listener, bell
        self._workers.append(worker)
        worker.start()

    def state(self) -> LinkState:
        """The link as it is now."""
        return self._board.state()

    def stop(self, within_s: float = 5.0) -> bool:
        """End everything, also what waits for a hub that says nothing; whether all has ended."""
        self._client.cut()
        if self._following is not None:
            self._following[0].end()
            self._following[1].close()
        end = time.monotonic() + within_s
        ended = [worker.join(max(0.0, end - time.monotonic())) for worker in self._workers]
        self._client.close()
        return all(ended)

    def _noted(self, answer: T) -> T:
        if isinstance(answer, FAILURES):
            self._board.failed("ask", answer)
        else:
            self._board.heard("ask")
        return answer
