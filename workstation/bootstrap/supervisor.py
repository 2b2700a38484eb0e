"""The supervisor's program: the whole control room in a window."""

from __future__ import annotations

from workstation.bootstrap import logs
from workstation.bootstrap.identifiers import new_id
from workstation.bootstrap.machine import Machine
from workstation.desk.clock import SystemClock
from workstation.desk.link.hub_client import HubClient
from workstation.desk.link.receiver_link import ReceiverLink
from workstation.desk.ports import Inbox, Sound
from workstation.desk.supervise.supervise_desk import SuperviseDesk
from workstation.settings.declared import Settings


class OpenSupervision:
    """A supervisor's machine, open: ``desk`` is what the window drives."""

    def __init__(self, machine: Machine, inbox: Inbox, sound: Sound) -> None:
        clock = SystemClock()
        self._client = HubClient(machine.hub, clock, machine.credential)
        self._link = ReceiverLink(
            self._client, clock, lambda: inbox.post(lambda: self.desk.link_changed())
        )
        policy = machine.policies.current()
        teams = [team.key for team in policy.teams] if policy else []
        self.desk = SuperviseDesk(self._link, clock, inbox, sound, new_id, teams)

    def close(self) -> None:
        """End the threads and the line."""
        self._client.cut()
        self.desk.stop()
        self._link.stop()


def run(machine: Machine, settings: Settings) -> int:
    """Open the window; returns when it is closed. In the demonstration its supervisor signs in."""
    from workstation.bootstrap.demo_people import PASSWORD, SUPERVISOR
    from workstation.bootstrap.desk import sound_for
    from workstation.ui.program import run as run_window
    from workstation.ui.supervise.steering import Steering
    from workstation.ui.supervise.window import SuperviseWindow

    def behind(inbox: Inbox) -> OpenSupervision:
        logs.to_file(machine.folder)
        return OpenSupervision(machine, inbox, sound_for(settings, machine.folder))

    def show(window: SuperviseWindow, opened: OpenSupervision) -> None:
        if machine.realm == "demo":
            opened.desk.sign_in(SUPERVISOR.user, PASSWORD)
        Steering(window, opened.desk)

    return run_window(
        SuperviseWindow,
        behind,
        show,
        lambda window, sentence: window.answer(sentence),
        theme=settings.theme,
        scale=settings.text_scale / 100,
    )
