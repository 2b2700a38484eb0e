"""One call in the desk's memory: its entries, their reading, half-typed texts, who is on record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from workstation.desk.call.identity import PolicyShelf
from workstation.desk.call.judged import Judged, judged
from workstation.desk.call.sheltered import Sheltered
from workstation.desk.call.stand_in import missing_sentence, stand_in
from workstation.desk.ports import Draft
from workstation.domain.callers.caller import Caller, OnRecord
from workstation.domain.contact.evolve import evolve
from workstation.domain.contact.state import Contact
from workstation.domain.events import Entry, Happened, Moment, PolicyRef
from workstation.domain.policy import Policy
from workstation.domain.shift_times import CallTimes, followed
from workstation.protocol.payloads import unfolded


class LiveCall:
    """A contact that this desk writes. Lives in the thread that owns the screens."""

    def __init__(self, contact_id: str, policy: Policy) -> None:
        self.contact = Contact(contact_id)
        self.policy = policy
        self.entries: tuple[Entry, ...] = ()
        self.drafts: dict[str, Draft] = {}
        self.on_record: OnRecord | None = None
        #: Whom on record the caller says to be, as last read.
        self.chosen: Caller | None = None
        #: The policy it was answered under, while that is not at this desk.
        self.missing: PolicyRef | None = None
        self.unsaved = 0
        self.saved_at: str | None = None
        #: When it rang, was answered and ended, by every clock of this machine.
        self.times = CallTimes(contact_id)
        self._judged: Judged | None = None
        self._sheltered: Sheltered | None = None

    @property
    def contact_id(self) -> str:
        """The id of the contact's stream."""
        return self.contact.contact_id

    @property
    def policy_missing(self) -> str:
        """What a person is told while the policy it was answered under is not at this desk."""
        return missing_sentence(self.missing, self.policy.ref) if self.missing else ""

    def judged(self, referrals: Mapping[str, str]) -> Judged:
        """What its policy makes of it; judged anew when anything of that has changed."""
        if self._judged is None or not self._judged.is_of(self.policy, self.contact, referrals):
            self._judged = judged(self.policy, self.contact, referrals)
        return self._judged

    def sheltered(self, found: OnRecord, chosen: Caller | None) -> tuple[OnRecord, Caller | None]:
        """Who is on record and whom the caller says to be, as they may be shown now."""
        of = (found, chosen, self.contact.established)
        if self._sheltered is None or not self._sheltered.is_of(*of):
            self._sheltered = Sheltered(*of)
        return self._sheltered.found, self._sheltered.chosen

    def pin(self, ref: PolicyRef, policies: PolicyShelf) -> None:
        """Read it by the policy it was answered under; by the one in force if that is not here."""
        found = policies.pinned(ref)
        self.missing = None if found else ref
        self.policy = found or stand_in(policies.current, self.contact)

    def take(self, entries: Iterable[Entry]) -> None:
        """Fold further entries of this contact in."""
        for entry in entries:
            self.entries = (*self.entries, entry)
            self.contact = evolve(self.contact, entry)

    def timed(self, body: Any, at: Moment) -> None:
        """This desk's own ``body`` of this contact happened then."""
        self.times = followed(self.times, body, at)

    def decided(self, happened: Iterable[Happened], at_utc: str, actor: str) -> None:
        """Show at once what was decided; the journal gives these events the same numbers."""
        own = [h for h in happened if h.stream_id == self.contact_id]
        first = self.contact.last_seq + 1
        self.take(
            unfolded(Entry(h.event_id, h.stream_id, seq, at_utc, actor, h.body))
            for seq, h in enumerate(own, start=first)
        )
