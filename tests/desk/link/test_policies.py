"""The policy in force comes from the hub, once, and a damaged one changes nothing."""

import pytest

from tests.desk.link.desk_side import DeskSide
from tests.hub.control_room import POLICY, ControlRoom, made_up_policy
from workstation.desk.answers import Refused
from workstation.desk.link.back_off import BackOff
from workstation.desk.link.policies import LOOK_S, PolicyFetcher, fetch_current
from workstation.desk.link.worker import Pause
from workstation.domain.events import PolicyRef
from workstation.hub import policies


class Shelf:
    """Packages by hash; ``damaged`` refuses them as a store does whose check fails."""

    def __init__(self, *, damaged: bool = False) -> None:
        self.packages: dict[str, bytes] = {}
        self.damaged = damaged
        self.kept = 0

    def has(self, policy_hash: str) -> bool:
        return policy_hash in self.packages

    def keep(self, ref: PolicyRef, package: bytes) -> None:
        if self.damaged:
            raise ValueError("another hash")
        self.packages[ref.hash] = package
        self.kept += 1


def test_a_package_is_fetched_once_and_again_when_another_is_in_force(
    desk: DeskSide, room: ControlRoom
) -> None:
    shelf, arrived = Shelf(), list[PolicyRef]()
    fetcher = PolicyFetcher(desk.client, shelf, arrived.append, BackOff())
    assert fetcher.turn() == Pause(LOOK_S)
    fetcher.turn()
    assert (arrived, shelf.packages, shelf.kept) == ([POLICY], {POLICY.hash: b"package one"}, 1)
    newer = PolicyRef("made-up", "2", "e" * 64)
    policies.install(room.hub.database, made_up_policy(newer), b"package two")
    fetcher.turn()
    assert arrived == [POLICY, newer]
    assert shelf.packages[newer.hash] == b"package two"


@pytest.mark.usefixtures("room")
def test_a_damaged_package_changes_nothing(desk: DeskSide) -> None:
    shelf = Shelf(damaged=True)
    answer = fetch_current(desk.client, shelf)
    assert isinstance(answer, Refused)
    assert "calls go on under the one that is here" in answer.sentence
    assert shelf.packages == {}
