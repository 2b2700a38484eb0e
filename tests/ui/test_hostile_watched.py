"""What the whole process asks of the system while it shows hostile texts, Qt included."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fixtures.processes import need
from tests.ui.hostile import BAIT, TEXTS
from tests.ui.show_hostile import BEGIN, END

ROOT = Path(__file__).resolve().parents[2]
WATCHED = "trace=open,openat,openat2,connect,sendto,bind,execve,readlink,stat,newfstatat,access"
#: Fonts, locales and the interpreter's own modules may be read at any time.
OWN = re.compile(r"/(fonts?|fontconfig|locale|proc/self|__pycache__)|\.(py|pyc|so|otf|ttf)[\"\d.]")
DISPLAYED = 12


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Every watched system call between the marks."""
    need("strace")
    log = tmp_path_factory.mktemp("watched") / "calls"
    done = subprocess.run(
        ["strace", "-f", "-qq", "-s", "300", "--seccomp-bpf", "-e", WATCHED, "-o", log]
        + [sys.executable, "-m", "tests.ui.show_hostile"],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=110,
    )
    assert done.returncode == 0, done.stderr
    lines = log.read_text(errors="replace").splitlines()
    begin, end = (next(n for n, line in enumerate(lines) if mark in line) for mark in (BEGIN, END))
    assert begin < end
    return lines[begin + 1 : end]


def test_the_bait_is_named_often_enough() -> None:
    assert sum(any(bait in text for bait in BAIT) for text in TEXTS) >= DISPLAYED


def test_no_file_that_a_text_names_is_looked_at(calls: list[str]) -> None:
    assert [call for call in calls if any(bait in call for bait in BAIT)] == []
    assert [call for call in calls if "passwd" in call] == []


def test_no_request_is_made_and_nothing_is_started(calls: list[str]) -> None:
    reached = [call for call in calls if re.search(r"\b(connect|sendto|bind|execve)\(", call)]
    assert reached == []


def test_no_other_file_is_opened(calls: list[str]) -> None:
    opened = [call for call in calls if re.search(r"\bopen(at2?)?\(", call)]
    assert [call for call in opened if not OWN.search(call)] == []
