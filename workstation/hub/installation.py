"""Setting a hub up: its tables, its identity, its recovery key; opening one that stands."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from workstation.domain.events import Realm
from workstation.hub import open_cards
from workstation.hub.callers import record
from workstation.hub.identifiers import new_id
from workstation.hub.settings import HubCannotStart
from workstation.hub.store import identity, migrations
from workstation.hub.store.engine import Database, StoreUnreachable, Unstorable
from workstation.hub.store.identity import Identity


def migrate(url: str, realm: Realm, recovery_key_file: Path) -> Identity:
    """Make or update the hub's tables; a new hub gets its identity and a recovery key pair.

    The private half is written to ``recovery_key_file`` (PEM) for the force to take away and is
    kept nowhere else; a hub that stands keeps its own and writes no file. Raises `HubCannotStart`.
    """
    database = _database(url)
    try:
        migrations.migrate(database)
        open_cards.catch_up(database)
        record.catch_up(database)
        with database.writing() as tx:
            tx.lock("schema", "identity")
            known = identity.read(tx)
            if known is None:
                public = _recovery_pair(recovery_key_file)
                known = Identity(realm, new_id(), new_id(), new_id(), public)
                identity.create(tx, known)
        _same_realm(known, realm)
        return known
    except migrations.NewerDatabase as fault:
        raise _newer(fault) from fault
    except StoreUnreachable as fault:
        raise _unreachable(fault) from fault
    finally:
        database.close()


def opened(url: str, realm: Realm) -> tuple[Database, Identity]:
    """The database of a hub that was set up. Raises `HubCannotStart`."""
    database = _database(url)
    if database.file is not None and not database.file.exists():
        raise HubCannotStart(
            f"There is no hub database at {database.file}: make it with workstation hub migrate."
        )
    try:
        migrations.check(database)
        with database.reading() as tx:
            known = identity.read(tx)
        if known is None:
            raise migrations.OlderDatabase("no identity")
        _same_realm(known, realm)
        return database, known
    except migrations.NewerDatabase as fault:
        database.close()
        raise _newer(fault) from fault
    except migrations.OlderDatabase as fault:
        database.close()
        raise HubCannotStart(
            "The hub's database is not set up for this release; nothing was changed:"
            " run workstation hub migrate."
        ) from fault
    except StoreUnreachable as fault:
        database.close()
        raise _unreachable(fault) from fault
    except HubCannotStart:
        database.close()
        raise


def restored(url: str, realm: Realm) -> Identity:
    """Say that the database came from a backup, before the hub is served again.

    A new epoch lets every desk send and read anew; a new store keeps what the lost hub sealed after
    the backup apart from what this one will. Raises `HubCannotStart`.
    """
    database, known = opened(url, realm)
    anew = replace(known, epoch=new_id(), store_id=new_id())
    try:
        with database.writing() as tx:
            identity.put(tx, anew)
    finally:
        database.close()
    return anew


def _database(url: str) -> Database:
    try:
        return Database(url)
    except Unstorable as fault:
        raise HubCannotStart(
            "The database setting is neither postgresql://… nor sqlite:///FILE; nothing was"
            " changed: correct it."
        ) from fault


def _same_realm(known: Identity, realm: Realm) -> None:
    if known.realm != realm:
        raise HubCannotStart(
            f"This database belongs to a {known.realm} hub and was asked for as {realm};"
            " nothing was changed: choose the right database."
        )


def _recovery_pair(file: Path) -> str:
    # Here, because a hub that stands never needs it and is to start quickly.
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    private = X25519PrivateKey.generate()
    pem = private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as fault:
        raise HubCannotStart(
            f"The recovery key cannot be written to {file} (a file that stands there is never"
            " overwritten); the hub was not set up: name another file."
        ) from fault
    with os.fdopen(handle, "wb") as out:
        out.write(pem)
        out.flush()
        os.fsync(out.fileno())
    return private.public_key().public_bytes_raw().hex()


def _newer(fault: Exception) -> HubCannotStart:
    return HubCannotStart(
        f"The hub's database was made by a newer release ({fault}); it was left untouched:"
        " start that release, or restore a backup."
    )


def _unreachable(fault: Exception) -> HubCannotStart:
    return HubCannotStart(
        f"The hub's database cannot be opened ({fault}); nothing was changed: start it or correct"
        " its address."
    )
