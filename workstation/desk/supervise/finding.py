"""An open incident by its reference, wherever it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from workstation.desk.answers import Failure, QueuePage, QueueRow
from workstation.desk.supervising import Supervision

NO_SUCH: Final = (
    "No team has an open incident {}; nothing was changed; the lists name every reference."
)


def known_rows(seen: Supervision) -> Iterator[QueueRow]:
    """Every incident that stands on a supervisor's lists; some stand on several."""
    for rows in (seen.lowerings, seen.approvals, seen.overdue, seen.waiting, seen.majors):
        yield from rows


def among(rows: Iterable[QueueRow], reference: str) -> QueueRow | None:
    """The one of that reference, however it was typed."""
    wanted = reference.strip().upper()
    return next((row for row in rows if row.reference.upper() == wanted), None)


def find(
    queue: Callable[[str], QueuePage | Failure], teams: Iterable[str], reference: str
) -> QueueRow | Failure | None:
    """The one of that reference in the queue of any of ``teams``."""
    for team in teams:
        page = queue(team)
        if not isinstance(page, QueuePage):
            return page
        if (row := among(page.rows, reference)) is not None:
            return row
    return None
