"""Fills a new hub: a policy and its teams; for the demonstration made-up people and callers too."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from workstation.bootstrap.demo_family import family
from workstation.bootstrap.demo_people import HASHED, PEOPLE, teams_of
from workstation.domain.callers.caller import Caller, PastContact
from workstation.domain.events import Realm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workstation.content.scenarios import Scenario
    from workstation.domain.policy import Policy
    from workstation.hub.store.engine import Database


def install_policy(database: Database, named: str, root: Path | None) -> Policy:
    """Put a policy in force, named NAME/VERSION, or NAME for the force's newest."""
    from workstation.content.policies import load_policy, named_folder, pack
    from workstation.hub.policies import install

    folder = named_folder(named, root)
    policy = load_policy(folder)
    install(database, policy, pack(folder))
    return policy


@dataclass(frozen=True, slots=True)
class MadeUp:
    """How many people on record are made up, with how many contacts (None: as usual), and how."""

    callers: int = 300
    contacts: int | None = None
    seed: int = 1


def seed(
    url: str, realm: Realm, named: str, root: Path | None, made_up: MadeUp | None = None
) -> str:
    """Install the policy; in the demonstration also its people and callers. A sentence.

    Raises `HubCannotStart` where ``made_up`` people are wanted and the hub is live.
    """
    from workstation.hub.installation import opened
    from workstation.hub.settings import HubCannotStart

    if realm == "live" and made_up is not None:
        raise HubCannotStart(
            "Made-up people never go into a live hub; nothing was changed: name --realm demo or"
            " training."
        )

    database, _ = opened(url, realm)
    try:
        policy = install_policy(database, named, root)
        said = f"The policy {policy.name}, version {policy.ref.version} is in force;"
        if realm == "demo":
            known = _seed_demo(database, policy, root) + _on_record(database, policy, made_up)
            return f"{said} {len(PEOPLE)} people and {known} callers made up."
        if made_up is not None:
            said += f" {_on_record(database, policy, made_up)} callers made up;"
        return f"{said} add people with `workstation hub person`."
    finally:
        database.close()


def _seed_demo(database: Database, policy: Policy, root: Path | None) -> int:
    from workstation.hub.callers.record import put_callers
    from workstation.hub.store import people

    with database.writing() as tx:
        for person in PEOPLE:
            teams = teams_of(person, policy)
            people.put(tx, people.Account(person.user, person.name, HASHED, person.roles, teams))
    grades = [grade.name for grade in sorted(policy.grades, key=lambda grade: grade.rank)]
    told = (*_callers(root, policy.ref.id), *family(datetime.now(UTC), grades))
    return put_callers(database, told)


def _on_record(database: Database, policy: Policy, made_up: MadeUp | None) -> int:
    from workstation.hub.made_up.seed import seed as put

    wanted = made_up or MadeUp()
    grades = [grade.name for grade in sorted(policy.grades, key=lambda grade: grade.rank)]
    return put(database, wanted.callers, wanted.seed, contacts=wanted.contacts, grades=grades)


def _callers(root: Path | None, force: str) -> Iterator[Caller]:
    """Callers of the scenarios; those of another force have no history, which is in its words."""
    from workstation.content.scenarios import read, scenario_files

    today = datetime.now(UTC)
    for file in scenario_files(root):
        scenario = read(file)
        if scenario.caller.on_record:
            known = on_record(scenario, today)
            yield known if scenario.scenario.policy == force else replace(known, history=())


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
