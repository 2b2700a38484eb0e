"""The hub as a process of its own, for tests: prints its port once `hub.port` says so."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.fixtures.processes import GRACE_SECONDS
from workstation.hub.serve import serve
from workstation.hub.settings import PORT_FILE, HubCannotStart, HubSettings


@dataclass
class HubProcess:
    """A running hub and the address it listens on."""

    process: subprocess.Popen[str]
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def kill(self) -> None:
        """As a power cut would, for the process."""
        self.process.kill()
        self.process.wait(GRACE_SECONDS)

    def stop(self) -> int:
        """Ask it to end; its exit status."""
        self.process.terminate()
        return self.process.wait(GRACE_SECONDS)


@contextmanager
def hub_process(database: str, folder: Path) -> Iterator[HubProcess]:
    """A hub that listens."""
    command = [sys.executable, "-m", "tests.hub.hub_process", database, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            said = process.stdout.readline()
            assert said.strip().isdigit(), said
            yield HubProcess(process, int(said))
        finally:
            if process.poll() is None:
                process.kill()


def client(hub: HubProcess) -> httpx.Client:
    """A client of that hub."""
    return httpx.Client(base_url=hub.url, trust_env=False, timeout=30)


def _tell_port(folder: Path) -> None:
    pause = threading.Event()
    while not (folder / PORT_FILE).exists():
        pause.wait(0.01)
    sys.stdout.write((folder / PORT_FILE).read_text() + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    home = Path(sys.argv[2])
    (home / PORT_FILE).unlink(missing_ok=True)  # of a hub that was killed
    threading.Thread(target=_tell_port, args=(home,), daemon=True).start()
    try:
        serve(HubSettings(database=sys.argv[1], realm="demo", data_dir=home))
    except HubCannotStart as fault:
        sys.exit(fault.sentence)
