"""Saves on a disk that fails, and says what it was told.

    python -m tests.crash.sufferer FOLDER COMMITS [LIMIT]

A line each: `refused KIND` when the journal does not open; `stored N` when event N is saved;
`failed N KIND` when it is given up at the end; `trouble KIND` and `well` as the journal tells them.
With LIMIT no file may grow beyond so many bytes until trouble has been told.
"""

import os
import sys
import threading
from concurrent.futures import Future, wait
from pathlib import Path

from tests.crash.committer import AT, AUTHOR, CONTACT, KEY
from workstation.desk.journal import Journal, JournalFault
from workstation.domain.contact.facts import NarrativeAdded
from workstation.domain.events import Event, Happened

#: Seconds to wait for the disk to recover before giving up.
PATIENCE = 3.0


def say(line: str) -> None:
    """Lines of several threads never mix."""
    os.write(1, f"{line}\n".encode())


def append(journal: Journal, number: int) -> Future[tuple[Event, ...]]:
    """Append one event and say how it ends."""

    def ended(saved: Future[tuple[Event, ...]]) -> None:
        fault = saved.exception()
        kind = fault.kind if isinstance(fault, JournalFault) else type(fault).__name__
        say(f"stored {number}" if fault is None else f"failed {number} {kind}")

    line = NarrativeAdded(str(number), "He went towards the canal. " * 20)
    saved = journal.append([Happened(str(number), CONTACT, line)], AUTHOR, AT, policy=None)
    saved.add_done_callback(ended)
    return saved


def limit_files(size: int) -> None:
    """No file of this process may grow beyond ``size`` bytes; -1: any size."""
    import resource

    most = resource.RLIM_INFINITY
    resource.setrlimit(resource.RLIMIT_FSIZE, (size if size >= 0 else most, most))


def main(folder: Path, commits: int, limit: int) -> None:
    """Append all at once, wait until they are saved or patience ends, close."""
    in_trouble = threading.Event()

    def told(trouble: Exception | None) -> None:
        if isinstance(trouble, JournalFault):
            say(f"trouble {trouble.kind}")
            in_trouble.set()
        else:
            say("well" if trouble is None else f"trouble {type(trouble).__name__}")

    try:
        journal = Journal.open(folder / "journal.db", KEY, "demo", on_trouble=told, again_s=0.02)
    except JournalFault as fault:
        say(f"refused {fault.kind}")
        return
    limit_files(limit)
    saved = [append(journal, number) for number in range(1, commits + 1)]
    if limit >= 0:
        in_trouble.wait(60)
        limit_files(-1)
    wait(saved, PATIENCE)
    journal.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else -1)
