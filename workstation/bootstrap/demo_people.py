"""The made-up people of the demonstration: who they are, what they may, which teams they are in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from workstation.domain.roles import Role

#: Everybody's password in the demonstration, which listens on this machine only, and what the hub
#: keeps of it: hashing it for each of them would take longer than all the rest of a first start.
PASSWORD: Final = "demo"  # noqa: S105 (it protects made-up people)
HASHED: Final = (
    "$argon2id$v=19$m=65536,t=3,p=4$FG3Fid35KFL7Avq/WWksNg"
    "$KkOxbvIqB2ax2o2LS97jMAQWyWRIl3kWoYx7Ti2r2rI"
)


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One account of the demonstration."""

    user: str
    name: str
    roles: tuple[Role, ...]
    teams: tuple[str, ...] = ()


ADVISOR: Final = DemoPerson("f.grant", "F. Grant", ("advisor",))
RECEIVER: Final = DemoPerson("j.muir", "J. Muir", ("receiver",), ("area_control_room",))

PEOPLE: Final = (
    ADVISOR,
    DemoPerson("l.baptie", "L. Baptie", ("advisor",)),
    RECEIVER,
    DemoPerson("s.pirie", "S. Pirie", ("receiver",), ("resolution_team",)),
    DemoPerson("n.baird", "N. Baird", ("receiver",), ("partner_desk",)),
    DemoPerson("k.sinclair", "K. Sinclair", ("receiver",), ("local_policing",)),
    DemoPerson("a.reid", "A. Reid", ("supervisor",)),
    DemoPerson("admin", "Demo administrator", ("administrator",)),
)
