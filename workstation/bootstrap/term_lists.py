"""The term lists that suggest risk markers, read beside everything else: no call waits for them."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from workstation.domain.cues.patterns import Patterns

_log = logging.getLogger(__name__)


class TermLists:
    """Call it for the lists: ``None`` until they are read, and for ever when they are broken."""

    def __init__(self, resources: Path | None = None) -> None:
        self._resources = resources
        self._patterns: Patterns | None = None
        self._thread = threading.Thread(target=self._read, name="term-lists")

    def __call__(self) -> Patterns | None:
        """What is read by now."""
        return self._patterns

    def start(self) -> None:
        """Begin to read."""
        self._thread.start()

    def close(self) -> None:
        """Wait for the reading to end."""
        if self._thread.ident is not None:
            self._thread.join()

    def _read(self) -> None:
        from workstation.content.cues import load_cues
        from workstation.content.faults import ContentError

        try:
            self._patterns = load_cues(self._resources)
        except (ContentError, OSError) as fault:
            _log.error("term lists: nothing is suggested (%s)", type(fault).__name__)
