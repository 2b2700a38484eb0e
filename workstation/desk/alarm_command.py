"""An alarm starts a command of the force as well: a light, a pager; it needs no hub."""

from __future__ import annotations

import logging
import os
import shlex
import subprocess
from collections.abc import Callable
from typing import Final

from workstation.desk.ports import Sound

_log = logging.getLogger(__name__)
#: Commands that may run at the same time; one that hangs must not fill the machine.
AT_ONCE: Final = 8


class AlarmCommand:
    """`workstation.desk.ports.Sound` that sounds, and starts ``command`` with the sentence.

    ``sentence`` tells what the alarm is about; it is the command's last argument. No shell reads
    it, so nothing in it can become a command.
    """

    def __init__(self, sound: Sound, command: str, sentence: Callable[[], str]) -> None:
        self._sound = sound
        self._words = shlex.split(command, posix=os.name == "posix")
        self._sentence = sentence
        self._running: list[subprocess.Popen[bytes]] = []
        #: Whether anything can be heard.
        self.available = sound.available

    def alarm(self) -> None:
        """Sound the alarm once and start the command; nothing waits for either."""
        self._sound.alarm()
        self.available = self._sound.available
        self._running = [process for process in self._running if process.poll() is None]
        if len(self._running) >= AT_ONCE:
            _log.error("the alarm command hangs %d times; it was not started again", AT_ONCE)
            return
        try:
            started = subprocess.Popen(
                [*self._words, self._sentence()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        except (OSError, ValueError) as fault:
            _log.error("the alarm command cannot be started: %s", type(fault).__name__)
        else:
            self._running.append(started)
