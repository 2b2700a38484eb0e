"""The draft lane: what is half-typed or half-chosen in each call, and before any call came."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from workstation.desk.call.live import LiveCall
from workstation.desk.changes import Change
from workstation.desk.ports import Draft, Surroundings

#: The cursor of a draft that is the value of a list of choices: no text, so never a line.
CHOSEN: Final = -1


def words(drafts: Iterable[Draft]) -> dict[str, str]:
    """The half-typed texts among ``drafts`` by field, without what was chosen from a list."""
    return {d.field: d.text for d in drafts if d.cursor != CHOSEN}


class HalfTyped:
    """Keeps what is half-done, durable within a second; without a call it is ``loose``."""

    def __init__(self, around: Surroundings, desk_stream: str) -> None:
        self._on = around
        self._desk_stream = desk_stream
        self.loose: dict[str, Draft] = {}

    def keep(self, live: LiveCall | None, name: str, text: str, cursor: int) -> None:
        """The newest text of the field ``name``; without any call it is for the next one."""
        kept = Draft(name, text, cursor, self._on.clock.moment().at_utc)
        drafts = self.loose if live is None else live.drafts
        drafts[name] = kept
        self._on.journal.set_draft(live.contact_id if live else self._desk_stream, kept)
        self._on.changes.publish(Change.DRAFT)

    def resume(self) -> None:
        """What was typed before any call when the program last stopped."""
        self.loose = {d.field: d for d in self._on.journal.drafts(self._desk_stream)}

    def adopt(self, live: LiveCall) -> None:
        """What was typed before any call belongs to the first that comes."""
        for name, kept in self.loose.items():
            if kept.text:
                self.keep(live, name, kept.text, kept.cursor)
                emptied = Draft(name, "", 0, kept.at_utc)
                self._on.journal.set_draft(self._desk_stream, emptied)
        self.loose.clear()
