"""What this desk added to the record of people and the hub has not answered for yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from workstation.desk.ports import DirectoryPort
from workstation.domain.callers.caller import Caller
from workstation.domain.callers.register import CallerAdded, SamePersonMarked
from workstation.domain.events import Event
from workstation.protocol.payloads import body_of


class Unanswered(Protocol):
    """The journal as it is asked what it still has to send."""

    def unanswered(self, types: Sequence[str]) -> Sequence[Event]:
        """Events of these types without a final answer, in the order they were written."""
        ...


def show_again(journal: Unanswered, directory: DirectoryPort) -> None:
    """Have it found in a copy that may be a new one; what the copy holds already stays so."""
    for event in journal.unanswered((CallerAdded.__name__, SamePersonMarked.__name__)):
        match body_of(event):
            case CallerAdded() as added:
                directory.add_own(caller_added(added))
            case SamePersonMarked(caller_id, other_id, _, apart):
                directory.mark_same(caller_id, other_id, apart=apart)


def caller_added(added: CallerAdded) -> Caller:
    """The person, as they are shown until the hub's word on them is here."""
    return Caller(
        added.caller_id,
        added.name,
        added.born,
        added.address,
        False,
        added.phones,
        postcode=added.postcode,
    )
