"""Watches the hand-overs: tells what the hub said of them, and alarms when one needs a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workstation.desk.call.alarms import Alarms
from workstation.desk.call.attention import Attention
from workstation.desk.call.hand_overs import HandOvers
from workstation.desk.call.news import NewsLine
from workstation.desk.call.open_calls import OpenCalls
from workstation.desk.changes import Change
from workstation.desk.ports import Surroundings
from workstation.domain.events import stream_kind
from workstation.domain.incident.state import Incident


class Watch:
    """The alarms of one desk; an ended contact is in hand again when its hand-over needs us."""

    def __init__(
        self,
        around: Surroundings,
        hand_overs: HandOvers,
        alarms: Alarms,
        calls: OpenCalls,
        news: NewsLine,
        attention: Attention,
    ) -> None:
        self._on = around
        self._hand_overs = hand_overs
        self._alarms = alarms
        self._calls = calls
        self._news = news
        self._attention = attention
        self._alarmed: frozenset[tuple[str, str]] = frozenset()

    def delivered(self, event_ids: Sequence[str]) -> None:
        """How far these events of this desk got has changed."""
        self._attention.delivered(event_ids)
        if self._hand_overs.delivered(event_ids):
            self.bring_back()
            self._on.changes.publish(Change.HAND_OVER)
        self._on.changes.publish(Change.LINK)

    def hub_news(self, stream_ids: Iterable[str]) -> None:
        """The hub's copy of the incidents among these streams changed."""
        named = [one for one in stream_ids if stream_kind(one) == "incident"]
        if not named:
            return
        before = {i: self._hand_overs.incident(i) for i in named}
        self._hand_overs.hub_said(named)
        for incident_id in named:
            was, now = before[incident_id], self._hand_overs.incident(incident_id)
            if now is not None and (was is None or was.standing != now.standing):
                self._tell_standing(now)
            if now is not None and now.approval != (was.approval if was else None):
                self._tell_approval(now)
        self._on.changes.publish(Change.HAND_OVER)
        self.bring_back()

    def tick(self) -> None:
        """Sound and tell alarms that have become due; note those that ended."""
        due = [alarm for _, alarm in self._alarms.due()]
        named = frozenset((a.incident_id, a.kind) for a in due)
        self._tell_phoned({i for i, _ in self._alarmed - named} - {i for i, _ in named})
        fresh = [a for a in due if (a.incident_id, a.kind) not in self._alarmed]
        changed = named != self._alarmed
        self._alarmed = named
        for alarm in fresh:
            self._news.tell(alarm.sentence)
            self._on.sound.alarm()
        if changed:
            self._on.changes.publish(Change.HAND_OVER)
        self.bring_back()

    def bring_back(self) -> None:
        """Contacts whose hand-overs need a person are in hand, also those of an earlier run."""
        self._calls.bring_back(self._alarms.in_need())

    def _tell_phoned(self, quiet: set[str]) -> None:
        """What alarms no longer because somebody was told by telephone."""
        for known in self._hand_overs.all_asked():
            if known.phoned is not None and known.body.incident_id in quiet:
                self._news.tell(f"Recorded: phoned through to {known.phoned.told}.")

    def _tell_standing(self, incident: Incident) -> None:
        if incident.standing == "accepted":
            self._news.tell(f"Accepted by {incident.accepted_by_name}, {incident.team_name}.")
        elif incident.standing == "refused":
            self._news.tell(f"Refused by {incident.team_name}: {incident.refused_cause}")
        elif incident.standing == "closed":
            self._news.tell(f"Closed by {incident.team_name}: {incident.closed_how}")

    def _tell_approval(self, incident: Incident) -> None:
        """What came of the approval of not attending; that it is asked for is on the card."""
        approval = incident.approval
        newest = approval.newest if approval else None
        if approval is None or approval.state == "met":
            return
        if approval.state == "pending" and approval.overdue_since is not None:
            self._news.tell(
                "No supervisor has decided yet that nobody attends; it stays open: ring one."
            )
        elif newest is not None:
            word = "Approved" if newest.given else "REFUSED, somebody has to attend: refused"
            self._news.tell(f"Not attending: {word} by {newest.by_name}: {newest.reason}")
