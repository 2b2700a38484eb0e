"""A supervisor signed in at the hub: the whole control room, and the word on not attending."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from workstation.bootstrap.faults import CannotGoOn
from workstation.bootstrap.identifiers import new_id
from workstation.bootstrap.machine import Machine
from workstation.desk.answers import QueuePage, QueueRow, Session, StepAnswer, StepAsk, StepWords
from workstation.desk.clock import SystemClock
from workstation.desk.link.hub_client import HubClient
from workstation.desk.supervising import Supervision
from workstation.domain.incident.steps import StepName


class Overview:
    """Signed in as a supervisor; `supervision` reads everything anew."""

    def __init__(self, machine: Machine, client: HubClient, session: Session) -> None:
        policy = machine.policies.current()
        self._teams = {team.key: team.name for team in policy.teams} if policy else {}
        self._client = client
        self._session = session

    def supervision(self) -> Supervision:
        """The control room as of now. Raises `CannotGoOn` when the hub cannot be asked."""
        answer = self._client.supervision(self._session.token)
        if not isinstance(answer, Supervision):
            raise CannotGoOn(answer.sentence)
        return answer

    def decide(self, reference: str, *, given: bool, reason: str) -> str:
        """Approve, or refuse, that nobody attends; what came of it, in a sentence.

        Raises `CannotGoOn` when there is no such approval, or with the hub's words.
        """
        row = self._row(reference)
        name: StepName = "approve" if given else "disapprove"
        step = StepAsk(new_id(), row.incident_id, name, StepWords(reason))
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
    with signed_in(client, user, password) as session:
        yield Overview(machine, client, session)


@contextmanager
def signed_in(client: HubClient, user: str, password: str) -> Iterator[Session]:
    """A supervisor's session over ``client``, which is closed at the end. Raises `CannotGoOn`."""
    try:
        session = client.sign_in(user, password)
        if not isinstance(session, Session):
            raise CannotGoOn(session.sentence)
        if "supervisor" not in session.roles:
            client.sign_out(session.token)
            raise CannotGoOn(
                f"{session.name} is no supervisor; nobody is signed in; use the queue of the team."
            )
        yield session
        client.sign_out(session.token)
    finally:
        client.cut()
        client.close()
