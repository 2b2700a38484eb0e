"""Whoever looked at a record is found again, by the person looked at and by who looked."""

from __future__ import annotations

import csv
import io
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.hub.control_room import ControlRoom
from workstation.__main__ import main
from workstation.domain.callers.caller import Caller
from workstation.domain.desk_stream import Consulted
from workstation.hub import consultations as looks
from workstation.hub.callers.record import put_callers
from workstation.hub.store import lately
from workstation.hub.store.tables import EVENTS

NUMBER = "+441414960101"
EWA = Caller("caller:1", "=HYPERLINK(Ewa)", None, "1 Fir Road", False, (NUMBER,))


@pytest.fixture
def looked(room: ControlRoom) -> list[str]:
    """Three looks of one user and one of another; the ids of their events."""
    put_callers(room.hub.database, [EWA])
    one, other = room.desk(), room.desk()
    other.actor = "s.kerr"
    written = [
        one.write(Consulted(("caller:1", "caller:2"), NUMBER, "live call", "contact:1")),
        one.write(Consulted(("caller:1",), NUMBER, "protected address shown", "contact:1")),
        one.write(Consulted(("caller:3",), None, "asked by a supervisor", None)),
    ]
    room.send(one, *written)
    last = other.write(Consulted(("caller:1",), None, "curiosity", None))
    room.send(other, last)
    return [event.event_id for event in (*written, last)]


def reasons(room: ControlRoom, begin: str = "", of: str = "", by: str = "") -> list[str]:
    found = looks.consultations(room.hub.database, begin, of=of, by=by)
    return [f"{one.caller_id} {one.reason}" for one in found]


def test_they_are_found_whatever_is_read_at_once(
    room: ControlRoom, looked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lately, "PAGE", 1)
    everything = [
        "caller:1 live call",
        "caller:2 live call",
        "caller:1 protected address shown",
        "caller:3 asked by a supervisor",
        "caller:1 curiosity",
    ]
    assert sorted(reasons(room)) == sorted(everything)
    assert reasons(room, begin="2999") == []
    assert sorted(reasons(room, of="caller:2")) == ["caller:2 live call"]
    assert reasons(room, of="caller:1", by="s.kerr") == ["caller:1 curiosity"]
    assert reasons(room, of="caller:9") == []


def test_what_was_erased_is_told_without_a_name(room: ControlRoom, looked: list[str]) -> None:
    with room.hub.database.writing() as tx:
        gone = EVENTS.c.event_id == looked[0]
        tx.sql.execute(EVENTS.update().where(gone).values(payload=None, payload_salt=None))
    assert " not to be read any more" in reasons(room)
    assert not any("live call" in one for one in reasons(room))
    assert len(reasons(room, of="caller:1")) == 2


def test_the_command_writes_a_table_in_which_nothing_is_a_formula(
    room: ControlRoom, looked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--database", room.hub.settings.database, "--realm", "demo"]
    assert main(["hub", "consultations", *where, "--of", "caller:1", "--days", "99999999"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    wanted = looks.consultations(room.hub.database, "", of="caller:1")
    assert [row["reason"] for row in rows] == [one.reason for one in wanted]
    assert {row["caller_name"] for row in rows} == {"'=HYPERLINK(Ewa)"}
    assert {row["number"] for row in rows} == {f"'{NUMBER}", ""}
    assert set(rows[0]) == set(asdict(next(looks.consultations(room.hub.database, ""))))


def test_a_hub_that_is_not_there_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["hub", "consultations", "--sqlite", str(tmp_path / "none.db")]) != 0
    assert "There is no hub database" in capsys.readouterr().err
