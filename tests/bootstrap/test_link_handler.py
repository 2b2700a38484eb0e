"""Whether links are registered on this machine, as `workstation doctor` says it."""

from pathlib import Path

import pytest

from tests.house.test_tree import ROOT
from workstation.bootstrap.faults import CannotGoOn
from workstation.bootstrap.link_handler import registered

SHIPPED = ROOT / "packaging" / "workstation-link.desktop"
pytestmark = pytest.mark.skipif("sys.platform == 'win32'")


@pytest.fixture
def applications(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this user's applications are; the machine has none."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path / "shared"))
    folder = tmp_path / "home" / "applications"
    folder.mkdir(parents=True)
    return folder


def test_nothing_is_registered_until_somebody_does_it(applications: Path) -> None:
    (applications / "other.desktop").write_text("[Desktop Entry]\nMimeType=text/plain;\n")
    (applications / "odd.desktop").write_bytes(b"\xff\xfe")
    assert registered().startswith("not registered")
    (applications / SHIPPED.name).write_bytes(SHIPPED.read_bytes())
    assert registered() == f"opened by this program, by {SHIPPED.name}"


def test_another_program_that_opens_links_is_told(applications: Path) -> None:
    (applications / SHIPPED.name).write_bytes(SHIPPED.read_bytes())
    stranger = SHIPPED.read_text().replace("Exec=workstation open --window --", "Exec=elsewhere")
    (applications / "stranger.desktop").write_text(stranger)
    with pytest.raises(CannotGoOn, match=r"another program opens them, by stranger\.desktop"):
        registered()


def test_both_registrations_open_links_alike() -> None:
    windows = (ROOT / "packaging" / "workstation-link.reg").read_text()
    assert "open --window -- %u" in SHIPPED.read_text()
    assert r"workstation.exe\" open --window -- \"%1\"" in windows
    assert '"URL Protocol"=""' in windows
