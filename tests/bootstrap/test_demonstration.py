"""A demonstration whose control room fails it: one sentence, and nothing stays open."""

import shutil
import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from tests.endtoend.seated import hub, machine_at
from workstation.bootstrap.control_room import ControlRoom
from workstation.bootstrap.demo import MACHINES, NO_HUB, Demonstration
from workstation.bootstrap.desk_parts import OpenDesk
from workstation.bootstrap.machine import machine_in
from workstation.desk.inbox import QueueInbox
from workstation.desk.sound import Silence
from workstation.settings.declared import Settings
from workstation.ui.desk.window import DeskWindow

SOON_S = 30.0


@pytest.fixture(scope="module")
def enrolled(tmp_path_factory):
    """A control room's folder whose machines were enrolled; its hub is gone."""
    folder = tmp_path_factory.mktemp("room")
    with hub(folder / "of-a-test") as room:
        for kind in MACHINES:
            machine_at(room, folder / kind, kind)
    (folder / "hub").mkdir()
    shutil.copy(folder / "of-a-test" / "hub.db", folder / "hub" / "DEMO-hub.db")
    return folder


@pytest.fixture
def folder(enrolled, tmp_path):
    """A copy of it for one test."""
    shutil.copytree(enrolled, tmp_path / "demo")
    return tmp_path / "demo"


@pytest.fixture
def window(qtbot):
    """The desk's window."""
    made = DeskWindow()
    qtbot.addWidget(made)
    return made


def begun(room: ControlRoom, inbox: QueueInbox, folder: Path) -> Demonstration:
    settings = Settings(data=folder.parent, sound=False)
    return Demonstration(room, inbox, settings, receiver=False).open()


def shown(window: DeskWindow) -> list[str]:
    return [label.text() for label in window.news.findChildren(QLabel)]


def is_free(folder: Path) -> bool:
    """Whether the desk can be opened: nobody has it open."""
    OpenDesk(machine_in(folder / "desk", "demo"), QueueInbox(), Silence()).close()
    return True


def test_a_hub_that_cannot_be_started_is_told_and_the_desk_closes_with_its_window(
    folder: Path, window: DeskWindow
) -> None:
    (folder / "hub" / "port").write_text("40123", encoding="ascii")
    (folder / "hub.log").mkdir()  # the hub's log cannot be written: no process is started
    inbox = QueueInbox()
    room = ControlRoom(folder, MACHINES, callers=0)
    assert room.enrolled_before
    demonstration = begun(room, inbox, folder)
    demonstration.show(window)
    try:
        assert inbox.run_until(lambda: NO_HUB in shown(window), SOON_S)
    finally:
        saved = demonstration.close()
    assert saved
    assert is_free(folder)
    ControlRoom(folder, MACHINES, callers=0).stop()


class LateRoom(ControlRoom):
    """A control room that gets ready just as the window closes."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, MACHINES, callers=0)
        self.closing = threading.Event()

    def start_hub(self) -> None:
        """No process is needed."""

    def wait_until_ready(self) -> None:
        assert self.closing.wait(SOON_S)

    def stop(self) -> None:
        super().stop()
        self.closing.set()


def test_a_desk_that_opens_while_its_window_closes_is_closed(
    folder: Path, window: DeskWindow
) -> None:
    demonstration = begun(LateRoom(folder), QueueInbox(), folder)
    demonstration.show(window)
    assert demonstration.close()
    assert is_free(folder)
