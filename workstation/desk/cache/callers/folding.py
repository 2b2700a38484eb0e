"""The log of a file that is filled in bulk, folded into it by a thread beside.

Not more often than it has to be: an answer that is synced on the same disk meanwhile waits for it.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from typing import Final

from workstation.desk.journal import encrypted_file
from workstation.desk.journal.encrypted_file import Connection, DriverFault

#: Pages of the log from which on it is folded in: 64 MB.
PAGES: Final = 16_000
#: Pages at which the writer does it within a commit: the thread does not keep up, or has failed.
AT_MOST: Final = 4 * PAGES
#: Seconds between two looks.
_LOOK_S: Final = 0.1
#: How often what came meanwhile is folded in behind it: once nothing did, the log begins anew.
_AGAIN: Final = 5


class Folding:
    """Folds a log in until it is closed, so that its writer seldom waits for the disk."""

    def __init__(self, connect: Callable[[], Connection]) -> None:
        """``connect`` gives a connection that may write, beside that of the writer."""
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, args=(connect,), name="folding")
        self._thread.start()

    def close(self) -> None:
        """Stop; what is in the log stays there."""
        self._over.set()
        self._thread.join()

    def _watch(self, connect: Callable[[], Connection]) -> None:
        # A disk that refuses is met by the writer, too, who can say so.
        with contextlib.suppress(DriverFault), contextlib.closing(connect()) as connection:
            while not self._over.wait(_LOOK_S):
                if encrypted_file.unfolded(connection) >= PAGES:
                    _fold(connection)


def _fold(connection: Connection) -> None:
    for _ in range(_AGAIN):
        encrypted_file.fold_in_passing(connection)
        if not encrypted_file.unfolded(connection):
            return
