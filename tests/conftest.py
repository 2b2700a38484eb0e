"""What every test stands on. The fixtures are in tests/fixtures, one purpose a module.

Set before anything of the product is imported: no test sees the home, the screen, the keyring or
the message bus of the person who runs it, and children find the product from any folder.
"""

import os
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.fixtures import guards
from tests.fixtures.examples import USUAL
from tests.fixtures.guards import loopback_only, no_thread_left_running
from tests.fixtures.keyring_session import keyring_session
from tests.fixtures.postgres import postgres_server, postgres_url
from tests.fixtures.processes import MARK, no_process_left_behind
from tests.fixtures.xserver import xserver

__all__ = [
    "keyring_session",
    "loopback_only",
    "no_process_left_behind",
    "no_thread_left_running",
    "postgres_server",
    "postgres_url",
    "xserver",
]

ROOT = Path(__file__).resolve().parent.parent
MARKS_BY_FIXTURE = {
    "postgres_server": pytest.mark.postgres,
    "keyring_session": pytest.mark.keyring,
    "xserver": pytest.mark.xserver,
}

_home = tempfile.TemporaryDirectory(prefix="workstation-home-")


def _stand_alone() -> None:
    """Point every place that belongs to a person at an empty folder of this process."""
    for name in (
        "DISPLAY",
        "WAYLAND_DISPLAY",
        "DBUS_SESSION_BUS_ADDRESS",
        "PYTHON_KEYRING_BACKEND",
    ):
        os.environ.pop(name, None)
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        os.environ[f"XDG_{name}_HOME"] = str(Path(_home.name, name.lower()))
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_RUNTIME_DIR"):
        os.environ[name] = _home.name
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["PYTHONPATH"] = str(ROOT)
    os.environ[MARK] = f"{os.getpid()}-{Path(_home.name).name}"


_stand_alone()
if sys.platform != "win32":
    Path(_home.name).chmod(0o700)
guards.install()

settings.register_profile(
    "tests", max_examples=USUAL, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("soak", settings.get_profile("tests"), max_examples=2_000)
settings.load_profile("tests")  # `make soak` says --hypothesis-profile=soak, which comes later


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give tests the marks that their fixtures imply."""
    for item in items:
        for fixture, mark in MARKS_BY_FIXTURE.items():
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(mark)
