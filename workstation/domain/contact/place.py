"""The place of an incident as it stands now, and whether anybody was told another one."""

from __future__ import annotations

from dataclasses import dataclass

from workstation.domain.contact.state import Contact
from workstation.domain.location import About, LocationFixed, best_first, same_place


@dataclass(frozen=True, slots=True)
class PlaceNow:
    """The best fix, and how far it may be relied on.

    ``confirmed``: it was read back to the caller and is right; a place that changed since is not.
    ``changed``: it is another place than the one that was read back, or that a team was given; a
    team that was given none has a place coming.
    """

    fix: LocationFixed
    confirmed: bool
    changed: bool


def place_now(contact: Contact, about: About = "incident") -> PlaceNow | None:
    """Where it is as of now; ``None`` while nothing is known."""
    fixes = [timed.fact for timed in contact.fixes]
    best = next(iter(best_first(fixes, about)), None)
    if best is None:
        return None
    by_id = {fix.fix_id: fix for fix in fixes}
    back = contact.read_back.get(about)
    read = by_id.get(contact.read_back_fix.get(about, ""))
    still_read = read is not None and same_place(read, best)
    given = by_id.get(contact.handed[-1].fix_id) if contact.handed else best
    gone = about == "incident" and (given is None or not same_place(given, best))
    return PlaceNow(
        best,
        confirmed=back is not None and back.fact.confirmed and still_read,
        changed=gone or (read is not None and not still_read),
    )
