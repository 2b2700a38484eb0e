"""The inbox without a window: jobs of worker threads, run by whoever owns the state."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable

Job = Callable[[], None]


class QueueInbox:
    """`workstation.desk.ports.Inbox` as a plain queue, for headless programs and tests.

    One thread owns it and calls `run_pending` or `run_until`; every thread may `post`.
    """

    def __init__(self) -> None:
        self._jobs: queue.SimpleQueue[Job] = queue.SimpleQueue()

    def post(self, job: Job) -> None:
        """Run ``job`` at the owner's next turn."""
        self._jobs.put(job)

    def run_pending(self) -> int:
        """Run what waits now, in the order of posting; how many jobs that were."""
        ran = 0
        while True:
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                return ran
            job()
            ran += 1

    def run_until(
        self,
        done: Callable[[], bool],
        timeout_s: float,
        *,
        every_s: float = 0.25,
        tick: Job | None = None,
    ) -> bool:
        """Run jobs as they come until ``done()`` or ``timeout_s`` passed; says whether it is done.

        ``tick`` is called between jobs, at least every ``every_s`` seconds.
        """
        end = time.monotonic() + timeout_s
        while not done():
            left = end - time.monotonic()
            if left <= 0:
                return False
            if job := self._next(min(left, every_s)):
                job()
            if tick is not None:
                tick()
        return True

    def _next(self, within_s: float) -> Job | None:
        try:
            return self._jobs.get(timeout=within_s)
        except queue.Empty:
            return None
