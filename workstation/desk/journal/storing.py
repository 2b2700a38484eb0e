"""What is kept beside the events. Every function that writes expects a transaction to be open."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from workstation.desk.journal.encrypted_file import Connection
from workstation.desk.journal.people import Verifier
from workstation.desk.ports import DeliveryState, Draft


def meta(connection: Connection, name: str) -> str | None:
    """One fact about the file itself, ``None`` when it was never written."""
    found = connection.execute("SELECT value FROM meta WHERE name=?", (name,)).fetchone()
    return str(found[0]) if found else None


def set_meta(connection: Connection, name: str, value: str) -> None:
    """Write one fact about the file itself."""
    connection.execute("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", (name, value))


def put_draft(connection: Connection, contact_id: str, draft: Draft, given: int) -> None:
    """The last value of a field; ``given`` orders it against the events that replace it."""
    connection.execute(
        "INSERT OR REPLACE INTO draft (contact_id, field, text, cursor, at_utc, given)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (contact_id, draft.field, draft.text, draft.cursor, draft.at_utc, given),
    )


def newest_given(connection: Connection) -> int:
    """The number of the newest draft, above which numbers go on after a restart."""
    return int(connection.execute("SELECT coalesce(max(given), 0) FROM draft").fetchone()[0])


def put_remembered(connection: Connection, key: str, value: str) -> None:
    """The last value of a small thing."""
    connection.execute("INSERT OR REPLACE INTO remembered (key, value) VALUES (?, ?)", (key, value))


def put_deliveries(connection: Connection, states: Mapping[str, DeliveryState]) -> None:
    """How far events got. Raises LookupError for an event this store does not hold."""
    for event_id, new in states.items():
        changed = connection.execute(
            "UPDATE delivery SET state=?, attempts=?, cause=?, sent_at=?"
            " WHERE no=(SELECT no FROM event WHERE event_id=?)",
            (new.state, new.attempts, new.cause, new.sent_at, event_id),
        ).rowcount
        if not changed:
            raise LookupError(event_id)


def erase(connection: Connection, event_ids: Iterable[str]) -> int:
    """Forget the words of events; their places in the chain stay provable. How many there were."""
    return sum(
        connection.execute(
            "UPDATE event SET payload=NULL, payload_salt=NULL WHERE event_id=?", (one,)
        ).rowcount
        for one in event_ids
    )


def put_verifier(connection: Connection, verifier: Verifier) -> None:
    """Who may sign in here while the hub cannot be asked."""
    connection.execute(
        "INSERT OR REPLACE INTO verifier (user, name, roles, teams, hash, signed_in_utc,"
        " until_utc) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            verifier.user,
            verifier.name,
            json.dumps(verifier.roles),
            json.dumps(verifier.teams),
            verifier.hash,
            verifier.signed_in_utc,
            verifier.until_utc,
        ),
    )


def drop_verifier(connection: Connection, user: str) -> None:
    """Forget a person's verifier."""
    connection.execute("DELETE FROM verifier WHERE user=?", (user,))
