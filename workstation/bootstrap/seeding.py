"""Fills a new hub: a policy and its teams; for the demonstration made-up people and callers too."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from workstation.bootstrap.demo_people import HASHED, PEOPLE
from workstation.domain.caller import Caller, PastContact
from workstation.domain.events import Realm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workstation.content.scenarios import Scenario
    from workstation.hub.store.engine import Database


def install_policy(database: Database, force: str, root: Path | None) -> str:
    """Put a force's newest policy in force; its name and version in words."""
    from workstation.content.policies import load_policy, pack, policy_folder
    from workstation.hub.policies import install

    folder = policy_folder(force, root=root)
    policy = load_policy(folder)
    install(database, policy, pack(folder))
    return f"{policy.name}, version {policy.ref.version}"


def seed(url: str, realm: Realm, force: str, root: Path | None, *, callers: int = 300) -> str:
    """Install the policy; in the demonstration also its people and callers. A sentence."""
    from workstation.hub.installation import opened

    database, _ = opened(url, realm)
    try:
        policy = install_policy(database, force, root)
        if realm != "demo":
            return f"The policy {policy} is in force; add people with `workstation hub person`."
        known = _seed_demo(database, root, callers)
        return f"The policy {policy} is in force; {len(PEOPLE)} people and {known} callers made up."
    finally:
        database.close()


def _seed_demo(database: Database, root: Path | None, callers: int) -> int:
    from workstation.hub import seed as made_up
    from workstation.hub.callers import put_callers
    from workstation.hub.store import people

    with database.writing() as tx:
        for person in PEOPLE:
            account = people.Account(person.user, person.name, HASHED, person.roles, person.teams)
            people.put(tx, account)
    return put_callers(database, _callers(root)) + made_up.seed(database, callers)


def _callers(root: Path | None) -> Iterator[Caller]:
    from workstation.content.scenarios import read, scenario_files

    today = datetime.now(UTC)
    for file in scenario_files(root):
        scenario = read(file)
        if scenario.caller.on_record:
            yield on_record(scenario, today)


def on_record(scenario: Scenario, today: datetime) -> Caller:
    """The caller of a scenario as the hub knows them on the day ``today``."""
    told = scenario.caller
    return Caller(
        caller_id=f"caller:{scenario.name}",
        name=told.name,
        born=told.born,
        address=told.address,
        address_protected=False,
        phones=(told.number,),
        markers=told.markers,
        notes=told.notes,
        history=tuple(
            PastContact(
                (today - timedelta(days=past.days_ago)).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
                past.grade,
                past.summary,
                past.outcome,
            )
            for past in told.earlier
        ),
    )
