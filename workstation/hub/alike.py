"""Other open incidents that may be the same: proposed to the team, linked or parted by a person."""

from __future__ import annotations

from workstation.domain.alike import Likeness, commonness, propose
from workstation.domain.incident.evolve import read
from workstation.hub.credentials import Signed
from workstation.hub.hub import Hub
from workstation.hub.records import in_scope
from workstation.hub.store import events, open_cards
from workstation.protocol.alike import AlikeReply, WireAlike
from workstation.protocol.open_cards import WireOpenCard
from workstation.protocol.payloads import entry_kept


def alike(hub: Hub, person: Signed, incident_id: str) -> AlikeReply:
    """Proposals for an incident of the person's. Raises `Refused` (403, 404)."""
    with hub.reading() as tx:
        in_scope(tx, person, incident_id)
        records = open_cards.every(tx)
        incident = read(incident_id, map(entry_kept, events.of_stream(tx, incident_id)))
        now = hub.clock(tx)
    cards = [WireOpenCard.model_validate_json(record).card() for record in records]
    own = next((card for card in cards if card.incident_id == incident_id), None)
    if own is None:
        return AlikeReply(alike=())
    settled = {incident_id, *incident.parted, *(one.other_id for one in incident.linked)}
    others = [card for card in cards if card.incident_id not in settled]
    found = propose(own.known, others, now, commonness(cards))
    return AlikeReply(alike=tuple(_wire(one) for one in found))


def _wire(one: Likeness) -> WireAlike:
    card = one.card
    return WireAlike(
        incident_id=card.incident_id,
        reference=card.reference,
        headline=card.headline,
        place=card.place,
        grade_name=card.grade_name,
        team_name=card.team_name,
        standing=card.standing,
        opened_at=card.opened_at,
        why=one.why,
    )
