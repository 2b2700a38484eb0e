"""What kind of thing changed: one hook tells every screen, and each re-reads only its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
        self._held: set[Change] | None = None

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` with each set of kinds; the returned function ends that."""
        self._listeners.append(listener)

        def end() -> None:
            if listener in self._listeners:  # a window may be closed twice
                self._listeners.remove(listener)

        return end

    @contextmanager
    def together(self) -> Iterator[None]:
        """What changes in here is told once, at the end: it is one thing to whoever looks at it."""
        if self._held is not None:
            yield
            return
        self._held = set()
        try:
            yield
        finally:
            kinds, self._held = self._held, None
            if kinds:
                self.publish(*kinds)

    def publish(self, *kinds: Change) -> None:
        """Tell every listener that things of ``kinds`` changed."""
        if self._held is not None:
            self._held.update(kinds)
            return
        for listener in tuple(self._listeners):
            listener(frozenset(kinds))
