"""Made-up authors, moments and events for tests of the journal."""

import uuid
from pathlib import Path
from typing import Any

from workstation.desk.journal import Journal
from workstation.domain.contact import facts
from workstation.domain.desk_stream import HandOverRequested
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


def handed_over(incident_id: str, *, urgent: bool) -> HandOverRequested:
    """A whole request for an incident."""
    grade, name, rank = ("prompt", "Prompt", 2) if urgent else ("standard", "Standard", 3)
    return HandOverRequested(
        incident_id=incident_id,
        contact_id=CONTACT,
        reference="D11-0001-A",
        team="room",
        team_name="Area control room",
        outcome="dispatch",
        outcome_name="Dispatch",
        grade=grade,
        grade_name=name,
        grade_rank=rank,
        urgent=urgent,
        top=False,
        accept_within_s=300,
        headline="Man at the door with a bat",
        place="12 Fir Road",
        officer_safety="not_asked",
        officer_safety_text="",
        vulnerable=False,
        indicated=facts.Indicated(grade, (), "1"),
        open_items=(),
        rationales=(),
        snapshot=(),
        desk_name="Desk 14",
        advisor_name="F. Grant",
    )
