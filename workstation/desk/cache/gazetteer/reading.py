"""Lines of a gazetteer's file, one by one: whatever is wrong with one harms no other."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from workstation.desk.cache.gazetteer.columns import Columns
from workstation.desk.cache.gazetteer.entry import Entry, entry_of
from workstation.desk.cache.gazetteer.refusing import BadRow, Refused

#: Bytes of the longest line that is read; the longest of Ordnance Survey's stay under 4,000.
LONGEST_LINE: Final = 16_384


def rows(file: Path) -> Iterator[tuple[int, Entry | Refused]]:
    """Each line after the first, with its number. Raises `NoGazetteer`, OSError.

    A record is one line, as the suppliers write it: a quotation mark that is never closed spoils
    its own line and not the rest of the file.
    """
    with file.open("rb") as opened:
        lines = _lines(opened)
        columns = Columns(_header(next(lines, (1, b""))[1]))
        for number, raw in lines:
            if raw.strip():
                yield number, _row(number, raw, columns)


def _lines(opened: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Numbered lines without their ends; one that is too long is cut to a byte above the limit."""
    number = 0
    while raw := opened.readline(LONGEST_LINE + 2):
        number += 1
        kept = raw
        while raw and not raw.endswith(b"\n"):
            raw = opened.readline(LONGEST_LINE)
        yield number, kept.rstrip(b"\r\n")


def _header(raw: bytes) -> list[str]:
    try:
        return _fields(raw.removeprefix(b"\xef\xbb\xbf"))
    except BadRow:
        return []


def _row(number: int, raw: bytes, columns: Columns) -> Entry | Refused:
    try:
        return entry_of(_fields(raw), columns)
    except BadRow as why:
        return Refused(number, str(why))


def _fields(raw: bytes) -> list[str]:
    if len(raw) > LONGEST_LINE:
        raise BadRow(f"it is longer than {LONGEST_LINE} bytes")
    try:
        return next(csv.reader([raw.decode("utf-8")], strict=True))
    except UnicodeDecodeError:
        raise BadRow("it is not UTF-8") from None
    except (csv.Error, StopIteration):
        raise BadRow("its quotation marks do not match") from None
