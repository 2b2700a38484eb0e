"""The rows on the screen: what is new since the last reading, and what waits too long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from workstation.desk.answers import QueuePage, QueueRow
from workstation.desk.clock import utc_of, utc_text
from workstation.desk.ports import Clock
from workstation.domain.handover import Alarm

#: Characters of one piece of news.
_NEWS: Final = 200
#: Seconds after which the queue is read again although nothing announced a change.
LOOK_S: Final = 10.0


class ShownQueue:
    """A team's rows as last read. Ages go by the hub's clock and this machine's monotonic one."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.clear()

    def clear(self) -> None:
        """Forget everything, as before the first reading."""
        self.rows: tuple[QueueRow, ...] = ()
        self._team = ""
        self.as_of: str | None = None
        self._read_at = 0.0
        self._asked_at: float | None = None
        self._sounded: frozenset[tuple[str, str, str]] = frozenset()
        self._arrived = False

    def take(self, page: QueuePage, team: str) -> tuple[str, ...]:
        """Show ``page``, the queue of ``team``; sentences about what was not there before."""
        self._team = team
        # What was accepted meanwhile is not new, should an older reading come late.
        known = {(row.incident_id, row.team): row.added for row in self.rows}
        first = self.as_of is None
        self.rows, self.as_of = page.rows, page.now_utc
        self._read_at = self._clock.monotonic()
        came = [
            row
            for row in page.rows
            if row.standing == "delivered" and (row.incident_id, row.team) not in known
        ]
        if first:
            return ()
        self._arrived = self._arrived or any(row.urgent for row in came)
        added = [
            f"{row.reference}, {row.headline}, new: {row.added_last}"[:_NEWS]
            for row in page.rows
            if row.added > known.get((row.incident_id, row.team), row.added)
        ]
        return (*added, *(_came(row) for row in came))

    def asked(self) -> None:
        """The hub is being asked for the queue now."""
        self._asked_at = self._clock.monotonic()

    def is_stale(self) -> bool:
        """Whether the queue was asked for, and not again for long."""
        asked_at = self._asked_at
        return asked_at is not None and self._clock.monotonic() - asked_at >= LOOK_S

    def replace(self, row: QueueRow) -> None:
        """Show one incident as it is now, until the queue is read again."""
        self.rows = tuple(row if r.incident_id == row.incident_id else r for r in self.rows)

    def row(self, incident_id: str) -> QueueRow | None:
        """One incident as last shown."""
        return next((r for r in self.rows if r.incident_id == incident_id), None)

    def hub_now(self) -> str | None:
        """The hub's clock, reckoned on from the last reading."""
        if self.as_of is None:
            return None
        return utc_text(utc_of(self.as_of) + timedelta(seconds=self._since_read()))

    def alarms(self) -> tuple[Alarm, ...]:
        """What nobody accepted in time, what later calls brought, what the team owes too long."""
        return tuple(found for row in self.rows for found in self._of(row))

    def sound_is_due(self) -> bool:
        """Whether something urgent arrived or an alarm began since this was last asked."""
        now = frozenset((alarm.incident_id, alarm.kind, alarm.of) for alarm in self.alarms())
        due = self._arrived or bool(now - self._sounded)
        self._sounded, self._arrived = now, False
        return due

    def _since_read(self) -> float:
        return max(0.0, self._clock.monotonic() - self._read_at)

    def _of(self, row: QueueRow) -> Iterator[Alarm]:
        ours = row.team == self._team
        if ours and row.standing == "delivered" and (row.overdue or self._is_over(*_waits(row))):
            yield Alarm(row.incident_id, "not_accepted", _late(row))
        for news in row.unseen:
            said = f"{row.reference}: {news}"[:_NEWS]
            yield Alarm(row.incident_id, "news", said, news)
        for task in row.tasks:
            if task.owner != "team" or (task.team or row.team) != self._team:
                continue
            if task.kind == "handed_on":
                said = f"{row.reference}: {task.text} Telephone them."
                yield Alarm(row.incident_id, "task", said, task.task_id)
            elif task.overdue or self._is_over(task.since, task.within_s):
                said = f"{row.reference} OVERDUE: {task.text}"
                yield Alarm(row.incident_id, "task", said, task.task_id)

    def _is_over(self, since: str, within_s: float) -> bool:
        """Whether a clock has run out, also when the hub cannot be asked."""
        if self.as_of is None:
            return False
        waited = utc_of(self.as_of) - utc_of(since)
        return waited.total_seconds() + self._since_read() >= within_s


def _waits(row: QueueRow) -> tuple[str, float]:
    return row.waiting_since, row.accept_within_s


def _came(row: QueueRow) -> str:
    what = "Arrived late, to be reconciled" if row.delayed else "New"
    return f"{what}: {row.grade_name}, {row.reference}, {row.headline}"[:_NEWS]


def _late(row: QueueRow) -> str:
    return f"{row.reference} is not accepted: accept it, refuse it or re-route it."
