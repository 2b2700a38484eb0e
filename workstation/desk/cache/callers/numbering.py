"""The numbers of a first copy: sorted in memory, those of so many people at once, then written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from itertools import pairwise
from string import digits
from typing import Final

from workstation.desk.cache.callers import sorting
from workstation.desk.cache.callers.inserting import insert
from workstation.desk.cache.callers.transactions import transaction
from workstation.desk.journal.encrypted_file import Connection

#: Of all that is shown as a number what `words.backwards` takes for one, from one beginning on and
#: before another.
_SORTED: Final = (
    "SELECT value, rk, caller.id FROM caller CROSS JOIN json_each(phones)"
    " WHERE length(value) BETWEEN 8 AND 16"
    " AND value GLOB '*[1-9]+' AND rtrim(value, '+') NOT GLOB '*[^0-9]*'"
    " AND value>=? AND value<? ORDER BY value, rk"
)
_INTO: Final = "INSERT OR IGNORE INTO phone (backwards, rk, id)"
#: Before and behind every number.
_ALL: Final = ("", ":")


@contextmanager
def ahead(
    connection: Connection, connect: Callable[[], Connection]
) -> Iterator[Callable[[], None]]:
    """What writes all numbers; where they are few a thread sorts them meanwhile.

    ``connect`` gives a connection that reads beside ``connection``. While there are sorted numbers
    that nobody has taken, the log only grows: so not those of millions.
    """
    many = sorting.portions(connection)
    if many > 1:
        yield lambda: _put_in_portions(connection, many)
        return
    with closing(connect()) as reading, ThreadPoolExecutor(1, "numbers") as beside:
        rows = beside.submit(reading.execute, _SORTED, _ALL)  # ends when the first row is there

        def put() -> None:
            with transaction(connection):
                insert(connection, _INTO, 3, rows.result())

        yield put


def _put_in_portions(connection: Connection, many: int) -> None:
    for reach in pairwise((_ALL[0], *digits[:: max(1, len(digits) // many)][1:], _ALL[1])):
        with transaction(connection):
            connection.execute(f"{_INTO} {_SORTED}", reach)
