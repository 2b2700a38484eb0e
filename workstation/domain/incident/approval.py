"""A supervisor's approval of not attending: asked with the hand-over, decided while it is open.

It delays nothing. While it is undecided or refused nobody can close the incident.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

from workstation.domain.desk_stream import ApprovalWanted
from workstation.domain.incident import events
from workstation.domain.incident.refusal import Refusal

#: "met": a partner accepted the referral, and nobody needs to decide any more.
Standing = Literal["pending", "given", "refused", "met"]
#: While it stands so, the incident cannot be closed.
HOLDING: Final[tuple[Standing, ...]] = ("pending", "refused")


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decided what, when and why; nothing of it is ever replaced."""

    given: bool
    by: str
    by_name: str
    at_utc: str
    reason: str


@dataclass(frozen=True, slots=True)
class Approval:
    """How the approval stands; ``decisions`` are oldest first.

    ``since``: when the hub was asked for it, empty while the hub has not said so.
    """

    wanted: ApprovalWanted
    state: Standing
    since: str
    decisions: tuple[Decision, ...] = ()
    overdue_since: str | None = None
    met_by_name: str = ""
    met_at: str | None = None

    @property
    def holds(self) -> bool:
        """Whether it keeps the incident open."""
        return self.state in HOLDING

    @property
    def newest(self) -> Decision | None:
        """The decision that counts, ``None`` while none does."""
        return self.decisions[-1] if self.state in ("given", "refused") else None


def asked_anew(approval: Approval | None, body: events.ApprovalAskedAnew, at_utc: str) -> Approval:
    """After the desk learnt of a risk: pending, since before where it was so already."""
    if approval is None:
        return Approval(body.wanted, "pending", at_utc)
    if approval.state == "pending":
        return replace(approval, wanted=body.wanted)
    return Approval(body.wanted, "pending", at_utc, approval.decisions)


def decided(approval: Approval, body: events.ApprovalDecided, at_utc: str) -> Approval:
    """After a supervisor's word; the newest counts."""
    decision = Decision(body.given, body.by, body.by_name, at_utc, body.reason)
    return replace(
        approval,
        state="given" if body.given else "refused",
        decisions=(*approval.decisions, decision),
        overdue_since=None,
    )


def accepted(approval: Approval, body: events.Accepted, at_utc: str) -> Approval:
    """After a team accepted: a partner's acceptance meets what nobody has decided."""
    if approval.state != "pending" or body.team not in approval.wanted.met_by:
        return approval
    return replace(
        approval, state="met", met_by_name=body.by_name, met_at=at_utc, overdue_since=None
    )


def decide_on(
    approval: Approval | None, advisor: str, standing: str, body: events.ApprovalDecided
) -> tuple[events.ApprovalDecided, ...] | Refusal:
    """A supervisor's word on an incident that ``advisor`` handed over and that stands so."""
    if approval is None:
        return Refusal("No approval is asked for here; nothing was changed.")
    if standing == "closed":
        return Refusal("It is closed already; nothing was changed.")
    if body.by == advisor:
        return Refusal("You handed it over yourself: another supervisor decides.")
    if not body.reason.strip():
        return Refusal("Say in a line why: desk and team read it. Nothing was changed.")
    newest = approval.newest
    if newest is not None and (newest.by, newest.given) == (body.by, body.given):
        return ()
    return (body,)


def run_out(approval: Approval | None, standing: str) -> tuple[events.ApprovalOverdue, ...]:
    """Its clock ran out: said once."""
    if approval is None or standing == "closed" or approval.state != "pending":
        return ()
    if approval.overdue_since is not None:
        return ()
    return (events.ApprovalOverdue(approval.since, approval.wanted.within_s),)


def why_open(approval: Approval | None) -> str | None:
    """Why nobody can close the incident, in one sentence, or ``None`` when the approval lets it."""
    if approval is None or not approval.holds:
        return None
    newest = approval.newest
    if approval.state == "refused" and newest is not None:
        return (
            f"Not attending was refused by {newest.by_name}: {newest.reason}; it stays open: give"
            " it to a team that attends, or ask a supervisor again."
        )
    return (
        f"A supervisor has not yet approved that nobody attends ({approval.wanted.because}); it"
        " stays open, and everything else can be done."
    )
