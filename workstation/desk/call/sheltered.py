"""Who is on record for a call as they may be shown, worked out once for each reading of them."""

from __future__ import annotations

from workstation.domain.callers.caller import Caller, OnRecord
from workstation.domain.callers.sheltering import (
    hidden_among,
    sheltered,
    sheltered_beside,
    sheltered_person,
)


class Sheltered:
    """``found`` and ``chosen`` without places in words about those who are protected, and without
    their homes in words about others at the number.
    """

    def __init__(self, found: OnRecord, chosen: Caller | None, established: frozenset[str]) -> None:
        self._of = (found, chosen, established)
        self.found = sheltered(found, established)
        hidden = hidden_among(found.callers, established)
        self.chosen = chosen and sheltered_beside(sheltered_person(chosen, established), hidden)

    def is_of(self, found: OnRecord, chosen: Caller | None, established: frozenset[str]) -> bool:
        """Whether it was worked out from these very readings."""
        return self._of[0] is found and self._of[1] is chosen and self._of[2] == established
