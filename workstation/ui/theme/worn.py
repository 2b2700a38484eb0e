"""What the running application wears: its tokens, and lengths at its text scale."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from workstation.ui.theme.tokens import THEMES, Tokens


def tokens() -> Tokens:
    """The tokens in force; the dark ones before anything was dressed."""
    app = QApplication.instance()
    worn = app.property("tokens") if app is not None else None
    return worn if isinstance(worn, Tokens) else THEMES["dark"]


def scale() -> float:
    """The text scale, 1.0 for 100 %."""
    app = QApplication.instance()
    worn = app.property("scale") if app is not None else None
    return float(worn) if worn else 1.0


def px(size: int) -> int:
    """``size`` pixels at 100 %, at the text scale in force."""
    return round(size * scale())
