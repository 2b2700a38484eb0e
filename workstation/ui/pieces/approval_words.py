"""A supervisor's approval of not attending, in words: alike at the desk and at the receiver."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workstation.ui.pieces.times import clock, span

if TYPE_CHECKING:
    from workstation.domain.desk_stream import ApprovalWanted
    from workstation.domain.incident.approval import Approval
    from workstation.domain.incident.events import ApprovalDecided


def approval_words(approval: Approval) -> str:
    """How it stands now, on one line."""
    newest = approval.newest
    if approval.state == "met":
        return (
            f"approval: not needed, {approval.met_by_name} accepted the referral"
            f" {clock(approval.met_at, seconds=False)}"
        )
    if newest is not None:
        word = "given" if newest.given else "REFUSED"
        when = clock(newest.at_utc, seconds=False)
        return f"approval: {word} by {newest.by_name} {when}: {newest.reason}"
    if not approval.since:
        return "approval: pending, asked for with the hand-over"
    late = ", OVERDUE" if approval.overdue_since else ""
    return f"approval: pending since {clock(approval.since, seconds=False)}{late}"


def wanted_words(wanted: ApprovalWanted) -> str:
    """What a supervisor is asked, why, and whose clock that is."""
    line = f" – {wanted.rationale}" if wanted.rationale else ""
    return (
        f"asked of a supervisor: nobody attends although marked {wanted.because}{line}"
        f" (within {span(wanted.within_s)}, {wanted.source})"
    )


def decided_words(body: ApprovalDecided) -> str:
    """One supervisor's word."""
    word = "given" if body.given else "REFUSED"
    return f"approval {word} by {body.by_name}: {body.reason}"
