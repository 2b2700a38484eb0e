"""The wheel: what is installed from it finds the same resources as the tree."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from tests.house.test_tree import ROOT, files_in_git


def test_the_wheel_carries_every_module_and_resource(tmp_path: Path) -> None:
    product = [ROOT / "workstation", ROOT / "resources"]
    wanted = {
        path.relative_to(ROOT)
        for path in files_in_git()
        if any(folder in path.parents for folder in product)
    }
    source = tmp_path / "source"
    for path in wanted | {Path("pyproject.toml"), Path("setup.py"), Path("README.md")}:
        (source / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, source / path)
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    built = subprocess.run(
        [*build, "--no-index", "--wheel-dir", tmp_path, source], capture_output=True, text=True
    )
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    packed = set(zipfile.ZipFile(wheel).namelist())
    expected = {
        (Path("workstation", path) if path.parts[0] == "resources" else path).as_posix()
        for path in wanted
    }
    assert expected <= packed, sorted(expected - packed)
