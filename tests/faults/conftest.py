"""A hub, a front that misbehaves between it and a desk, and a sender with a scripted hub."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.journal.test_journal_opening import closed
from tests.desk.link.conftest import room
from tests.desk.link.desk_side import DeskSide, desk_side, enrolled, url_of
from tests.desk.link.front import Front, front
from tests.desk.link.test_sender import bench
from tests.hub.control_room import ControlRoom

__all__ = ["bench", "closed", "room"]


@pytest.fixture
def door(room: ControlRoom) -> Iterator[Front]:
    with front(url_of(room)) as made:
        yield made


@pytest.fixture
def desk(room: ControlRoom, door: Front, tmp_path: Path) -> Iterator[DeskSide]:
    """A desk whose way to the hub leads through the front."""
    with desk_side(tmp_path, door.url, device=enrolled(room)) as made:
        yield made
