"""A risk marker that is set after a hand-over: a supervisor is asked then, too."""

from __future__ import annotations

from dataclasses import replace

from workstation.domain.contact.case import case_of
from workstation.domain.contact.commands import Context
from workstation.domain.contact.handing import reasoned
from workstation.domain.contact.state import Contact
from workstation.domain.desk_stream import ApprovalAsked, ApprovalWanted
from workstation.domain.grading import guards_for


def asked_since(before: Contact, now: Contact, context: Context) -> tuple[ApprovalAsked, ...]:
    """What to ask for each incident that somebody has and that sends nobody.

    Nothing where the same was asked before. A partner may have accepted without knowing of this
    marker, so that no acceptance meets it.
    """
    asked: list[ApprovalAsked] = []
    for handed in before.handed:
        was, wanted = (_wanted(c, handed.outcome, context) for c in (before, now))
        known = was is not None and wanted is not None and was.because == wanted.because
        if wanted is not None and not known and handed.incident_id not in context.unheld:
            asked.append(ApprovalAsked(handed.incident_id, replace(wanted, met_by=())))
    return tuple(asked)


def _wanted(contact: Contact, outcome: str, context: Context) -> ApprovalWanted | None:
    case = case_of(contact, context.referrals)
    return reasoned(contact, guards_for(context.policy, case, outcome, case.grade).approval)
