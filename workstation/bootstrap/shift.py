"""The whole force's shift by the hour, asked for by a supervisor, and kept in files."""

from __future__ import annotations

from pathlib import Path

from workstation.bootstrap.faults import CannotGoOn
from workstation.bootstrap.machine import Machine
from workstation.bootstrap.supervising import signed_in
from workstation.desk.call.exporting import kept_in
from workstation.desk.call.shift_csv import csv_of
from workstation.desk.call.shift_pictures import PLOTS, drawn
from workstation.desk.clock import SystemClock
from workstation.desk.link.shift_client import ShiftClient
from workstation.domain.shift_hours import ByHour
from workstation.protocol.shift import WireShift, shift_from


def force_shift(machine: Machine, user: str, password: str, hours: int) -> WireShift:
    """The last ``hours`` as the hub counts them. Raises `CannotGoOn` with the hub's words."""
    client = ShiftClient(machine.hub, SystemClock(), machine.credential)
    with signed_in(client, user, password) as session:
        answer = client.shift(hours, session.token)
        if not isinstance(answer, WireShift):
            raise CannotGoOn(answer.sentence)
        return answer


def keep(told: WireShift, table: Path | None, pictures: Path | None) -> tuple[str, ...]:
    """Keep it in new files; a sentence for each. Raises `CannotGoOn` where that cannot be done."""
    found = shift_from(told)
    kept = [_kept(table, csv_of(found))] if table else []
    if pictures:
        kept.append(_kept(pictures, _png(found)))
    return tuple(kept)


def _kept(path: Path, content: bytes) -> str:
    whole = path.expanduser().absolute()
    if fault := kept_in(whole, content):
        raise CannotGoOn(f"{whole}: {fault}")
    return f"Kept in {whole}, for you alone to read: counts and times only, nobody's data."


def _png(found: ByHour) -> bytes:
    from workstation.desk.call.shift_plots import KEPT_FINE, KEPT_WIDE, ON_PAPER, png_of

    return png_of([drawn(plot, found) for plot in PLOTS], ON_PAPER, KEPT_WIDE, KEPT_FINE)
