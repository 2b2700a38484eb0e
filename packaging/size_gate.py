"""The size gate: small modules, small functions, no rooms for odds and ends.

    python packaging/size_gate.py [FOLDER]

Refuses modules above 400 lines, functions above 40 (from `def` to the end, without the docstring)
and module names that say nothing. Table definitions (`tables.py`, `migrations`) may be long.
Prints what is refused, else one line with the figures.
"""

import ast
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path

MODULE_LIMIT = 400
ASK_WHY_LIMIT = 250
FUNCTION_LIMIT = 40
SHOWN = 5
NO_NAMES = {"utils", "manager", "helpers", "controller", "base", "common", "misc"}
TABLE_DEFINITIONS = {"tables", "migrations"}


def functions(tree: ast.AST) -> Iterator[tuple[str, int, int]]:
    """Name, line and length of each function, the docstring not counted."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        if ast.get_docstring(node, clean=False) is not None:
            docstring = node.body[0]
            length -= (docstring.end_lineno or docstring.lineno) - docstring.lineno + 1
        yield node.name, node.lineno, length


def measure(folder: Path) -> tuple[list[tuple[int, Path]], list[tuple[int, str]], list[Path]]:
    """Modules by length, functions by length (longest first), and modules with empty names."""
    modules, found, nameless = [], [], []
    for path in sorted(folder.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        shown = path.relative_to(folder.parent)
        if not TABLE_DEFINITIONS & {path.stem, path.parent.name}:
            modules.append((len(text.splitlines()), shown))
        if NO_NAMES & set(shown.with_suffix("").parts):
            nameless.append(shown)
        for name, line, length in functions(ast.parse(text)):
            found.append((length, f"{shown.as_posix()}:{line} {name}"))
    return sorted(modules, reverse=True), sorted(found, reverse=True), nameless


def main(arguments: list[str]) -> int:
    """Measure, print, judge."""
    default = Path(__file__).resolve().parent.parent / "workstation"
    modules, found, nameless = measure(Path(arguments[0]) if arguments else default)
    refused = [
        f"{lines:5} lines  {path}  (limit {MODULE_LIMIT})"
        for lines, path in modules
        if lines > MODULE_LIMIT
    ]
    refused += [
        f"{lines:5} lines  {place}  (limit {FUNCTION_LIMIT})"
        for lines, place in found
        if lines > FUNCTION_LIMIT
    ]
    refused += [f"a name that says nothing: {path}" for path in nameless]
    sizes = [lines for lines, path in modules if path.name != "__init__.py"] or [0]
    print(
        f"sizes: {len(sizes)} modules, median {statistics.median(sizes):.0f} lines, longest"
        f" {max(sizes)}; {len(found)} functions, longest {found[0][0] if found else 0}"
    )
    large = [f"{lines:5} lines  {path}" for lines, path in modules if lines > ASK_WHY_LIMIT]
    if large:
        print(f"above {ASK_WHY_LIMIT} lines (what second thing does each do?):")
        print("\n".join(large[:SHOWN]))
    if refused:
        print("REFUSED:")
        print("\n".join(refused))
    return 1 if refused else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
