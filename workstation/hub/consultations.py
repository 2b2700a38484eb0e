"""Who looked at whose record, and why, for whoever has to answer for it (DPA 2018 s.62)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from workstation.domain.desk_stream import Consulted
from workstation.hub.callers.rows import caller_in
from workstation.hub.store import callers, lately, people
from workstation.hub.store.engine import Database, Transaction
from workstation.hub.store.lately import Came
from workstation.protocol.payloads import body_of


@dataclass(frozen=True, slots=True)
class Consultation:
    """One look at one person's record.

    ``at_utc`` by the desk's clock. ``caller_name`` and ``by_name`` are empty for whom nobody knows
    any more; ``number`` and ``contact_id`` where no call was the reason.
    """

    at_utc: str
    by: str
    by_name: str
    desk_name: str
    caller_id: str
    caller_name: str
    reason: str
    number: str
    contact_id: str


_UNREAD: Final = Consulted(("",), None, "not to be read any more", None)


def consultations(
    database: Database, begin_utc: str, *, of: str = "", by: str = ""
) -> Iterator[Consultation]:
    """Those that reached the hub since ``begin_utc``, oldest first.

    ``of``: of this person's record alone. ``by``: by this user alone. One that retention has
    erased, or a newer release has written, no longer says whose record it was: it is told where
    everybody's are asked for.
    """
    with database.reading() as tx:
        for came in lately.looks(tx, begin_utc):
            if by in ("", came.event.actor):
                body = body_of(came.event)
                looked = body if isinstance(body, Consulted) else _UNREAD
                seen = [one for one in looked.caller_ids if of in ("", one)]
                yield from _each(tx, came, looked, seen)


def _each(
    tx: Transaction, came: Came, body: Consulted, caller_ids: list[str]
) -> Iterator[Consultation]:
    actor = came.event.actor
    known = callers.find(tx, caller_ids)
    for caller_id in caller_ids:
        row = known.get(caller_id)
        caller = caller_in(row) if row is not None else None
        yield Consultation(
            came.event.at_utc,
            actor,
            people.names(tx, [actor]).get(actor, ""),
            came.desk_name,
            caller_id,
            caller.name if caller is not None else "",
            body.reason,
            body.number or "",
            body.contact_id or "",
        )
