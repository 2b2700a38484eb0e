"""What belongs together: contacts of an incident, incidents that may be the same, a major one.

Nothing is merged, and every link can be undone.
"""

from __future__ import annotations

from typing import Any

from workstation.domain.incident import commands as ask
from workstation.domain.incident import deeds, events, promised
from workstation.domain.incident import link_events as links
from workstation.domain.incident.news import LOUD, QUIET_KEPT, plain
from workstation.domain.incident.refusal import Refusal
from workstation.domain.incident.state import Incident

Decision = tuple[Any, ...] | Refusal


def link_contact(incident: Incident, command: ask.Link) -> Decision:
    """Another contact belongs to it: a fact."""
    if command.contact_id in incident.contacts:
        return ()
    return (events.ContactLinked(command.contact_id, command.by, command.note, command.by_name),)


def separate_contact(incident: Incident, command: ask.Separate) -> Decision:
    """A contact does not belong to it after all; the one that began it always does."""
    if command.contact_id not in incident.contacts[1:]:
        return ()
    by, by_name = command.by, command.by_name
    return (links.ContactSeparated(command.contact_id, by, command.note, by_name),)


def hear(incident: Incident, command: ask.Hear) -> Decision:
    """What contacts brought, and what was promised since; what nobody knew of is told once."""
    known = {(n.fact.kind, plain(n.fact.text)) for n in incident.news}
    loud = (n for n in command.news if n.kind in LOUD and (n.kind, plain(n.text)) not in known)
    counted = sum(1 for n in incident.unseen if n.fact.kind not in LOUD)
    quiet = [n for n in command.news if n.kind not in LOUD][: max(0, QUIET_KEPT - counted)]
    news = (*loud, *quiet)
    return (*news, *promised.to_keep(incident, command.promises, command.at_utc))


def see_news(incident: Incident, deed: deeds.SeeNews) -> Decision:
    """The team has seen what they brought; nobody has seen what is still to come."""
    upto = min(deed.upto_seq, incident.last_seq)
    unseen = [n for n in incident.unseen if n.seq <= upto]
    return (links.NewFactsSeen(upto, deed.by, deed.by_name),) if unseen else ()


def link_incident(incident: Incident, deed: deeds.LinkIncident) -> Decision:
    """Another incident may be the same."""
    if deed.other_id == incident.incident_id:
        return Refusal("It is this incident itself; nothing was changed.")
    if any(other.other_id == deed.other_id for other in incident.linked):
        return ()
    said = links.IncidentsLinked(
        deed.other_id, deed.other_reference, deed.by, deed.by_name, deed.note
    )
    return (said,)


def part_incident(incident: Incident, deed: deeds.PartIncident) -> Decision:
    """Another incident is another matter; said also where nobody had linked them."""
    return (links.IncidentsParted(deed.other_id, deed.by, deed.by_name, deed.note),)


def declare_major(incident: Incident, deed: deeds.DeclareMajor) -> Decision:
    """Every desk reads the briefing; a newer one replaces it."""
    if incident.standing == "closed":
        return Refusal("It is closed; declare it on an open incident.")
    if not deed.briefing.strip():
        return Refusal("Write the briefing that every desk is to read; nothing was changed.")
    if incident.major is not None and incident.major.briefing == deed.briefing:
        return ()
    return (links.MajorDeclared(deed.briefing, deed.by, deed.by_name),)


def end_major(incident: Incident, deed: deeds.EndMajor) -> Decision:
    """It is over: the banner leaves every desk."""
    if incident.major is None:
        return ()
    if not deed.note.strip():
        return Refusal("Say in a line why it is over; nothing was changed.")
    return (links.MajorEnded(deed.by, deed.by_name, deed.note),)
