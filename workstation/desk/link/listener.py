"""Hears that the hub has something new. Only a wake-up: what it is, is read from the token on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Final, Protocol

from workstation.desk.answers import FAILURES, Failure, Unreachable
from workstation.desk.link.back_off import BackOff
from workstation.desk.link.link_state import LinkBoard
from workstation.desk.link.question import NO_ANSWER, Silent
from workstation.desk.link.worker import Pause

#: Seconds before a stream that ended well is opened again.
AGAIN_S: Final = 0.2


class NewsHub(Protocol):
    """The hub as the listener uses it."""

    def news(self, token: str = "") -> AbstractContextManager[Iterator[str] | Failure]:
        """The lines of the stream that tells a person or this machine that there is news."""
        ...


class Listener:
    """Follows the stream; ``wake`` is called for each piece of news and after each connecting.

    ``token`` is a person's session, empty for this machine itself.
    """

    def __init__(
        self,
        hub: NewsHub,
        board: LinkBoard,
        wake: Callable[[], None],
        back_off: BackOff,
        token: str = "",
    ) -> None:
        self._hub = hub
        self._board = board
        self._wake = wake
        self._back_off = back_off
        self._token = token
        self._ended = False

    def end(self) -> None:
        """Wake nobody any more, and let the stream go with the next word in it."""
        self._ended = True

    def turn(self) -> Pause | None:
        """Follow the stream until it ends; ``None`` after `end`."""
        if self._ended:
            return None
        with self._hub.news(self._token) as lines:
            if isinstance(lines, FAILURES):
                self._board.failed("listen", lines)
                return Pause(self._back_off.after(lines), backing_off=True)
            return self._follow(lines)

    def _follow(self, lines: Iterator[str]) -> Pause:
        self._board.heard("listen")
        self._wake()
        heard = False
        try:
            for line in lines:
                if self._ended:
                    break
                self._board.heard("listen")
                heard = True
                if line.startswith("data:"):
                    self._wake()
        except Silent:
            lost = Unreachable(NO_ANSWER)
            self._board.failed("listen", lost)
            return Pause(self._back_off.after(lost), backing_off=True)
        if not heard:
            return Pause(self._back_off.after(Unreachable(NO_ANSWER)), backing_off=True)
        self._back_off.reset()
        return Pause(AGAIN_S, backing_off=True)
