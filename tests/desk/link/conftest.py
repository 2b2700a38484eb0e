"""A real hub over SQLite, and a desk enrolled at it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.link.desk_side import DeskSide, desk_side, enrolled, url_of
from tests.hub.control_room import ControlRoom, running, set_up


@pytest.fixture
def room(tmp_path: Path) -> Iterator[ControlRoom]:
    """A running hub."""
    folder = tmp_path / "hub"
    folder.mkdir()
    with running(set_up(f"sqlite:///{folder / 'hub.db'}", folder)) as control_room:
        yield control_room


@pytest.fixture
def desk(room: ControlRoom, tmp_path: Path) -> Iterator[DeskSide]:
    """A desk enrolled at that hub; its link is not started yet."""
    with desk_side(tmp_path, url_of(room), device=enrolled(room)) as made:
        yield made
