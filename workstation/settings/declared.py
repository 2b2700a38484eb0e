"""The settings: name, type, default, unit and meaning, each declared here and nowhere else.

A setting is read from the environment (``WORKSTATION_`` and its name in capitals), else from the
TOML file in `workstation.settings.places.config_file`, else it has the default given here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any, Final, Literal

PREFIX: Final = "WORKSTATION_"

Theme = Literal["system", "light", "dark", "high_contrast"]


def _about(
    meaning: str, unit: str = "", bounds: tuple[int, int] | None = None
) -> Mapping[str, Any]:
    return {"meaning": meaning, "unit": unit, "bounds": bounds}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The values in force. Paths are absolute or relative to the working folder."""

    data: Path | None = field(
        default=None,
        metadata=_about(
            "Folder of this machine's stores; empty: the platform's folder for program data."
        ),
    )
    resources: Path | None = field(
        default=None,
        metadata=_about(
            "Folder with policies and scenarios, laid out like resources/; empty: those built in."
        ),
    )
    theme: Theme = field(default="system", metadata=_about("Colours of the windows."))
    text_scale: int = field(
        default=100, metadata=_about("Size of all text and controls.", "percent", (100, 200))
    )
    sound: bool = field(
        default=True, metadata=_about("Sound alarms; a banner appears in any case.")
    )
    alarm_command: str = field(
        default="",
        metadata=_about(
            "Command started for every alarm, with the sentence as its last argument; it works "
            "without the hub."
        ),
    )
    screen_pop_port: int = field(
        default=0,
        metadata=_about(
            "Port on 127.0.0.1 where the telephone system announces calls; 0: none.",
            "port number",
            (0, 65_535),
        ),
    )
    screen_pop_parameters: str = field(
        default="",
        metadata=_about(
            "What the telephone system's parameters are called where not as here: kind, call, "
            "number, dialled, line, withheld, cause; such as number=ani, call=callId."
        ),
    )
    screen_pop_emergency_numbers: str = field(
        default="",
        metadata=_about(
            "Dialled numbers, with commas between, that are the 999 line where the telephone "
            "system does not name the line."
        ),
    )
    callers_recent_days: int = field(
        default=730,
        metadata=_about(
            "People on record whom this desk keeps a copy of: those with a marker, and those with "
            "a contact in so many days, of the whole country; 0: everybody.",
            "days",
            (0, 36_500),
        ),
    )
    callers_kept_days: int = field(
        default=0,
        metadata=_about(
            "Days without a contact after which somebody without a marker and without an open "
            "promise is weeded from this desk's copy; 0: as callers_recent_days.",
            "days",
            (0, 36_500),
        ),
    )
    weeding_hours: int = field(
        default=24,
        metadata=_about(
            "Time between two weedings of this desk's copy of the people on record, and of its log "
            "and free space; the first is soon after each start, none is during a call.",
            "hours",
            (1, 168),
        ),
    )
    hub_database: str = field(
        default="",
        metadata=_about(
            "Where the hub keeps its records: postgresql+psycopg://… or the path of a SQLite file."
        ),
    )
    hub_host: str = field(
        default="127.0.0.1",
        metadata=_about("Address the hub listens on; beyond loopback it needs TLS."),
    )
    hub_port: int = field(
        default=8443, metadata=_about("Port the hub listens on.", "port number", (0, 65_535))
    )
    hub_certificate: Path | None = field(
        default=None, metadata=_about("The hub's certificate (PEM), signed by the force's own CA.")
    )
    hub_key: Path | None = field(
        default=None, metadata=_about("The key of the hub's certificate (PEM).")
    )


def declared() -> tuple[Field[Any], ...]:
    """Every declaration, in the order it is listed."""
    return fields(Settings)


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return PREFIX + name.upper()
