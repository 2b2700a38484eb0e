"""A typist who never stops: a child process that saves keystrokes and events until it is killed.

    python -m tests.crash.typist FOLDER SEED      types at once
    python -m tests.crash.typist --serve          forks a typist for every line "FOLDER SEED"

What it says on its standard output, a line each: `pid P`; `key N FIELD` before it types number N,
`commit N FIELD` before it appends number N in place of the field's draft; `stored N` when the
append's future ends; `saved N` when everything up to N is saved; the server adds `dead`.
"""

import os
import random
import sys
from concurrent.futures import Future
from pathlib import Path

from workstation.desk.journal import Journal
from workstation.desk.ports import Draft
from workstation.domain.contact.facts import NarrativeAdded
from workstation.domain.events import Author, Event, Happened, Moment

KEY = bytes(range(32))
CONTACT = "contact:1"
AUTHOR = Author("demo", "a.reid", "s1")
AT = Moment("2026-03-01T12:00:00.000000Z", 1, "boot-1")
FIELDS = 30


def event_id(seed: int, number: int) -> str:
    """The id of the event that a typist appends as its number ``number``."""
    return f"{seed}-{number}"


def text_of(seed: int, number: int) -> str:
    """What a typist types as its number ``number``."""
    return f"{seed}-{number} he is by the canal, wearing a grey coat"


def say(line: str) -> None:
    """Tell the parent; lines of several threads never mix."""
    os.write(1, f"{line}\n".encode())


def type_away(folder: Path, seed: int) -> None:
    """Type and commit as fast as the journal takes it, for ever."""
    say(f"pid {os.getpid()}")
    rng = random.Random(seed)
    journal = Journal.open(
        folder / "journal.db", KEY, "demo", on_saved=lambda number: say(f"saved {number}")
    )
    number = journal.given
    while True:
        number += 1
        field = f"field-{rng.randrange(FIELDS)}"
        if rng.random() < 0.85:
            say(f"key {number} {field}")
            journal.set_draft(CONTACT, Draft(field, text_of(seed, number), 3, AT.at_utc))
        else:
            say(f"commit {number} {field}")
            commit(journal, seed, number, field, wait=rng.random() < 0.7)
        if journal.given != number:
            raise AssertionError("the journal counts otherwise than the typist")


def commit(journal: Journal, seed: int, number: int, field: str, *, wait: bool) -> None:
    """Append one event in place of the field's draft."""

    def stored(_: Future[tuple[Event, ...]]) -> None:
        say(f"stored {number}")

    line = NarrativeAdded(str(number), text_of(seed, number))
    happened = Happened(event_id(seed, number), CONTACT, line)
    saved = journal.append([happened], AUTHOR, AT, policy=None, clears=[(CONTACT, field)])
    saved.add_done_callback(stored)
    if wait:
        saved.result()


def serve() -> None:
    """Fork typists one after the other: nothing is imported twice."""
    for line in sys.stdin:
        folder, _, seed = line.strip().rpartition(" ")
        child = os.fork()
        if child == 0:
            type_away(Path(folder), int(seed))
        os.waitpid(child, 0)
        say("dead")


if __name__ == "__main__":
    if sys.argv[1] == "--serve":
        serve()
    else:
        type_away(Path(sys.argv[1]), int(sys.argv[2]))
