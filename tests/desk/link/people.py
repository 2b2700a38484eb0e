"""People on record at a hub for tests of their copies, and what a copy holds, by SQL of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.hub.control_room import ControlRoom
from workstation.desk.journal.encrypted_file import connect_looking
from workstation.domain.callers.caller import Caller, PastContact
from workstation.hub.callers.record import put_callers
from workstation.hub.clock import text_of


def somebody(number: int, *, days: int = 3, **more: Any) -> Caller:
    """A made-up person who rang ``days`` ago."""
    at = text_of(datetime.now(UTC) - timedelta(days=days, minutes=number % 1440))
    past = PastContact(at, "Prompt", f"Noise {number}", "Advice", f"contact:{number}", "101")
    plain: dict[str, Any] = {
        "caller_id": f"caller:{number:08}",
        "name": f"Morag Macmade{number}",
        "born": None,
        "address": f"{number} Fir Road",
        "address_protected": False,
        "phones": (f"+44119{number:07}",),
        "history": (past,),
    }
    return Caller(**{**plain, **more})


def people_at(room: ControlRoom, *people: Caller) -> None:
    """Put them on record."""
    put_callers(room.hub.database, people)


def at_hub(room: ControlRoom) -> list[str]:
    """Everybody at the hub who is not gone, in order."""
    with room.hub.database.reading() as tx:
        rows = tx.sql.exec_driver_sql("SELECT caller_id FROM callers WHERE priority >= 0")
        return sorted(row[0] for row in rows)


def in_file(path: Path, key: bytes) -> list[str]:
    """Everybody in a copy, in order; somebody held twice stands here twice."""
    connection = connect_looking(path, key)
    try:
        rows = connection.execute("SELECT caller_id FROM caller").fetchall()
        return sorted(row[0] for row in rows)
    finally:
        connection.close()


def of_another_epoch(room: ControlRoom) -> None:
    """The hub goes on with another epoch, as after a restored backup."""
    object.__setattr__(room.hub, "identity", replace(room.hub.identity, epoch="another epoch"))
