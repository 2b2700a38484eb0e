"""A receiver of a certain character in a process of their own, who may be killed at any moment.

    python -m tests.race.crowd FOLDER

FOLDER/crowd.json says who it is, of which character, and where the hubs stand. Each line of
standard input is one turn: every queue of theirs is read once and worked as the character has it;
then `rested` goes back. FOLDER/log holds each step before it leaves (`ask`) and its answer
(`reply`); an `ask` without a `reply` is a step in the middle of which this process was killed.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import sys
import threading
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.processes.crew import LOG, TEAMS, Log
from workstation.desk.answers import (
    QueuePage,
    QueueRow,
    Refused,
    Session,
    SignInNeeded,
    StepAnswer,
    StepAsk,
    StepWords,
)
from workstation.desk.clock import SystemClock
from workstation.desk.link.hub_client import HubClient
from workstation.desk.link.identity import DeviceCredential, HubIdentity

#: Seconds between two tries while no hub answers, and how many tries there are.
PAUSE_S, TRIES = 0.1, 600


class Receiver:
    """One person at one machine."""

    def __init__(self, folder: Path) -> None:
        self._known: dict[str, Any] = json.loads((folder / "crowd.json").read_text("utf-8"))
        self._log = Log(folder / LOG)
        self._rng = random.Random(os.urandom(8))
        device = DeviceCredential(self._known["desk_id"], self._known["secret"])
        self._hubs = itertools.cycle(
            HubClient(HubIdentity("demo", url, None, self._known["hub_id"]), SystemClock(), device)
            for url in self._known["urls"]
        )
        self._act = getattr(self, f"_is_{self._known['character']}")
        self._token = ""
        self._name = ""

    def turn(self) -> None:
        """Work every queue once."""
        for team in self._known["teams"]:
            page = self._until(QueuePage, lambda hub, team=team: hub.queue(team, self._token))
            for row in page.rows:
                if not is_nobodys(row.incident_id):
                    self._act(row)

    # -- characters -------------------------------------------------------------------------------

    def _is_quick(self, row: QueueRow) -> None:
        """Accepts most of what comes and closes most of that."""
        if row.standing == "delivered" and self._perhaps(0.5):
            if self._perhaps(0.3):
                self._step(row, "claim")
            if self._step(row, "accept") and self._perhaps(0.7):
                self._step(row, "close", cause="dealt with")
        else:
            self._finish(row)

    def _is_late(self, row: QueueRow) -> None:
        """Accepts nothing before it is overdue."""
        if row.standing == "delivered":
            if row.overdue and self._perhaps(0.7):
                self._step(row, "accept")
        else:
            self._finish(row)

    def _is_silent(self, row: QueueRow) -> None:
        """Looks at it and does nothing."""
        if row.standing == "delivered" and not row.claimed_by and self._perhaps(0.2):
            self._step(row, "claim")

    def _is_refusing(self, row: QueueRow) -> None:
        """Gives back what it may and passes the rest on."""
        if row.standing != "delivered" or not self._perhaps(0.25):
            return
        if not self._step(row, "refuse", cause="not ours"):
            other = self._rng.choice([team.key for team in TEAMS if team.key != row.team])
            self._step(row, "reroute", cause="theirs", team=other)

    def _finish(self, row: QueueRow) -> None:
        """Closes most of what they accepted."""
        if row.accepted_by == self._name and self._perhaps(0.7):
            self._step(row, "close", cause="dealt with in the end")

    def _perhaps(self, chance: float) -> bool:
        return self._rng.random() < chance

    # -- within -----------------------------------------------------------------------------------

    def _step(self, row: QueueRow, step: Any, cause: str = "", team: str = "") -> bool:
        ask = StepAsk(str(uuid.uuid4()), row.incident_id, step, StepWords(cause, team))
        self._log.say("ask", op=ask.op_id, incident=ask.incident_id, step=step, by=self._name)
        answer = self._until((StepAnswer, Refused), lambda hub: hub.step(ask, self._token))
        done = isinstance(answer, StepAnswer) and answer.done
        shown = answer.row if isinstance(answer, StepAnswer) else None
        self._log.say(
            "reply", op=ask.op_id, done=done, accepted_by=shown.accepted_by if shown else ""
        )
        return done

    def _until(self, wanted: Any, ask: Callable[[HubClient], object]) -> Any:
        """The answer of the hub that gives one; the same question again while none does."""
        pause = threading.Event()
        for _ in range(TRIES):
            answer = ask(next(self._hubs)) if self._token or wanted is Session else None
            if isinstance(answer, wanted):
                return answer
            if answer is None or isinstance(answer, SignInNeeded):
                self.sign_in()
            else:
                pause.wait(PAUSE_S)
        raise AssertionError(f"no hub answers: {answer}")

    def sign_in(self) -> None:
        """At whichever hub answers."""
        user, password = self._known["user"], self._known["password"]
        session: Session = self._until(Session, lambda hub: hub.sign_in(user, password))
        self._token, self._name = session.token, session.name


def is_nobodys(incident_id: str) -> bool:
    """Whether no receiver ever touches it: one of sixteen, so that some wait is never ended."""
    return incident_id.endswith("0")


def main(folder: Path) -> None:
    """A turn for each line, until standard input ends."""
    receiver = Receiver(folder)
    receiver.sign_in()
    _say("ready")
    for _ in sys.stdin:
        receiver.turn()
        _say("rested")
    os._exit(0)


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
