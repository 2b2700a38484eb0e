"""A page of a first copy as rows, which can be made of it in a process beside."""

from __future__ import annotations

import marshal
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Final

from workstation.desk.cache.callers.records import Row, caller_row, indexed, past_rows

if TYPE_CHECKING:
    from workstation.protocol.callers import CopyPage


@dataclass(frozen=True, slots=True)
class ReadyPage:
    """What a `CopyPage` says, with its people as rows from the id ``first`` on."""

    next: str
    epoch: str
    from_no: int
    total: int
    first: int
    people: list[Row]
    past: list[Row]
    #: What each of them is found by, where that is known already.
    words: list[str] | None = None


#: Of a `ReadyPage`, in its order; the format without marks of what comes twice, for little does.
_FIELDS: Final = tuple(field.name for field in fields(ReadyPage))
_FORMAT: Final = 2


def ready(page: CopyPage, first: int) -> ReadyPage:
    """``page`` behind ``first - 1`` others: ids follow each other, and nobody has another rank."""
    people = [caller_row(line, n, n) for n, line in enumerate(page.callers, first)]
    past = [one for n, line in enumerate(page.callers, first) for one in past_rows(line, n)]
    return ReadyPage(page.next, page.epoch, page.from_no, page.total, first, people, past)


def words_of(page: ReadyPage) -> Iterable[str]:
    """What each of its people is found by."""
    return map(indexed, page.people) if page.words is None else page.words


def with_words(page: ReadyPage) -> ReadyPage:
    """``page`` with what its people are found by, for whoever takes it has more to do."""
    return replace(page, words=[*words_of(page)])


def as_bytes(page: ReadyPage) -> bytes:
    """``page`` on its way between two processes of this program, and nowhere else."""
    return marshal.dumps([getattr(page, name) for name in _FIELDS], _FORMAT)


def of_bytes(told: bytes) -> ReadyPage:
    """What `as_bytes` was given."""
    return ReadyPage(*marshal.loads(told))  # noqa: S302 - our own process made it
