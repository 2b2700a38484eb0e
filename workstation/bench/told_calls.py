"""Made-up calls as events: answered, handed over, then line after line of the story."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any, Final

from workstation.bootstrap.identifiers import new_id
from workstation.domain.contact.facts import (
    CallAnswered,
    IncidentAttached,
    Indicated,
    NarrativeAdded,
)
from workstation.domain.desk_stream import HandOverRequested
from workstation.domain.events import Happened

#: Events of one call: the answer, the hand-over, the story.
CALL: Final = 40
#: Seconds a receiver has: nobody accepts here, and no alarm is to be measured.
PATIENCE_S: Final = 24 * 3600
_STORY: Final = (
    "He is at the back door again, she has locked herself in and hears him shout.",
    "She knows him, he lived here until March, and says that he has been drinking.",
    "No injuries so far; two children are upstairs and the neighbour has come out.",
)


def told(desk: str, team: str) -> Iterator[Happened]:
    """What happens at a desk, call after call, for ever; every hand-over goes to ``team``."""
    own = f"desk:{new_id()}"
    for call in count(1):
        contact = f"contact:{new_id()}"
        yield _happened(contact, CallAnswered(f"{desk}-{call}", "F. Grant", desk))
        yield _happened(own, _hand_over(contact, team, desk, urgent=call % 4 == 0))
        for line in range(CALL - 2):
            text = f"{line}: {_STORY[line % len(_STORY)]}"
            yield _happened(contact, NarrativeAdded(new_id(), text))


def poison() -> Happened:
    """An event that the hub can read and place nowhere: it names no incident."""
    return _happened(f"contact:{new_id()}", IncidentAttached("no incident of this world"))


def _happened(stream: str, body: Any) -> Happened:
    return Happened(new_id(), stream, body)


def _hand_over(contact: str, team: str, desk: str, *, urgent: bool) -> HandOverRequested:
    return HandOverRequested(
        incident_id=f"incident:{new_id()}",
        contact_id=contact,
        reference="D11-0001-A",
        team=team,
        team_name=team,
        outcome="dispatch",
        outcome_name="Dispatch",
        grade="prompt" if urgent else "standard",
        grade_name="Prompt" if urgent else "Standard",
        grade_rank=2 if urgent else 3,
        urgent=urgent,
        top=False,
        accept_within_s=PATIENCE_S,
        headline="Man at the back door, woman locked in",
        place="12 Fir Road",
        officer_safety="not_asked",
        officer_safety_text="",
        vulnerable=False,
        indicated=Indicated("prompt", (), "1"),
        open_items=(),
        rationales=(),
        snapshot=(),
        desk_name=desk,
        advisor_name="F. Grant",
    )
