"""Holds the import rules of pyproject.toml, also while some rooms are not built yet.

import-linter refuses a contract that names a module which does not exist or which nobody imports.
This gate leaves such names out, says which rooms are awaited, and hands the rest to import-linter:
a rule holds from the day its room stands. Exit status: import-linter's own.
"""

import contextlib
import io
import json
import re
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
NAME_LISTS = ("source_modules", "forbidden_modules", "protected_modules", "allowed_importers")


def is_built(name: str) -> bool:
    """Whether `name` is a module of ours in the tree, or a foreign package that ours import."""
    if not name.startswith("workstation"):
        imports = re.compile(rf"^\s*(import|from)\s+{name}\b", re.MULTILINE)
        sources = (ROOT / "workstation").rglob("*.py")
        return any(imports.search(source.read_text(encoding="utf-8")) for source in sources)
    place = ROOT.joinpath(*name.split("."))
    return (place / "__init__.py").exists() or place.with_suffix(".py").exists()


def prune(contracts: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], set[str]]:
    """The contracts without names of unbuilt modules, and those names."""
    missing: set[str] = set()
    kept = []
    for contract in contracts:
        pruned = dict(contract)
        for key in NAME_LISTS:
            if key in contract:
                pruned[key] = [name for name in contract[key] if is_built(name)]
                missing.update(set(contract[key]) - set(pruned[key]))
        # With nobody to forbid it to, or nothing to forbid, the rule waits. (An empty list of
        # allowed importers is no such case: then nobody at all may import.)
        if all(pruned.get(key, True) for key in NAME_LISTS[:-1]):
            kept.append(pruned)
    return kept, missing


def as_toml(rules: dict[str, Any], contracts: list[dict[str, Any]]) -> str:
    """A configuration file for import-linter. JSON values of these kinds are TOML values too."""

    def lines(table: dict[str, Any]) -> str:
        return "".join(
            f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in table.items()
        )

    blocks = [f"[[tool.importlinter.contracts]]\n{lines(contract)}" for contract in contracts]
    return "\n".join([f"[tool.importlinter]\n{lines(rules)}", *blocks])


def main() -> int:
    """Run the gate; quiet when every rule holds."""
    from importlinter.cli import lint_imports

    rules = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
        "importlinter"
    ]
    contracts, missing = prune(rules.pop("contracts"))
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder, "importlinter.toml")
        config.write_text(as_toml(rules, contracts), encoding="utf-8")
        said = io.StringIO()
        sys.path.insert(0, str(ROOT))
        with contextlib.redirect_stdout(said):
            status = lint_imports(config_filename=str(config), no_cache=True)
    if status:
        print(said.getvalue())
    else:
        print(f"import rules: {len(contracts)} contracts hold")
    awaited = sorted(name for name in missing if name.startswith("workstation"))
    if awaited:
        print(f"import rules wait for: {', '.join(awaited)}")
    return int(status)


if __name__ == "__main__":
    raise SystemExit(main())
