"""Where calls of other programs come to a desk: the telephone program's port, and links."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from workstation.desk.telephony.call_link import FewLinks
from workstation.desk.telephony.call_query import BadNames, call_event, naming
from workstation.desk.telephony.link_door import LinkDoor, leave, new_nonce, take_away
from workstation.desk.telephony.ports import through
from workstation.desk.telephony.screen_pop import LINK, TELEPHONE, CannotListen, Door, ScreenPop
from workstation.domain.call_event import CallEvent
from workstation.settings.declared import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from workstation.bootstrap.desk_parts import OpenDesk

#: The telephone program's nonce. A force may put its own there, the same on every desk.
NONCE_FILE: Final = "screen-pop.nonce"
NO_LINKS: Final = (
    "Links that offer calls cannot be taken, because this machine lets the program listen to none "
    "or write no file for it; calls, answers and hand-overs go on as usual; tell the administrator."
)


class Telephone:
    """The listener of an open desk, and the file by which a link finds it."""

    def __init__(self, settings: Settings, desk: OpenDesk) -> None:
        """Begin to listen. The desk tells what cannot be heard in a sentence; nothing is raised.

        Where the telephone program cannot be heard, links are taken at a free port all the same.
        """
        self._folder = desk.machine.folder
        self._own = desk.machine.device.desk_id
        self._desk = desk
        link = Door(new_nonce(), FewLinks())
        self._pop: ScreenPop | None = None
        try:
            self._pop = _listening(settings, self._folder, link, desk.calls.tell)
            leave(self._folder, LinkDoor(self._pop.port, link.nonce))
        except (CannotListen, OSError):
            desk.calls.tell(NO_LINKS)
        if self._pop is not None:
            self._pop.start(through(desk.inbox, self._hear))

    @property
    def port(self) -> int | None:
        """The port it listens on, if it listens."""
        return self._pop.port if self._pop is not None else None

    def stop(self) -> None:
        """No more calls."""
        take_away(self._folder)
        if self._pop is not None:
            self._pop.stop()

    def _hear(self, event: CallEvent) -> None:
        """A call that rang at another desk first is a contact of that desk, and of this one."""
        if event.call_id:
            event = replace(event, call_id=f"{self._own}/{event.call_id}")
        self._desk.calls.hear(event)


def _listening(
    settings: Settings, folder: Path, link: Door, tell: Callable[[str], None]
) -> ScreenPop:
    if settings.screen_pop_port:
        try:
            told = naming(settings.screen_pop_parameters, settings.screen_pop_emergency_numbers)
            door = Door(_nonce_in(folder), partial(call_event, naming=told))
            return ScreenPop({TELEPHONE: door, LINK: link}, settings.screen_pop_port)
        except (BadNames, CannotListen) as fault:
            tell(fault.sentence)
    return ScreenPop({LINK: link})


def _nonce_in(folder: Path) -> str:
    """The nonce of the telephone program, made when there is none. Raises `CannotListen`."""
    file = folder / NONCE_FILE
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        pass
    except OSError as fault:
        raise CannotListen(_UNREADABLE.format(file.name)) from fault
    else:
        with os.fdopen(handle, "w", encoding="ascii") as out:
            out.write(new_nonce())
    try:
        return file.read_text(encoding="ascii").strip()
    except (OSError, ValueError) as fault:
        raise CannotListen(_UNREADABLE.format(file.name)) from fault


_UNREADABLE: Final = (
    "The file {} cannot be read, so calls cannot be shown by themselves; answer and type as usual, "
    "and tell the administrator."
)
