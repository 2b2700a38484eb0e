"""Each fault that the desk and its hub were asked to live through has a test with its number.

Reply lost, still processing, refused too late, full disk, wrong key and so on: the numbers are
those of the forty faults that the work was measured against. 12, 16, 29, 32 and 34 to 40 were not
asked.
"""

import ast
import re
from collections import defaultdict
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
ASKED = {*range(1, 12), *range(13, 16), *range(17, 29), 30, 31, 33}
NAMED = re.compile(r"test_fault_(\d\d)_\w+")


def named() -> dict[int, list[str]]:
    """The tests of each number."""
    found = defaultdict(list)
    for file in sorted(TESTS.rglob("test_*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and (number := NAMED.fullmatch(node.name)):
                found[int(number[1])].append(f"{file.relative_to(TESTS).as_posix()}::{node.name}")
    return found


def test_every_fault_that_was_asked_has_a_test() -> None:
    assert ASKED - named().keys() == set()


def test_no_two_tests_have_the_same_name() -> None:
    names = [name.rpartition("::")[2] for of in named().values() for name in of]
    assert sorted(names) == sorted(set(names))
