"""Where this machine keeps the program's files. Nothing here creates a folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from workstation.settings.declared import PREFIX

_PROGRAM: Final = "workstation"


def config_file() -> Path:
    """The settings file; WORKSTATION_CONFIG overrides the platform's place for it."""
    override = os.environ.get(f"{PREFIX}CONFIG")
    if override:
        return Path(override)
    from platformdirs import user_config_path

    return user_config_path(_PROGRAM, appauthor=False) / "settings.toml"


def data_folder(chosen: Path | None) -> Path:
    """The folder of this machine's stores: ``chosen``, else the platform's place for them."""
    if chosen is not None:
        return chosen.expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path(_PROGRAM, appauthor=False)


def seat_folder(chosen: Path | None, realm: str, kind: str) -> Path:
    """Where one machine (a desk, a receiver, a supervisor) of a realm keeps its stores."""
    return data_folder(chosen) / realm / kind


def demo_folder(chosen: Path | None, policy: str = "") -> Path:
    """Where the demonstration lives from one start to the next; on a named policy beside others."""
    home = data_folder(chosen)
    return (home / f"demo-{policy.replace('/', '-')}" if policy else home) / "demo"
