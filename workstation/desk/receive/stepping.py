"""A receiver's step on its way to the hub: sent again after a lost reply, counted once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final

from workstation.desk.answers import (
    Failure,
    Later,
    QueueRow,
    Refused,
    SignInNeeded,
    StepAnswer,
    StepAsk,
    StepName,
    Unreachable,
)
from workstation.desk.receive.ports import QueueHub

#: Tries of one step, and seconds between them.
TRIES: Final = 3
BETWEEN_S: Final = 1.0

_DONE: Final[dict[StepName, str]] = {
    "claim": "is being looked at by you; it is not accepted yet.",
    "accept": "is accepted by you.",
    "refuse": "is refused; the desk sees the cause.",
    "reroute": "went to another team and waits for them.",
    "close": "is closed.",
    "approve": "may be closed: you approved that nobody attends.",
    "disapprove": "stays open: you refused that nobody attends; desk and team see why.",
}


class OpenSteps:
    """Steps without a definite answer. Repeating one uses its operation id again."""

    def __init__(self, new_id: Callable[[], str]) -> None:
        self._new_id = new_id
        self._asks: dict[tuple[str, StepName, str, str], StepAsk] = {}
        self._busy: set[str] = set()

    @property
    def busy(self) -> frozenset[str]:
        """Incidents with a step on its way."""
        return frozenset(self._busy)

    def begin(
        self, incident_id: str, step: StepName, cause: str, team: str, team_name: str
    ) -> StepAsk:
        """The step to send: a new one, or the same again when its answer never came."""
        key = (incident_id, step, cause, team)
        ask = self._asks.get(key)
        if ask is None:
            ask = StepAsk(self._new_id(), incident_id, step, cause, team, team_name)
            self._asks[key] = ask
        self._busy.add(incident_id)
        return ask

    def end(self, ask: StepAsk, answer: StepAnswer | Failure) -> None:
        """The way of ``ask`` is over; without a definite answer it may be repeated."""
        self._busy.discard(ask.incident_id)
        if isinstance(answer, (StepAnswer, Refused, SignInNeeded)):
            self._asks.pop((ask.incident_id, ask.step, ask.cause, ask.team), None)


def take(hub: QueueHub, ask: StepAsk, token: str, ending: threading.Event) -> StepAnswer | Failure:
    """The hub's answer to ``ask``, asked again while it may have been lost."""
    answer = hub.step(ask, token)
    for _ in range(TRIES - 1):
        if not isinstance(answer, (Unreachable, Later)) or ending.wait(BETWEEN_S):
            break
        answer = hub.step(ask, token)
    return answer


def sentence(ask: StepAsk, row: QueueRow | None, answer: StepAnswer | Failure) -> str:
    """What came of a step, for the receiver. ``row`` is the incident as the queue showed it."""
    name = row.reference if row else "The incident"
    if isinstance(answer, StepAnswer):
        return f"{name} {_DONE[ask.step]}" if answer.done else f"{name}: {answer.cause}"
    if isinstance(answer, (Unreachable, Later)):
        return (
            f"{name}: the hub did not confirm this step, so count it as not done; it is safe to"
            " press again, or telephone the desk."
        )
    return f"{name}: {answer.sentence}"
