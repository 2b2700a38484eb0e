"""Signing in and out, and the accounts that may."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from workstation.domain.roles import Role
from workstation.hub.clock import later, seconds_between
from workstation.hub.credentials import Machine, Signed
from workstation.hub.hub import Hub
from workstation.hub.identifiers import mark, new_id, new_secret
from workstation.hub.problems import Refused
from workstation.hub.store import people
from workstation.hub.store.engine import Database, Transaction
from workstation.protocol.messages import Person, SignInAsk, SignInReply

#: Wrong passwords in a row before the person has to wait.
WRONG_AT_MOST: Final = 5
#: Seconds to wait after too many wrong passwords.
WAIT_S: Final = 300.0

_HASHER: Final = PasswordHasher()
#: Checked for names that nobody has, so that a wrong name takes as long as a wrong password.
_NOBODY: Final = (
    "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21lc2FsdA"
    "$Zqkzf7xX3oQ0bYQy8rJp8l0cJ8JtQmC1mXl0n3m3uS4"
)


def put_person(
    database: Database,
    user: str,
    name: str,
    password: str,
    roles: Collection[Role],
    teams: Collection[str] = (),
) -> None:
    """Create an account, or give it a new password, roles and teams."""
    account = people.Account(user, name, _HASHER.hash(password), tuple(roles), tuple(teams))
    with database.writing() as tx:
        people.put(tx, account)


def sign_in(hub: Hub, machine: Machine, ask: SignInAsk) -> SignInReply:
    """Begin a session at ``machine``. Raises `Refused`: 401 for wrong words, 429 for too many."""
    with hub.reading() as tx:
        _may_try(tx, ask.user, hub.clock(tx))
        account = people.account(tx, ask.user)
    right = _fits(account.password_hash if account else _NOBODY, ask.password)
    if account is None or not right:
        _note_wrong(hub, ask.user)
        raise Refused(401, "wrong_password", "User name or password is wrong; nobody is signed in.")
    token = new_secret()
    session = people.Session(new_id(), machine.device_id, account)
    with hub.writing() as tx:
        now = hub.clock(tx)
        people.forget_wrong_passwords(tx, ask.user)
        ends = later(now, hub.settings.session_s)
        people.begin_session(tx, mark(token), session, now, ends)
    return SignInReply(
        sign_in=session.sign_in,
        token=token,
        person=Person(
            user=account.user_name, name=account.name, roles=account.roles, teams=account.teams
        ),
        offline_days=hub.settings.offline_days,
        good_for_s=hub.settings.session_s,
    )


def sign_out(hub: Hub, person: Signed) -> None:
    """End the session."""
    with hub.writing() as tx:
        people.end_session(tx, person.token_mark, hub.clock(tx))


def _fits(password_hash: str, password: str) -> bool:
    try:
        return _HASHER.verify(password_hash, password)
    except (VerificationError, InvalidHashError, UnicodeEncodeError):
        return False


def _may_try(tx: Transaction, user: str, now: str) -> None:
    wrong, last_at = people.wrong_passwords(tx, user)
    left = WAIT_S - seconds_between(last_at, now)
    if wrong >= WRONG_AT_MOST and left > 0:
        sentence = f"Too many wrong passwords: try again in {int(left // 60) + 1} minutes."
        raise Refused(429, "too_many", sentence, {"Retry-After": str(int(left) + 1)})


def _note_wrong(hub: Hub, user: str) -> None:
    with hub.writing() as tx:
        now = hub.clock(tx)
        wrong, last_at = people.wrong_passwords(tx, user)
        fresh = wrong < WRONG_AT_MOST or seconds_between(last_at, now) < WAIT_S
        people.note_wrong_password(tx, user, wrong + 1 if fresh else 1, now)
