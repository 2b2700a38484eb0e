"""The same hub over SQLite and over PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hub.control_room import ControlRoom, running, set_up
from workstation.hub.settings import HubSettings

ON = [
    pytest.param("sqlite"),
    pytest.param("postgres", marks=pytest.mark.postgres),
]


@pytest.fixture(params=ON)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'hub.db'}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def hub_settings(database_url: str, tmp_path: Path) -> HubSettings:
    """A hub that was set up and does not run."""
    # Timers ring when a test says so, or within this many seconds in tests of the thread itself.
    return set_up(database_url, tmp_path, timer_interval_s=3600.0)


@pytest.fixture
def room(hub_settings: HubSettings) -> Iterator[ControlRoom]:
    """A running hub."""
    with running(hub_settings) as control_room:
        yield control_room
