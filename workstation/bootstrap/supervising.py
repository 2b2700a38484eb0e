"""A supervisor signed in at the hub: the whole control room, and a supervisor's steps."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from workstation.bootstrap.faults import CannotGoOn
from workstation.bootstrap.identifiers import new_id
from workstation.bootstrap.machine import Machine
from workstation.desk.answers import QueueRow, Session, StepAnswer, StepAsk, StepWords
from workstation.desk.clock import SystemClock
from workstation.desk.link.hub_client import HubClient
from workstation.desk.supervise.deeds import done_words
from workstation.desk.supervise.finding import NO_SUCH, among, find, known_rows
from workstation.desk.supervising import Supervision
from workstation.domain.incident.steps import StepName


class Overview:
    """Signed in as a supervisor; `supervision` reads everything anew."""

    def __init__(self, machine: Machine, client: HubClient, session: Session) -> None:
        policy = machine.policies.current()
        self._teams = [team.key for team in policy.teams] if policy else []
        self._client = client
        self._session = session

    def supervision(self) -> Supervision:
        """The control room as of now. Raises `CannotGoOn` when the hub cannot be asked."""
        answer = self._client.supervision(self._session.token)
        if not isinstance(answer, Supervision):
            raise CannotGoOn(answer.sentence)
        return answer

    def take(self, step: StepName, reference: str, reason: str) -> str:
        """Take a supervisor's step on an open incident; what came of it, in a sentence.

        Raises `CannotGoOn` when there is no such incident, or with the hub's words.
        """
        row = self._row(reference)
        ask = StepAsk(new_id(), row.incident_id, step, StepWords(reason))
        answer = self._client.step(ask, self._session.token)
        if not isinstance(answer, StepAnswer):
            raise CannotGoOn(f"{answer.sentence} It is safe to give the same command again.")
        if not answer.done:
            raise CannotGoOn(f"{row.reference}: {answer.cause}")
        return done_words(step, row.reference)

    def _row(self, reference: str) -> QueueRow:
        """One that was refused may stand on a supervisor's list and in no team's queue."""
        row = among(known_rows(self.supervision()), reference)
        token = self._session.token
        found = row or find(lambda team: self._client.queue(team, token), self._teams, reference)
        if found is None:
            raise CannotGoOn(NO_SUCH.format(reference))
        if not isinstance(found, QueueRow):
            raise CannotGoOn(found.sentence)
        return found


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
