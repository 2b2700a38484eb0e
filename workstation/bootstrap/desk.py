"""The desk's program: the window first, then the stores and the link behind it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from workstation.settings.declared import Settings
from workstation.settings.places import seat_folder

if TYPE_CHECKING:
    from workstation.bootstrap.desk_parts import OpenDesk
    from workstation.bootstrap.machine import Machine
    from workstation.bootstrap.telephone import Telephone
    from workstation.desk.ports import Inbox, Sound
    from workstation.ui.desk.window import DeskWindow


@dataclass(slots=True)
class Seat:
    """An open desk with its source of calls."""

    desk: OpenDesk
    calls: Telephone | None = None

    def close(self) -> bool:
        """No more calls; save, end the link, close the stores; whether everything was saved."""
        if self.calls is not None:
            self.calls.stop()
        return self.desk.close()


def run(settings: Settings) -> int:
    """Open the desk of this enrolled machine; returns when its window is closed."""
    from workstation.ui.desk.window import DeskWindow
    from workstation.ui.program import run as run_window

    def behind(inbox: Inbox) -> Seat:
        from workstation.bootstrap import logs
        from workstation.bootstrap.machine import machine_in

        machine = machine_in(seat_folder(settings.data, "live", "desk"), "live")
        logs.to_file(machine.folder)
        return Seat(opened(machine, inbox, settings))

    def show(window: DeskWindow, seat: Seat) -> None:
        from workstation.bootstrap.telephone import Telephone

        sit_down(window, seat.desk)
        seat.calls = Telephone(settings, seat.desk)

    return run_window(
        DeskWindow,
        behind,
        show,
        lambda window, sentence: window.news.answer(sentence),
        theme=settings.theme,
        scale=settings.text_scale / 100,
        complete=DeskWindow.when_complete,
    )


def opened(machine: Machine, inbox: Inbox, settings: Settings) -> OpenDesk:
    """Open a desk, in any thread; what `sit_down` needs is read from the disk here too."""
    import workstation.bootstrap.telephone
    import workstation.ui.desk.steering  # noqa: F401 -- a third of the time until the call is shown
    from workstation.bootstrap.callers_here import keeping
    from workstation.bootstrap.desk_parts import OpenDesk

    def newest() -> str:
        news = desk.calls.desk_view().news
        return news[-1] if news else ""

    sound = sound_for(settings, machine.folder)
    if settings.alarm_command:
        from workstation.desk.alarm_command import AlarmCommand

        sound = AlarmCommand(sound, settings.alarm_command, newest)
    desk = OpenDesk(machine, inbox, sound, kept=keeping(settings))
    return desk


def sit_down(window: DeskWindow, desk: OpenDesk) -> None:
    """Bind an open desk to its window, in the window's thread; the link starts at once."""
    from workstation.bootstrap.identifiers import new_id
    from workstation.ui.desk.steering import Steering

    Steering(window, desk.calls, desk.signing_in, new_id, desk.elsewhere)
    desk.start()


def sound_for(settings: Settings, folder: Path) -> Sound:
    """The alarm's sound, or silence where the setting says so."""
    from workstation.desk.sound import Silence, SystemSound

    return SystemSound(folder) if settings.sound else Silence()
