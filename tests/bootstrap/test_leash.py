"""A program on a leash ends as it says, whatever its standard input does."""

import subprocess
import sys

#: Ends by itself once the leash has taken what came in, and waits for more.
ENDS = """
import select, sys
from workstation.bootstrap import leash
leash.hold(lambda: None)
while select.select([0], [], [], 0)[0]:
    pass
sys.exit("It cannot start.")
"""
#: Ends because its standard input does.
LED = """
import threading
from workstation.bootstrap import leash
over = threading.Event()
leash.hold(over.set)
over.wait()
"""


def test_a_program_that_ends_by_itself_says_only_what_it_means() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", ENDS],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdin and program.stderr
        program.stdin.write("x")
        program.stdin.flush()
        assert program.stderr.read() == "It cannot start.\n"
        assert program.wait(30) == 1


def test_a_program_ends_with_its_standard_input() -> None:
    done = subprocess.run([sys.executable, "-c", LED], input="", text=True, timeout=60)
    assert done.returncode == 0
