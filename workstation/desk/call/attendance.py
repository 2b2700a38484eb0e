"""Who sits at the desk, and in whose name things are written."""

from __future__ import annotations

from typing import Any, Final

from workstation.desk.call.hand_overs import HandOvers
from workstation.desk.call.identity import DeskIdentity, PersonAtDesk
from workstation.desk.call.news import NewsLine
from workstation.desk.call.saving import Saving
from workstation.desk.call.view import HubSignIn
from workstation.desk.changes import Change
from workstation.desk.ports import Surroundings
from workstation.domain import desk_stream as desk
from workstation.domain.events import Author, Happened
from workstation.domain.shift import LOOKS_BACK_S, earlier

_HERE: Final = "here"


class Attendance:
    """The person at the desk, ``None`` while nobody is signed in, and the desk's own stream."""

    def __init__(
        self,
        around: Surroundings,
        identity: DeskIdentity,
        hand_overs: HandOvers,
        news: NewsLine,
        saving: Saving,
    ) -> None:
        self._on = around
        self._identity = identity
        self._hand_overs = hand_overs
        self._news = news
        self._saving = saving
        self.person: PersonAtDesk | None = None
        #: Since when this person has been here, also across a new start of the program.
        self.since_utc = ""
        self._here: str | None = None
        self._ends_at: float | None = None

    @property
    def author(self) -> Author:
        """In whose name events are written; the desk's own where nobody is signed in."""
        person = self.person
        if person is None:
            return Author(self._identity.realm, self._identity.desk_id, "")
        return Author(self._identity.realm, person.user, person.sign_in)

    def sign_in(self, person: PersonAtDesk) -> None:
        """``person`` takes the desk; what the last person left unsent goes on being sent."""
        if self.person is not None and self.person.user != person.user:
            self.note(desk.SignedOut(self.person.user))
        self.person = person
        good_for = person.good_for_s
        self._ends_at = self._on.clock.monotonic() + good_for if good_for is not None else None
        roles = tuple(sorted(person.roles))
        self._begin(person)
        self.note(desk.SignedIn(person.user, person.name, roles, person.offline))
        if left := self._hand_overs.undelivered_urgent():
            self._news.tell(f"{left} urgent hand-over from before your shift has no receipt yet.")
        self._on.changes.publish(Change.SIGN_IN)

    def sign_out(self) -> None:
        """The person leaves; calls, drafts and what waits stay where they are."""
        if self.person is None:
            return
        self.note(desk.SignedOut(self.person.user))
        self.person, self.since_utc = None, ""
        self._remember("")
        self._on.changes.publish(Change.SIGN_IN)

    def hub_sign_in(self) -> HubSignIn:
        """How this person's sign-in at the hub stands. Nothing waits for a better one."""
        if self.person is None:
            return "none"
        if self.person.offline:
            return "lacking" if self._on.link.state().state == "live" else "without"
        ended = self._ends_at is not None and self._on.clock.monotonic() >= self._ends_at
        return "ended" if ended else "given"

    def _begin(self, person: PersonAtDesk) -> None:
        """Somebody who did not sign out before the program stopped has been here all along."""
        if self._here is None:
            self._here = self._on.journal.recall(_HERE) or ""
        was, _, since = self._here.rpartition(" ")
        now = self._on.clock.moment().at_utc
        still = was == person.user and earlier(now, LOOKS_BACK_S) <= since <= now
        self.since_utc = since if still else now
        self._remember(f"{person.user} {self.since_utc}")

    def _remember(self, here: str) -> None:
        self._here = here
        self._on.journal.remember(_HERE, here)

    def note(self, body: Any, cause_id: str | None = None) -> str:
        """Write one event of the desk's own stream; its id. ``cause_id``: the event it answers."""
        happened = self.of_desk(body, cause_id)
        self._saving.append((happened,), self.author)
        return happened.event_id

    def of_desk(self, body: Any, cause_id: str | None = None) -> Happened:
        """One event of the desk's own stream, not written yet."""
        return Happened(self._on.new_id(), self._identity.stream_id, body, cause_id)
