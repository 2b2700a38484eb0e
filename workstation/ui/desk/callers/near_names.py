"""People of similar names, looked for once typing rests; a newer key comes first, always."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

    from workstation.domain.callers.caller import Found

#: Milliseconds without a key after which typing rests.
REST_MS: Final = 250


class NearNames(QObject):
    """Waits for a rest after a whole name that somebody has; every search begins it anew."""

    def __init__(
        self, parent: QObject, near: Callable[[Found], Found], show: Callable[[Found], None]
    ) -> None:
        """``show`` is given what was found, with more people behind, when there are any."""
        super().__init__(parent)
        self._near, self._show = near, show
        self._found: Found | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.now)

    def wait(self, found: Found) -> None:
        """This was found just now; what was found before is not waited for any more."""
        self.forget()
        if found.by == "name":
            self._found = found
            self._rest.start()

    def forget(self) -> None:
        """Nothing is waited for."""
        self._rest.stop()
        self._found = None

    def now(self) -> None:
        """Look without waiting any longer."""
        found = self._found
        self.forget()
        if found is not None and (more := self._near(found)) is not found:
            self._show(more)
