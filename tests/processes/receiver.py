"""A receiver who accepts half of what comes, over the same bad network, and keeps count."""

from __future__ import annotations

import threading
import uuid

from tests.processes.crew import RESOLUTION, ROOM
from workstation.desk.answers import QueuePage, Session, StepAnswer, StepAsk
from workstation.desk.link.hub_client import HubClient

LOOK_S = 0.5
PASSWORD = "a long enough password"
USER = "r.kerr"


class Receiver:
    """Signed in at a queue; what the hub acknowledged is in ``accepted``."""

    def __init__(self, client: HubClient) -> None:
        self._client = client
        self._over = threading.Event()
        self._asked: dict[str, StepAsk] = {}
        self.accepted: set[str] = set()
        self._thread = threading.Thread(target=self._work, name="receiver")

    def start(self) -> None:
        """Sign in and accept, in a thread."""
        self._thread.start()

    def stop(self) -> None:
        """Accept no more."""
        self._over.set()
        self._client.cut()
        if self._thread.ident is not None:
            self._thread.join()
        self._client.close()

    def _work(self) -> None:
        token = ""
        while not self._over.wait(LOOK_S):
            if not token:
                session = self._client.sign_in(USER, PASSWORD)
                token = session.token if isinstance(session, Session) else ""
                continue
            for team in (ROOM, RESOLUTION):
                self._accept(team, token)

    def _accept(self, team: str, token: str) -> None:
        page = self._client.queue(team, token)
        if not isinstance(page, QueuePage):
            return
        for row in page.rows:
            if not is_wanted(row.incident_id) or row.incident_id in self.accepted:
                continue
            first = StepAsk(str(uuid.uuid4()), row.incident_id, "accept")
            step = self._asked.setdefault(row.incident_id, first)
            answer = self._client.step(step, token)
            if isinstance(answer, StepAnswer) and answer.done:
                self.accepted.add(row.incident_id)


def is_wanted(incident_id: str) -> bool:
    """Whether this receiver accepts it: half of all."""
    return int(incident_id[-1], 16) % 2 == 0
