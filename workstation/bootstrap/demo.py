"""The demonstration: a desk on an embedded control room, with made-up callers who ring."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final

from workstation.bootstrap.demo_people import ADVISOR, PASSWORD
from workstation.settings.declared import Settings
from workstation.settings.places import demo_folder

if TYPE_CHECKING:
    from workstation.bootstrap.control_room import ControlRoom
    from workstation.bootstrap.demo_callers import DemoCallers
    from workstation.bootstrap.desk_parts import OpenDesk
    from workstation.bootstrap.telephone import Telephone
    from workstation.content.scenarios import Caller
    from workstation.desk.credentials.device import Kind
    from workstation.desk.ports import Inbox
    from workstation.ui.desk.window import DeskWindow

#: Made-up callers on record at the demonstration's hub.
CALLERS: Final = 300
NO_HUB: Final = (
    "The demonstration's control room could not be started or has ended; what this desk has saved "
    "is safe; close the window and start the demonstration again."
)
MACHINES: Final[dict[Kind, str]] = {"desk": "Desk 14", "receiver": "Queue 1"}


def run(settings: Settings, *, fresh: bool, receiver: bool, policy: str = "") -> int:
    """Open desk, hub and (unless nobody is to accept) receiver, until the desk is closed.

    ``policy`` names another than the usual one, FORCE/VERSION. Raises ContentError for one that
    there is not.
    """
    if policy:
        from workstation.content.policies import named_folder

        named = named_folder(policy, settings.resources)
        policy = f"{named.parent.name}/{named.name}"

    from workstation.ui.desk.window import DeskWindow
    from workstation.ui.program import run as run_window

    def behind(inbox: Inbox) -> Demonstration:
        from workstation.bootstrap import logs
        from workstation.bootstrap.control_room import ControlRoom

        folder = demo_folder(settings.data, policy)
        room = ControlRoom(folder, MACHINES, callers=CALLERS, fresh=fresh, policy=policy)
        logs.to_file(folder)
        try:
            return Demonstration(room, inbox, settings, receiver=receiver).open()
        except BaseException:
            room.stop()
            raise

    return run_window(
        DeskWindow,
        behind,
        lambda window, demonstration: demonstration.show(window),
        lambda window, sentence: window.news.answer(sentence),
        theme=settings.theme,
        scale=settings.text_scale / 100,
        complete=DeskWindow.when_complete,
    )


class Demonstration:
    """The desk of a control room, which opens as soon as it can.

    A desk that was enrolled before opens at once, before its hub is there: an unfinished call is
    on the screen again within seconds.
    """

    def __init__(
        self, room: ControlRoom, inbox: Inbox, settings: Settings, *, receiver: bool
    ) -> None:
        self._receiver = receiver
        self._inbox = inbox
        self._settings = settings
        self._room = room
        self._desk: OpenDesk | None = None
        self._callers: DemoCallers | None = None
        self._telephone: Telephone | None = None
        self._waiting: threading.Thread | None = None

    def open(self) -> Demonstration:
        """Open the desk, if there is one yet."""
        if self._room.enrolled_before:
            self._open_desk()
        return self

    def show(self, window: DeskWindow) -> None:
        """The window shows what is there already and the rest as it comes."""
        from workstation.bootstrap.desk import sit_down

        if self._desk is not None:
            sit_down(window, self._desk)
        self._waiting = threading.Thread(
            target=self._wait_for_room, args=(window,), name="control-room"
        )
        self._waiting.start()

    def close(self) -> bool:
        """Everything ends with the window; whether everything was saved."""
        if self._callers is not None:
            self._callers.stop()
        if self._telephone is not None:
            self._telephone.stop()
        saved = self._close_desk()
        self._room.stop()
        if self._waiting is not None:
            self._waiting.join()
        return self._close_desk() and saved  # one that has opened meanwhile, behind no window

    def _close_desk(self) -> bool:
        desk, self._desk = self._desk, None
        return desk.close() if desk is not None else True

    def _wait_for_room(self, window: DeskWindow) -> None:
        """In a thread of its own, which then looks after the hub."""
        from workstation.bootstrap.demo_callers import callers_in

        shown = self._desk is not None
        try:
            self._room.start_hub()
            self._room.wait_until_ready()
            if self._receiver:
                self._room.start_receiver()
            callers = callers_in(self._settings.resources)
            desk = self._desk or self._open_desk()
            self._inbox.post(lambda: self._ready(window, desk, shown=shown, callers=callers))
            self._room.keep_hub()
        except Exception as fault:
            sentence = getattr(fault, "sentence", NO_HUB)
            self._inbox.post(lambda: window.news.answer(sentence))
            if sentence == NO_HUB and not isinstance(fault, OSError):
                raise

    def _ready(
        self, window: DeskWindow, desk: OpenDesk, *, shown: bool, callers: tuple[Caller, ...]
    ) -> None:
        from workstation.bootstrap.demo_callers import DemoCallers
        from workstation.bootstrap.desk import sit_down
        from workstation.bootstrap.telephone import Telephone

        if not shown:
            sit_down(window, desk)
        desk.signing_in.sign_in(ADVISOR.user, PASSWORD)
        desk.link.nudge(urgent=True)
        self._telephone = Telephone(self._settings, desk)
        self._callers = DemoCallers(desk.calls, self._inbox, callers)
        self._callers.start(already=len(desk.journal.streams("contact")))

    def _open_desk(self) -> OpenDesk:
        """Open the desk with the demonstration's advisor at it; the hub confirms the sign-in."""
        from workstation.bootstrap.desk import opened

        desk = self._desk = opened(self._room.machine("desk"), self._inbox, self._settings)
        try:
            _advisor_first(desk)
        except BaseException:
            self._close_desk()
            raise
        return desk


def _advisor_first(desk: OpenDesk) -> None:
    from workstation.bootstrap.identifiers import new_id
    from workstation.desk.call.identity import PersonAtDesk

    roles = frozenset[str](ADVISOR.roles)
    desk.calls.sign_in(PersonAtDesk(ADVISOR.user, ADVISOR.name, roles, (), new_id(), offline=True))
