"""Which colours really meet on the screen: read from the painted windows, not from the sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget, QMainWindow, QWidget

from tests.ui import outside
from workstation.ui.desk.window import DeskWindow
from workstation.ui.queue.window import QueueWindow
from workstation.ui.theme.dress import dress, wear_sheet
from workstation.ui.theme.tokens import PART_ON, TEXT_ON, THEMES, Tokens

#: Every token in a colour of its own, far from the others, so that a pixel says whose it is.
MARKED = Tokens(
    *(f"#{40 + 60 * (n % 4):02X}{40 + 60 * (n // 4 % 4):02X}{60 + 90 * (n // 16):02X}"
      for n in range(len(Tokens._fields)))
)  # fmt: skip
NAMES = dict(zip(MARKED, Tokens._fields, strict=True))
GROUNDS = {"panel", "canvas", "raised", "field", "soft", "alarm", "alarmsoft", "accent", "text"}
#: What is only ever drawn on a ground; at rounded corners one ground shows beside another.
INKS = (set(TEXT_ON) | set(PART_ON)) - {"canvas"}
#: What a row of a list is filled with; the others are drawn on it.
ROW_GROUNDS = GROUNDS - INKS
#: Pixels of one colour that are no accident of smoothing.
SEEN = 4


@pytest.fixture
def marked(dressed: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[QApplication]:
    """The application in the marked colours; as it was, afterwards."""
    monkeypatch.setitem(THEMES, "dark", MARKED)
    dress(dressed, "dark")
    wear_sheet(dressed)
    yield dressed
    monkeypatch.undo()
    dress(dressed, "dark")
    wear_sheet(dressed)


def painted(window: QMainWindow) -> QImage:
    window.resize(1920, 1080)
    for _ in range(4):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
    return window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def lines_of(image: QImage, window: QWidget, part: QWidget) -> Iterator[list[str]]:
    """The tokens where ``part`` is, pixel line by pixel line; what was smoothed is left out."""
    corner = part.mapTo(window, QPoint(0, 0))
    visible = part.visibleRegion().boundingRect().translated(corner)
    area = image.copy(visible)
    pixels = memoryview(bytes(area.constBits())).cast("I")  # 0xffRRGGBB, rows without gaps
    for start in range(0, len(pixels), max(1, area.width())):
        colours = (f"#{pixel & 0xFFFFFF:06X}" for pixel in pixels[start : start + area.width()])
        yield [NAMES[colour] for colour in colours if colour in NAMES]


def painted_on(lines: list[list[str]]) -> set[tuple[str, str]]:
    """(ink, ground) where rows have grounds of their own: the nearest one at an ink's left."""
    met: Counter[tuple[str, str]] = Counter()
    for line in lines:
        ground = next((name for name in line if name in ROW_GROUNDS), "")
        for name in line:
            if name in ROW_GROUNDS:
                ground = name
            elif name in INKS and ground:
                met[name, ground] += 1
    return {pair for pair, n in met.items() if n >= SEEN}


def pairs(window: QMainWindow) -> set[tuple[str, str, str]]:
    """(ink, ground, what) of every label, line and list that shows."""
    image = painted(window)
    found = set()
    for part in window.findChildren(QWidget):
        if not isinstance(part, QLabel | QLineEdit | QListWidget) or not part.isVisible():
            continue
        is_picture = isinstance(part, QLabel) and not part.text().strip()  # smoothed all over
        if is_picture or part.visibleRegion().isEmpty():
            continue
        lines = list(lines_of(image, window, part))
        counted = Counter(name for line in lines for name in line)
        seen = Counter({name: n for name, n in counted.items() if n >= SEEN})
        grounds = [name for name, _ in seen.most_common() if name in GROUNDS]
        if not grounds:
            continue
        if isinstance(part, QListWidget):
            found |= {(*pair, f"row of {part.accessibleName()}") for pair in painted_on(lines)}
            continue
        said = f"{type(part).__name__} {part.property('look') or ''} {part.accessibleName()}"
        said += f" {part.text()}" if isinstance(part, QLabel) else ""
        inks = set(seen) & INKS
        if isinstance(part, QLabel):
            colour = part.palette().color(part.foregroundRole()).name().upper()
            found.add((NAMES[colour], grounds[0], f"words of {said}"))
        found |= {(ink, grounds[0], said) for ink in inks if ink != grounds[0]}
    return found


def unlisted(found: set[tuple[str, str, str]]) -> set[tuple[str, str, str]]:
    return {
        (ink, ground, said)
        for ink, ground, said in found
        if ground not in TEXT_ON.get(ink, ())
        and (said.startswith("words") or ground not in PART_ON.get(ink, ()))
    }


def test_the_desk_shows_listed_pairs_only(marked: QApplication) -> None:
    window = DeskWindow()
    window.show()
    seen: set[tuple[str, str, str]] = set()
    for turn in range(3):
        window.show_desk(outside.desk_of("Larch & Son"), outside.call_of("Larch & Son", turn))
        seen |= pairs(window)
    window.close()
    window.deleteLater()
    assert unlisted(seen) == set()
    met = {(ink, ground) for ink, ground, _ in seen}
    assert {
        ("text", "panel"),
        ("text2", "panel"),
        ("onaccent", "accent"),
        ("onalarm", "alarm"),
    } <= met


def test_the_queue_shows_listed_pairs_only(marked: QApplication) -> None:
    window = QueueWindow()
    window.show()
    window.show_view(outside.queue_of("Larch & Son"))
    seen = pairs(window)
    window.close()
    window.deleteLater()
    assert unlisted(seen) == set()
    met = {(ink, ground) for ink, ground, _ in seen}
    assert {("text", "panel"), ("canvas", "text"), ("text", "raised"), ("onalarm", "alarm")} <= met
