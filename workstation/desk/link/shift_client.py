"""Asks the hub for the whole force's shift by the hour, as a signed-in supervisor."""

from __future__ import annotations

from workstation.desk.answers import Failure
from workstation.desk.link.hub_client import HubClient
from workstation.desk.link.question import Question
from workstation.protocol.shift import WireShift


class ShiftClient(HubClient):
    """The one link to one hub, and this one question more."""

    def shift(self, hours: int, token: str) -> WireShift | Failure:
        """The last ``hours``, at most `workstation.protocol.shift.MOST_HOURS`."""
        question = Question("GET", "/v1/shift", f"Session {token}", params={"hours": hours})
        return self._hub.ask(question, WireShift)
