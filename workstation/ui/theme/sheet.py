"""The style sheet of every window, made from one table of tokens."""

from __future__ import annotations

from workstation.ui.theme.tokens import BODY, FIRST, SMALL, STORY, Tokens

#: Widgets choose their look by the dynamic property ``look``; see `workstation.ui.pieces`.
_SHEET = """
QWidget[look="canvas"] {{ background: {t.canvas}; }}
QLabel, QWidget[look="bare"] {{ background: transparent; }}
QLabel[look="heading"] {{ font-size: {small}px; font-weight: 600; color: {t.text}; }}
QLabel[look="small"] {{ font-size: {small}px; color: {t.text2}; }}
QLabel[look="second"] {{ color: {t.text2}; }}
QLabel[look="strong"] {{ font-weight: 600; }}
QLabel[look="first"] {{ font-size: {first}px; font-weight: 600; }}
QLabel[look="place"] {{ font-size: {story}px; font-weight: 600; }}
QLabel[look="story"] {{ font-size: {story}px; }}
QLabel[look="key"] {{ font-size: {small}px; color: {t.text2}; border: 1px solid {t.rule};
  border-radius: 4px; padding: 0 4px; background: {t.canvas}; }}
QLabel[look="chip"] {{ border: 1px solid {t.edge}; border-radius: 4px; padding: 2px 8px; }}
QLabel[look="open"] {{ border: 1px dashed {t.edge}; border-radius: 4px; padding: 2px 8px; }}
QLabel[look="line"] {{ background: {t.text}; color: {t.canvas}; font-weight: 600;
  border-radius: 4px; padding: 2px 8px; }}
QFrame[look="rule"] {{ background: {t.rule}; border: none; }}
QFrame[look="card"] {{ background: {t.raised}; border: 1px solid {t.edge}; border-radius: 4px; }}
QFrame[look="raised"] {{ background: {t.raised}; border: none; }}
QFrame[look="notice"] {{ background: {t.alarmsoft}; border: 1px solid {t.edge};
  border-left: 4px solid {t.alarmedge}; border-radius: 4px; }}
QFrame[look="alarm"] {{ background: {t.alarm}; border: 2px solid {t.alarmedge}; }}
QFrame[look="alarm"] QLabel {{ color: {t.onalarm}; }}
QFrame[look="alarm"] QPushButton {{ color: {t.onalarm}; background: {t.alarm};
  border-color: {t.onalarm}; }}
QLineEdit, QPlainTextEdit, QComboBox {{ background: {t.field}; border: 1px solid {t.edge};
  border-radius: 4px; padding: 4px 8px; selection-background-color: {t.accent};
  selection-color: {t.onaccent}; placeholder-text-color: {t.text2}; min-height: {tap}px; }}
QLineEdit[look="story"], QPlainTextEdit[look="story"] {{ font-size: {story}px; padding: 8px; }}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QListView:focus, QListWidget:focus {{
  border: 2px solid {t.accent}; padding: 3px 7px; }}
QPushButton {{ background: {t.panel}; border: 1px solid {t.edge}; border-radius: 4px;
  padding: 4px 8px; min-height: {tap}px; text-align: left; }}
QPushButton:focus {{ border: 2px solid {t.accent}; padding: 3px 7px; }}
QPushButton:hover {{ background: {t.raised}; }}
QPushButton:checked, QPushButton[current="true"] {{ background: {t.raised};
  border: 2px solid {t.text}; font-weight: 600; padding: 3px 7px; }}
QPushButton[look="send"], QPushButton[look="send"] QLabel {{ background: {t.accent};
  color: {t.onaccent}; border-color: {t.accent}; font-weight: 600; }}
QPushButton[look="send"]:focus {{ border: 2px solid {t.text}; }}
QPushButton[look="suggested"] {{ border: 1px dashed {t.text}; }}
QPushButton[look="flat"] {{ border: none; background: transparent; padding: 0; }}
QPushButton[cap="true"] {{ padding: 0; min-height: 0; }}
QPushButton QLabel[look="key"] {{ background: transparent; }}
QPushButton[look="send"] QLabel[look="key"] {{ border-color: {t.onaccent}; }}
QListWidget, QListView {{ background: {t.panel}; border: 1px solid transparent; outline: none; }}
QListWidget::item {{ min-height: {tap}px; padding: 4px 8px; border-bottom: 1px solid {t.rule}; }}
QListWidget::item:selected {{ background: {t.soft}; color: {t.text}; }}
QCheckBox {{ min-height: {tap}px; spacing: 8px; }}
QListWidget[look="story"]::item {{ border: none; padding: 2px 8px; }}
QListWidget[look="story"] {{ font-size: {story}px; }}
QScrollArea {{ border: none; }}
QScrollBar:vertical {{ width: 12px; background: transparent; }}
QScrollBar::handle:vertical {{ background: {t.edge}; border-radius: 4px; min-height: 32px;
  margin: 2px; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
  background: transparent; height: 0; }}
QComboBox QAbstractItemView {{ background: {t.panel}; selection-background-color: {t.soft};
  selection-color: {t.text}; }}
QToolTip {{ background: {t.raised}; color: {t.text}; border: 1px solid {t.edge}; }}
"""


def sheet(tokens: Tokens, scale: float = 1.0) -> str:
    """The style sheet for ``tokens`` at a text scale (1.0 is 100 %)."""
    return _SHEET.format(
        t=tokens,
        body=round(BODY * scale),
        small=round(SMALL * scale),
        story=round(STORY * scale),
        first=round(FIRST * scale),
        tap=round(24 * scale),
    )
