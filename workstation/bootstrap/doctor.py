"""Is everything here that a shift needs? Each finding is one line, with advice where it is not."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from workstation.bootstrap.gazetteer import state_of
from workstation.bootstrap.link_handler import registered
from workstation.bootstrap.machine import Machine, machine_in, vault_for
from workstation.domain.events import Realm
from workstation.settings.declared import Settings
from workstation.settings.places import seat_folder
from workstation.settings.read import stray_variables

#: Modules that the program cannot do without; found by name, so that a bundle can be asked too.
LIBRARIES: Final = (
    "PySide6",
    "sqlalchemy",
    "sqlcipher3",
    "keyring",
    "pydantic",
    "fastapi",
    "uvicorn",
    "httpx",
    "psycopg",
    "argon2",
    "cryptography",
    "uuid_utils",
    "phonenumbers",
    "platformdirs",
)
#: Milliseconds this clock may be away from the hub's before somebody should see to it.
CLOCK_MS: Final = 5_000


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, whether it is well, and what to do where it is not."""

    what: str
    well: bool
    words: str
    advice: str = ""


def findings(settings: Settings, realm: Realm = "live") -> tuple[Finding, ...]:
    """Look at everything; nothing is changed."""
    return tuple(_all(settings, realm))


def _all(settings: Settings, realm: Realm) -> Iterator[Finding]:
    yield _libraries()
    yield _sqlite()
    yield _variables()
    yield _of("keyring", lambda: _keyring(realm), "Every key of this machine is kept there.")
    yield _content(settings.resources)
    yield _of("links", registered, "docs/telephony.md says how they are registered.")
    seats = [seat_folder(settings.data, realm, kind) for kind in ("desk", "receiver", "supervisor")]
    enrolled = [folder for folder in seats if folder.exists()]
    if not enrolled:
        advice = "Ask an administrator for a code and run `workstation enrol`."
        yield Finding("machine", False, f"not enrolled for {realm}", advice)
    for folder in enrolled:
        yield from _machine(folder, realm)


def _machine(folder: Path, realm: Realm) -> Iterator[Finding]:
    try:
        machine = machine_in(folder, realm)
    except Exception as fault:  # noqa: BLE001 (a doctor reports whatever is wrong)
        yield Finding(folder.name, False, _words(fault))
        return
    yield Finding(folder.name, True, f"enrolled as {machine.device.desk_name or folder.name}")
    if machine.device.kind == "desk":
        yield _of("journal", lambda: _journal(machine))
        yield _of("policy of this desk", lambda: _kept_policy(machine))
        yield _of("people on record", lambda: _people(machine))
        yield _of("gazetteer", lambda: state_of(machine))
    yield from _hub(machine)


def _of(what: str, look: Callable[[], str], advice: str = "") -> Finding:
    try:
        return Finding(what, True, look())
    except Exception as fault:  # noqa: BLE001 (a doctor reports whatever is wrong)
        return Finding(what, False, _words(fault), advice)


def _words(fault: Exception) -> str:
    sentence = getattr(fault, "sentence", None)
    return sentence if isinstance(sentence, str) else f"{type(fault).__name__}: {fault}"


def _libraries() -> Finding:
    missing = [name for name in LIBRARIES if importlib.util.find_spec(name) is None]
    if missing:
        advice = "Install this release again; it brings its libraries."
        return Finding("libraries", False, "missing: " + ", ".join(missing), advice)
    return Finding("libraries", True, f"all {len(LIBRARIES)} are here")


def _sqlite() -> Finding:
    from workstation.desk.journal.encrypted_file import OLDEST_SQLITE, sqlite_version

    version = sqlite_version()
    words = ".".join(str(part) for part in version)
    advice = "Older ones can damage a journal: install this release again."
    well = version >= OLDEST_SQLITE
    return Finding("SQLite", well, words, "" if well else advice)


def _variables() -> Finding:
    strays = stray_variables(os.environ)
    if strays:
        advice = "`workstation settings` lists every setting with its variable."
        return Finding("settings", False, "unknown: " + ", ".join(strays), advice)
    return Finding("settings", True, "no variable is misspelt")


def _keyring(realm: Realm) -> str:
    if realm == "demo":
        return "the demonstration keeps its keys in a file of its own"
    vault = vault_for(Path(), realm)
    vault.get("doctor")
    return "opens and answers"


def _content(root: Path | None) -> Finding:
    from workstation.content.check import check
    from workstation.content.resources import resource_root

    try:
        faults = check(root or resource_root())
    except FileNotFoundError as fault:
        return Finding("policies", False, str(fault))
    if faults:
        advice = "`workstation content check` names every fault."
        return Finding("policies", False, f"{len(faults)} faults, such as {faults[0]}", advice)
    return Finding("policies", True, "every policy and scenario is whole")


def _journal(machine: Machine) -> str:
    from workstation.bootstrap.enrol import key_place
    from workstation.desk.credentials.journal_key import journal_key
    from workstation.desk.journal import Journal, JournalFault

    place = key_place(machine)
    if not place.journal.exists():
        return "none yet; the first start makes it"
    try:
        with Journal.open(place.journal, journal_key(machine.vault, place), machine.realm) as kept:
            waiting = kept.waiting().count
            broken = kept.first_break()
    except JournalFault as fault:
        if fault.kind == "in_use":
            return "in use by a running desk"
        raise
    if broken:
        raise ValueError(f"its chain is broken: {broken}")
    return f"opens, its chain holds, {waiting} waiting to be sent"


def _people(machine: Machine) -> str:
    from workstation.bootstrap.enrol import key_place
    from workstation.desk.cache.callers import extent_in
    from workstation.desk.credentials.journal_key import cache_key, journal_key

    place = key_place(machine)
    if not place.journal.exists():
        return "no copy yet; the first start begins it"
    known = extent_in(machine.folder / "callers", cache_key(journal_key(machine.vault, place)))
    if known is None:
        return "no copy yet; the next start begins it"
    scope = f"of the last {known.recent_days} days" if known.recent_days else "everybody"
    if not known.whole:
        return f"{known.have} of {known.total or 'unknown'} are here, the copy is not whole yet"
    return f"a whole copy, {scope}: {known.have} people, in step at {known.as_of_utc or 'no time'}"


def _kept_policy(machine: Machine) -> str:
    policy = machine.policies.current()
    if policy is None:
        raise ValueError("none is kept; enrol the desk again while the hub can be reached")
    return f"{policy.name} {policy.ref.version}"


def _hub(machine: Machine) -> Iterator[Finding]:
    from workstation.desk.clock import SystemClock
    from workstation.desk.link.hub_client import HubClient

    clock = SystemClock()
    try:
        client = HubClient(machine.hub, clock, machine.credential)
    except Exception as fault:  # noqa: BLE001 (a doctor reports whatever is wrong)
        yield Finding("hub", False, _words(fault))
        return
    failure = client.ready()
    client.cut()
    client.close()
    if failure is not None:
        yield Finding("hub", False, failure.sentence)
        return
    yield Finding("hub", True, f"{machine.device.hub_url} answers and is ours")
    away = clock.moment().hub_offset_ms or 0
    words = f"{abs(away)} ms {'behind' if away > 0 else 'ahead of'} the hub's"
    advice = "Let this machine keep its time by a time server."
    well = abs(away) <= CLOCK_MS
    yield Finding("clock", well, words, "" if well else advice)
