"""The plain-text gate holds on the windows, and says no to every planted mistake."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GATE = ROOT / "packaging" / "plain_text_gate.py"

MISTAKES = {
    "label": "from PySide6.QtWidgets import QLabel\nx = QLabel(words)\n",
    "label_by_module": "from PySide6 import QtWidgets\nx = QtWidgets.QLabel(words)\n",
    "label_renamed": "from PySide6.QtWidgets import QLabel as L\nx = L(words)\n",
    "label_of_its_own": "class Mine(QLabel):\n    pass\n",
    "rich_format": "label.setTextFormat(Qt.TextFormat.PlainText)\n",
    "rich": "x = Qt.TextFormat.RichText\n",
    "auto": "x = Qt.TextFormat.AutoText\n",
    "message_box": "from PySide6.QtWidgets import QMessageBox\n",
    "message_box_by_module": "QtWidgets.QMessageBox.warning(None, a, b)\n",
    "browser": "from PySide6.QtWidgets import QTextBrowser\n",
    "text_edit": "from PySide6.QtWidgets import QTextEdit\n",
    "document_in_a_row": "from PySide6.QtGui import QTextDocument\n",
    "html": "edit.setHtml(words)\n",
    "html_added": "plain_edit.appendHtml(words)\n",
    "links": "label.setOpenExternalLinks(True)\n",
    "desktop": "from PySide6.QtGui import QDesktopServices\n",
    "network": "from PySide6.QtNetwork import QTcpSocket\n",
    "network_module": "import PySide6.QtNetwork\n",
    "hint": "button.setToolTip(words)\n",
    "hint_of_a_row": "item.setData(Qt.ItemDataRole.ToolTipRole, words)\n",
    "hint_by_name": "getattr(button, 'setToolTip')(words)\n",
    "whats_this": "button.setWhatsThis(words)\n",
    "button": "x = QPushButton(words)\n",
    "button_with_icon": "x = QPushButton(icon, words)\n",
    "button_by_keyword": "x = QPushButton(text=words)\n",
    "button_filled_in": "x = QPushButton(f'1  {words}')\n",
    "button_of_its_own": "class B(QPushButton):\n  def __init__(s):\n    super().__init__(w)\n",
    "button_later": "b = QPushButton()\nb.setText(words)\n",
    "label_later": "x = plain_label()\nx.setText(words)\n",
    "unknown_later": "something().setText(words)\n",
    "asked_for_elsewhere": "def f():\n  isinstance(x, QLineEdit)\ndef g():\n  x.setText(w)\n",
    "asked_for_a_button": "def f():\n  if isinstance(x, QPushButton):\n    x.setText(words)\n",
    "box": "x = QCheckBox(words)\n",
    "menu": "menu.addAction(words)\n",
    "tab": "tabs.addTab(page, words)\n",
}
RIGHT = """
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidgetItem, QPushButton
x: QLabel = plain_label(words)
say(x, words)
a = QPushButton("Read back   Alt+B")
b = QPushButton(caption(words))
b.setText(caption(words))
line = QLineEdit(words)
line.setText(words)
item = rows.item(3)
item.setText(words)
def pick(row: QListWidgetItem | None):
    row.setText(words)
def follow():
    field = inputs[key]
    if not isinstance(field, QLineEdit):
        return
    def put():
        field.setText(words)
"""


def run_gate(*folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, GATE, *folder], capture_output=True, text=True)


def plant(folder: Path, files: dict[str, str]) -> Path:
    ui = folder / "ui"
    for name, text in files.items():
        place = ui / f"{name}.py"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
    return ui


def test_the_windows_are_plain() -> None:
    gate = run_gate()
    assert gate.returncode == 0, gate.stdout


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the gate says of all the mistakes at once."""
    gate = run_gate(plant(tmp_path_factory.mktemp("planted"), MISTAKES))
    assert gate.returncode == 1
    return gate.stdout


@pytest.mark.parametrize("mistake", MISTAKES)
def test_every_planted_mistake_is_refused(said: str, mistake: str) -> None:
    assert f"ui/{mistake}.py:" in said


def test_what_is_right_is_let_through(tmp_path: Path) -> None:
    gate = run_gate(plant(tmp_path, {"desk/right": RIGHT, "pieces/words": "x = QLabel()\n"}))
    assert gate.returncode == 0, gate.stdout


def test_no_other_format_even_where_labels_are_made(tmp_path: Path) -> None:
    files = {"pieces/words": "label.setTextFormat(Qt.TextFormat.from_settings)\n"}
    assert run_gate(plant(tmp_path, files)).returncode == 1


def test_what_a_name_means_elsewhere_does_not_help(tmp_path: Path) -> None:
    files = {"one": "self.line = QLineEdit()\n", "two": "self.line = QPushButton()\n"}
    files["three"] = "window.line.setText(words)\n"
    assert "ui/three.py:1" in run_gate(plant(tmp_path, files)).stdout
