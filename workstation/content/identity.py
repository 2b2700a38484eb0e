"""``identity.toml``: how it is established who is calling."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from workstation.content.conditions import Key
from workstation.content.models import File, Flag, Name, Part, Sentence
from workstation.domain import identity_check
from workstation.domain.identity_check import Against
from workstation.domain.provenance import Provenance

#: So many items are compared at most; a call has no time for more.
MOST = 9
Count = Annotated[int, Field(strict=True, ge=0, le=MOST)]


class IdentityItem(Part):
    """``[[item]]``: one thing that the caller is asked."""

    key: Key
    name: Name
    ask: Sentence
    against: Against
    private: Flag = False

    def plain(self) -> identity_check.IdentityItem:
        """As the domain has it."""
        return identity_check.IdentityItem(**self.values())


class CheckTable(Part):
    """``[check]``: how much has to agree, and whether the force published that."""

    needed: Annotated[int, Field(strict=True, ge=1, le=MOST)]
    private_needed: Count = 0
    source: Provenance


class IdentityFile(File):
    """``identity.toml``."""

    check: CheckTable
    item: Annotated[tuple[IdentityItem, ...], Field(min_length=1, max_length=MOST)]

    def plain(self) -> identity_check.IdentityCheck:
        """As the domain has it."""
        items = tuple(item.plain() for item in self.item)
        return identity_check.IdentityCheck(items, **self.check.values())
