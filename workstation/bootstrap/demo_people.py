"""The made-up people of the demonstration: who they are, what they may, which teams they are in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from workstation.domain.roles import Role

if TYPE_CHECKING:
    from workstation.domain.policy import Policy

#: Everybody's password in the demonstration, which listens on this machine only, and what the hub
#: keeps of it: hashing it for each of them would take longer than all the rest of a first start.
PASSWORD: Final = "demo"  # noqa: S105 (it protects made-up people)
HASHED: Final = (
    "$argon2id$v=19$m=65536,t=3,p=4$FG3Fid35KFL7Avq/WWksNg"
    "$KkOxbvIqB2ax2o2LS97jMAQWyWRIl3kWoYx7Ti2r2rI"
)


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One account of the demonstration.

    ``receives``: for which of the policy's teams, 0 for the one that SEND NOW goes to.
    """

    user: str
    name: str
    roles: tuple[Role, ...]
    receives: int | None = None


ADVISOR: Final = DemoPerson("f.grant", "F. Grant", ("advisor",))
RECEIVER: Final = DemoPerson("j.muir", "J. Muir", ("receiver",), 0)
SUPERVISOR: Final = DemoPerson("a.reid", "A. Reid", ("supervisor",))

PEOPLE: Final = (
    ADVISOR,
    DemoPerson("l.baptie", "L. Baptie", ("advisor",)),
    RECEIVER,
    DemoPerson("s.pirie", "S. Pirie", ("receiver",), 1),
    DemoPerson("n.baird", "N. Baird", ("receiver",), 2),
    DemoPerson("k.sinclair", "K. Sinclair", ("receiver",), 3),
    SUPERVISOR,
    DemoPerson("admin", "Demo administrator", ("administrator",)),
)


def teams_of(person: DemoPerson, policy: Policy) -> tuple[str, ...]:
    """The teams of ``policy`` that somebody receives for; every team has a receiver."""
    if person.receives is None:
        return ()
    first = policy.outcome("send_now").teams[0]
    teams = (first, *(team.key for team in policy.teams if team.key != first))
    receivers = sum(1 for one in PEOPLE if one.receives is not None)
    return teams[person.receives :: receivers]
