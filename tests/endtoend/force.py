"""A hub for live work over TLS, and commands of one machine whose keys are in a real keyring."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.endtoend.demonstration import pause
from tests.fixtures.keyring_session import KeyringSession


class Force:
    """A hub for live work, and one machine in a keyring session."""

    def __init__(self, folder: Path, session: KeyringSession) -> None:
        self.folder = folder
        self.session = session
        self.hub = ["--sqlite", str(folder / "hub.db"), "--realm", "live"]

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """One command of the program, in the session."""
        return self.session.run([sys.executable, "-m", "workstation", *arguments])

    def python(self, program: str) -> subprocess.CompletedProcess[str]:
        return self.session.run([sys.executable, "-c", program])

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


def set_up(folder: Path, session: KeyringSession) -> Force:
    """A hub that its administrator has set up in ``folder``."""
    made = Force(folder, session)
    made.done("hub", "migrate", *made.hub, "--recovery-key", str(folder / "recovery.pem"))
    made.done("hub", "seed", *made.hub)
    return made
