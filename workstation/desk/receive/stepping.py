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
    StepWords,
    Unreachable,
)
from workstation.desk.receive.ports import QueueHub
from workstation.domain.incident.steps import StepName

#: Tries of one step, and seconds between them.
TRIES: Final = 3
BETWEEN_S: Final = 1.0

_DONE: Final[dict[StepName, str]] = {
    "claim": "is being looked at by you; it is not accepted yet.",
    "accept": "is accepted by you.",
    "refuse": "is refused; the desk sees the cause.",
    "reroute": "went to another team and waits for them.",
    "close": "is closed.",
    "assign": "is assigned; your team goes on owning it.",
    "act": "has what was done on record.",
    "attend": "is attended.",
    "ask_fact": "asks the caller; the answer comes back here.",
    "finish_task": "has one thing less to do.",
    "reassess": "is assessed afresh.",
    "raise": "is raised; say why on the clock that runs now.",
    "ask_lower": "asks a supervisor for the lower grade; until then it stays.",
    "see_news": "is read up to here.",
    "link": "is linked; nothing was merged.",
    "part": "is another matter; that stays on record.",
    "approve": "may be closed: you approved that nobody attends.",
    "disapprove": "stays open: you refused that nobody attends; desk and team see why.",
    "lower": "has the lower grade: you approved it.",
    "keep_grade": "keeps its grade; the team sees why.",
    "review": "is reviewed; the next review is due as late again.",
    "declare_major": "is a major incident: every desk reads the briefing.",
    "end_major": "is no major incident any more.",
}


#: Steps that say nothing without words.
NEED_WORDS: Final[frozenset[StepName]] = frozenset(
    {
        "refuse",
        "reroute",
        "close",
        "act",
        "attend",
        "ask_fact",
        "finish_task",
        "reassess",
        "ask_lower",
    }
)


class OpenSteps:
    """Steps without a definite answer. Repeating one uses its operation id again."""

    def __init__(self, new_id: Callable[[], str]) -> None:
        self._new_id = new_id
        self._asks: dict[tuple[str, StepName, StepWords], StepAsk] = {}
        self._busy: set[str] = set()
        #: How many have come to their end, whatever that was.
        self.ended = 0

    @property
    def busy(self) -> frozenset[str]:
        """Incidents with a step on its way."""
        return frozenset(self._busy)

    def begin(self, incident_id: str, step: StepName, words: StepWords) -> StepAsk:
        """The step to send: a new one, or the same again when its answer never came."""
        key = (incident_id, step, words)
        ask = self._asks.get(key)
        if ask is None:
            ask = self._asks[key] = StepAsk(self._new_id(), incident_id, step, words)
        self._busy.add(incident_id)
        return ask

    def end(self, ask: StepAsk, answer: StepAnswer | Failure) -> None:
        """The way of ``ask`` is over; without a definite answer it may be repeated."""
        self.ended += 1
        self._busy.discard(ask.incident_id)
        if isinstance(answer, (StepAnswer, Refused, SignInNeeded)):
            self._asks.pop((ask.incident_id, ask.step, ask.words), None)


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
