"""The demonstration on any force's policy: its hub has that policy, its teams and its words."""

import json
from pathlib import Path

import pytest

from workstation.__main__ import main
from workstation.bootstrap.demo_people import PEOPLE, RECEIVER
from workstation.bootstrap.seeding import MadeUp, seed
from workstation.content.policies import load_force
from workstation.hub import installation
from workstation.hub.store import callers, people
from workstation.settings import places


@pytest.mark.parametrize("named", ["west-midlands/2024", "essex", "police-scotland/3.2"])
def test_a_new_hub_has_the_policys_teams_receivers_and_grades(tmp_path: Path, named: str) -> None:
    policy = load_force(named.partition("/")[0])
    url = f"sqlite:///{tmp_path / 'hub.db'}"
    installation.migrate(url, "demo", tmp_path / "recovery.pem")
    said = seed(url, "demo", named, None, MadeUp(20))
    assert f"{policy.name}, version {policy.ref.version}" in said
    database, _ = installation.opened(url, "demo")
    try:
        with database.reading() as tx:
            teams = {team.team for team in people.teams(tx)}
            accounts = [people.account(tx, person.user) for person in PEOPLE]
            known = [json.loads(row[3]) for row in callers.after(tx, 0, 1000, None)]
    finally:
        database.close()
    received = {team for account in accounts if account for team in account.teams}
    assert teams == {team.key for team in policy.teams} == received
    first = next(account for account in accounts if account and account.user_name == RECEIVER.user)
    assert first.teams[0] == policy.outcome("send_now").teams[0]
    before = {past[3] for history in known for past in history}
    assert before
    assert before <= {grade.name for grade in policy.grades}


def test_a_named_policy_has_a_control_room_of_its_own(tmp_path: Path) -> None:
    usual = places.demo_folder(tmp_path)
    named = places.demo_folder(tmp_path, "west-midlands/2024")
    assert named.name == usual.name == "demo"
    assert named != usual
    assert tmp_path in named.parents


def test_a_policy_that_there_is_not_is_one_sentence_and_opens_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WORKSTATION_DATA", str(tmp_path / "data"))
    assert main(["demo", "--policy", "nowhere/1"]) == 1
    assert "There is no policy nowhere 1" in capsys.readouterr().err
    assert not (tmp_path / "data").exists()
