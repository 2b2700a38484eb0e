"""Reads a live call into what its screen shows."""

from __future__ import annotations

from collections.abc import Iterable

from workstation.desk.call.alarms import Alarms
from workstation.desk.call.hand_overs import HandOvers
from workstation.desk.call.live import LiveCall
from workstation.desk.call.view import (
    Calling,
    CallRow,
    CallView,
    Judgement,
    OpenNear,
    OutcomeState,
    Wanted,
)
from workstation.domain.callers.caller import OnRecord
from workstation.domain.contact.case import case_of
from workstation.domain.contact.handing import headline
from workstation.domain.contact.place import place_now
from workstation.domain.contact.state import Contact
from workstation.domain.grading import guards_for, indicate, needs_reason, would_change_if
from workstation.domain.policy import Policy
from workstation.domain.thrive import CaseFacts, next_question, questions_for


def call_view(
    live: LiveCall,
    on_record: OnRecord,
    calling: Calling,
    near: OpenNear,
    wanted: tuple[Wanted, ...],
    hand_overs: HandOvers,
    alarms: Alarms,
    fault: str,
) -> CallView:
    """Everything the call screen shows of ``live``."""
    policy, contact = live.policy, live.contact
    case = case_of(contact, hand_overs.referrals(live.contact_id))
    own = hand_overs.of_contact(live.contact_id)
    followed = {one.incident_id for one in own}
    linked = hand_overs.linked.cards(one for one in contact.attached if one not in followed)
    top_or_chosen = contact.grade.grade if contact.grade else policy.top_grade.key
    return CallView(
        policy=policy,
        contact=contact,
        questions=questions_for(policy, contact.incident_type),
        next_question=next_question(policy, case),
        judgement=judgement(policy, contact, case),
        outcomes=outcomes(policy, contact, case),
        open_items=guards_for(policy, case, "send_now", top_or_chosen).open_items,
        on_record=on_record,
        hand_overs=(*linked, *own),
        alarms=alarms.of_contact(live.contact_id),
        drafts=tuple(live.drafts.values()),
        unsaved=live.unsaved,
        saved_at=live.saved_at,
        fault=fault,
        unsent_facts=sum(1 for h in own if h.state in ("waiting", "sent")),
        policy_missing=live.policy_missing,
        place=place_now(contact),
        near=near,
        wanted=wanted,
        calling=calling,
    )


def judgement(policy: Policy, contact: Contact, case: CaseFacts) -> Judgement | None:
    """The indication, when the force's setting lets it be seen."""
    if policy.indication == "never":
        return None
    if policy.indication == "after_choice" and contact.grade is None:
        return None
    found = indicate(policy, case)
    chosen = contact.grade
    below = chosen is not None and needs_reason(policy, found, chosen.grade)
    return Judgement(found, would_change_if(policy, case), below)


def outcomes(policy: Policy, contact: Contact, case: CaseFacts) -> tuple[OutcomeState, ...]:
    """Every outcome of the bar with what holds it now."""
    grade = contact.grade.grade if contact.grade else None
    judged = ((o, guards_for(policy, case, o.key, grade)) for o in policy.outcomes)
    return tuple(OutcomeState(o, one.held, one.approval is not None) for o, one in judged)


def tray(calls: Iterable[LiveCall], need: frozenset[str]) -> tuple[CallRow, ...]:
    """The calls to list: those under way, then ended ones that are in ``need`` of a person."""
    known = tuple(calls)
    under_way = (c for c in known if not c.contact.disposition)
    back = (c for c in known if c.contact.disposition and c.contact_id in need)
    return tuple(call_row(c) for c in (*under_way, *back))


def call_row(live: LiveCall) -> CallRow:
    """A call as the tray lists it."""
    contact = live.contact
    call = contact.call
    return CallRow(
        contact_id=live.contact_id,
        phase=contact.phase,
        line=call.line if call else "",
        number=call.number if call else None,
        at_utc=contact.answered_at or contact.offered_at or "",
        headline=headline(contact, live.policy),
        via=call.via if call else "",
        withheld=call.withheld if call else False,
    )
