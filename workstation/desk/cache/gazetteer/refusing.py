"""Why a line of a gazetteer's file is not taken."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that was not loaded: its number in the file and the reason, without its text."""

    line: int
    reason: str


class BadRow(ValueError):
    """This row cannot be an entry; the words say why."""
