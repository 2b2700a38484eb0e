"""Reading settings: the environment wins over the file, the file over the default."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, get_args, get_origin, get_type_hints

from workstation.settings.declared import PREFIX, Settings, declared, variable
from workstation.settings.places import config_file

Origin = Literal["environment", "file", "default"]

#: Variables with the program's prefix that are not settings.
_OTHER_VARIABLES = frozenset({f"{PREFIX}CONFIG", f"{PREFIX}DEVELOPER"})
_YES = frozenset({"1", "yes", "true", "on"})
_NO = frozenset({"0", "no", "false", "off"})
_BOUNDS: Final = {d.name: d.metadata["bounds"] for d in declared() if d.metadata["bounds"]}


class BadSetting(ValueError):
    """A setting cannot be read; ``sentence`` is for a person."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class InForce:
    """The settings in force and where each came from."""

    settings: Settings
    origins: Mapping[str, Origin]


def read(environment: Mapping[str, str] | None = None, file: Path | None = None) -> InForce:
    """The settings of this process.

    Raises `BadSetting` for a value that does not fit, an unknown key in the file, or a file that
    cannot be read.
    """
    variables = os.environ if environment is None else environment
    place = config_file() if file is None else file
    kinds = get_type_hints(Settings)
    written = _from_file(place)
    values: dict[str, Any] = {}
    origins: dict[str, Origin] = {}
    for name in (d.name for d in declared()):
        if variable(name) in variables:
            said = variables[variable(name)]
            values[name] = _value(name, kinds[name], said, f"the variable {variable(name)}")
            origins[name] = "environment"
        elif name in written:
            values[name] = _value(name, kinds[name], written[name], str(place))
            origins[name] = "file"
        else:
            origins[name] = "default"
    return InForce(Settings(**values), origins)


def _from_file(place: Path) -> Mapping[str, Any]:
    try:
        text = place.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as fault:
        raise BadSetting(
            f"The settings file {place} cannot be read ({fault}); nothing was started; mend it or "
            "move it away."
        ) from fault
    import tomllib  # most desks have no settings file

    try:
        written = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise BadSetting(
            f"The settings file {place} is not TOML ({fault}); nothing was started; mend that line."
        ) from fault
    known = {d.name for d in declared()}
    for name in written:
        if name not in known:
            raise BadSetting(
                f"{place} sets “{name}”, which is no setting of this release; nothing was started; "
                "`workstation settings` lists them all."
            )
    return written


def _value(name: str, kind: Any, said: Any, where: str) -> Any:
    wanted, value = _read_as(kind, said)
    if value is not None and name in _BOUNDS:
        low, high = _BOUNDS[name]
        wanted = f"a whole number from {low} to {high}"
        value = value if low <= value <= high else None
    if value is None and not (_may_be_empty(kind) and said == ""):
        raise BadSetting(
            f"{where} gives “{said}” for {name}, which must be {wanted}; nothing was started; "
            "correct the value."
        )
    return value


def _may_be_empty(kind: Any) -> bool:
    return type(None) in get_args(kind)


def _read_as(kind: Any, said: Any) -> tuple[str, Any]:
    """What a ``kind`` looks like in words, and the value, ``None`` when it does not fit."""
    if get_origin(kind) is Literal:
        options = get_args(kind)
        return "one of " + ", ".join(options), said if said in options else None
    if kind is bool:
        return "yes or no", _yes_or_no(said)
    if kind is int:
        return "a whole number", _whole(said)
    if kind is str:
        return "text", said if isinstance(said, str) else None
    return "a path", Path(said) if isinstance(said, str) and said else None


def _yes_or_no(said: Any) -> bool | None:
    if isinstance(said, bool):
        return said
    word = str(said).strip().lower()
    return True if word in _YES else False if word in _NO else None


def _whole(said: Any) -> int | None:
    if isinstance(said, bool):
        return None
    try:
        return int(str(said))
    except ValueError:
        return None


def stray_variables(environment: Mapping[str, str]) -> tuple[str, ...]:
    """Variables that look like settings and are none: most likely misspelt."""
    known = {variable(d.name) for d in declared()} | _OTHER_VARIABLES
    return tuple(sorted(v for v in environment if v.startswith(PREFIX) and v not in known))
