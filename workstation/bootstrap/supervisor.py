"""What waits for acceptance in every team, for a supervisor at a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from workstation.bootstrap.faults import CannotGoOn
from workstation.bootstrap.machine import Machine
from workstation.desk.answers import QueuePage, QueueRow, Session
from workstation.desk.clock import SystemClock, utc_of
from workstation.desk.link.hub_client import HubClient


class Overview:
    """Signed in as a supervisor; `lines` reads every queue anew."""

    def __init__(self, machine: Machine, client: HubClient, session: Session) -> None:
        policy = machine.policies.current()
        self._teams = {team.key: team.name for team in policy.teams} if policy else {}
        self._client = client
        self._session = session

    def lines(self) -> tuple[str, ...]:
        """One line for each incident that waits, overdue first, then as the teams work them.

        What a team refused and nobody re-routed in time is among them. Raises `CannotGoOn` when
        the hub cannot be asked.
        """
        waiting: list[tuple[bool, str]] = []
        for team in self._teams:
            page = self._client.queue(team, self._session.token)
            if not isinstance(page, QueuePage):
                raise CannotGoOn(page.sentence)
            waiting += [
                (not row.overdue, _line(row, page.now_utc))
                for row in page.rows
                if row.standing in ("delivered", "refused")
            ]
        return tuple(line for _, line in sorted(waiting, key=lambda one: one[0]))


@contextmanager
def overview(machine: Machine, user: str, password: str) -> Iterator[Overview]:
    """Sign in for as long as the context lasts. Raises `CannotGoOn` with the hub's words."""
    client = HubClient(machine.hub, SystemClock(), machine.credential)
    try:
        session = client.sign_in(user, password)
        if not isinstance(session, Session):
            raise CannotGoOn(session.sentence)
        if "supervisor" not in session.roles:
            client.sign_out(session.token)
            raise CannotGoOn(
                f"{session.name} is no supervisor; nobody is signed in; use the queue of the team."
            )
        yield Overview(machine, client, session)
        client.sign_out(session.token)
    finally:
        client.cut()
        client.close()


def _line(row: QueueRow, now_utc: str) -> str:
    seconds = int((utc_of(now_utc) - utc_of(row.waiting_since)).total_seconds())
    clock = f"{seconds // 60}:{seconds % 60:02}"
    mark = "OVERDUE" if row.overdue else "waiting"
    if row.standing == "refused":
        mark = "REFUSED"
    late = "  DELAYED" if row.delayed else ""
    seen = f"  looked at by {row.claimed_by}" if row.claimed_by else ""
    return (
        f"{mark} {clock:>7}  {row.grade_name:<16} {row.team_name:<28} {row.reference:<12} "
        f"{row.headline}{late}{seen}"
    )
