"""Local accounts, sessions, wrong passwords, and teams."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from workstation.hub.store.engine import Transaction
from workstation.hub.store.tables import DEVICES, PEOPLE, SESSIONS, SIGN_IN_FAULTS, TEAMS


@dataclass(frozen=True, slots=True)
class Account:
    """A person who may sign in. ``password_hash`` is argon2."""

    user_name: str
    name: str
    password_hash: str
    roles: tuple[str, ...]
    teams: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Session:
    """A sign-in that stands."""

    sign_in: str
    device_id: str
    account: Account


@dataclass(frozen=True, slots=True)
class Team:
    """A team that can receive. ``closes``: the policy lets it end an incident."""

    team: str
    name: str
    closes: bool


def put(tx: Transaction, account: Account) -> None:
    """Create or replace an account."""
    tx.put(
        PEOPLE,
        {
            "user_name": account.user_name,
            "name": account.name,
            "password_hash": account.password_hash,
            "roles": json.dumps(account.roles),
            "teams": json.dumps(account.teams),
            "left_at": None,
        },
    )


def account(tx: Transaction, user_name: str) -> Account | None:
    """The account of somebody who has not left."""
    found = tx.sql.execute(
        sa.select(
            PEOPLE.c.user_name,
            PEOPLE.c.name,
            PEOPLE.c.password_hash,
            PEOPLE.c.roles,
            PEOPLE.c.teams,
        ).where(PEOPLE.c.user_name == user_name, PEOPLE.c.left_at.is_(None))
    ).one_or_none()
    if found is None:
        return None
    return Account(
        found.user_name,
        found.name,
        found.password_hash,
        tuple(json.loads(found.roles)),
        tuple(json.loads(found.teams)),
    )


def names(tx: Transaction, users: Collection[str]) -> dict[str, str]:
    """Names of those of ``users`` who are known, by user id; also of people who have left."""
    if not users:
        return {}
    found = tx.sql.execute(
        sa.select(PEOPLE.c.user_name, PEOPLE.c.name).where(PEOPLE.c.user_name.in_(sorted(users)))
    )
    return {row.user_name: row.name for row in found}


def leave(tx: Transaction, user_name: str, at_utc: str) -> None:
    """The person left: no sign-in any more, and every session ends."""
    tx.sql.execute(PEOPLE.update().where(PEOPLE.c.user_name == user_name).values(left_at=at_utc))
    tx.sql.execute(
        SESSIONS.update()
        .where(SESSIONS.c.user_name == user_name, SESSIONS.c.ended_at.is_(None))
        .values(ended_at=at_utc)
    )


def begin_session(
    tx: Transaction, token_hash: str, session: Session, began_at: str, expires_at: str
) -> None:
    """Keep a new session."""
    tx.sql.execute(
        SESSIONS.insert().values(
            token_hash=token_hash,
            sign_in=session.sign_in,
            user_name=session.account.user_name,
            device_id=session.device_id,
            began_at=began_at,
            expires_at=expires_at,
        )
    )


def session(tx: Transaction, token_hash: str, now: str) -> Session | None:
    """The session of a token, if it stands and its machine is still enrolled."""
    found = tx.sql.execute(
        sa.select(SESSIONS.c.sign_in, SESSIONS.c.device_id, SESSIONS.c.user_name)
        .join(DEVICES, DEVICES.c.device_id == SESSIONS.c.device_id)
        .where(
            SESSIONS.c.token_hash == token_hash,
            SESSIONS.c.ended_at.is_(None),
            SESSIONS.c.expires_at > now,
            DEVICES.c.revoked_at.is_(None),
        )
    ).one_or_none()
    person = account(tx, found.user_name) if found else None
    return Session(found.sign_in, found.device_id, person) if found and person else None


def end_session(tx: Transaction, token_hash: str, at_utc: str) -> None:
    """The person signed out."""
    tx.sql.execute(
        SESSIONS.update()
        .where(SESSIONS.c.token_hash == token_hash, SESSIONS.c.ended_at.is_(None))
        .values(ended_at=at_utc)
    )


def signed_in(tx: Transaction, user_name: str, now: str) -> Account | None:
    """The account, if that person has a session that stands."""
    found = tx.sql.execute(
        sa.select(SESSIONS.c.sign_in)
        .where(
            SESSIONS.c.user_name == user_name,
            SESSIONS.c.ended_at.is_(None),
            SESSIONS.c.expires_at > now,
        )
        .limit(1)
    ).one_or_none()
    return account(tx, user_name) if found else None


def wrong_passwords(tx: Transaction, user_name: str) -> tuple[int, str]:
    """How many wrong passwords in a row, and when the last was."""
    found = tx.sql.execute(
        sa.select(SIGN_IN_FAULTS.c.wrong, SIGN_IN_FAULTS.c.last_at).where(
            SIGN_IN_FAULTS.c.user_name == user_name
        )
    ).one_or_none()
    return (found.wrong, found.last_at) if found else (0, "")


def note_wrong_password(tx: Transaction, user_name: str, wrong: int, at_utc: str) -> None:
    """Keep the count of wrong passwords in a row."""
    tx.put(SIGN_IN_FAULTS, {"user_name": user_name, "wrong": wrong, "last_at": at_utc})


def forget_wrong_passwords(tx: Transaction, user_name: str) -> None:
    """The right password was given."""
    tx.sql.execute(SIGN_IN_FAULTS.delete().where(SIGN_IN_FAULTS.c.user_name == user_name))


def put_teams(tx: Transaction, teams: Iterable[Team]) -> None:
    """Exactly these teams can receive from now on."""
    tx.sql.execute(TEAMS.delete())
    for team in teams:
        tx.put(TEAMS, {"team": team.team, "name": team.name, "closes": int(team.closes)})


def teams(tx: Transaction) -> tuple[Team, ...]:
    """Every team, by name."""
    found = tx.sql.execute(sa.select(TEAMS).order_by(TEAMS.c.name))
    return tuple(Team(row.team, row.name, bool(row.closes)) for row in found)
