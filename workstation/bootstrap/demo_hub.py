"""Getting a demonstration's hub ready within its own process, before it serves."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from workstation.bootstrap.seeding import seed
from workstation.desk.credentials.device import Kind
from workstation.settings.declared import Settings


def database_in(folder: Path) -> Path:
    """The records of the demonstration whose hub lives in ``folder``."""
    return folder / "DEMO-hub.db"


def code_file(folder: Path, kind: Kind) -> Path:
    """Where the hub leaves a code for a machine of its own control room."""
    return folder / f"{kind}.code"


def prepare(
    settings: Settings, url: str, folder: Path, callers: int, machines: Iterable[Kind]
) -> None:
    """Make a new hub, or update one that stands; leave codes for the machines named.

    Raises `HubCannotStart`, `ContentError`.
    """
    from workstation.bootstrap.hub import code, migrate

    new = not database_in(folder).exists()
    folder.mkdir(parents=True, exist_ok=True)
    migrate(url, "demo", folder / "DEMO-recovery-key.pem")
    if new:
        seed(url, "demo", "police-scotland", settings.resources, callers=callers)
    for kind in machines:
        file = code_file(folder, kind)
        file.unlink(missing_ok=True)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as out:
            out.write(code(url, "demo", kind))
