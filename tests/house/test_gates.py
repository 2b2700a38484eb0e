"""The gates of `make lint`, as tests: what they say of the tree, and that they can say no."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run_gate(script: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, ROOT / "packaging" / script, *arguments], capture_output=True, text=True
    )


def test_sizes_hold() -> None:
    gate = run_gate("size_gate.py")
    assert gate.returncode == 0, gate.stdout


def test_import_rules_hold() -> None:
    gate = run_gate("import_gate.py")
    assert gate.returncode == 0, gate.stdout


LONG_FUNCTION = "def f():\n" + "    x = 1\n" * 40
DOCUMENTED_FUNCTION = 'def f():\n    """Why.\n' + "    more\n" * 40 + '    """\n    x = 1\n'


@pytest.mark.parametrize(
    ("name", "text", "refused"),
    [
        ("call.py", "x = 1\n" * 400, False),
        ("call.py", "x = 1\n" * 401, True),
        ("tables.py", "x = 1\n" * 401, False),
        ("migrations/first.py", "x = 1\n" * 401, False),
        ("tables.py", LONG_FUNCTION, True),
        ("call.py", LONG_FUNCTION, True),
        ("call.py", DOCUMENTED_FUNCTION, False),
        ("helpers.py", "", True),
        ("common/call.py", "", True),
    ],
)
def test_the_size_gate_can_say_no(tmp_path: Path, name: str, text: str, refused: bool) -> None:
    place = tmp_path / "product" / name
    place.parent.mkdir(parents=True)
    place.write_text(text)
    gate = run_gate("size_gate.py", tmp_path / "product")
    assert gate.returncode == int(refused), gate.stdout
