"""The calls answered at this desk lately, what came of each, and the same by the hour.

What was answered is counted as it happens, apart from the records. What an earlier run of the
program ended is read from the journal once, at the first look and no further back than is counted:
no start waits for it, and no later look reads anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from workstation.desk.call.hand_overs import HandOvers
from workstation.desk.call.live import LiveCall
from workstation.desk.call.open_calls import OpenCalls
from workstation.desk.call.recall import reopened
from workstation.desk.call.shift_incidents import ShiftIncidents
from workstation.desk.call.view import ShiftView
from workstation.desk.ports import Surroundings
from workstation.domain.contact.facts import CallAnswered
from workstation.domain.contact.handing import headline
from workstation.domain.events import Moment
from workstation.domain.shift import (
    LOOKS_BACK_S,
    Account,
    Tally,
    account_of,
    earlier,
    fate_of,
    tally,
)
from workstation.domain.shift_hours import ByHour, by_hour
from workstation.domain.shift_times import CallTimes, instant

#: Ended contacts that are read at a time.
_PAGE: Final = 50
#: Seconds that a call may have begun before it was answered.
_LONGEST_RING_S: Final = 3600


class ShiftBook:
    """A reading over the calls in hand, the ended ones of an earlier run, and the hand-overs."""

    def __init__(self, around: Surroundings, calls: OpenCalls, hand_overs: HandOvers) -> None:
        self._on = around
        self._calls = calls
        self._hand_overs = hand_overs
        self._incidents = ShiftIncidents(around.cache, around.clock, hand_overs)
        self._answered: dict[str, str] = {}
        self._ended: dict[str, tuple[Account, CallTimes]] | None = None

    def answered(self, contact_id: str, at_utc: str) -> None:
        """A call was answered here."""
        self._answered[contact_id] = at_utc

    def view(self, own_since_utc: str) -> ShiftView:
        """What came of them until now; ``own_since_utc`` is empty while nobody is signed in."""
        now = self._on.clock.moment()
        since = earlier(now.at_utc, LOOKS_BACK_S)
        waiting = self._hand_overs.waiting()
        accounts = tuple(self._accounts(now.at_utc).values())
        linked = (one for a in accounts for one in a.incidents if one not in a.handed)
        waiting |= self._hand_overs.linked.waiting(linked)
        still = [a for a in accounts if fate_of(a, waiting) == "open"]
        desk = tally(since, self._answered, accounts, waiting)
        own = tally(own_since_utc, self._answered, accounts, waiting) if own_since_utc else None
        still.sort(key=lambda a: a.answered_at)
        return ShiftView(now.at_utc, own, desk, tuple(still), self._by_hour(desk, accounts, now))

    def _by_hour(self, desk: Tally, accounts: Iterable[Account], now: Moment) -> ByHour:
        """The whole desk, by the hub's clock as last measured."""
        until = instant(now)
        calls = {one: times for one, (_, times) in (self._ended or {}).items()}
        calls |= {live.contact_id: live.times for live in self._calls}
        handed = (one for a in accounts if a.answered_at >= desk.since_utc for one in a.handed)
        incidents = self._incidents.times(handed)
        counted = replace(desk, since_utc=earlier(until, LOOKS_BACK_S))
        return by_hour(counted, until, calls.values(), incidents)

    def _accounts(self, now_utc: str) -> Mapping[str, Account]:
        """Every record that may be counted, those of an earlier run, too."""
        if self._ended is None:
            self._ended = self._read_back(now_utc)
        in_hand = [account for live in self._calls if (account := _account(live))]
        before = {one: account for one, (account, _) in self._ended.items()}
        return {**before, **{account.contact_id: account for account in in_hand}}

    def _read_back(self, now_utc: str) -> dict[str, tuple[Account, CallTimes]]:
        """What an earlier run ended, as far back as is counted, and what it left in hand."""
        found = {}
        for live in self._calls:
            self._heard(live)
        for live in self._closed_since(earlier(now_utc, LOOKS_BACK_S + _LONGEST_RING_S)):
            account = _account(live)
            if account is not None:
                self._heard(live)
                found[account.contact_id] = (account, live.times)
        return found

    def _closed_since(self, since_utc: str) -> Iterator[LiveCall]:
        """Ended contacts from the newest back to the first that began before ``since_utc``."""
        skip = 0
        while page := self._on.journal.closed_contacts(_PAGE, skip):
            skip += len(page)
            for contact_id in page:
                live = self._calls.find(contact_id) or reopened(
                    self._on.journal, self._calls.policies, contact_id
                )
                if (live.contact.offered_at or "") < since_utc:
                    return
                yield live

    def _heard(self, live: LiveCall) -> None:
        for entry in live.entries:
            if isinstance(entry.body, CallAnswered):
                self._answered[live.contact_id] = entry.at_utc


def _account(live: LiveCall) -> Account | None:
    return account_of(live.contact, headline(live.contact, live.policy))
