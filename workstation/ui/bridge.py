"""The only object that crosses threads: jobs of workers, run in the window's thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot

Job = Callable[[], None]


class Bridge(QObject):
    """`workstation.desk.ports.Inbox` for a window. Make it in the window's thread.

    Signals: ``_posted`` carries one job; it is queued, so that the job runs in this thread.
    """

    _posted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._open = True
        self._posted.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def post(self, job: Job) -> None:
        """Run ``job`` soon in the window's thread. May be called from any thread."""
        if self._open:
            self._posted.emit(job)

    def close(self) -> None:
        """Take no more jobs: the window is going."""
        self._open = False

    @Slot(object)
    def _run(self, job: Job) -> None:
        job()
