"""A receiver's end: a person with a session, steps that are repeated, a copy of the feed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.hub.control_room import PASSWORD
from tests.link_faults.clocks import DeskClock
from tests.link_faults.desk_end import SOON_S
from tests.link_faults.first_day import KEY, RECEIVER, first_day
from tests.link_faults.log import Op
from tests.link_faults.network import Carrier, Network
from workstation.desk.answers import FAILURES, Session, SignInNeeded, StepAnswer
from workstation.desk.cache import Cache
from workstation.desk.link.hub_client import HubClient
from workstation.desk.link.identity import HubIdentity

#: Changes in one page: few, so that pages end in the middle of things.
PAGE = 7


@dataclass(frozen=True)
class PersonCredential:
    """A session in the place of a machine's credential."""

    header: str


class ReceiverEnd:
    """One receiver at a queue; what they are is changed by an administrator while they work."""

    def __init__(self, folder: Path, network: Network) -> None:
        self.network = network
        self._clock = DeskClock(network.time)
        self.copy = Cache.open(folder / "copy.db", KEY, "demo")
        self._machine = self._client(first_day().machines["receiver"])
        self._token = ""

    def _client(self, credential: object) -> HubClient:
        identity = HubIdentity("demo", "http://127.0.0.1:9", hub_id=first_day().hub_id)
        carrier = Carrier(self.network)
        return HubClient(identity, self._clock, credential, carrier)  # type: ignore[arg-type]

    def sign_in(self) -> bool:
        """Sign in, unless a session is thought to stand."""
        if not self._token:
            session = self._machine.sign_in(RECEIVER, PASSWORD)
            self._token = session.token if isinstance(session, Session) else ""
        return bool(self._token)

    def step(self, op: Op) -> None:
        """Send a step; the same one again after whatever became of the last answer."""
        if not self.sign_in():
            return
        answer = self._machine.step(op.ask, self._token)
        if isinstance(answer, SignInNeeded):
            self._token = ""
        if isinstance(answer, StepAnswer):
            assert op.answer is None or op.answer.done == answer.done, "another answer than before"
            op.answer = answer

    def pull(self) -> bool:
        """Read the feed on to its end; whether that was reached."""
        if not self.sign_in():
            return False
        client = self._client(PersonCredential(f"Session {self._token}"))
        more = True
        while more:
            page = client.changes(self.copy.feed_token() or "", PAGE)
            if isinstance(page, FAILURES):
                self._token = "" if isinstance(page, SignInNeeded) else self._token
                return False
            self.copy.put_changes(page).result(SOON_S)
            more = page.more
        return True

    def close(self) -> None:
        """Let go of the copy."""
        self.copy.close()
