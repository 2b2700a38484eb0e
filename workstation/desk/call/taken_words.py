"""What an advisor is told of a call that this desk took over."""

from __future__ import annotations

from collections.abc import Sequence

from workstation.desk.answers import TakenCall
from workstation.domain.contact import facts
from workstation.domain.events import Entry


def took(found: TakenCall, without: Sequence[str]) -> str:
    """That the call goes on here; ``without`` are incidents whose hand-over never arrived."""
    lines = f"Taken over from {found.desk_name}: {len(found.events)} entries, the newest "
    lines += f"{found.events[-1].at_utc[11:16]} UTC."
    if without:
        lines += " A hand-over that was chosen there never reached the hub: hand it over here."
    return lines


def came(continues: facts.TakenOver | None, joined: int, new: Sequence[Entry]) -> str:
    """One sentence; what was decided there is said and not done."""
    where = (continues.desk_name if continues else "") or "The other desk"
    words = f"{where} had more: {joined} of {len(new)} entries joined this call, marked late."
    grades = [e.body.grade for e in new if isinstance(e.body, facts.GradeChosen)]
    if grades:
        words += f" The grade chosen there was {grades[-1]}: yours stands."
    if any(isinstance(e.body, facts.OutcomeChosen) and e.body.incident_id for e in new):
        words += " It had handed over as well: look before you send again."
    return words
