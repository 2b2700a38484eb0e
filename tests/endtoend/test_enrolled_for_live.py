"""A machine for live work: TLS by the force's own CA, the keyring, and a key that got lost."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.endtoend.demonstration import pause
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


class Force:
    """A hub for live work, and one machine in a keyring session."""

    def __init__(self, folder: Path, session: KeyringSession) -> None:
        self.folder = folder
        self._session = session
        self.hub = ["--sqlite", str(folder / "hub.db"), "--realm", "live"]

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """One command of the program, in the session."""
        return self._session.run([sys.executable, "-m", "workstation", *arguments])

    def python(self, program: str) -> subprocess.CompletedProcess[str]:
        return self._session.run([sys.executable, "-c", program])

    def done(self, *arguments: str) -> str:
        """As `run`; what it said, when all went well."""
        done = self.run(*arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    @contextmanager
    def serving(self) -> Iterator[str]:
        """The hub over TLS; its address."""
        certificates = self.folder / "certificates"
        self.done("hub", "certificates", str(certificates), "127.0.0.1")
        tls = ["--certificate", str(certificates / "hub.pem")]
        tls += ["--key", str(certificates / "hub-key.pem")]
        command = [sys.executable, "-m", "workstation", "hub", "serve", *self.hub, *tls]
        command += ["--port", "0", "--folder", str(self.folder), "--until-stdin-ends"]
        process = subprocess.Popen(command, stdin=subprocess.PIPE)
        port, end = self.folder / "hub.port", time.monotonic() + 60
        try:
            while not port.exists():
                assert process.poll() is None
                assert time.monotonic() < end
                pause(0.05)
            yield f"https://127.0.0.1:{port.read_text()}"
        finally:
            process.communicate(timeout=30)


@pytest.fixture
def force(
    tmp_path: Path, keyring_session: KeyringSession, monkeypatch: pytest.MonkeyPatch
) -> Force:
    """A hub set up by its administrator."""
    monkeypatch.setitem(os.environ, "WORKSTATION_DATA", str(tmp_path / "data"))
    made = Force(tmp_path, keyring_session)
    made.done("hub", "migrate", *made.hub, "--recovery-key", str(tmp_path / "recovery.pem"))
    made.done("hub", "seed", *made.hub)
    return made


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
