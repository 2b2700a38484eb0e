"""How a source of calls tells them to the desk."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from workstation.domain.call_event import CallEvent

if TYPE_CHECKING:
    from workstation.desk.ports import Inbox

Hear = Callable[[CallEvent], None]


def through(inbox: Inbox, hear: Hear) -> Hear:
    """``hear``, run in the thread that owns the inbox."""
    return lambda event: inbox.post(partial(hear, event))
