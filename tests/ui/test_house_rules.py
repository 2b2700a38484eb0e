"""Rules of the windows that reading the source can hold."""

import ast
from pathlib import Path

from workstation.ui.desk.keys import KEYS
from workstation.ui.queue.keys import KEYS as QUEUE_KEYS
from workstation.ui.supervise.keys import KEYS as SUPERVISOR_KEYS

UI = Path(__file__).resolve().parents[2] / "workstation" / "ui"
SOURCES = sorted(UI.rglob("*.py"))


def calls(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            name = node.func.id if isinstance(node.func, ast.Name) else name
            yield name, node


def test_every_label_comes_from_the_plain_label_factory():
    makers = {
        path.relative_to(UI).as_posix()
        for path in SOURCES
        for name, _ in calls(ast.parse(path.read_text(encoding="utf-8")))
        if name in ("QLabel", "QTextBrowser", "QTextEdit", "QMessageBox")
    }
    assert makers == {"pieces/words.py"}


def test_no_window_is_modal():
    modal = {
        path.name
        for path in SOURCES
        for name, _ in calls(ast.parse(path.read_text(encoding="utf-8")))
        if name in ("setModal", "setWindowModality", "QDialog", "open_modal", "exec_")
    }
    assert modal == set()


def test_no_key_of_the_desk_is_one_that_a_text_field_takes():
    """Under X11 a line edit keeps these for itself, so a shortcut on them would never be heard."""
    taken = {"Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X", "Ctrl+Z", "Ctrl+Y", "Ctrl+E", "Ctrl+U"}
    keys = (*KEYS, *QUEUE_KEYS, *SUPERVISOR_KEYS)
    assert not taken & {key.sequence for key in keys}
