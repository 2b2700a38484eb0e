"""The receiver's program: a team's queue in a window, or played from a scenario without one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from workstation.bootstrap import leash, logs
from workstation.bootstrap.identifiers import new_id
from workstation.bootstrap.machine import Machine
from workstation.desk.changes import Changes
from workstation.desk.clock import SystemClock
from workstation.desk.inbox import QueueInbox
from workstation.desk.link.hub_client import HubClient
from workstation.desk.link.receiver_link import ReceiverLink
from workstation.desk.ports import Inbox, Sound
from workstation.desk.receive.queue_desk import QueueDesk
from workstation.domain.events import PolicyRef
from workstation.domain.policy import Policy
from workstation.settings.declared import Settings

#: Seconds between two looks at deadlines in a program without a window.
TICK_S: Final = 0.25


class OpenQueue:
    """A receiver's machine, open: ``queue`` is what the window and the script drive."""

    def __init__(self, machine: Machine, inbox: Inbox, sound: Sound) -> None:
        self.inbox = inbox
        clock = SystemClock()
        self._client = HubClient(machine.hub, clock, machine.credential)
        self._link = ReceiverLink(
            self._client, clock, lambda: inbox.post(lambda: self.queue.link_changed())
        )
        policy = machine.policies.current()
        teams = {team.key: team.name for team in policy.teams} if policy else {}
        kept = machine.policies

        def policy_of(ref: PolicyRef | None) -> Policy | None:
            return (kept.find(ref.hash) if ref else None) or policy

        link = self._link
        self.queue = QueueDesk(link, clock, inbox, Changes(), sound, new_id, teams, policy_of)

    def close(self) -> None:
        """End the threads and the line."""
        self._client.cut()
        self.queue.stop()
        self._link.stop()


def play(machine: Machine, scenario: str, path: str, passwords: Callable[[str], str]) -> None:
    """Receive as a scenario says, then stay until standard input ends.

    Raises `CannotPlay`, `UnreadableScenario`.
    """
    from workstation.content.scenarios import read
    from workstation.desk.sound import Silence
    from workstation.simulator.player import CannotPlay
    from workstation.simulator.receiver import ScriptedReceiver

    script = read(Path(scenario)).receivers("wrong" if path == "wrong" else "right")
    inbox = QueueInbox()
    over = False

    def end() -> None:
        nonlocal over
        over = True

    leash.hold(lambda: inbox.post(end))
    opened = OpenQueue(machine, inbox, Silence())
    try:

        def turn(done: Callable[[], bool], timeout_s: float) -> bool:
            inbox.run_until(
                lambda: done() or over, timeout_s, every_s=TICK_S, tick=opened.queue.tick
            )
            return done()

        try:
            ScriptedReceiver(opened.queue, turn, passwords).play(script)
        except CannotPlay:
            if not over:
                raise
        inbox.run_until(lambda: over, float("inf"), every_s=60.0)
    finally:
        opened.close()


def run(machine: Machine, settings: Settings, *, leashed: bool = False) -> int:
    """Open the queue's window; returns when it is closed.

    In the demonstration its receiver is signed in. ``leashed``: it ends with standard input, and
    does not take the focus from the desk's window.
    """
    from workstation.bootstrap.demo_people import PASSWORD, RECEIVER
    from workstation.bootstrap.desk import sound_for
    from workstation.ui.program import run as run_window
    from workstation.ui.queue.steering import Steering
    from workstation.ui.queue.window import QueueWindow

    def behind(inbox: Inbox) -> OpenQueue:
        logs.to_file(machine.folder)
        return OpenQueue(machine, inbox, sound_for(settings, machine.folder))

    def show(window: QueueWindow, opened: OpenQueue) -> None:
        if leashed:
            leash.hold(lambda: opened.inbox.post(window.leave))
        if machine.realm == "demo":
            opened.queue.sign_in(RECEIVER.user, PASSWORD)
        Steering(window, opened.queue)

    return run_window(
        QueueWindow,
        behind,
        show,
        lambda window, sentence: window.answer(sentence),
        theme=settings.theme,
        scale=settings.text_scale / 100,
        in_front=not leashed,
    )
