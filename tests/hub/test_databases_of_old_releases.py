"""A hub's database of every schema that stood on main is brought up to date and goes on."""

import shutil
from pathlib import Path

import pytest

from tests.fixtures.stores.make_stores import HERE
from tests.hub.control_room import ROOM, hand_over, new_contact, running
from workstation.hub.settings import HubSettings
from workstation.hub.store import migrations
from workstation.hub.store.engine import Database

OLD = sorted(HERE.glob("hub-v*.db"))


@pytest.mark.parametrize("file", OLD, ids=lambda file: file.stem)
def test_it_is_migrated_and_goes_on(file: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{shutil.copy(file, tmp_path / 'hub.db')}"
    database = Database(url)
    migrations.migrate(database)
    database.close()
    settings = HubSettings(database=url, realm="demo", data_dir=tmp_path)
    with running(settings) as room:
        who = room.person("receiver", teams=(ROOM,))
        (row,) = room.queue(who)
        assert (row["reference"], row["standing"]) == ("D14-0001-A", "accepted")
        desk = room.desk()
        room.send(desk, desk.write(hand_over(new_contact())))
        assert len(room.queue(who)) == 2
