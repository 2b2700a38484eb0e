"""A hub restored from a backup: what it lost is given again, what it kept counts once."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from tests.desk.link.desk_side import desk_side, enrolled, url_of
from tests.desk.link.front import PORTAL, Forward, Front, front
from tests.hub.control_room import ControlRoom, new_contact, running, set_up
from workstation.hub import installation
from workstation.hub.settings import HubSettings


def copied(source: Path, to: Path) -> None:
    """A backup, taken while the hub runs."""
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(to)) as new:
        old.backup(new)


def netloc(room: ControlRoom) -> str:
    return url_of(room).removeprefix("http://")


def in_store(room: ControlRoom, reader: str, incident_id: str) -> list[str]:
    record = room.get(f"/v1/incidents/{incident_id}", reader).json()
    return [e["type"] for e in record.get("incident", [])]


@pytest.fixture
def door() -> Iterator[Front]:
    with front() as made:
        yield made


def test_fault_15_what_the_backup_lost_is_given_again(door: Front, tmp_path: Path) -> None:
    folder, backup = tmp_path / "hub", tmp_path / "hub" / "backup.db"
    folder.mkdir()
    with ExitStack() as closing_last:
        with running(set_up(f"sqlite:///{folder / 'hub.db'}", folder)) as room:
            door.hub = netloc(room)
            desk = closing_last.enter_context(desk_side(tmp_path, door.url, device=enrolled(room)))
            kept, kept_body = desk.ask()
            desk.link.start(desk.told)
            desk.until(lambda: desk.state(kept) == "stored")
            copied(folder / "hub.db", backup)
            contact = new_contact()
            lost = desk.say(contact, "after the backup")
            request, lost_body = desk.ask(contact)
            desk.link.nudge(urgent=True)
            desk.until(lambda: {desk.state(e) for e in (*lost, request)} == {"stored"})
            door.plan = lambda asked: PORTAL
            desk.until(lambda: desk.link.state().state == "lost")

        url = f"sqlite:///{backup}"
        installation.restored(url, "demo")
        with running(HubSettings(database=url, realm="demo", data_dir=folder)) as room:
            reader = room.person("supervisor")
            assert in_store(room, reader, kept_body.incident_id) == ["IncidentOpened"]
            assert in_store(room, reader, lost_body.incident_id) == []
            door.hub = netloc(room)
            door.plan = lambda asked: Forward()
            desk.until(lambda: in_store(room, reader, lost_body.incident_id) == ["IncidentOpened"])
            desk.until(lambda: {desk.state(e) for e in (kept, *lost, request)} == {"stored"})
            assert in_store(room, reader, kept_body.incident_id) == ["IncidentOpened"]
