"""Whether this machine opens workstation:// links with this program. Nothing is registered here."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from workstation.bootstrap.faults import CannotGoOn
from workstation.desk.telephony.call_link import SCHEME

_NONE: Final = "not registered; docs/telephony.md says how"
_KEY: Final = rf"Software\Classes\{SCHEME}\shell\open\command"
_TYPE: Final = f"x-scheme-handler/{SCHEME}"


def registered() -> str:
    """Who opens links, in words. Raises `CannotGoOn` when that is another program."""
    by = dict(_registrations())
    if not by:
        return _NONE
    strangers = [where for where, command in by.items() if not _is_ours(command)]
    if strangers:
        raise CannotGoOn(f"another program opens them, by {strangers[0]}")
    return f"opened by this program, by {next(iter(by))}"


def _is_ours(command: str) -> bool:
    program, _, rest = command.replace('"', "").partition(" open ")
    return Path(program.replace("\\", "/")).stem == "workstation" and "--" in rest.split()


def _entry(file: Path) -> dict[str, str]:
    """The keys of an application's first group; nothing where the file cannot be read."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return {}
    said: dict[str, str] = {}
    for line in lines:
        if line.startswith("[") and line.strip() != "[Desktop Entry]":
            break
        key, equals, value = line.partition("=")
        if equals:
            said[key.strip()] = value.strip()
    return said


if sys.platform == "win32":
    import winreg

    def _registrations() -> Iterator[tuple[str, str]]:
        """Name and command of the user's registration, then the machine's."""
        for name, root in (
            ("the user's registry", winreg.HKEY_CURRENT_USER),
            ("the machine's registry", winreg.HKEY_LOCAL_MACHINE),
        ):
            try:
                yield name, winreg.QueryValue(root, _KEY)
            except OSError:
                continue

else:

    def _registrations() -> Iterator[tuple[str, str]]:
        """Name and command of every application that says it opens links; the user's own first."""
        home = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local/share")
        shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
        for folder in dict.fromkeys([home, *shared.split(":")]):
            for file in sorted(Path(folder, "applications").glob("*.desktop")):
                said = _entry(file)
                if _TYPE in said.get("MimeType", "").split(";"):
                    yield file.name, said.get("Exec", "")
