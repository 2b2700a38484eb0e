"""The settings: name, type, default, unit and meaning, each declared here and nowhere else.

A setting is read from the environment (``WORKSTATION_`` and its name in capitals), else from the
TOML file in `workstation.settings.places.config_file`, else it has the default given here.
"""

from __future__ import annotations

from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any, Final, Literal

PREFIX: Final = "WORKSTATION_"

Theme = Literal["system", "light", "dark", "high_contrast"]


def _setting(default: Any, meaning: str, unit: str = "") -> Any:
    return field(default=default, metadata={"meaning": meaning, "unit": unit})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The values in force. Paths are absolute or relative to the working folder."""

    data: Path | None = _setting(
        None, "Folder of this machine's stores; empty: the platform's folder for program data."
    )
    resources: Path | None = _setting(
        None, "Folder with policies and scenarios, laid out like resources/; empty: those built in."
    )
    theme: Theme = _setting("system", "Colours of the windows.")
    text_scale: int = _setting(100, "Size of all text and controls, 100 to 200.", "percent")
    sound: bool = _setting(True, "Sound alarms; a banner appears in any case.")
    alarm_command: str = _setting(
        "",
        "Command started for every alarm, with the sentence as its last argument; works without "
        "the hub.",
    )
    screen_pop_port: int = _setting(
        0, "Port on 127.0.0.1 where the telephone system announces calls; 0: none.", "port number"
    )
    hub_database: str = _setting(
        "", "Where the hub keeps its records: postgresql+psycopg://… or the path of a SQLite file."
    )
    hub_host: str = _setting("127.0.0.1", "Address the hub listens on; beyond loopback needs TLS.")
    hub_port: int = _setting(8443, "Port the hub listens on.", "port number")


def declared() -> tuple[Field[Any], ...]:
    """Every declaration, in the order it is listed."""
    return fields(Settings)


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return PREFIX + name.upper()
