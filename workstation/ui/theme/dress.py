"""Puts the theme on the application: typeface, palette, style sheet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from workstation.content.resources import resource_root
from workstation.ui.theme import worn
from workstation.ui.theme.sheet import sheet
from workstation.ui.theme.tokens import BODY, THEMES, ThemeName, ThemeWish, Tokens


def dress(app: QApplication, theme: ThemeWish, scale: float = 1.0) -> Tokens:
    """Give ``app`` the typeface and colours of ``theme`` at a text scale (1.0 is 100 %).

    Returns its tokens. `wear_sheet` is the rest of the look.
    """
    tokens = THEMES[_chosen(app, theme)]
    for file in sorted((resource_root() / "fonts").glob("*.otf")):
        QFontDatabase.addApplicationFont(str(file))
    font = QFont("Inter")
    font.setPixelSize(round(BODY * scale))
    font.setFeature(QFont.Tag("tnum"), 1)
    app.setFont(font)
    app.setPalette(_palette(tokens))
    worn.put_on(tokens, scale)
    return tokens


def wear_sheet(app: QApplication) -> None:
    """Give a dressed ``app`` its style sheet; sooner when its windows are made but not shown yet.

    With a sheet in force every widget is polished anew each time a layout takes it.
    """
    app.setStyleSheet(sheet(worn.tokens(), worn.scale()))


def _chosen(app: QApplication, theme: ThemeWish) -> ThemeName:
    if theme != "system":
        return theme
    light = app.styleHints().colorScheme() == Qt.ColorScheme.Light
    return "light" if light else "dark"


def _palette(t: Tokens) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: t.panel,
        QPalette.ColorRole.WindowText: t.text,
        QPalette.ColorRole.Base: t.field,
        QPalette.ColorRole.Text: t.text,
        QPalette.ColorRole.PlaceholderText: t.text2,
        QPalette.ColorRole.Button: t.panel,
        QPalette.ColorRole.ButtonText: t.text,
        QPalette.ColorRole.Highlight: t.accent,
        QPalette.ColorRole.HighlightedText: t.onaccent,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    return palette
