"""A person signs in at the desk: the hub decides, and this desk itself while it cannot be asked."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache, partial
from typing import Final, Protocol

from workstation.desk.answers import Failure, Later, Refused, Session, SignInNeeded, Unreachable
from workstation.desk.call.identity import PersonAtDesk
from workstation.desk.credentials.faults import CredentialFault
from workstation.desk.credentials.offline import OfflineSignIn
from workstation.desk.ports import Inbox
from workstation.domain.roles import Role, may

NOT_FOR_CALLS: Final = (
    "Your account may not take calls; nobody is signed in here: use the screen of your role."
)

Told = Callable[[str], None]


class SignInHub(Protocol):
    """The hub as signing in needs it."""

    def sign_in(self, user: str, password: str) -> Session | Failure:
        """A session for a person at this machine."""
        ...

    def sign_out(self, token: str) -> Failure | None:
        """End a session."""
        ...


class TakesPeople(Protocol):
    """Whoever a person signs in to: the desk's calls."""

    def sign_in(self, person: PersonAtDesk) -> None:
        """The person takes the desk."""
        ...

    def sign_out(self) -> None:
        """The person leaves."""
        ...


class SigningIn:
    """Asks the hub in a thread of its own, one attempt at a time. Owned by the screens' thread.

    ``offline`` is made when it is first needed, in that thread: making it takes as long as a check.
    """

    def __init__(
        self,
        hub: SignInHub,
        offline: Callable[[], OfflineSignIn],
        desk: TakesPeople,
        inbox: Inbox,
        new_id: Callable[[], str],
    ) -> None:
        self._hub = hub
        self._offline = cache(offline)
        self._desk = desk
        self._inbox = inbox
        self._new_id = new_id
        self._attempt: threading.Thread | None = None
        self._token = ""

    @property
    def under_way(self) -> bool:
        """Whether an attempt has not been answered yet."""
        return self._attempt is not None

    def sign_in(self, user: str, password: str, told: Told = lambda _: None) -> None:
        """Try; ``told`` gets one sentence, empty when the person is signed in."""
        if self._attempt is None:
            self._attempt = threading.Thread(
                target=self._try, args=(user.strip(), password, told), name="sign-in", daemon=True
            )
            self._attempt.start()

    def sign_out(self) -> None:
        """The person leaves at once; the hub hears of it when it can."""
        token, self._token = self._token, ""
        self._desk.sign_out()
        if token:
            threading.Thread(
                target=self._hub.sign_out, args=(token,), name="sign-out", daemon=True
            ).start()

    def close(self) -> None:
        """Wait for an attempt under way; cut the hub's line first."""
        if self._attempt is not None:
            self._attempt.join()

    # -- in the thread of the attempt ---------------------------------------------------------

    def _try(self, user: str, password: str, told: Told) -> None:
        answer = self._hub.sign_in(user, password)
        if isinstance(answer, Session):
            self._remember(answer, password)
            person: PersonAtDesk | str = PersonAtDesk(
                answer.user,
                answer.name,
                answer.roles,
                answer.teams,
                answer.sign_in,
                good_for_s=answer.good_for_s,
            )
            token = answer.token
        else:
            person, token = self._without_token(user, password, answer), ""
        self._inbox.post(partial(self._tried, person, token, told))

    def _remember(self, session: Session, password: str) -> None:
        self._offline().remember(
            session.user,
            session.name,
            tuple(sorted(session.roles)),
            session.teams,
            password,
            days=session.offline_days,
            now=datetime.now(UTC),
        )

    def _without_token(self, user: str, password: str, answer: Failure) -> PersonAtDesk | str:
        if isinstance(answer, SignInNeeded | Refused):
            self._offline().forget(user)
            return answer.sentence
        if not isinstance(answer, Unreachable | Later):
            return answer.sentence
        try:
            known = self._offline().verify(user, password, datetime.now(UTC))
        except CredentialFault as fault:
            return fault.sentence
        roles = frozenset(known.roles)
        return PersonAtDesk(
            known.user, known.name, roles, known.teams, self._new_id(), offline=True
        )

    # -- in the thread of the screens ---------------------------------------------------------

    def _tried(self, person: PersonAtDesk | str, token: str, told: Told) -> None:
        self._attempt = None
        if isinstance(person, str):
            told(person)
        elif not may(_roles(person), "take_calls"):
            told(NOT_FOR_CALLS)
        else:
            self._token = token
            self._desk.sign_in(person)
            told("")


def _roles(person: PersonAtDesk) -> frozenset[Role]:
    known: tuple[Role, ...] = ("advisor", "receiver", "supervisor", "administrator")
    return frozenset(role for role in known if role in person.roles)
