"""The long counts: runs them and writes what came out, ready to commit.

    python packaging/soak.py [PYTEST OPTION ...]

Runs the tests marked `soak` and every Hypothesis test with many more examples, then the two
commands in a bare Debian root (as root, and only when no pytest option narrows the run). Writes
docs/measurements/DATE-soak-COMMIT.md. A test reports its figures with pytest's `record_property`.
"""

import datetime
import os
import platform
import shlex
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SELECTION = ["-m", "soak or hypothesis", "--hypothesis-profile=soak", "--timeout=14400"]


def said_by(*command: str) -> str:
    """What a command prints, in the folder of the tree."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def run_tests(options: list[str], report: Path) -> int:
    """Run the long tests, shown as they go; pytest's exit status."""
    command = [sys.executable, "-m", "pytest", "-q", *SELECTION, "--junitxml", str(report)]
    return subprocess.run([*command, *options], cwd=ROOT).returncode


def check_bare_root() -> tuple[int, str]:
    """Run both commands in a bare Debian root; status, and the lines that say how it went."""
    done = subprocess.run(
        [ROOT / "packaging" / "bare_root_check.sh"], capture_output=True, text=True
    )
    print(done.stdout, done.stderr, sep="", flush=True)
    return done.returncode, done.stdout


def rows(report: Path) -> Iterator[str]:
    """A table row for each test: outcome, seconds, and the figures it reported."""
    for case in ElementTree.parse(report).getroot().iter("testcase"):
        outcome = next(
            (kind for kind in ("failure", "error", "skipped") if case.find(kind) is not None),
            "passed",
        )
        figures = ", ".join(
            f"{entry.get('name')} {entry.get('value')}" for entry in case.iter("property")
        )
        test = f"{case.get('classname')}::{case.get('name')}"
        yield f"| `{test}` | {outcome} | {float(case.get('time', 0)):.0f} | {figures} |"


def machine() -> str:
    """Processor, cores, memory and system, as far as they can be told."""
    parts = [platform.platform(), f"Python {platform.python_version()}", f"{os.cpu_count()} cores"]
    processor = Path("/proc/cpuinfo")
    if processor.exists():
        lines = [line for line in processor.read_text().splitlines() if "model name" in line]
        parts += [line.partition(":")[2].strip() for line in lines[:1]]
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
        parts.append(f"{memory / 2**30:.0f} GiB")
    return ", ".join(parts)


def write_down(report: Path, options: list[str], bare_root: str) -> Path:
    """Write the measurement file; its place."""
    commit = said_by("git", "rev-parse", "--short=12", "HEAD")
    changed = " with changes that are not committed" if said_by("git", "diff", "HEAD") else ""
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    place = ROOT / "docs" / "measurements" / f"{today}-soak-{commit}.md"
    command = f'make soak ARGS="{shlex.join(options)}"' if options else "make soak"
    place.write_text(
        f"# Soak, {today}\n\n- Commit: {commit}{changed}\n- Command: `{command}`\n"
        f"- Machine: {machine()}\n\n| test | outcome | seconds | figures |\n|---|---|---|---|\n"
        + "".join(f"{row}\n" for row in rows(report))
        + "".join(f"\n{line}\n" for line in bare_root.splitlines() if "bare root" in line),
        encoding="utf-8",
    )
    return place


def main(options: list[str]) -> int:
    """Run everything, write it down, judge."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "soak.xml")
        status = run_tests(options, report)
        bare_status, bare_root = (0, "") if options else check_bare_root()
        if report.exists():
            print(f"written: {write_down(report, options, bare_root).relative_to(ROOT)}")
    return status or bare_status


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
