"""A contact as grading sees it: only what judgement may rest on."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workstation.domain.contact.place import place_now
from workstation.domain.contact.state import Contact
from workstation.domain.policy import CallFact
from workstation.domain.thrive import AnswerFact, CaseFacts, Ending

#: What a reason given with the grade itself counts as a rationale for.
GRADE: Final = "grade"
#: Nobody has accepted a referral.
NO_REFERRALS: Final[Mapping[str, str]] = MappingProxyType({})


def case_of(contact: Contact, referrals: Mapping[str, str] = NO_REFERRALS) -> CaseFacts:
    """The facts of ``contact`` that rules and guards may refer to.

    ``referrals``: the team that accepted it, by the id of each incident whose risk was assessed. A
    risk marker that was set since was not part of that, so such a referral counts no more.
    """
    place = place_now(contact)
    given = contact.grade is not None and bool(contact.grade.reason)
    return CaseFacts(
        incident_type=contact.incident_type,
        answers={
            key: AnswerFact(Ending(timed.fact.ending), timed.fact.choice)
            for key, timed in contact.answers.items()
        },
        markers=contact.set_markers,
        undecided_markers=contact.undecided_markers,
        call=call_facts(contact),
        place_known=place is not None,
        place_read_back=place is not None and place.confirmed,
        history_checked=contact.history_check is not None,
        officer_safety=contact.safety,
        grade=contact.grade.grade if contact.grade else None,
        handed=bool(contact.handed or contact.attached),
        rationales=frozenset(contact.rationales) | ({GRADE} if given else set()),
        referrals=frozenset(
            referrals[handed.incident_id]
            for handed in contact.handed
            if handed.incident_id in referrals and contact.set_markers <= handed.markers
        ),
    )


def call_facts(contact: Contact) -> frozenset[CallFact]:
    """What is true of the call itself."""
    offered = contact.call is not None and bool(contact.call.number)
    true: dict[CallFact, bool] = {
        "lost": contact.phase == "ended" and contact.end_cause == "lost",
        "regraded": contact.regraded,
        "call_back_planned": contact.call_back is not None,
        "call_back_tried": bool(contact.attempts),
        "number_known": offered or bool(contact.call_back and contact.call_back.fact.number),
        "silent": bool(contact.signs),
    }
    signs = {timed.fact.sign for timed in contact.signs}
    return frozenset(fact for fact, holds in true.items() if holds) | signs
