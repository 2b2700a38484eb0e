"""The whole force's shift by the hour, counted from what is stored, as each desk counts its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from workstation.domain.events import Entry, Event
from workstation.domain.incident.events import IncidentOpened
from workstation.domain.shift import Account, tally
from workstation.domain.shift_hours import by_hour
from workstation.domain.shift_times import IncidentTimes, incident_times
from workstation.hub.clock import later
from workstation.hub.hub import Hub
from workstation.hub.shift_calls import BEGIN, calls
from workstation.hub.store import shift
from workstation.hub.store.engine import Transaction
from workstation.protocol.payloads import entry_kept
from workstation.protocol.shift import WireShift, wire_shift

#: Calls, and incidents, that are read at most; what is left out is said.
READ: Final = 20_000
#: Seconds by which something may have come in before its own time: a desk's clock runs ahead.
AHEAD_S: Final = 3600.0
_TURNS: Final = ("IncidentOpened", "Accepted", "AcceptanceOverdue", "GradeChanged")


@dataclass(frozen=True, slots=True)
class _Incident:
    opened: IncidentOpened
    times: IncidentTimes


def shift_of(hub: Hub, hours: int) -> WireShift:
    """The last ``hours``. Raises `StoreUnreachable`."""
    with hub.reading() as tx:
        now = hub.clock(tx)
        since = later(now, -hours * 3600.0)
        begin = later(since, -AHEAD_S)
        contact_ids = shift.begun(tx, BEGIN, begin, READ + 1)
        turned = shift.begun(tx, _TURNS, begin, READ + 1)
        incidents = _read(shift.of_streams(tx, turned[:READ], _TURNS))
        named = {i.opened.contact_id: i.times.sent_at for i in incidents if i.times.sent_at > since}
        found = calls(tx, contact_ids[:READ], named)
        waiting = _waiting(tx, found.accounts, incidents)
    counted = tally(since, found.answered, found.accounts, waiting)
    whole = by_hour(counted, now, found.times, (i.times for i in incidents))
    return wire_shift(whole, cut=len(contact_ids) > READ or len(turned) > READ)


def _read(told: Mapping[str, list[Event]]) -> tuple[_Incident, ...]:
    read = ((key, [entry_kept(event) for event in events]) for key, events in told.items())
    found = ((_opened(entries), incident_times(key, entries)) for key, entries in read)
    return tuple(_Incident(opened, times) for opened, times in found if opened and times)


def _opened(entries: Iterable[Entry]) -> IncidentOpened | None:
    return next((e.body for e in entries if isinstance(e.body, IncidentOpened)), None)


def _waiting(
    tx: Transaction, accounts: Iterable[Account], incidents: Iterable[_Incident]
) -> frozenset[str]:
    """Incidents that no team has accepted, without those that were sent again as a new one."""
    handed = [account.incidents for account in accounts]
    stands = shift.standings(tx, (one for some in handed for one in some))
    anew = {i.opened.incident_id for i in incidents if i.opened.send_now}
    waiting = set()
    for some in handed:
        for n, one in enumerate(some):
            again = any(after in anew for after in some[n + 1 : n + 2])
            if stands.get(one) not in ("accepted", "closed") and not again:
                waiting.add(one)
    return frozenset(waiting)
