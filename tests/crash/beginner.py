"""Begins a desk: the key, its wrapping, the journal, the first event.

python -m tests.crash.beginner FOLDER PUBLIC_KEY     prints `stored` when the event is saved
"""

import sys
from pathlib import Path

from tests.crash.committer import AT, AUTHOR, CONTACT
from workstation.desk.credentials.demo_vault import DemoVault
from workstation.desk.credentials.journal_key import KeyPlace, journal_key
from workstation.desk.journal import Journal
from workstation.domain.contact.facts import NarrativeAdded
from workstation.domain.events import Happened


def main(folder: Path, public_key: str) -> None:
    """Begin, or go on where a killed beginner left off."""
    place = KeyPlace("d1", folder / "journal.db", public_key)
    key = journal_key(DemoVault(folder, "demo"), place)
    with Journal.open(place.journal, key, "demo") as journal:
        first = Happened("first", CONTACT, NarrativeAdded("1", "He is here"))
        journal.append([first], AUTHOR, AT, policy=None).result(60)
        sys.stdout.write("stored\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
