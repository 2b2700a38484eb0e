"""What must never be in the tree, and what the README says is there."""

import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Put together here so that this file does not contain what it forbids.
FORBIDDEN_IN_TESTS = {
    "a fixed wait": r"\btime\." + r"sleep\(|\bqtbot\." + r"wait\(",
}
FORBIDDEN_EVERYWHERE = {
    "a path of one machine": r"(?<![\w./-])/" + r"(work|farm|home|root/\.pyenv|Users)/",
    "the host of a package registry": "|".join(
        re.escape(".".join(parts))
        for parts in (
            ("pypi", "org"),
            ("files", "pythonhosted", "org"),
            ("registry", "npmjs", "org"),
            ("deb", "debian", "org"),
            ("security", "debian", "org"),
            ("snapshot", "debian", "org"),
        )
    ),
    "an option that names an index": r"^\s*--(extra-)?" + "index-url",
}


@cache
def files_in_git() -> list[Path]:
    """Files of the tree that git keeps, and new ones that it would."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def places(pattern: str, files: list[Path]) -> list[str]:
    """`file:line` of each place in text files that matches."""
    matcher = re.compile(pattern, re.MULTILINE)
    found = []
    for path in files:
        content = path.read_bytes()
        if b"\0" in content:
            continue
        text = content.decode("utf-8")
        for match in matcher.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            found.append(f"{path.relative_to(ROOT).as_posix()}:{line}")
    return found


def test_git_keeps_files_here() -> None:
    assert Path(__file__) in files_in_git()


@pytest.mark.parametrize("what", FORBIDDEN_IN_TESTS)
def test_no_test_contains(what: str) -> None:
    tests = [path for path in files_in_git() if ROOT / "tests" in path.parents]
    assert not places(FORBIDDEN_IN_TESTS[what], tests)


@pytest.mark.parametrize("what", FORBIDDEN_EVERYWHERE)
def test_no_file_contains(what: str) -> None:
    assert not places(FORBIDDEN_EVERYWHERE[what], files_in_git())


def test_the_forbidden_would_be_found() -> None:
    examples = {
        "a fixed wait": "time." + "sleep(1)",
        "a path of one machine": "see /" + "work/main",
        "the host of a package registry": "https://pypi" + ".org/simple",
        "an option that names an index": "--" + "index-url somewhere",
    }
    for what, pattern in (FORBIDDEN_IN_TESTS | FORBIDDEN_EVERYWHERE).items():
        assert re.search(pattern, examples[what], re.MULTILINE), what


def where_is_table() -> list[str]:
    """The paths (in backquotes) of the README's table "Where is ...?"."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = re.search(r"^## Where is \.\.\.\?$(.*?)(?=^## |\Z)", readme, re.MULTILINE | re.DOTALL)
    assert table, 'README.md has no section "Where is ...?"'
    rows = [line for line in table[1].splitlines() if line.startswith("|")][2:]
    assert rows, "the table is empty"
    paths = [path for row in rows for path in re.findall(r"`([^`]+)`", row.split("|")[2])]
    assert len(paths) >= len(rows), "a row of the table names no path"
    return paths


def test_paths_of_the_readme_exist() -> None:
    missing = [path for path in where_is_table() if not (ROOT / path).exists()]
    assert not missing


def test_each_dependency_has_a_decision() -> None:
    """Every dependency that pyproject.toml names is named in an ADR, with its reason."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["dev"]
    names = [re.split(r"[<>=\[]", requirement)[0] for requirement in wanted]
    decisions = "\n".join(
        path.read_text(encoding="utf-8").lower() for path in (ROOT / "docs" / "adr").glob("*.md")
    )
    assert not [name for name in names if f"`{name.lower()}`" not in decisions]
