"""The calls answered at this desk lately, and what came of each.

What was answered is counted as it happens, apart from the records. What an earlier run of the
program ended is read from the journal once, at the first look and no further back than is counted:
no start waits for it, and no later look reads anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from workstation.desk.call.hand_overs import HandOvers
from workstation.desk.call.live import LiveCall
from workstation.desk.call.open_calls import OpenCalls
from workstation.desk.call.recall import reopened
from workstation.desk.call.view import ShiftView
from workstation.desk.ports import Surroundings
from workstation.domain.contact.facts import CallAnswered
from workstation.domain.contact.handing import headline
from workstation.domain.shift import LOOKS_BACK_S, Account, account_of, earlier, fate_of, tally

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
        self._answered: dict[str, str] = {}
        self._ended: dict[str, Account] | None = None

    def answered(self, contact_id: str, at_utc: str) -> None:
        """A call was answered here."""
        self._answered[contact_id] = at_utc

    def view(self, own_since_utc: str) -> ShiftView:
        """What came of them until now; ``own_since_utc`` is empty while nobody is signed in."""
        now = self._on.clock.moment().at_utc
        since = earlier(now, LOOKS_BACK_S)
        waiting = self._hand_overs.waiting()
        if self._ended is None:
            self._ended = self._read_back(now)
        in_hand = [account for live in self._calls if (account := _account(live))]
        every = {**self._ended, **{account.contact_id: account for account in in_hand}}
        accounts = tuple(every.values())
        still = [a for a in accounts if fate_of(a, waiting) == "open"]
        return ShiftView(
            now,
            tally(own_since_utc, self._answered, accounts, waiting) if own_since_utc else None,
            tally(since, self._answered, accounts, waiting),
            tuple(sorted(still, key=lambda a: a.answered_at)),
        )

    def _read_back(self, now_utc: str) -> dict[str, Account]:
        """What an earlier run ended, as far back as is counted, and what it left in hand."""
        found = {}
        for live in self._calls:
            self._heard(live)
        for live in self._closed_since(earlier(now_utc, LOOKS_BACK_S + _LONGEST_RING_S)):
            account = _account(live)
            if account is not None:
                self._heard(live)
                found[account.contact_id] = account
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
