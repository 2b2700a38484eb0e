"""How each desk stands, from its last report and from when it was last heard of."""

from __future__ import annotations

from typing import Final, Literal

from workstation.hub.clock import later, seconds_between, text_of, time_of
from workstation.hub.store import devices, people, reports
from workstation.hub.store.engine import Transaction
from workstation.protocol.supervising import DeskReport, WireDesk

#: Seconds without a word after which a desk that said no goodbye is silent.
SILENT_AFTER_S: Final = 45.0
#: Seconds after which an item waits too long.
WAITS_TOO_LONG_S: Final = 120.0
_FIRST: Final = ("silent", "waiting", "reporting", "closed")

State = Literal["reporting", "waiting", "silent", "closed"]


def standings(tx: Transaction, now: str) -> tuple[WireDesk, ...]:
    """Every enrolled desk: those that need somebody first, then by name."""
    names = devices.of_kind(tx, "desk")
    rows = reports.everything(tx)
    told = {
        device_id: DeskReport.model_validate_json(row.report)
        for device_id, row in rows.items()
        if row.report
    }
    users = people.names(tx, {report.user for report in told.values()})
    desks = (
        _desk(device_id, name, rows.get(device_id), told.get(device_id), users, now)
        for device_id, name in names.items()
    )
    return tuple(sorted(desks, key=lambda d: (_FIRST.index(d.state), d.name, d.desk_id)))


def _desk(
    device_id: str,
    name: str,
    row: reports.Reported | None,
    report: DeskReport | None,
    users: dict[str, str],
    now: str,
) -> WireDesk:
    if row is None:
        return WireDesk(desk_id=device_id, name=name, state="closed")
    if report is None:
        return WireDesk(
            desk_id=device_id, name=name, state=_state(row, 0, now), heard_at=row.heard_at
        )
    waited = later(row.reported_at, -report.oldest_waiting_s) if report.waiting else ""
    waiting_s = max(0, int(seconds_between(waited, now))) if waited else 0
    copied = time_of(report.cache_as_of)
    return WireDesk(
        desk_id=device_id,
        name=name,
        state=_state(row, waiting_s, now),
        heard_at=row.heard_at,
        reported_at=row.reported_at,
        waiting=report.waiting,
        urgent_waiting=report.urgent_waiting,
        oldest_waiting_since=waited,
        oldest_waiting_s=waiting_s,
        refused=report.refused,
        cache_as_of=text_of(copied) if copied else "",
        release=report.release,
        on_call=report.on_call,
        user=report.user,
        user_name=users.get(report.user, report.user),
    )


def _state(row: reports.Reported, waiting_s: int, now: str) -> State:
    if row.closed:
        return "closed"
    if seconds_between(row.heard_at, now) > SILENT_AFTER_S:
        return "silent"
    return "waiting" if waiting_s > WAITS_TOO_LONG_S else "reporting"
