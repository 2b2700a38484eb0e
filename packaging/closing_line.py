"""Says once more, as the last line of a long run, how many tests passed: `N passed, N failed`."""

import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path


def main(report: Path) -> int:
    """Read pytest's JUnit report; exit status 1 when something in it failed."""
    suites = ElementTree.parse(report).getroot().iter("testsuite")
    counts = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}
    for suite in suites:
        for name in counts:
            counts[name] += int(suite.get(name, 0))
    failed = counts["failures"] + counts["errors"]
    passed = counts["tests"] - failed - counts["skipped"]
    print(f"{passed} passed, {failed} failed, {counts['skipped']} skipped; all gates hold")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
