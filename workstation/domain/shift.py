"""What came of every answered call: all are on record, and every record ended in a named way.

Counting needs the calls that were answered and the records there are, told apart: a call without
its record, a record without its answer, or an end that is none, is unexplained.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from workstation.domain.contact.facts import ABANDONED, ELSEWHERE, WITH_INCIDENTS
from workstation.domain.contact.state import Contact, Phase

#: Seconds that a desk's shift page looks back.
LOOKS_BACK_S: Final = 12 * 3600

#: "accepted": every incident of it; "open": nobody has ended it, or a team has not accepted yet;
#: "elsewhere": another desk took the call over, and accounts for it.
Fate = Literal["accepted", "contact_only", "abandoned", "elsewhere", "open", "unexplained"]


@dataclass(frozen=True, slots=True)
class Account:
    """What counting needs of one record. ``words`` name it for a person; ``end`` is None while it
    goes on, and ``end_name`` the policy's word for it. ``handed``: those of its ``incidents`` that
    this desk itself handed over. ``failure``: the kind of failure demand that the advisor noted,
    empty where it is none.
    """

    contact_id: str
    answered_at: str
    line: str = ""
    number: str | None = None
    phase: Phase = "none"
    words: str = ""
    end: str | None = None
    end_name: str = ""
    incidents: tuple[str, ...] = ()
    handed: tuple[str, ...] = ()
    failure: str = ""


def account_of(contact: Contact, words: str = "") -> Account | None:
    """The account of ``contact``; ``None`` while nobody has answered it."""
    if contact.answered_at is None:
        return None
    end = contact.disposition.fact if contact.disposition else None
    handed = tuple(one.incident_id for one in contact.handed)
    return Account(
        contact.contact_id,
        contact.answered_at,
        contact.call.line if contact.call else "",
        contact.call.number if contact.call else None,
        contact.phase,
        words,
        end.disposition if end else None,
        (end.name or end.disposition) if end else "",
        (*handed, *contact.attached),
        tuple(one for one in handed if one not in contact.attached),
        "" if contact.failure_kind == "none" else contact.failure_kind,
    )


def fate_of(account: Account, waiting: Collection[str]) -> Fate:
    """How the record ended. ``waiting``: incidents that nobody has accepted."""
    if account.end is None:
        return "open"
    if account.end == ELSEWHERE:
        return "elsewhere"
    if account.incidents:
        return "open" if any(one in waiting for one in account.incidents) else "accepted"
    if account.end == ABANDONED:
        return "abandoned"
    return "unexplained" if account.end in ("", WITH_INCIDENTS) else "contact_only"


@dataclass(frozen=True, slots=True)
class Tally:
    """One stretch of time. Each part holds its records, oldest first; together they are the whole.

    ``answered`` counts what was answered, ``recorded`` what is on record; ``without_record`` and
    ``without_answer`` name what is in one of them only.
    """

    since_utc: str
    answered: int
    recorded: int
    accepted: tuple[Account, ...] = ()
    contact_only: tuple[Account, ...] = ()
    abandoned: tuple[Account, ...] = ()
    elsewhere: tuple[Account, ...] = ()
    open: tuple[Account, ...] = ()
    unexplained: tuple[Account, ...] = ()
    without_record: frozenset[str] = frozenset()
    without_answer: frozenset[str] = frozenset()

    @property
    def accounts(self) -> tuple[Account, ...]:
        """Every record that is counted."""
        return (
            *self.accepted,
            *self.contact_only,
            *self.abandoned,
            *self.elsewhere,
            *self.open,
            *self.unexplained,
        )

    @property
    def ends(self) -> Mapping[str, int]:
        """How many contacts without an incident ended in which way, by the policy's words."""
        found: dict[str, int] = {}
        for account in self.contact_only:
            found[account.end_name] = found.get(account.end_name, 0) + 1
        return found

    @property
    def failure_demand(self) -> Mapping[str, int]:
        """How many contacts were noted as failure demand of which kind."""
        found: dict[str, int] = {}
        for account in self.accounts:
            if account.failure:
                found[account.failure] = found.get(account.failure, 0) + 1
        return found


def tally(
    since_utc: str,
    answered: Mapping[str, str],
    accounts: Iterable[Account],
    waiting: Collection[str],
) -> Tally:
    """Count from ``since_utc`` on. ``answered``: when each call was answered, by contact."""
    on_record = {a.contact_id: a for a in accounts if a.answered_at >= since_utc}
    heard = {one: at for one, at in answered.items() if at >= since_utc}
    parts: dict[Fate, list[Account]] = {}
    for account in on_record.values():
        known = account.contact_id in heard
        fate = fate_of(account, waiting) if known else "unexplained"
        parts.setdefault(fate, []).append(account)
    without_record = frozenset(heard.keys() - on_record.keys())
    for contact_id in without_record:
        parts.setdefault("unexplained", []).append(Account(contact_id, heard[contact_id]))
    ordered = {
        fate: tuple(sorted(some, key=lambda a: (a.answered_at, a.contact_id)))
        for fate, some in parts.items()
    }
    return Tally(
        since_utc,
        len(heard),
        len(on_record),
        **ordered,
        without_record=without_record,
        without_answer=frozenset(on_record.keys() - heard.keys()),
    )


def earlier(at_utc: str, seconds: float) -> str:
    """The time ``seconds`` before ``at_utc``, written alike."""
    then = datetime.fromisoformat(at_utc) - timedelta(seconds=seconds)
    return then.isoformat(timespec="microseconds").replace("+00:00", "Z")
