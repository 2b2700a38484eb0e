"""The rooms of `desk/call`: small, and data runs through them one way."""

import ast
from pathlib import Path

import workstation.desk.call as package

FOLDER = Path(package.__path__[0])
NAME = f"{package.__name__}."
LINES = 200


def uses() -> dict[str, set[str]]:
    """Which rooms each room imports."""
    found = {}
    for file in FOLDER.glob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        named = {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
        found[file.stem] = {m.removeprefix(NAME) for m in named if m.startswith(NAME)}
    return found


def test_data_runs_one_way():
    left = uses()
    while free := {room for room, needs in left.items() if not needs & left.keys()}:
        left = {room: needs for room, needs in left.items() if room not in free}
    assert not left, f"these import each other: {sorted(left)}"


def test_rooms_do_not_know_the_facade():
    assert [room for room, needs in uses().items() if "calls" in needs] == []


def test_rooms_are_small():
    sizes = {f.name: len(f.read_text(encoding="utf-8").splitlines()) for f in FOLDER.glob("*.py")}
    assert {name: size for name, size in sizes.items() if size > LINES} == {}
