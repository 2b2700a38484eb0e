"""Getting a demonstration's hub ready within its own process, before it serves."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from workstation.bootstrap.demo_incident import rang_before
from workstation.bootstrap.hub import SQLITE, code, migrate
from workstation.bootstrap.seeding import MadeUp, seed
from workstation.desk.credentials.device import Kind
from workstation.settings.declared import Settings


def code_file(folder: Path, kind: Kind) -> Path:
    """Where the hub leaves a code for a machine of its own control room."""
    return folder / f"{kind}.code"


def prepare(
    settings: Settings,
    database: Path,
    folder: Path,
    callers: int,
    machines: Iterable[Kind],
    policy: str,
) -> None:
    """Make a new hub, or update one that stands; leave codes for the machines named in ``folder``.

    A new hub has ``policy``, NAME or NAME/VERSION.

    Raises `HubCannotStart`, `ContentError`.
    """
    url = f"{SQLITE}{database}"
    filled = database.with_name("DEMO-filled")
    folder.mkdir(parents=True, exist_ok=True)
    migrate(url, "demo", database.with_name("DEMO-recovery-key.pem"))
    if not filled.exists():
        seed(url, "demo", policy, settings.resources, MadeUp(callers))
        if callers:
            rang_before(url)
        filled.touch()
    for kind in machines:
        handle = os.open(code_file(folder, kind), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as out:
            out.write(code(url, "demo", kind))
