"""A message for an officer, a complaint or praise: a route with owner, clock and fallback."""

from __future__ import annotations

from workstation.domain.contact.commands import Context
from workstation.domain.contact.facts import Indicated
from workstation.domain.contact.handing import place_text, snapshot_of
from workstation.domain.contact.state import Contact
from workstation.domain.desk_stream import HandOverRequested
from workstation.domain.events import Entry
from workstation.domain.text import SHORT, one_line

#: What stands where an incident has a grade.
UNGRADED = "message"


def message(
    contact: Contact, entries: tuple[Entry, ...], context: Context
) -> HandOverRequested | None:
    """What gives the contact's end to the team that owns it; ``None`` where nobody does.

    It is worked after every grade, and its clock is the policy's for messages.
    """
    ended = contact.disposition.fact if contact.disposition else None
    if ended is None or not ended.team:
        return None
    policy = context.policy
    end = policy.disposition(ended.disposition)
    safety = contact.officer_safety
    said = ended.note or (contact.narrative[0].text if contact.narrative else "")
    return HandOverRequested(
        incident_id=f"incident:{context.new_id()}",
        contact_id=contact.contact_id,
        reference=context.next_reference(),
        team=ended.team,
        team_name=ended.team_name,
        outcome=end.key,
        outcome_name=end.name,
        grade=UNGRADED,
        grade_name=end.name,
        grade_rank=max(grade.rank for grade in policy.grades) + 1,
        urgent=False,
        top=False,
        accept_within_s=policy.clocks.take_message_within_s,
        headline=one_line(said, SHORT) or end.name,
        place=place_text(contact),
        officer_safety=contact.safety,
        officer_safety_text=safety.fact.text if safety else "",
        vulnerable=any(policy.marker(m).vulnerability for m in contact.set_markers),
        indicated=Indicated(None, (), ""),
        open_items=(),
        rationales=tuple(t.fact.text for t in contact.rationales.values()),
        snapshot=snapshot_of(entries),
        desk_name=context.desk_name,
        advisor_name=context.advisor_name,
        kind="message",
        fallback_team=end.fallback or "",
        reply_within_s=end.reply_within_s,
    )
