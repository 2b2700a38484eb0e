"""A machine for live work: TLS by the force's own CA, the keyring, and a key that got lost."""

import os
from pathlib import Path

import pytest

from tests.endtoend.force import Force, set_up
from tests.fixtures.keyring_session import KeyringSession

SEAT = """
from workstation.settings.places import seat_folder
from workstation.settings.read import read
seat = seat_folder(read().settings.data, "live", "desk")
"""
OPEN_AND_CLOSE = f"""{SEAT}
from workstation.bootstrap.desk_parts import OpenDesk
from workstation.bootstrap.machine import machine_in
from workstation.desk.inbox import QueueInbox
from workstation.desk.sound import Silence
OpenDesk(machine_in(seat, "live"), QueueInbox(), Silence()).close()
"""
LOSE_THE_KEY = f"""{SEAT}
import keyring
from workstation.desk.credentials.device import device_of
name = "journal-key:" + device_of(seat).desk_id
keyring.delete_password("workstation", name)
"""


@pytest.fixture
def force(
    tmp_path: Path, keyring_session: KeyringSession, monkeypatch: pytest.MonkeyPatch
) -> Force:
    """A hub set up by its administrator."""
    monkeypatch.setitem(os.environ, "WORKSTATION_DATA", str(tmp_path / "data"))
    return set_up(tmp_path, keyring_session)


def test_enrolled_used_lost_and_recovered(force: Force) -> None:
    with force.serving() as url:
        enrol = ["enrol", "--hub", url, "--code", force.done("hub", "code", *force.hub).strip()]
        untrusted = force.run(*enrol, "--name", "Desk 14")
        assert untrusted.returncode == 1
        assert "Not our server" in untrusted.stderr

        authority = str(force.folder / "certificates" / "authority.pem")
        assert "Desk 14" in force.done(*enrol, "--name", "Desk 14", "--ca", authority)
        assert force.python(OPEN_AND_CLOSE).returncode == 0
        looked = force.run("doctor")
        for what in ("keyring", "desk", "journal", "hub", "clock"):
            assert f"ok     {what}: " in looked.stdout, looked.stdout

        journal = force.folder / "data" / "live" / "desk" / "journal.db"
        before = journal.read_bytes()
        assert force.python(LOSE_THE_KEY).returncode == 0
        assert "workstation enrol --recover" in force.run("doctor").stdout
        wrong = force.run("enrol", "--recover", str(force.folder / "certificates" / "hub-key.pem"))
        assert wrong.returncode == 1
        assert wrong.stderr.count("\n") == 1
        force.done("enrol", "--recover", str(force.folder / "recovery.pem"))
        assert journal.read_bytes() == before
        assert force.python(OPEN_AND_CLOSE).returncode == 0
