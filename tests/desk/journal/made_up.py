"""Made-up authors, moments and events for tests of the journal."""

import uuid
from pathlib import Path
from typing import Any

from workstation.desk.journal import Journal
from workstation.domain.events import Author, Happened, Moment, PolicyRef

KEY = bytes(range(32))
CONTACT = "contact:0190"
DESK = "desk:d1"
AUTHOR = Author("demo", "a.reid", "sign-in-1")
POLICY = PolicyRef("police-scotland", "2026.1", "ab" * 32)


def opened(folder: Path, **more: Any) -> Journal:
    """The journal of a demo desk in a folder."""
    return Journal.open(folder / "journal.db", KEY, "demo", **more)


def wait_saved(journal: Journal) -> None:
    """Wait until everything given so far is saved; what comes in order ends in order."""
    journal.mark({}).result(10)


def moment(seconds: int = 0) -> Moment:
    """A moment of a made-up day."""
    return Moment(f"2026-03-01T12:00:{seconds:02}.000000Z", seconds * 10**9, "boot-1", 12)


def happened(stream_id: str, body: Any) -> Happened:
    """Something that was decided."""
    return Happened(str(uuid.uuid4()), stream_id, body)
