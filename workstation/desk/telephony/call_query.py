"""What a telephone program says of a call in the query of an address, by the force's own names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, get_args
from urllib.parse import parse_qsl

from workstation.desk.numbers import e164
from workstation.domain.call_event import CallEvent, Kind

#: What a query can say. A force may give each another name, such as the one its softphone uses.
SAID: Final = ("kind", "call", "number", "dialled", "line", "withheld", "cause")
#: Fields of a query at most.
FIELDS: Final = 20

_CALL_ID: Final = re.compile(r"[A-Za-z0-9._:@-]{1,64}")
_DIALLED: Final = re.compile(r"[+ ]?[0-9(][0-9 ()./-]{2,38}")
_NAME: Final = re.compile(r"[A-Za-z0-9._-]{1,40}")
_CAUSES: Final = ("caller", "desk", "lost")
_LINES: Final = {"999": "999", "112": "999", "101": "101"}
_WITHHELD: Final = frozenset({"anonymous", "private", "restricted", "withheld"})


class NotACall(ValueError):
    """What was asked is no step of a call."""


class BadNames(ValueError):
    """A setting that says how calls are told cannot be read; ``sentence`` is for a person."""

    def __init__(self, setting: str, example: str) -> None:
        self.sentence = (
            f"The setting {setting} cannot be read, so calls cannot be shown by themselves; answer "
            f"and type as usual; write it as in “{example}”."
        )
        super().__init__(self.sentence)


@dataclass(frozen=True, slots=True)
class Naming:
    """The names of a force: ``names`` by what is meant, ``emergency`` numbers dialled for 999."""

    names: Mapping[str, str] = field(
        default_factory=lambda: MappingProxyType({said: said for said in SAID})
    )
    emergency: frozenset[str] = frozenset()


def naming(names: str, emergency: str = "") -> Naming:
    """The naming that two settings describe. Raises `BadNames`."""
    found = {said: said for said in SAID}
    for pair in _parts(names):
        said, equals, name = pair.partition("=")
        if said not in found or not equals or not _NAME.fullmatch(name) or name == "nonce":
            raise BadNames("screen_pop_parameters", "number=ani, call=callId")
        found[said] = name
    if len(set(found.values())) != len(SAID):
        raise BadNames("screen_pop_parameters", "number=ani, call=callId")
    numbers = [number_in(number) for number in _parts(emergency)]
    if None in numbers:
        raise BadNames("screen_pop_emergency_numbers", "+441414960999, +441414960112")
    return Naming(MappingProxyType(found), frozenset(n for n in numbers if n))


def call_event(query: str, naming: Naming | None = None) -> CallEvent:
    """The step of a call that ``query`` tells. Raises `NotACall`.

    Without a kind it is an offered call. Without an id it cannot be told apart from others, so
    that it can be offered only; ``call_id`` is then empty.
    """
    naming = naming or Naming()
    said = _said(query, naming)
    kind, call_id = said.get("kind", "offered"), said.get("call", "")
    cause = said.get("cause", "caller")
    if kind not in get_args(Kind) or cause not in _CAUSES:
        raise NotACall("kind or cause")
    if not _CALL_ID.fullmatch(call_id) and (call_id or kind != "offered"):
        raise NotACall("call")
    dialled = number_in(said.get("dialled", "")) or ""
    number = said.get("number", "")
    return CallEvent(
        kind,  # type: ignore[arg-type]
        call_id,
        _line(said, dialled, naming),
        number_in(number),
        withheld=said.get("withheld") == "1" or number.lower() in _WITHHELD,
        dialled=dialled,
        cause=cause,  # type: ignore[arg-type]
    )


def fields_of(query: str, most: int = FIELDS) -> list[tuple[str, str]]:
    """The fields of a query in their order; those left empty are not there. Raises `NotACall`."""
    try:
        return parse_qsl(query, max_num_fields=most)
    except ValueError as fault:
        raise NotACall("not a query") from fault


def number_in(said: str) -> str | None:
    """The number as E.164, ``None`` for what is none; a plus that nobody encoded is a blank."""
    if not _DIALLED.fullmatch(said):
        return None
    return e164("+" + said[1:] if said[0] == " " else said)


def _said(query: str, naming: Naming) -> dict[str, str]:
    """What was said, by what it means; other fields are the telephone system's own affair."""
    meant = {name: said for said, name in naming.names.items()}
    found: dict[str, str] = {}
    for name, value in fields_of(query):
        if (said := meant.get(name)) is None:
            continue
        if said in found:
            raise NotACall(f"{said} twice")
        found[said] = value
    return found


def _line(said: Mapping[str, str], dialled: str, naming: Naming) -> str:
    """The line that was named, else the one that the dialled number stands for."""
    if "line" in said:
        if said["line"] not in _LINES:
            raise NotACall("line")
        return _LINES[said["line"]]
    if dialled and dialled in naming.emergency:
        return "999"
    return _LINES.get(said.get("dialled", ""), "101")


def _parts(setting: str) -> list[str]:
    return [part for part in (one.strip() for one in setting.split(",")) if part]
