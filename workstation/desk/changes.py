"""What kind of thing changed: one hook tells every screen, and each re-reads only its own."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto


class Change(Enum):
    """Kinds of news for screens."""

    CALL = auto()
    CONTACT = auto()
    DRAFT = auto()
    SAVED = auto()
    ON_RECORD = auto()
    HAND_OVER = auto()
    LINK = auto()
    SIGN_IN = auto()
    QUEUE = auto()
    NEWS = auto()
    ATTENTION = auto()
    OPEN_NEAR = auto()


Listener = Callable[[frozenset[Change]], None]


class Changes:
    """Subscriptions of screens. Everything happens in the thread that owns the screens."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` with each set of kinds; the returned function ends that."""
        self._listeners.append(listener)

        def end() -> None:
            if listener in self._listeners:  # a window may be closed twice
                self._listeners.remove(listener)

        return end

    def publish(self, *kinds: Change) -> None:
        """Tell every listener that things of ``kinds`` changed."""
        for listener in tuple(self._listeners):
            listener(frozenset(kinds))
