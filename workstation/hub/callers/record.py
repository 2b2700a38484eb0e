"""Changing the record of people: all of it in one transaction, each change with one number."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from itertools import islice
from typing import Any

from workstation.domain.callers.caller import Caller, PastContact
from workstation.hub.callers.parts import parts_of
from workstation.hub.callers.rows import caller_in, gone, home_of, row_of
from workstation.hub.store import caller_links, callers
from workstation.hub.store.caller_parts import PartRow
from workstation.hub.store.callers import CallerRow
from workstation.hub.store.engine import Database, Transaction

#: People in one transaction: longer ones would hold up every other writer.
AT_ONCE = 200


@dataclass(slots=True)
class RecordWork:
    """The people of one transaction while they change. The record's lock is held."""

    tx: Transaction
    _kept: dict[str, CallerRow] = field(default_factory=dict)
    _read: dict[str, Caller | None] = field(default_factory=dict)
    _wanted: dict[str, Caller | None] = field(default_factory=dict)

    def find(self, *caller_ids: str) -> dict[str, Caller]:
        """Those of them who are on record, as they are by now."""
        unread = [one for one in caller_ids if one not in self._kept and one not in self._wanted]
        self._kept |= callers.find(self.tx, unread)
        found = {one: self._now(one) for one in dict.fromkeys(caller_ids)}
        return {one: caller for one, caller in found.items() if caller is not None}

    def put(self, *people: Caller) -> None:
        """Create or replace people."""
        self._wanted |= {person.caller_id: person for person in people}

    def remove(self, caller_id: str) -> None:
        """Somebody is on record no more; desks let go of them."""
        self._wanted[caller_id] = None

    def finish(self) -> int:
        """Keep what changed, and with it the protection of households; how many people changed."""
        unread = [one for one in self._wanted if one not in self._kept]
        self._kept |= callers.find(self.tx, unread)
        protected = self._protected()
        order = dict.fromkeys((*self._wanted, *self._kept))
        rows = (self._row(one, protected) for one in order)
        changed = [row for row in rows if row and row != self._kept.get(row.caller_id)]
        self._keep(changed)
        self._put_numbers()
        return len(changed)

    def _keep(self, changed: Iterable[CallerRow]) -> None:
        rows, news = list[CallerRow](), list[PartRow]()
        for row in changed:
            parts = parts_of(self._before(row.caller_id), self._now(row.caller_id))
            if parts is None:
                rows.append(row)
            else:
                rows.append(replace(row, parts_after=self._kept[row.caller_id].parts_after))
                news.extend(parts)
        callers.put(self.tx, rows, news)

    def _put_numbers(self) -> None:
        """Where anybody may be speaking the record of the number has the contacts of nobody."""
        for caller in self._wanted.values():
            if caller is not None and caller.kind != "person":
                for number in caller.phones:
                    caller_links.put_number(self.tx, number, caller.caller_id)

    def _now(self, caller_id: str) -> Caller | None:
        if caller_id in self._wanted:
            return self._wanted[caller_id]
        return self._before(caller_id)

    def _before(self, caller_id: str) -> Caller | None:
        """As the record has them; read once, for a history may be long."""
        if caller_id not in self._read:
            kept = self._kept.get(caller_id)
            self._read[caller_id] = caller_in(kept) if kept else None
        return self._read[caller_id]

    def _protected(self) -> frozenset[str]:
        """Households of which somebody is protected; everybody of them has been read by then."""
        homes = {home_of(one) for one in self._wanted.values() if one}
        homes |= {self._kept[one].household for one in self._wanted if one in self._kept}
        self._kept |= callers.of_households(self.tx, homes - {""})
        everybody = map(self._now, self._wanted.keys() | self._kept.keys())
        return frozenset(home_of(one) for one in everybody if one and one.address_protected)

    def _row(self, caller_id: str, protected: frozenset[str]) -> CallerRow | None:
        caller = self._now(caller_id)
        if caller is None:
            return gone(caller_id) if caller_id in self._kept else None
        return row_of(caller, protected=caller.address_protected or home_of(caller) in protected)


@contextmanager
def changing(tx: Transaction) -> Iterator[RecordWork]:
    """Change people on record; what changed is kept at the end. Other locks come first."""
    callers.lock(tx)
    work = RecordWork(tx)
    yield work
    work.finish()


def put_callers(database: Database, people: Iterable[Caller]) -> int:
    """Create or replace people on record, at most `AT_ONCE` in a transaction; returns how many."""
    coming, done = iter(people), 0
    while some := list(islice(coming, AT_ONCE)):
        with database.writing() as tx, changing(tx) as work:
            work.put(*some)
        done += len(some)
    return done


def catch_up(database: Database) -> int:
    """Take over the people whom a release before put on record; returns how many."""
    done = 0
    while True:
        with database.writing() as tx:
            before = callers.of_before(tx, AT_ONCE)
            if not before:
                return done
            with changing(tx) as work:
                work.put(*(_before(json.loads(record)) for record in before.values()))
            callers.taken_over(tx, before)
        done += len(before)


def _before(record: dict[str, Any]) -> Caller:
    """Somebody as a release before kept them: the fields of today's `Caller` that there were."""
    plain = _plain([one.name for one in fields(Caller)], record)
    history = tuple(PastContact(**_plain(PastContact._fields, past)) for past in record["history"])
    return Caller(**{**plain, "history": history})


def _plain(names: Iterable[str], record: dict[str, Any]) -> dict[str, Any]:
    known = {name: record[name] for name in names if name in record}
    return {name: tuple(v) if isinstance(v, list) else v for name, v in known.items()}
