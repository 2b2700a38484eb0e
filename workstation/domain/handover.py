"""Where a hand-over stands, in true words: sent is not delivered, delivered is not accepted.

States: waiting (in the journal), sent (no receipt yet), delivered (the hub's durable receipt),
accepted by NAME, refused (cause), closed. NOT CONFIRMED and DELAYED are marks beside them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from workstation.domain.desk_stream import ApprovalWanted, HandOverRequested, PhonedThrough
from workstation.domain.incident.approval import Approval
from workstation.domain.incident.state import Incident
from workstation.domain.location import PLACE_READ_BACK

State = Literal["waiting", "sent", "delivered", "accepted", "refused", "closed"]
Delivery = Literal["waiting", "sent", "stored", "refused", "set_aside"]

#: Seconds an urgent hand-over may be without the hub's durable receipt.
RECEIPT_WITHIN_S: Final = 10.0
#: Seconds after which a hand-over arrives as DELAYED, never as a fresh dispatch.
DELAYED_AFTER_S: Final = 15 * 60.0


@dataclass(frozen=True, slots=True)
class HandOver:
    """One hand-over as the desk knows it. ``cause`` is why it was refused.

    ``approval`` is a supervisor's of not attending, ``None`` where none is asked for. ``phoned`` is
    who was told of it by telephone, and when. ``linked``: another call began it, and this one was
    linked to it.
    """

    incident_id: str
    state: State
    team: str
    team_name: str
    grade_name: str
    urgent: bool
    accept_within_s: int
    sent_at: str | None = None
    delivered_at: str | None = None
    accepted_by: str = ""
    accepted_at: str | None = None
    refused_by: str = ""
    cause: str = ""
    overdue: bool = False
    approval: Approval | None = None
    reference: str = ""
    phoned: PhonedThrough | None = None
    linked: bool = False


def stands(
    incident_id: str,
    requested_team: tuple[str, str],
    delivery: Delivery,
    incident: Incident | None,
    *,
    grade_name: str,
    urgent: bool,
    accept_within_s: int,
    sent_at: str | None = None,
    cause: str = "",
    wanted: ApprovalWanted | None = None,
) -> HandOver:
    """The hand-over's state from this desk's delivery state and what the hub said of the incident.

    ``requested_team`` is (key, name), ``wanted`` the approval that was asked for. The hub's word
    wins over this desk's own.
    """
    known = incident if incident is not None and incident.opened is not None else None
    if known is None:
        state: State = before_the_hub(delivery)
        team, team_name = requested_team
        return HandOver(
            incident_id, state, team, team_name, grade_name, urgent, accept_within_s,
            sent_at=sent_at, cause=cause if state == "refused" else "",
            approval=Approval(wanted, "pending", "") if wanted else None,
        )  # fmt: skip
    return HandOver(
        incident_id,
        known.standing,
        known.team,
        known.team_name,
        known.grade_name,
        known.urgent,
        known.accept_within_s,
        sent_at=sent_at,
        delivered_at=known.waiting_since,
        accepted_by=known.accepted_by_name,
        accepted_at=known.accepted_at,
        refused_by=known.refused_by_name,
        cause=known.refused_cause if known.standing == "refused" else "",
        overdue=known.overdue_since is not None,
        approval=known.approval,
    )


def referred_to(request: HandOverRequested, incident: Incident | None) -> str | None:
    """The team that has accepted it, if the risk was assessed: nothing was left open then.

    Whether the place was read back says nothing of the risk.
    """
    if incident is None or incident.standing != "accepted":
        return None
    left = [item for item in request.open_items if item.about != PLACE_READ_BACK]
    return None if left or request.send_now else incident.team


def before_the_hub(delivery: Delivery) -> State:
    """What the desk's own delivery state says while the hub has said nothing."""
    if delivery in ("refused", "set_aside"):
        return "refused"
    if delivery == "stored":
        return "delivered"
    return "sent" if delivery == "sent" else "waiting"


@dataclass(frozen=True, slots=True)
class Alarm:
    """Why a hand-over needs a person now; ``of`` tells several of one kind apart."""

    incident_id: str
    kind: Literal["link_down", "no_receipt", "refused", "not_accepted", "news", "task"]
    sentence: str
    of: str = ""


def alarm(
    handover: HandOver, *, since_request_s: float, since_delivery_s: float, link_down: bool
) -> Alarm | None:
    """The alarm that is due for ``handover``, or ``None``. Seconds are monotonic.

    An urgent hand-over alarms at once when the link is known to be down and after
    `RECEIPT_WITHIN_S` without the hub's receipt, and as long as it stands refused, for then nobody
    has it; every hand-over alarms when the policy's acceptance clock has run out without a
    receiver's acceptance. What was given by telephone needs nobody here.
    """
    ref = handover.incident_id
    if handover.phoned is not None:
        return None
    if handover.state == "refused" and handover.urgent:
        who = handover.team_name if handover.refused_by else "The hub"
        return Alarm(ref, "refused", f"NOT TAKEN – {who} refused it: re-route or phone it through.")
    if handover.state in ("waiting", "sent") and handover.urgent:
        if link_down:
            return Alarm(ref, "link_down", "NOT CONFIRMED – the link is down: phone it through.")
        if since_request_s >= RECEIPT_WITHIN_S:
            return Alarm(ref, "no_receipt", "NOT CONFIRMED – no receipt yet: phone it through.")
    if handover.state == "delivered":
        late = since_delivery_s >= handover.accept_within_s
        if handover.overdue or late:
            what = "NOT CONFIRMED – phone it through" if handover.urgent else "Not accepted in time"
            return Alarm(ref, "not_accepted", f"{what}: {handover.team_name} has not accepted.")
    return None
