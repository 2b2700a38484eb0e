"""The last word of each desk: when it was heard of, and what it last reported of itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from workstation.hub.store.engine import Transaction
from workstation.hub.store.tables import DESK_REPORTS


@dataclass(frozen=True, slots=True)
class Reported:
    """A row; ``report`` is JSON, empty before the first report. Times are the hub's clock."""

    device_id: str
    heard_at: str
    reported_at: str = ""
    closed: bool = False
    report: str = ""


_SELECT: Final = sa.select(*(DESK_REPORTS.c[name] for name in Reported.__slots__))


def held(tx: Transaction, device_id: str) -> Reported | None:
    """The row of a desk; nobody else changes it before this transaction ends."""
    found = tx.sql.execute(
        _SELECT.where(DESK_REPORTS.c.device_id == device_id).with_for_update()
    ).one_or_none()
    return _read(*found) if found else None


def put(tx: Transaction, reported: Reported) -> None:
    """The desk stands so now."""
    values = {name: getattr(reported, name) for name in Reported.__slots__}
    tx.put(DESK_REPORTS, values | {"closed": int(reported.closed)})


def heard(tx: Transaction, device_id: str, now: str) -> None:
    """Something came from the desk; what it reported, and that it said goodbye, stay."""
    first = {"heard_at": now, "reported_at": "", "closed": 0, "report": ""}
    tx.put(DESK_REPORTS, {"device_id": device_id, **first}, only=("heard_at",))


def everything(tx: Transaction) -> dict[str, Reported]:
    """Every row, by device."""
    return {row.device_id: _read(*row) for row in tx.sql.execute(_SELECT)}


def _read(device_id: str, heard_at: str, reported_at: str, closed: int, report: str) -> Reported:
    return Reported(device_id, heard_at, reported_at, bool(closed), report)
