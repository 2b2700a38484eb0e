"""Wiring of the hub: serving it, setting it up, its codes and people."""

from __future__ import annotations

import _thread
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from workstation.bootstrap import leash
from workstation.bootstrap.faults import CannotGoOn
from workstation.domain.events import Realm
from workstation.domain.roles import Role
from workstation.settings.declared import Settings
from workstation.settings.places import data_folder

if TYPE_CHECKING:
    from workstation.hub.settings import HubSettings
    from workstation.hub.store.engine import Database

SQLITE: Final = "sqlite:///"


def hub_folder(settings: Settings) -> Path:
    """Where the hub keeps its files beside the database: its port, its certificates."""
    return data_folder(settings.data) / "hub"


def database_url(settings: Settings, sqlite: Path | None, database: str | None) -> str:
    """The database that was asked for, else the setting's, else a SQLite file of this machine."""
    chosen = database or settings.hub_database
    if sqlite is not None:
        return SQLITE + str(sqlite.absolute())
    if not chosen:
        return SQLITE + str(hub_folder(settings) / "hub.db")
    if "://" in chosen:
        return chosen
    return SQLITE + str(Path(chosen).expanduser().absolute())


def serve(settings: HubSettings, *, leashed: bool = False) -> None:
    """Serve until the process is asked to stop; ``leashed``: or until standard input ends."""
    from workstation.hub.serve import serve as run

    # The server stops in good order first and then lets the signal have its way: a plain end.
    signal.signal(signal.SIGTERM, _end)
    if leashed:
        leash.hold(lambda: _thread.interrupt_main(signal.SIGTERM))
    run(settings)


def _end(number: int, frame: object) -> NoReturn:
    raise SystemExit(0)


def migrate(url: str, realm: Realm, recovery_key_file: Path) -> str:
    """Make or update the tables; the id of the hub."""
    from workstation.hub.installation import migrate as run

    if url.startswith(SQLITE):
        Path(url.removeprefix(SQLITE)).parent.mkdir(parents=True, exist_ok=True)
    return run(url, realm, recovery_key_file).hub_id


def code(url: str, realm: Realm, kind: str) -> str:
    """A code with which one machine can enrol, once."""
    from workstation.hub.enrolment import make_code

    with _opened(url, realm) as database:
        return make_code(database, kind, "administrator at the hub")


def person(
    url: str, realm: Realm, user: str, name: str, password: str, roles: list[Role], teams: list[str]
) -> None:
    """Create an account, or give it a new password, roles and teams."""
    from workstation.hub.people import put_person
    from workstation.hub.store import people

    with _opened(url, realm) as database:
        with database.reading() as tx:
            known = {team.team for team in people.teams(tx)}
        if unknown := [team for team in teams if team not in known]:
            raise CannotGoOn(
                f"The hub knows no team {', '.join(unknown)}; nobody was added; its teams are "
                f"{', '.join(sorted(known)) or 'none: install a policy with `hub seed` first'}."
            )
        put_person(database, user, name, password, roles, teams)


@contextmanager
def _opened(url: str, realm: Realm) -> Iterator[Database]:
    from workstation.hub.installation import opened

    database, _ = opened(url, realm)
    try:
        yield database
    finally:
        database.close()
