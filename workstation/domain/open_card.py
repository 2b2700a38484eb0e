"""An open incident in short, as every desk of the force holds it to find the same one again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from workstation.domain.desk_stream import HandOverKind
from workstation.domain.incident.state import Standing
from workstation.domain.incident.tasks import Kind
from workstation.domain.known import Known

#: What a desk can do something about: ask the caller, or say what was promised and not kept.
AT_DESKS: Final[frozenset[Kind]] = frozenset({"fact", "promise", "reply"})


@dataclass(frozen=True, slots=True)
class ToDo:
    """A task of `AT_DESKS` that nobody has done; ``due_at`` is the hub's clock.

    ``contact_id``: the call whose caller is to be asked, empty for a promise.
    """

    task_id: str
    kind: Kind
    text: str
    due_at: str
    overdue: bool = False
    contact_id: str = ""


@dataclass(frozen=True, slots=True)
class OpenCard:
    """``grade_rank`` is 1 for the highest; ``calls`` counts the contacts that belong to it.

    ``briefing`` is a supervisor's while it is a major incident, empty otherwise.
    """

    incident_id: str
    reference: str
    headline: str
    place: str
    known: Known
    grade_name: str
    grade_rank: int
    team_name: str
    standing: Standing
    vulnerable: bool
    opened_at: str
    calls: int = 1
    briefing: str = ""
    kind: HandOverKind = "incident"
    to_do: tuple[ToDo, ...] = ()
