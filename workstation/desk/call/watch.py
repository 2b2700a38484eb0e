"""Watches the hand-overs: tells what the hub said of them, and alarms when one needs a person."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import Final

from workstation.desk.call.hand_overs import HandOvers
from workstation.desk.changes import Change
from workstation.desk.ports import Surroundings
from workstation.domain.incident.state import Incident

NEWS_KEPT: Final = 5


class Watch:
    """The news line and the alarms of one desk."""

    def __init__(self, around: Surroundings, hand_overs: HandOvers) -> None:
        self._on = around
        self._hand_overs = hand_overs
        self._news: deque[str] = deque(maxlen=NEWS_KEPT)
        self._alarmed: frozenset[tuple[str, str]] = frozenset()

    @property
    def news(self) -> tuple[str, ...]:
        """The newest sentences, newest last."""
        return tuple(self._news)

    def tell(self, sentence: str) -> None:
        """Put a sentence on the news line."""
        if not self._news or self._news[-1] != sentence:
            self._news.append(sentence)
        self._on.changes.publish(Change.NEWS)

    def hub_news(self, incident_ids: Iterable[str]) -> None:
        """The hub's copy of these incidents changed."""
        named = list(incident_ids)
        before = {i: self._hand_overs.incident(i) for i in named}
        self._hand_overs.refresh(named)
        for incident_id in named:
            was, now = before[incident_id], self._hand_overs.incident(incident_id)
            if now is not None and (was is None or was.standing != now.standing):
                self._tell_standing(now)
        self._on.changes.publish(Change.HAND_OVER)

    def tick(self) -> None:
        """Sound and tell alarms that have become due; note those that ended."""
        due = [alarm for _, alarm in self._hand_overs.alarms()]
        named = frozenset((a.incident_id, a.kind) for a in due)
        fresh = [a for a in due if (a.incident_id, a.kind) not in self._alarmed]
        changed = named != self._alarmed
        self._alarmed = named
        for alarm in fresh:
            self.tell(alarm.sentence)
            self._on.sound.alarm()
        if changed:
            self._on.changes.publish(Change.HAND_OVER)

    def _tell_standing(self, incident: Incident) -> None:
        if incident.standing == "accepted":
            self.tell(f"Accepted by {incident.accepted_by_name}, {incident.team_name}.")
        elif incident.standing == "refused":
            self.tell(f"Refused by {incident.team_name}: {incident.refused_cause}")
        elif incident.standing == "closed":
            self.tell(f"Closed by {incident.team_name}: {incident.closed_how}")
