"""What a supervisor's machine asks of the hub, and what its screen shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from workstation.desk.answers import Failure, QueuePage, Session, StepAnswer, StepAsk
from workstation.desk.ports import LinkState
from workstation.desk.supervise.alarms import SupervisorAlarm
from workstation.desk.supervising import Supervision


class SuperviseHub(Protocol):
    """The hub as a supervisor's machine uses it. What asks may take seconds."""

    def sign_in(self, user: str, password: str) -> Session | Failure: ...

    def sign_out(self, token: str) -> Failure | None: ...

    def supervision(self, token: str) -> Supervision | Failure: ...

    def step(self, ask: StepAsk, token: str) -> StepAnswer | Failure: ...

    def queue(self, team: str, token: str) -> QueuePage | Failure: ...

    def follow(self, token: str, wake: Callable[[], None]) -> None: ...

    def state(self) -> LinkState: ...


@dataclass(frozen=True, slots=True)
class SuperviseView:
    """What the screen shows. ``seen`` is the last answer, ``age_s`` seconds old.

    ``alarms`` are true now, whether the link is there or not.
    """

    person_name: str
    signing_in: bool
    link: LinkState
    news: tuple[str, ...]
    seen: Supervision | None = None
    age_s: float = 0.0
    alarms: tuple[SupervisorAlarm, ...] = ()
