"""A receiver in a process of their own who races for every incident that the referee names.

    python -m tests.race.racer FOLDER

FOLDER/racer.json says who it is and under which addresses the hubs stand; every step goes to the
next of them. A line of standard input is an incident: it is claimed, then accepted, and where the
acceptance was not to be had the queue is read. Then a line goes back. FOLDER/log holds what was
asked and every reply as it was read, for the test to hold against the hub's record: `ask` before a
step leaves, `reply` with the words of its answer, `lost` for each answer that never came (the step
goes again under the same operation id), `row` for what the queue shows of a lost incident.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import sys
import threading
import time
import uuid
from pathlib import Path
from typing import Any

from tests.processes.crew import LOG, Log
from workstation.desk.answers import QueuePage, Session, StepAnswer, StepAsk
from workstation.desk.clock import SystemClock
from workstation.desk.link.hub_client import HubClient
from workstation.desk.link.identity import DeviceCredential, HubIdentity
from workstation.domain.incident.steps import StepName

#: Of all steps: sent once more after the reply came, and sent through two hubs at the same time.
AGAIN, AT_BOTH = 0.1, 0.1
#: A step whose answer was lost so often has met something else than a bad network.
PATIENCE = 50


class Racer:
    """One receiver at one machine, with a line to each hub."""

    def __init__(self, folder: Path) -> None:
        self._known: dict[str, Any] = json.loads((folder / "racer.json").read_text("utf-8"))
        self._log = Log(folder / LOG)
        self._rng = random.Random(self._known["user"])
        device = DeviceCredential(self._known["desk_id"], self._known["secret"])
        hub_id = self._known["hub_id"]
        clients = [
            HubClient(HubIdentity("demo", url, None, hub_id), SystemClock(), device)
            for url in self._known["urls"]
        ]
        self._hubs = itertools.cycle(clients)
        self._token = ""

    def sign_in(self) -> None:
        """Until it worked."""
        while not self._token:
            answer = next(self._hubs).sign_in(self._known["user"], self._known["password"])
            if isinstance(answer, Session):
                self._token = answer.token

    def race_for(self, incident_id: str) -> None:
        """Claim and accept; who was too late looks into the queue."""
        self._take(incident_id, "claim")
        if not self._take(incident_id, "accept").done:
            self._look(incident_id)

    def _take(self, incident_id: str, step: StepName) -> StepAnswer:
        ask = StepAsk(str(uuid.uuid4()), incident_id, step)
        self._log.say("ask", op=ask.op_id, incident=incident_id, step=step)
        if self._rng.random() < AT_BOTH:
            other = threading.Thread(target=self._answer, args=(ask,))
            other.start()
            answer = self._answer(ask)
            other.join()
        else:
            answer = self._answer(ask)
        if self._rng.random() < AGAIN:
            self._answer(ask)
        return answer

    def _answer(self, ask: StepAsk) -> StepAnswer:
        """The hub's answer; asked again while it does not come."""
        begun = time.monotonic()
        answer = next(self._hubs).step(ask, self._token)
        tries = 1
        while not isinstance(answer, StepAnswer):
            self._log.say("lost", op=ask.op_id, how=type(answer).__name__)
            assert tries < PATIENCE, f"no hub answers: {answer}"
            answer = next(self._hubs).step(ask, self._token)
            tries += 1
        self._log.say(
            "reply",
            op=ask.op_id,
            done=answer.done,
            cause=answer.cause,
            claimed_by=answer.row.claimed_by if answer.row else "",
            accepted_by=answer.row.accepted_by if answer.row else "",
            took_s=time.monotonic() - begun,
        )
        return answer

    def _look(self, incident_id: str) -> None:
        page: object = None
        while not isinstance(page, QueuePage):
            page = next(self._hubs).queue(self._known["team"], self._token)
        (row,) = (row for row in page.rows if row.incident_id == incident_id)
        self._log.say(
            "row", incident=incident_id, standing=row.standing, accepted_by=row.accepted_by
        )


def main(folder: Path) -> None:
    """Race until standard input ends."""
    racer = Racer(folder)
    racer.sign_in()
    _say("ready")
    for line in sys.stdin:
        racer.race_for(line.strip())
        _say("over")
    os._exit(0)


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
