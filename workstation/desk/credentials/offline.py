"""Signing in while the hub cannot be asked: for people whom it let in at this desk before."""

from __future__ import annotations

from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from workstation.desk.credentials.faults import CredentialFault
from workstation.desk.journal.people import Verifier

#: How far a clock may stand before the last sign-in without being held for wrong.
CLOCK_LEEWAY: Final = timedelta(hours=1)


class VerifierStore(Protocol):
    """Where verifiers are kept: the journal."""

    def verifier(self, user: str) -> Verifier | None: ...

    def put_verifier(self, verifier: Verifier) -> Future[None]: ...

    def drop_verifier(self, user: str) -> Future[None]: ...


class OfflineSignIn:
    """Checks people without the link. Each check takes tens of milliseconds: not for the screen's
    thread.
    """

    def __init__(self, store: VerifierStore, hasher: PasswordHasher | None = None) -> None:
        self._store = store
        self._hasher = hasher or PasswordHasher()
        self._nobody = self._hasher.hash("nobody")

    def remember(
        self,
        user: str,
        name: str,
        roles: tuple[str, ...],
        teams: tuple[str, ...],
        password: str,
        *,
        days: int,
        now: datetime,
    ) -> Future[None]:
        """The hub has just let this person in; for ``days`` this desk may do so by itself."""
        if days <= 0:
            return self.forget(user)
        until = now + timedelta(days=days)
        verifier = Verifier(
            user, name, roles, teams, self._hasher.hash(password), _iso(now), _iso(until)
        )
        return self._store.put_verifier(verifier)

    def forget(self, user: str) -> Future[None]:
        """The hub no longer lets this person in."""
        return self._store.drop_verifier(user)

    def verify(self, user: str, password: str, now: datetime) -> Verifier:
        """The person, when name and password fit. Raises `CredentialFault`."""
        known = self._store.verifier(user)
        if not self._fits(known.hash if known else self._nobody, password) or known is None:
            raise CredentialFault("sign_in_refused")
        if now < datetime.fromisoformat(known.signed_in_utc) - CLOCK_LEEWAY:
            raise CredentialFault("clock_behind")
        if now > datetime.fromisoformat(known.until_utc):
            raise CredentialFault("sign_in_expired")
        return known

    def _fits(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, password)
        except (VerificationError, InvalidHashError):
            return False


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
