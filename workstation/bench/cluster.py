"""A PostgreSQL of the measurement's own, in a folder that goes with it; it syncs to disk."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from workstation.bootstrap.faults import CannotGoOn

USER: Final = "workstation"
READY_S: Final = 60.0
LOOK_S: Final = 0.05


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where a database is, and the process id of its server, where that is ours."""

    url: str
    pid: int | None


def programs() -> Path | None:
    """The folder of initdb and postgres: Debian's newest version, or what PATH finds."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    on_path = shutil.which("initdb")
    here = found[-1] if found else Path(on_path) if on_path else None
    tied = os.name == "nt" or shutil.which("setpriv") is not None
    return here.parent if here is not None and tied else None


@contextmanager
def temporary_cluster(folder: Path, binaries: Path) -> Iterator[Cluster]:
    """A server with one empty database; its files lie in ``folder`` and are removed.

    PostgreSQL refuses to run as root, so root runs it as the user ``postgres``. Raises
    `CannotGoOn`.
    """
    home, password = folder / "postgres", secrets.token_hex(16)
    home.mkdir()
    secret = home / "password"
    secret.write_text(password, encoding="ascii")
    as_root = os.name != "nt" and os.geteuid() == 0
    if as_root:
        folder.chmod(0o711)
        for mine in (home, secret):
            shutil.chown(mine, "postgres", "postgres")
    prefix = _tied("postgres" if as_root else None)
    made = [*prefix, str(binaries / "initdb"), "--pgdata", str(home / "data"), "--username", USER]
    made += ["--auth", "scram-sha-256", "--pwfile", str(secret), "--encoding", "UTF8"]
    subprocess.run([*made, "--locale", "C"], check=True, capture_output=True, cwd=home)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = int(probe.getsockname()[1])
    served = [*prefix, str(binaries / "postgres"), "-D", str(home / "data"), "-k", ""]
    served += ["-p", str(port), "-c", "listen_addresses=127.0.0.1"]
    with (folder / "postgres.log").open("wb") as log:
        server = subprocess.Popen(served, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
    try:
        url = f"postgresql://{USER}:{password}@127.0.0.1:{port}/postgres"
        _wait_for(server, url)
        yield Cluster(url, server.pid)
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(READY_S)
        shutil.rmtree(home, ignore_errors=True)


def _version(place: Path) -> int:
    name = place.parent.parent.name
    return int(name) if name.isdigit() else 0


def _tied(user: str | None) -> list[str]:
    """What lets a server die with this process, and run as ``user`` where one is named."""
    if os.name == "nt":
        return []
    prefix = ["setpriv", "--pdeathsig", "KILL"]
    if user is not None:
        prefix += ["--reuid", user, "--regid", user, "--clear-groups"]
    return [*prefix, "--"]


def _wait_for(server: subprocess.Popen[bytes], url: str) -> None:
    import psycopg

    end = time.monotonic() + READY_S
    while True:
        try:
            psycopg.connect(url, connect_timeout=2).close()
            return
        except psycopg.OperationalError as fault:
            if server.poll() is not None or time.monotonic() > end:
                raise CannotGoOn(
                    "A PostgreSQL for the measurement did not start; nothing was measured; name a "
                    "database of your own with --database."
                ) from fault
        time.sleep(LOOK_S)
