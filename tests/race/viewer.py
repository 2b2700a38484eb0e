"""A receiver's machine without a window: says when each incident first stood in its queue.

    python -m tests.race.viewer FOLDER

The real use cases over the real link, as the window drives them. What is new is accepted and then
closed, so that the queue stays as short as a busy receiver keeps it. FOLDER/log gets a line `shown`
for each incident as soon as a reading with it is in the hands of the screen.
"""

from __future__ import annotations

import json
import sys
import uuid
from pathlib import Path

from tests.processes.crew import LOG, TEAMS, Log
from workstation.bootstrap import leash
from workstation.desk.changes import Changes
from workstation.desk.clock import SystemClock
from workstation.desk.inbox import QueueInbox
from workstation.desk.link.hub_client import HubClient
from workstation.desk.link.identity import DeviceCredential, HubIdentity
from workstation.desk.link.receiver_link import ReceiverLink
from workstation.desk.receive.queue_desk import QueueDesk
from workstation.desk.sound import Silence

TICK_S = 0.25


class Viewer:
    """One queue and the person before it."""

    def __init__(self, folder: Path) -> None:
        known = json.loads((folder / "racer.json").read_text("utf-8"))
        self._log = Log(folder / LOG)
        self._shown: set[str] = set()
        self._over = False
        self.inbox = QueueInbox()
        clock = SystemClock()
        client = HubClient(
            HubIdentity("demo", known["urls"][0], None, known["hub_id"]),
            clock,
            DeviceCredential(known["desk_id"], known["secret"]),
        )
        self._link = ReceiverLink(client, clock, lambda: None)
        names = {team.key: team.name for team in TEAMS}
        self.queue = QueueDesk(
            self._link,
            clock,
            self.inbox,
            Changes(),
            Silence(),
            lambda: str(uuid.uuid4()),
            names,
        )
        self.queue.sign_in(known["user"], known["password"])

    def watch(self) -> None:
        """Until it is told to end."""
        self.inbox.run_until(lambda: self._over, float("inf"), every_s=TICK_S, tick=self._tick)
        self.queue.stop()
        self._link.stop()

    def end(self) -> None:
        """Watch no more."""
        self._over = True

    def _tick(self) -> None:
        self.queue.tick()
        view = self.queue.view()
        for row in view.rows:
            if row.incident_id not in self._shown:
                self._shown.add(row.incident_id)
                self._log.say("shown", incident=row.incident_id)
            if row.incident_id not in view.busy and row.standing == "delivered":
                self.queue.step("accept", row.incident_id)
            elif row.incident_id not in view.busy and row.accepted_by == view.person_name:
                self.queue.step("close", row.incident_id, cause="dealt with")


if __name__ == "__main__":
    viewer = Viewer(Path(sys.argv[1]))
    leash.hold(lambda: viewer.inbox.post(viewer.end))
    viewer.watch()
