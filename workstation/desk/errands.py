"""A thread that runs what may take seconds, one after another, and posts what came of it."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from workstation.desk.ports import Inbox

T = TypeVar("T")
Job = Callable[[], None]


class Errands:
    """Runs errands in the order they are given; each result is handed on in the inbox's thread."""

    def __init__(self, name: str, inbox: Inbox) -> None:
        self._inbox = inbox
        self._waiting: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    @property
    def ending(self) -> threading.Event:
        """Set when errands are to come to an end; long ones wait on it instead of sleeping."""
        return self._ending

    def run(self, errand: Callable[[], T], then: Callable[[T], None]) -> None:
        """Run ``errand`` in the thread and ``then`` with its result through the inbox.

        What ``errand`` raises is raised in the inbox's thread.
        """

        def job() -> None:
            try:
                result = errand()
            except Exception as fault:  # noqa: BLE001 -- raised again where somebody sees it
                self._inbox.post(partial(_raise, fault))
            else:
                self._inbox.post(partial(then, result))

        self._waiting.put(job)

    def stop(self) -> None:
        """Drop what has not begun and wait for what has."""
        self._ending.set()
        self._waiting.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (job := self._waiting.get()) is not None:
            if self._ending.is_set():
                return
            job()


def _raise(fault: Exception) -> None:
    raise fault
