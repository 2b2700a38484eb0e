"""Asks the hub for the whole force's shift by the hour, as a signed-in supervisor."""

from __future__ import annotations

from typing import Final

from workstation.desk.answers import Failure
from workstation.desk.link.hub_client import HubClient
from workstation.desk.link.question import Question
from workstation.protocol.shift import WireShift

#: Seconds that counting a whole day may take a busy hub.
COUNT_S: Final = 60.0


class ShiftClient(HubClient):
    """The one link to one hub, and this one question more."""

    def shift(self, hours: int, token: str) -> WireShift | Failure:
        """The last ``hours``, at most `workstation.protocol.shift.MOST_HOURS`."""
        asked = {"hours": hours}
        question = Question("GET", "/v1/shift", f"Session {token}", params=asked, read_s=COUNT_S)
        return self._hub.ask(question, WireShift)
