"""Shows hostile texts in both windows; a child process, so that the system can watch it.

Opens the files `BEGIN` and `END`, which do not exist, so that the watch shows what lies between.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Final

BEGIN: Final = "hostile-texts-begin"
END: Final = "hostile-texts-end"


def main() -> None:
    """Make the windows, show ordinary words once, then between the marks every text with bait."""
    from PySide6.QtWidgets import QApplication

    from tests.ui.hostile import BAIT, TEXTS
    from tests.ui.test_hostile_text import fill_desk, fill_queue, fill_shift
    from workstation.ui.desk.window import DeskWindow
    from workstation.ui.queue.window import QueueWindow
    from workstation.ui.theme.dress import dress, wear_sheet

    app = QApplication([])
    dress(app, "dark")
    wear_sheet(app)
    desk, queue = DeskWindow(), QueueWindow()
    for window in (desk, queue):
        window.show()
    baited = [text for text in TEXTS if any(bait in text for bait in BAIT)]
    for text in ("ordinary words", BEGIN, *baited, END):
        if text in (BEGIN, END):
            with contextlib.suppress(FileNotFoundError):
                Path(text).read_bytes()
            continue
        fill_desk(desk, text)
        desk.grab()
        fill_shift(desk, text)
        fill_queue(queue, text)
        for window in (desk, queue):
            window.grab()


if __name__ == "__main__":
    main()
