"""An embedded control room: a hub and a receiver as processes of their own, all made up.

Everything lies in one folder marked DEMO; the next start finds it again. The hub keeps the port of
its first start wherever it can, so that a desk may open before its hub is there.
"""

from __future__ import annotations

import hashlib
import secrets
import shutil
import socket
import threading
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from workstation.bootstrap.children import Child
from workstation.bootstrap.demo_hub import code_file
from workstation.bootstrap.faults import CannotGoOn
from workstation.bootstrap.machine import Machine, enrol_machine, machine_in
from workstation.content.resources import resource_root
from workstation.desk.credentials.device import NAME, Kind, enrolled
from workstation.desk.journal.single_writer import SingleWriter, Taken
from workstation.settings.declared import PREFIX

REALM: Final = "demo"
#: Seconds a new hub may take until it listens, on a slow and busy machine.
READY_S: Final = 60.0
#: Seconds between two looks whether the hub still runs.
LOOK_S: Final = 0.5

_MARK: Final = "DEMO"
_MARK_WORDS: Final = (
    "This folder is a demonstration: made-up people, made-up calls, keys in plain files.\n"
    "It may be deleted at any time; `workstation demo` makes it anew.\n"
)


class ControlRoom:
    """The hub, the desk's and the receiver's machines. ``machines`` names them by kind.

    What a release with other policies left is made anew: its desk could not read it.
    ``policy`` names another than the usual one, FORCE/VERSION.

    Raises `CannotGoOn` when the folder's control room is open already.
    """

    def __init__(
        self,
        folder: Path,
        machines: Mapping[Kind, str],
        *,
        callers: int,
        fresh: bool = False,
        policy: str = "",
    ) -> None:
        self._folder = folder
        self._names = machines
        self._callers, self._policy = callers, policy
        self._database = folder / "hub" / "DEMO-hub.db"
        self._hub: Child | None = None
        self._receiver: Child | None = None
        self._stopping = threading.Event()
        self._lock = _locked(folder)
        mark, words = folder / _MARK, f"{_MARK_WORDS}Made of {_policies()}.\n"
        if fresh or (mark.exists() and mark.read_text(encoding="utf-8") != words):
            for part in ("hub", *machines):
                shutil.rmtree(folder / part, ignore_errors=True)
        mark.write_text(words, encoding="utf-8")
        for stale in folder.glob("run-*"):
            shutil.rmtree(stale, ignore_errors=True)
        # What one hub process writes lies in a folder of its own: one that is still on its way
        # out after a killed desk cannot take away what the next one has written.
        self._run = folder / f"run-{secrets.token_hex(4)}"
        self._port = _free_again(self._remembered_port())

    def start_hub(self) -> None:
        """Begin; the hub does not answer yet when this returns."""
        self._begin()

    def _begin(self) -> Child:
        self._port_file.unlink(missing_ok=True)
        self._port = _free_again(self._port)
        missing = ",".join(kind for kind in self._names if not self._is_enrolled(kind))
        arguments = ["hub", "serve", "--realm", REALM, "--until-stdin-ends", "--prepare"]
        arguments += ["--sqlite", str(self._database), "--port", str(self._port)]
        arguments += ["--folder", str(self._run), "--callers", str(self._callers)]
        arguments += ["--codes-for", missing] if missing else []
        arguments += ["--policy", self._policy] if self._policy else []
        self._hub = Child("hub", arguments, self._folder / "hub.log", {})
        return self._hub

    @property
    def enrolled_before(self) -> bool:
        """Whether every machine can open now, at the address its hub will have."""
        return self._port != 0 and all(self._is_enrolled(kind) for kind in self._names)

    def wait_until_ready(self) -> None:
        """Wait for the hub, and enrol the machines that are new. Raises `CannotGoOn`."""
        hub = self._hub or self._begin()
        hub.wait_until(self._port_file.exists, READY_S)
        self._port = int(self._port_file.read_text(encoding="ascii"))
        self._kept_port.write_text(str(self._port), encoding="ascii")
        for kind, name in self._names.items():
            if not self._is_enrolled(kind):
                self._enrol(kind, name)

    def keep_hub(self) -> None:
        """Stay, and start the hub again should it end by itself; returns once `stop` is called."""
        while not self._stopping.wait(LOOK_S):
            if self._hub is not None and not self._hub.running:
                self._begin()

    def machine(self, kind: Kind) -> Machine:
        """A machine of this control room, at the hub's present address."""
        known = machine_in(self._seat(kind), REALM)
        url = self._url
        if known.device.hub_url == url:
            return known
        moved = replace(known.device, hub_url=url)
        enrolled(known.folder, known.vault, moved, known.credential.secret)
        return replace(known, device=moved)

    def start_receiver(self, *arguments: str) -> None:
        """Open the receiver's queue, a process of its own."""
        self.machine("receiver")
        self._receiver = Child(
            "receiver",
            ["queue", "--demo", "--until-stdin-ends", *arguments],
            self._folder / "receiver.log",
            {f"{PREFIX}DATA": str(self._folder.parent)},
        )

    @property
    def receiver(self) -> Child | None:
        """The receiver's process, once started."""
        return self._receiver

    @property
    def hub(self) -> Child | None:
        """The hub's process, once started."""
        return self._hub

    def stop(self) -> None:
        """End both, the hub last."""
        self._stopping.set()
        for child in (self._receiver, self._hub):
            if child is not None:
                child.stop()
        shutil.rmtree(self._run, ignore_errors=True)
        self._lock.release()

    @property
    def _url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def _port_file(self) -> Path:
        return self._run / "hub.port"

    @property
    def _kept_port(self) -> Path:
        return self._database.with_name("port")

    def _seat(self, kind: Kind) -> Path:
        return self._folder / kind

    def _is_enrolled(self, kind: Kind) -> bool:
        return (self._seat(kind) / NAME).exists() and self._database.exists()

    def _enrol(self, kind: Kind, name: str) -> None:
        file = code_file(self._run, kind)
        code = file.read_text(encoding="ascii")
        file.unlink()
        enrol_machine(self._seat(kind), REALM, self._url, None, code, name, kind)

    def _remembered_port(self) -> int:
        try:
            return int(self._kept_port.read_text(encoding="ascii"))
        except (FileNotFoundError, ValueError):
            return 0


def _locked(folder: Path) -> SingleWriter:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return SingleWriter(folder / "DEMO.lock")
    except Taken as fault:
        raise CannotGoOn(
            "The demonstration is open already; nothing was started; go on in its window."
        ) from fault
    except OSError as fault:
        raise CannotGoOn(
            f"The folder {folder} cannot be written ({fault.strerror}); nothing was started; give "
            "it back its rights, or name another with WORKSTATION_DATA."
        ) from fault


def _free_again(port: int) -> int:
    """``port`` where nobody else has taken it, else any free one; 0 stays 0."""
    if port == 0:
        return 0
    for wanted in (port, 0):
        try:
            with socket.create_server(("127.0.0.1", wanted)) as probe:
                return int(probe.getsockname()[1])
        except OSError:
            continue
    return 0


def _policies() -> str:
    """What tells the policies of this release from those of another."""
    files = sorted((resource_root() / "policies").rglob("*.toml"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]
