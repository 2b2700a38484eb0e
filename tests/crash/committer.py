"""Commits events and logs each acknowledgement, for a recording of its system calls.

    python -m tests.crash.committer FOLDER COMMITS FULL|NORMAL|LOOSE

The planted mistakes that the power cuts must catch: NORMAL does not wait for the file at a commit,
LOOSE does not wait for the tape. The acknowledgements go to the file
`acknowledged` in FOLDER, from the thread that gives them, so that they have their place among the
system calls. The store is closed and opened again after two thirds, and folded in before that.
"""

import os
import sys
from concurrent.futures import Future
from pathlib import Path

from workstation.desk.journal import Journal, encrypted_file, tape
from workstation.desk.ports import Draft
from workstation.domain.contact.facts import NarrativeAdded
from workstation.domain.events import Author, Event, Happened, Moment

KEY = bytes(range(32))
CONTACT = "contact:1"
AUTHOR = Author("demo", "a.reid", "s1")
AT = Moment("2026-03-01T12:00:00.000000Z", 1, "boot-1")
MARKER = "acknowledged"


def commit(journal: Journal, number: int, marker: int) -> None:
    """Type a draft, append an event that does not replace it, log the acknowledgement."""

    def acknowledged(saved: Future[tuple[Event, ...]]) -> None:
        if saved.exception() is None:
            os.write(marker, f"{number}\n".encode())

    journal.set_draft(CONTACT, Draft("narrative", str(number), 0, AT.at_utc))
    line = NarrativeAdded(str(number), "He went towards the canal. " * 20)
    saved = journal.append([Happened(str(number), CONTACT, line)], AUTHOR, AT, policy=None)
    saved.add_done_callback(acknowledged)
    saved.result(60)


def main(folder: Path, commits: int, synchronous: str) -> None:
    """Commit, fold in at one third, open again at two thirds, close."""
    if synchronous == "LOOSE":
        tape._FLAGS &= ~os.O_DSYNC
    else:
        encrypted_file.connect.__kwdefaults__["synchronous"] = synchronous
    marker = os.open(folder / MARKER, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    journal = Journal.open(folder / "journal.db", KEY, "demo")
    for number in range(1, commits + 1):
        commit(journal, number, marker)
        if number == commits // 3:
            journal.erase(["nobody"]).result(60)
        if number == commits * 2 // 3:
            journal.close()
            journal = Journal.open(folder / "journal.db", KEY, "demo")
    journal.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
