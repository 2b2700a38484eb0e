"""People on record, as pages for the desks' caches."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from workstation.domain.callers.caller import Caller
from workstation.hub.hub import Hub
from workstation.hub.store import callers
from workstation.hub.store.engine import Database
from workstation.protocol.messages import CallersPage, WireCaller, WirePast

#: People in one transaction: longer ones would hold up every other writer.
AT_ONCE = 200


def put_callers(database: Database, people: Iterable[Caller]) -> int:
    """Create or replace people on record, at most `AT_ONCE` in a transaction; returns how many."""
    waiting: list[tuple[str, str]] = []
    done = 0
    for person in people:
        waiting.append((person.caller_id, json.dumps(asdict(person), ensure_ascii=False)))
        if len(waiting) == AT_ONCE:
            done += _put(database, waiting)
            waiting = []
    return done + _put(database, waiting)


def _put(database: Database, records: list[tuple[str, str]]) -> int:
    if records:
        with database.writing() as tx:
            callers.put(tx, records)
    return len(records)


def page(hub: Hub, after: int, limit: int) -> CallersPage:
    """People changed after number ``after``."""
    with hub.reading() as tx:
        newest = tx.newest_number("callers")
        found = callers.after(tx, after, limit + 1)
        now = hub.clock(tx)
    more = len(found) > limit
    shown = found[:limit]
    up_to = shown[-1].no if more else max([newest, after, *(row.no for row in shown)])
    people = tuple(_wire(json.loads(row.record), row.no) for row in shown)
    return CallersPage(callers=people, up_to=up_to, more=more, now_utc=now)


def _wire(record: dict[str, Any], no: int) -> WireCaller:
    past = [{name: one[name] for name in WirePast.model_fields} for one in record["history"]]
    known = {name: value for name, value in record.items() if name in WireCaller.model_fields}
    return WireCaller(**{**known, "history": past, "no": no})
