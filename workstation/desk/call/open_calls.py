"""The calls this desk has in hand, which is on the screen, and who is on record for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from workstation.desk.call.identity import PolicyShelf
from workstation.desk.call.live import LiveCall
from workstation.desk.call.news import NewsLine
from workstation.desk.call.recall import reopened
from workstation.desk.changes import Change
from workstation.desk.ports import Surroundings
from workstation.domain.callers.caller import Caller, OnRecord


class OpenCalls:
    """Calls in memory, in the order they came. Decides nothing and writes no events."""

    def __init__(self, around: Surroundings, policies: PolicyShelf, news: NewsLine) -> None:
        self._on = around
        self.policies = policies
        self._news = news
        self._calls: dict[str, LiveCall] = {}
        self.current: str | None = None

    def __iter__(self) -> Iterator[LiveCall]:
        return iter(tuple(self._calls.values()))

    def __contains__(self, contact_id: str) -> bool:
        return contact_id in self._calls

    def ids(self) -> tuple[str, ...]:
        """Every call in hand."""
        return tuple(self._calls)

    def find(self, contact_id: str | None = None) -> LiveCall | None:
        """A call, the one on the screen when none is named."""
        return self._calls.get(contact_id or self.current or "")

    def under_way(self) -> LiveCall | None:
        """The call on the screen, while it is gone on with."""
        live = self.find()
        return live if live is not None and live.contact.disposition is None else None

    @property
    def is_free(self) -> bool:
        """Whether the screen may show a call that rings: nothing is gone on with or typed there."""
        live = self.find()
        if live is None:
            return True
        return live.contact.disposition is not None and not any(
            draft.text.strip() for draft in live.drafts.values()
        )

    def ringing(self, contact_id: str | None = None) -> LiveCall | None:
        """A ringing call: the one named, else the one on the screen, else the longest waiting."""
        seen = self.find(contact_id)
        if seen is not None and seen.contact.phase == "ringing":
            return seen
        return None if contact_id else next((c for c in self if c.contact.phase == "ringing"), None)

    def of_telephone(self, call_id: str) -> LiveCall | None:
        """The newest contact of a call; telephony may offer one again, or use its id again."""
        calls = (c for c in reversed(self._calls.values()) if c.contact.call)
        return next(
            (c for c in calls if c.contact.call and c.contact.call.call_id == call_id), None
        )

    def begin(self, contact_id: str) -> LiveCall:
        """A call that comes in, under the policy in force."""
        live = LiveCall(contact_id, self.policies.current)
        self._calls[contact_id] = live
        return live

    def use(self, policies: PolicyShelf) -> None:
        """Another policy is in force: for calls that come, never for those under way.

        A call whose own policy was not here is read by it as soon as it is.
        """
        self.policies = policies
        for live in self:
            if live.missing is not None:
                live.pin(live.missing, policies)
                self._on.changes.publish(Change.CONTACT)

    def take(self, calls: Sequence[LiveCall], current: str | None) -> None:
        """Have calls of an earlier run in hand again, ``current`` on the screen."""
        for live in calls:
            self._calls[live.contact_id] = live
            self.look_up(live)
        self.current = current
        for sentence in dict.fromkeys(live.policy_missing for live in calls):
            if sentence:
                self._news.tell(sentence)

    def bring_back(self, contact_ids: Iterable[str]) -> None:
        """Have ended contacts in hand again, as the journal holds them."""
        missing = sorted(set(contact_ids) - self._calls.keys())
        if missing:
            back = [reopened(self._on.journal, self.policies, one) for one in missing]
            self.take(back, self.current)
            self._on.changes.publish(Change.CALL)

    def show(self, contact_id: str) -> None:
        """Make a call the current one, from the journal if need be; the one before stays."""
        if contact_id not in self._calls and self._on.journal.stream(contact_id):
            self.bring_back([contact_id])
        if contact_id in self._calls:
            self.current = contact_id
            self._on.journal.remember("current", contact_id)
            self._on.changes.publish(Change.CALL)

    def reach(self, contact_id: str) -> LiveCall | None:
        """A call in hand, or as the journal holds it; what is in hand stays the same."""
        known = self._calls.get(contact_id)
        if known is None and self._on.journal.stream(contact_id):
            known = reopened(self._on.journal, self.policies, contact_id)
        return known

    def on_record(self, live: LiveCall) -> OnRecord:
        """Who is on record for the number of a call, as last read."""
        return live.on_record or self.look_up(live)

    def look_up(self, live: LiveCall) -> OnRecord:
        """Read again who is on record for the number of a call."""
        number = live.contact.call.number if live.contact.call else None
        live.on_record = self._on.directory.on_record(number)
        live.chosen = None
        return live.on_record

    def chosen(self, live: LiveCall) -> Caller | None:
        """Whom on record the caller says to be, as last read."""
        said = live.contact.caller.caller_id if live.contact.caller else None
        if said is None:
            return None
        if live.chosen is None or live.chosen.caller_id != said:
            live.chosen = self._on.directory.one(said)
        return live.chosen

    def callers_changed(self) -> None:
        """The copy of the people on record changed; who is on record is read again."""
        for live in self:
            self.look_up(live)
        self._on.changes.publish(Change.ON_RECORD)
