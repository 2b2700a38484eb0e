"""Where calls come from, as the desk sees it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from workstation.desk.ports import Inbox
from workstation.domain.call_event import CallEvent

Hear = Callable[[CallEvent], None]


class CallSource(Protocol):
    """A source of calls. It may call ``hear`` from a thread of its own."""

    def start(self, hear: Hear) -> None:
        """Begin to tell calls."""
        ...

    def stop(self) -> None:
        """End; nothing is told afterwards."""
        ...


def through(inbox: Inbox, hear: Hear) -> Hear:
    """``hear``, run in the thread that owns the inbox."""
    return lambda event: inbox.post(partial(hear, event))
