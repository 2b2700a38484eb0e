"""Signing in without the link: only who was let in by the hub here, and only for a while."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from workstation.desk.credentials import CredentialFault
from workstation.desk.credentials.offline import OfflineSignIn
from workstation.desk.journal import Journal

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
KEY = bytes(range(32))
QUICK = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal.open(tmp_path / "journal.db", KEY, "demo") as journal:
        yield journal


@pytest.fixture
def desk(journal: Journal) -> OfflineSignIn:
    desk = OfflineSignIn(journal, QUICK)
    remember(desk)
    return desk


def remember(desk: OfflineSignIn, password: str = "right", days: int = 7) -> None:
    roles, teams = ("advisor", "receiver"), ("acr",)
    desk.remember("a.reid", "Ann Reid", roles, teams, password, days=days, now=NOON).result(10)


def kind(desk: OfflineSignIn, user: str, password: str, now: datetime = NOON) -> str:
    with pytest.raises(CredentialFault) as fault:
        desk.verify(user, password, now)
    return fault.value.kind


def test_who_signed_in_here_is_known_again(desk: OfflineSignIn) -> None:
    known = desk.verify("a.reid", "right", NOON + timedelta(days=7))
    assert (known.name, known.roles, known.teams) == (
        "Ann Reid",
        ("advisor", "receiver"),
        ("acr",),
    )


def test_a_wrong_name_and_a_wrong_password_are_told_alike(desk: OfflineSignIn) -> None:
    assert kind(desk, "a.reid", "wrong") == kind(desk, "nobody", "right") == "sign_in_refused"
    assert kind(desk, "nobody", "nobody") == "sign_in_refused"


def test_it_ends_after_the_days_the_force_allows(desk: OfflineSignIn) -> None:
    late = NOON + timedelta(days=7, seconds=1)
    assert kind(desk, "a.reid", "right", late) == "sign_in_expired"
    assert kind(desk, "a.reid", "wrong", late) == "sign_in_refused"


def test_setting_the_clock_back_gains_nothing(desk: OfflineSignIn) -> None:
    assert kind(desk, "a.reid", "right", NOON - timedelta(hours=2)) == "clock_behind"
    assert desk.verify("a.reid", "right", NOON - timedelta(minutes=5))


def test_a_new_password_replaces_the_old_one(desk: OfflineSignIn) -> None:
    remember(desk, "newer")
    assert kind(desk, "a.reid", "right") == "sign_in_refused"
    assert desk.verify("a.reid", "newer", NOON)


@pytest.mark.parametrize("how", ["forget", "no days"])
def test_who_may_no_longer_is_forgotten(desk: OfflineSignIn, how: str) -> None:
    if how == "forget":
        desk.forget("a.reid").result(10)
    else:
        remember(desk, days=0)
    assert kind(desk, "a.reid", "right") == "sign_in_refused"


def test_the_journal_holds_no_password(desk: OfflineSignIn, journal: Journal) -> None:
    kept = journal.verifier("a.reid")
    assert kept is not None
    assert kept.hash.startswith("$argon2id$")
    assert "right" not in kept.hash
