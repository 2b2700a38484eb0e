"""The demonstration: a desk on an embedded control room, with made-up callers who ring."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workstation.bootstrap.control_room import ControlRoom
from workstation.bootstrap.demo_callers import DemoCallers
from workstation.bootstrap.demo_people import ADVISOR, PASSWORD
from workstation.bootstrap.desk import sit_down, sound_for
from workstation.settings.declared import Settings
from workstation.settings.places import demo_folder

if TYPE_CHECKING:
    from workstation.bootstrap.desk_parts import OpenDesk
    from workstation.desk.credentials.device import Kind
    from workstation.desk.ports import Inbox
    from workstation.ui.desk.window import DeskWindow

#: Made-up callers on record at the demonstration's hub.
CALLERS: Final = 300
MACHINES: Final[Mapping[Kind, str]] = {"desk": "Desk 14", "receiver": "Queue 1"}


def run(settings: Settings, *, fresh: bool) -> int:
    """Open desk, hub and receiver; returns when the desk's window is closed."""
    from workstation.ui.desk.window import DeskWindow
    from workstation.ui.program import run as run_window

    folder = demo_folder(settings.data)
    if fresh:
        shutil.rmtree(folder, ignore_errors=True)
    room = Demonstration(folder, settings)
    return run_window(
        DeskWindow,
        room.open,
        lambda window, sentence: window.news.answer(sentence),
        theme=settings.theme,
        scale=settings.text_scale / 100,
    )


class Demonstration:
    """The control room, and the desk that opens as soon as it can.

    A desk that was enrolled before opens at once, before its hub is there: an unfinished call is
    on the screen again within seconds.
    """

    def __init__(self, folder: Path, settings: Settings) -> None:
        self._settings = settings
        self._folder = folder
        self._room = ControlRoom(folder, MACHINES, callers=CALLERS)
        self._desk: OpenDesk | None = None
        self._callers: DemoCallers | None = None
        self._starting: threading.Thread | None = None

    def open(self, inbox: Inbox, window: DeskWindow) -> Demonstration:
        """Begin; the window shows what is there already and the rest as it comes."""
        self._room.start_hub()
        early = self._room.enrolled_before
        if early:
            self._sit_down(inbox, window)
        self._starting = threading.Thread(
            target=self._wait_for_room, args=(inbox, window, early), name="control-room"
        )
        self._starting.start()
        return self

    def close(self) -> None:
        """Everything ends with the window."""
        if self._starting is not None:
            self._starting.join()
        if self._callers is not None:
            self._callers.stop()
        if self._desk is not None:
            self._desk.close()
        self._room.stop()

    def _wait_for_room(self, inbox: Inbox, window: DeskWindow, early: bool) -> None:
        try:
            self._room.wait_until_ready()
            self._room.start_receiver()
        except Exception as fault:
            sentence = getattr(fault, "sentence", None)
            if sentence is None:
                raise
            inbox.post(lambda: window.news.answer(sentence))
            return
        inbox.post(lambda: self._ready(inbox, window, early))

    def _ready(self, inbox: Inbox, window: DeskWindow, early: bool) -> None:
        if not early:
            self._sit_down(inbox, window)
        desk = self._desk
        if desk is None:
            return
        self._callers = DemoCallers(desk.calls, inbox, self._settings.resources)
        if not desk.calls.desk_view().person:
            desk.signing_in.sign_in(ADVISOR.user, PASSWORD)
        self._callers.start()

    def _sit_down(self, inbox: Inbox, window: DeskWindow) -> None:
        sound = sound_for(self._settings, self._folder)
        self._desk = sit_down(self._room.machine("desk"), inbox, window, sound)
