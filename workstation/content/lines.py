"""On which line of a TOML text a value stands; tomllib tells it for broken syntax only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

Path = tuple[str | int, ...]

_HEADER: Final = re.compile(r"^\s*(\[\[?)\s*([A-Za-z0-9_.\-]+)\s*\]\]?\s*(?:#.*)?$")
_KEY: Final = re.compile(r"^\s*([A-Za-z0-9_\-]+)\s*=")


def line_of(text: str, where: Path) -> int:
    """The line, from 1, of the value that ``where`` leads to; of what is nearest round it, else."""
    best, best_fit = 1, -1
    table: Path = ()
    counts: dict[Path, int] = {}
    for number, line in _outside_strings(text):
        if header := _HEADER.match(line):
            table = _table(header[2].split("."), header[1] == "[[", counts)
            at = table
        elif key := _KEY.match(line):
            at = (*table, key[1])
        else:
            continue
        fit = len(at)
        if where[:fit] == at and fit > best_fit:
            best, best_fit = number, fit
    return best


def _table(names: list[str], many: bool, counts: dict[Path, int]) -> Path:
    """The path of a table header, with the index of each list of tables it is in."""
    at: Path = ()
    for n, name in enumerate(names):
        at = (*at, name)
        if many and n == len(names) - 1:
            counts[at] = counts.get(at, -1) + 1
            _forget_below(at, counts)
        if at in counts:
            at = (*at, counts[at])
    return at


def _forget_below(at: Path, counts: dict[Path, int]) -> None:
    for known in [k for k in counts if len(k) > len(at) and k[: len(at)] == at]:
        if known[len(at)] != counts[at]:
            del counts[known]


def _outside_strings(text: str) -> Iterator[tuple[int, str]]:
    """Lines that do not begin inside a string of several lines."""
    open_quote = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if open_quote:
            if open_quote in line:
                open_quote = ""
            continue
        yield number, line
        for quote in ('"""', "'''"):
            if line.count(quote) % 2:
                open_quote = quote
