"""Reads a live call into what its screen shows."""

from __future__ import annotations

from collections.abc import Iterable

from workstation.desk.call.alarms import Alarms
from workstation.desk.call.beside import beside_call
from workstation.desk.call.hand_overs import HandOvers
from workstation.desk.call.live import LiveCall
from workstation.desk.call.open_calls import OpenCalls
from workstation.desk.call.open_near import Linking
from workstation.desk.call.view import CallRow, CallView
from workstation.domain.contact.handing import headline
from workstation.domain.contact.place import place_now


def call_view(
    calls: OpenCalls,
    live: LiveCall,
    linking: Linking,
    hand_overs: HandOvers,
    alarms: Alarms,
    fault: str,
) -> CallView:
    """Everything the call screen shows of ``live``."""
    on_record, calling, near, wanted = beside_call(calls, live, linking)
    contact, found = live.contact, live.judged(hand_overs.referrals(live.contact_id))
    own = hand_overs.of_contact(live.contact_id)
    followed = {one.incident_id for one in own}
    linked = hand_overs.linked.cards(one for one in contact.attached if one not in followed)
    return CallView(
        policy=live.policy,
        contact=contact,
        questions=found.questions,
        next_question=found.next_question,
        judgement=found.judgement,
        outcomes=found.outcomes,
        open_items=found.open_items,
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


def tray(calls: Iterable[LiveCall], need: frozenset[str]) -> tuple[CallRow, ...]:
    """The calls to list: those under way, then ended ones that are in ``need`` of a person."""
    known = tuple(calls)
    under_way = (c for c in known if not c.contact.disposition)
    back = (c for c in known if c.contact.disposition and c.contact_id in need)
    return tuple(call_row(c, alarms=c.contact_id in need) for c in (*under_way, *back))


def call_row(live: LiveCall, *, alarms: bool = False) -> CallRow:
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
        lost=contact.end_cause == "lost" and not contact.disposition,
        alarms=alarms,
    )
