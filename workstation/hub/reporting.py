"""Keeps what a desk reports of itself: the newest counts, in whatever order reports arrive."""

from __future__ import annotations

from workstation.domain.events import Moment
from workstation.hub.credentials import Machine
from workstation.hub.hub import Hub
from workstation.hub.store import reports
from workstation.protocol.supervising import DeskReport, ReportReply


def take(hub: Hub, machine: Machine, told: DeskReport) -> ReportReply:
    """Keep ``told`` unless the desk has said something newer. Raises `StoreUnreachable`."""
    with hub.database.writing() as tx:  # nobody follows these, so nobody is woken
        now = hub.clock(tx)
        last = reports.held(tx, machine.device_id)
        if last is None or not _overtaken(told, last.report):
            row = reports.Reported(
                machine.device_id, now, now, told.closing, told.model_dump_json()
            )
            reports.put(tx, row)
    hub.hearing.reported(machine.device_id)
    return ReportReply(now_utc=now)


def _overtaken(told: DeskReport, last: str) -> bool:
    """Whether the desk said ``last`` later than ``told``, as far as its clocks can tell."""
    if not last:
        return False
    at, before = told.at.moment(), _moment(last)
    return at.boot_id == before.boot_id and at.mono_ns < before.mono_ns


def _moment(report: str) -> Moment:
    return DeskReport.model_validate_json(report).at.moment()
