"""A form as data: its fields, and what is made of their values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Values = Mapping[str, str]
NewId = Callable[[], str]
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One line of a form. ``choices`` are (value, words); ``secret`` is not shown nor kept.

    ``unset`` stands where nothing is chosen beforehand: somebody has to.

    ``completes`` offers (value, words) for what was typed so far; the value that was taken stands
    in the form's values under `taken`. ``ready`` names a list of the same form, and the text that
    stands here for each of its values until somebody types.
    """

    key: str
    label: str
    choices: Choices = ()
    secret: bool = False
    value: str = ""
    unset: str = ""
    completes: Callable[[str], Choices] | None = None
    ready: tuple[str, Mapping[str, str]] | None = None

    @property
    def taken(self) -> str:
        """Where the value of an offer that was taken is found; absent when none was."""
        return f"{self.key}:taken"


@dataclass(frozen=True, slots=True)
class Form:
    """A form and what it makes of its values: a command, or what to do where it is no call's.

    ``note`` says why it is open. ``of_call``: what is typed in it are words of the call.
    """

    key: str
    title: str
    fields: tuple[Field, ...]
    make: Callable[[Values, NewId], Any]
    shortcut: str = ""
    note: str = ""
    of_call: bool = True
