"""The sheet on paper, or as a PDF file where there is no printer, in a thread of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QMarginsF, QPointF
from PySide6.QtGui import (
    QFont,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextLayout,
)

from workstation.desk.call.exporting import kept_in

if TYPE_CHECKING:
    from workstation.desk.ports import Inbox

#: Millimetres round the page; points of its letters.
_EDGE_MM: Final = 18.0
_POINTS: Final = 13.0
#: Lines of room after a paragraph.
_GAP: Final = 0.5


class SheetPrinting:
    """Prints one sheet at a time. ``told`` hears one sentence, in the thread of the inbox."""

    def __init__(self, inbox: Inbox, told: Callable[[str], None]) -> None:
        self._inbox = inbox
        self._told = told
        self._under_way: threading.Thread | None = None

    def start(self, paragraphs: tuple[str, ...], file: Path) -> None:
        """Print on the default printer; where there is none, into the new PDF ``file``."""
        if self._under_way is not None:
            self._told("The sheet is on its way to the printer already.")
            return
        self._under_way = threading.Thread(
            target=self._run, args=(paragraphs, file), name="print-sheet", daemon=True
        )
        self._under_way.start()

    def _run(self, paragraphs: tuple[str, ...], file: Path) -> None:
        try:
            sentence = printed(paragraphs, file)
        except Exception as fault:  # noqa: BLE001 -- whatever a printer's driver does
            sentence = (
                f"The sheet could not be printed ({type(fault).__name__}); it stays on the screen:"
                " read it aloud from there."
            )
        self._inbox.post(lambda: self._ended(sentence))

    def _ended(self, sentence: str) -> None:
        self._under_way = None
        self._told(sentence)


def printed(paragraphs: tuple[str, ...], file: Path) -> str:
    """Print, or keep as a PDF; one sentence of what came of it. Any thread."""
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    chosen = QPrinterInfo.defaultPrinter()
    if chosen.isNull():
        fault = kept_in(file, pdf_of(paragraphs))
        return fault or f"No printer is set up here; the sheet is kept in {file}."
    printer = QPrinter(chosen, QPrinter.PrinterMode.HighResolution)
    if not draw(printer, paragraphs):
        return (
            f"The printer {chosen.printerName()} does not answer; nothing was printed: read the"
            " sheet aloud from the screen."
        )
    return f"The sheet went to the printer {chosen.printerName()}."


def pdf_of(paragraphs: tuple[str, ...]) -> bytes:
    """The sheet as a PDF document."""
    kept = QBuffer()
    kept.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(kept)
    writer.setTitle("Sheet to read aloud")
    draw(writer, paragraphs)
    del writer
    return bytes(kept.data().data())


def draw(device: QPagedPaintDevice, paragraphs: tuple[str, ...]) -> bool:
    """Draw the paragraphs over as many A4 pages as they need; whether the device took them."""
    layout = QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4),
        QPageLayout.Orientation.Portrait,
        QMarginsF(_EDGE_MM, _EDGE_MM, _EDGE_MM, _EDGE_MM),
        QPageLayout.Unit.Millimeter,
    )
    device.setPageLayout(layout)
    painter = QPainter()
    if not painter.begin(device):
        return False
    wide, high, y = device.width(), device.height(), 0.0
    for n, words in enumerate(paragraphs):
        font = QFont(painter.font())
        font.setPointSizeF(_POINTS)
        font.setBold(n == 0)
        for line, tall in _laid_out(words, font, wide, device):
            if tall and y + tall > high:
                device.newPage()
                y = 0.0
            line.draw(painter, QPointF(0, y))
            y += tall
        y += _GAP * painter.fontMetrics().height()
    return painter.end()


def _laid_out(
    words: str, font: QFont, wide: int, device: QPagedPaintDevice
) -> Iterator[tuple[QTextLayout, float]]:
    """One line of plain text after another, each laid out by itself, with its height."""
    for part in words.split("\n"):
        rest = part
        while rest:
            layout = QTextLayout(rest, font, device)
            layout.beginLayout()
            line = layout.createLine()
            line.setLineWidth(wide)
            layout.endLayout()
            taken = max(1, line.textLength())
            one = QTextLayout(rest[:taken], font, device)
            one.beginLayout()
            only = one.createLine()
            only.setLineWidth(wide)
            one.endLayout()
            yield one, only.height()
            rest = rest[taken:]
