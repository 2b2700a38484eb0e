"""What a person does about an item that needs attention. Each way out is an event."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from workstation.desk.call.attendance import Attendance
from workstation.desk.call.attention import Attention, Item
from workstation.desk.call.exporting import export_text, kept_in
from workstation.desk.call.hand_overs import HandOvers
from workstation.desk.call.open_calls import OpenCalls
from workstation.desk.call.saving import Saving
from workstation.desk.call.view import Result
from workstation.desk.changes import Change
from workstation.desk.ports import Surroundings
from workstation.domain import desk_stream as desk
from workstation.domain.contact.handing import snapshot_of
from workstation.domain.events import Event, Happened, stream_kind
from workstation.domain.mending import Again, NothingToSay, line_again, said_again, way_of
from workstation.domain.text import cleaned

GONE: Final = "This item is not in the list any more; nothing was changed."
NO_MENDING: Final = (
    "This cannot be said again from here; nothing was changed: keep its words in a file, or note "
    "how it was dealt with."
)
SIGN_IN: Final = "Sign in first: who settles an item is part of the record; it stays in the list."
NO_LINE: Final = "Say in a line how it was dealt with; nothing was changed."
NO_TEAM: Final = "Choose a team; nothing was sent, it stays in the list."


class Mend:
    """Says items again, keeps their words in a file, or notes that they were dealt with."""

    def __init__(
        self,
        around: Surroundings,
        attention: Attention,
        attendance: Attendance,
        calls: OpenCalls,
        hand_overs: HandOvers,
        saving: Saving,
    ) -> None:
        self._on = around
        self.attention = attention
        self._attendance = attendance
        self._calls = calls
        self._hand_overs = hand_overs
        self._saving = saving

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item, oldest first."""
        return self.attention.items()

    def teams(self, contact_id: str) -> tuple[tuple[str, str], ...]:
        """Key and name of every team that the contact's policy has, or the policy in force."""
        live = self._calls.reach(contact_id) if contact_id else None
        policy = live.policy if live else self._calls.policies.current
        return tuple((team.key, team.name) for team in policy.teams)

    def again(self, event_id: str, again: Again) -> Result:
        """Say an item again by a new event that replaces it."""
        found = self.attention.find(event_id)
        if found is None:
            return Result(False, GONE)
        event, body = found
        way = way_of(body, stream_kind(event.stream_id))
        if way == "none":
            return Result(False, NO_MENDING)
        if way == "team" and not again.team:
            return Result(False, NO_TEAM)
        try:
            if stream_kind(event.stream_id) == "contact":
                self._line(event, line_again(body, again, self._on.new_id()))
            else:
                self._request(event, said_again(body, again, event_id))
        except NothingToSay as why:
            return Result(False, str(why))
        self.attention.settle(event_id)
        return Result(True, "Sent again as a new entry; the old one stays on record.")

    def dealt_with(self, event_id: str, line: str) -> Result:
        """Note that somebody saw to it, and how."""
        if self.attention.find(event_id) is None:
            return Result(False, GONE)
        if self._attendance.person is None:
            return Result(False, SIGN_IN)
        words = cleaned(line)
        if not words:
            return Result(False, NO_LINE)
        self._settled(event_id, "dealt_with", words)
        return Result(True, "Noted; the entry stays on record.")

    def export(self, event_id: str, path: str) -> Result:
        """Keep all its words in a new file that only this user may read."""
        item = next((i for i in self.attention.items() if i.event_id == event_id), None)
        found = self.attention.find(event_id)
        if item is None or found is None:
            return Result(False, GONE)
        if self._attendance.person is None:
            return Result(False, SIGN_IN)
        target = Path(path.strip()).expanduser()
        fault = kept_in(target, export_text(item, *found))
        if fault:
            return Result(False, fault)
        self._settled(event_id, "exported", target.name)
        return Result(True, f"Its words are kept in {target}; the entry stays on record.")

    def _settled(self, event_id: str, how: str, note: str) -> None:
        person = self._attendance.person
        name = person.name if person else ""
        body = desk.ItemSettled(event_id, how, note, name)  # type: ignore[arg-type]
        self._attendance.note(body, cause_id=event_id)
        self.attention.settle(event_id)

    def _request(self, event: Event, body: object) -> None:
        """A desk's event with the newest words of its contact; it is followed like the first."""
        if isinstance(body, desk.HandOverRequested):
            live = self._calls.reach(body.contact_id)
            body = replace(body, snapshot=snapshot_of(live.entries)) if live else body
        written = self._attendance.note(body, cause_id=event.event_id)
        if isinstance(body, desk.HandOverRequested):
            self._hand_overs.asked(written, body)
        elif isinstance(body, desk.GradeRaised):
            self._hand_overs.raised(written, body)
        elif isinstance(body, desk.PhonedThrough):
            self._hand_overs.phoned(written, body)
        self._on.changes.publish(Change.HAND_OVER)

    def _line(self, event: Event, fact: object) -> None:
        settled = desk.ItemSettled(event.event_id, "replaced")
        new = Happened(self._on.new_id(), event.stream_id, fact, event.event_id)
        done = self._attendance.of_desk(settled, event.event_id)
        live = self._calls.reach(event.stream_id)
        author = self._attendance.author
        self._saving.append((new, done), author, live)
        if live is not None:
            live.decided((new,), self._on.clock.moment().at_utc, author.actor)
        self._on.changes.publish(Change.CONTACT)
