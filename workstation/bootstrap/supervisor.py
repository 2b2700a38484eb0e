"""What waits for acceptance or for a supervisor's word in every team, at a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from workstation.bootstrap.faults import CannotGoOn
from workstation.bootstrap.identifiers import new_id
from workstation.bootstrap.machine import Machine
from workstation.desk.answers import QueuePage, QueueRow, Session, StepAnswer, StepAsk
from workstation.desk.clock import SystemClock, utc_of
from workstation.desk.link.hub_client import HubClient
from workstation.domain.text import one_line


class Overview:
    """Signed in as a supervisor; `lines` reads every queue anew."""

    def __init__(self, machine: Machine, client: HubClient, session: Session) -> None:
        policy = machine.policies.current()
        self._teams = {team.key: team.name for team in policy.teams} if policy else {}
        self._client = client
        self._session = session

    def lines(self) -> tuple[str, ...]:
        """What waits, overdue first, then as the teams work it: one line for each thing to do.

        What a team refused and nobody re-routed in time is among them, and every approval of not
        attending that is not given. Raises `CannotGoOn` when the hub cannot be asked.
        """
        waiting: list[tuple[bool, str]] = []
        for page in self._pages():
            for row in page.rows:
                if row.approval in ("pending", "refused"):
                    waiting.append((not row.approval_overdue, _approval(row, page.now_utc)))
                if row.standing == "delivered" or (row.standing == "refused" and row.overdue):
                    waiting.append((not row.overdue, _line(row, page.now_utc)))
        return tuple(line for _, line in sorted(waiting, key=lambda one: one[0]))

    def decide(self, reference: str, *, given: bool, reason: str) -> str:
        """Approve, or refuse, that nobody attends; what came of it, in a sentence.

        Raises `CannotGoOn` when there is no such approval, or with the hub's words.
        """
        row = self._row(reference)
        step = StepAsk(new_id(), row.incident_id, "approve" if given else "disapprove", reason)
        answer = self._client.step(step, self._session.token)
        if not isinstance(answer, StepAnswer):
            raise CannotGoOn(f"{answer.sentence} It is safe to give the same command again.")
        if not answer.done:
            raise CannotGoOn(f"{row.reference}: {answer.cause}")
        if given:
            return f"{row.reference}: approved that nobody attends; it may be closed now."
        return f"{row.reference}: refused; it stays open, and desk and team read why."

    def _row(self, reference: str) -> QueueRow:
        wanted = reference.strip().upper()
        for page in self._pages():
            for row in page.rows:
                if row.reference.upper() == wanted and row.approval:
                    return row
        raise CannotGoOn(
            f"No open incident {reference} asks for approval; nothing was changed; "
            "the list without --approve and --refuse names those that do."
        )

    def _pages(self) -> Iterator[QueuePage]:
        for team in self._teams:
            page = self._client.queue(team, self._session.token)
            if not isinstance(page, QueuePage):
                raise CannotGoOn(page.sentence)
            yield page


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
    mark = "OVERDUE" if row.overdue else "waiting"
    if row.standing == "refused":
        mark = "REFUSED"
    late = "  DELAYED" if row.delayed else ""
    seen = f"  looked at by {row.claimed_by}" if row.claimed_by else ""
    return f"{mark} {_since(row.waiting_since, now_utc):>7}  {_what(row)}{late}{seen}"


def _approval(row: QueueRow, now_utc: str) -> str:
    """An approval to be given or refused, with the advisor's line it is decided on."""
    mark = "OVERDUE" if row.approval_overdue else "approve"
    if row.approval == "refused":
        mark = "NOT APPROVED"
    why = one_line(f"{row.approval_because} – {row.approval_rationale or 'no line given'}")
    who = f"  refused by {row.approval_by}" if row.approval == "refused" else ""
    return (
        f"{mark} {_since(row.approval_since, now_utc):>7}  {_what(row)}  nobody attends: {why}{who}"
    )


def _since(then_utc: str, now_utc: str) -> str:
    seconds = int((utc_of(now_utc) - utc_of(then_utc)).total_seconds())
    return f"{seconds // 60}:{seconds % 60:02}"


def _what(row: QueueRow) -> str:
    return f"{row.grade_name:<16} {row.team_name:<28} {row.reference:<12} {row.headline}"
