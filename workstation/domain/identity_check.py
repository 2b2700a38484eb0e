"""How a force establishes who is calling: what is asked, and how much of it has to agree.

A number says nothing of who speaks, and whoever lives with somebody knows their birth date. So some
of what is asked can be ``private``: hardly known to those around a person.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from workstation.domain.provenance import Provenance

#: What on record the caller's words are compared with. Never where they live: comparing would show
#: what the check protects.
Against = Literal["name", "born", "phone", "contact", "note"]


@dataclass(frozen=True, slots=True)
class IdentityItem:
    """One thing that the caller is asked, in the words of ``ask``."""

    key: str
    name: str
    ask: str
    against: Against
    private: bool = False


@dataclass(frozen=True, slots=True)
class IdentityCheck:
    """What is asked; ``needed`` of it agree, ``private_needed`` of the private ones among them.

    Without items nobody's identity can be established, and what is protected stays hidden.
    """

    items: tuple[IdentityItem, ...] = ()
    needed: int = 1
    private_needed: int = 0
    source: Provenance = "product default"

    def established_by(self, agreeing: Collection[str]) -> bool:
        """Whether the items with these keys agreeing is enough."""
        found = [item for item in self.items if item.key in agreeing]
        private = sum(item.private for item in found)
        return bool(found) and len(found) >= self.needed and private >= self.private_needed


#: The policy lists no check.
NO_CHECK = IdentityCheck()
