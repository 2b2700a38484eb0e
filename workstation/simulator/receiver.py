"""Plays receivers of a scenario: signs in as each, and answers the hand-overs of their team."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from workstation.content.scenarios import Receives
from workstation.desk.receive.queue_desk import QueueDesk
from workstation.simulator.player import CannotPlay, Turn

#: Seconds to wait for the hub, and for a desk to hand something over.
PATIENCE_S: Final = 120.0


class ScriptedReceiver:
    """Drives `QueueDesk` by the use cases of the queue's window. Runs in its owning thread."""

    def __init__(self, queue: QueueDesk, turn: Turn, password_of: Callable[[str], str]) -> None:
        self._queue = queue
        self._turn = turn
        self._password_of = password_of

    def play(self, script: Iterable[Receives]) -> None:
        """Do what ``script`` says, in order. Raises `CannotPlay`."""
        for part in script:
            self._sit_down(part)
            self._answer(part)

    def _sit_down(self, part: Receives) -> None:
        view = self._queue.view()
        if view.person == part.by and view.team == part.team:
            return
        if view.person:
            self._queue.sign_out()
        self._wait(lambda: self._sits(part.by), f"{part.by} cannot sign in")
        self._queue.choose_team(part.team)
        if self._queue.view().team != part.team:
            raise CannotPlay(f"{part.by} does not receive for {part.team}; correct the scenario.")

    def _sits(self, user: str) -> bool:
        """Whether ``user`` is signed in; tried again and again while the hub cannot be asked."""
        view = self._queue.view()
        if not view.person and not view.signing_in:
            self._queue.sign_in(user, self._password_of(user))
        return view.person == user

    def _answer(self, part: Receives) -> None:
        self._wait(lambda: self._waiting() is not None, f"nothing came for {part.team}")
        incident_id = self._waiting() or ""
        self._queue.select(incident_id)
        self._wait(self._is_open, "the record of the incident cannot be read")
        self._wait(lambda: self._has_answered(part, incident_id), f"the hub did not {part.does} it")

    def _has_answered(self, part: Receives, incident_id: str) -> bool:
        """Whether it waits no more; pressed again, as a person does, while no answer came."""
        if self._waiting() != incident_id:
            return True
        self._queue.step(part.does, incident_id, cause=part.cause)
        return False

    def _waiting(self) -> str | None:
        """The first incident that waits for this team, if any."""
        rows = self._queue.view().rows
        return next((row.incident_id for row in rows if row.standing == "delivered"), None)

    def _is_open(self) -> bool:
        view = self._queue.view()
        return view.selected is not None and view.selected.incident_id == view.selected_id

    def _wait(self, done: Callable[[], bool], otherwise: str) -> None:
        if not self._turn(done, PATIENCE_S):
            news = " ".join(self._queue.view().news)
            raise CannotPlay(f"The receiver gives up: {otherwise}. {news}".strip())
