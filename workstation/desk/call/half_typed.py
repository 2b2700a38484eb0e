"""The draft lane: what is half-typed or half-chosen in each call, and before any call came."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from workstation.desk.call.live import LiveCall
from workstation.desk.call.typed_line import line_of
from workstation.desk.call.view import Result
from workstation.desk.changes import Change
from workstation.desk.ports import Draft, Surroundings
from workstation.domain.contact import commands as ask

#: The cursor of a draft that is the value of a list of choices: no text, so never a line.
CHOSEN: Final = -1
#: Before the number of a line that was ended while nobody could keep it.
_LINE: Final = "line:"

Do = Callable[[LiveCall, ask.Command, Sequence[str]], Result]


def words(drafts: Iterable[Draft]) -> dict[str, str]:
    """The half-typed texts among ``drafts`` by field, without what was chosen from a list."""
    return {d.field: d.text for d in drafts if d.cursor != CHOSEN}


def ended_lines(drafts: Iterable[Draft]) -> tuple[Draft, ...]:
    """The lines among ``drafts`` that were ended and wait for their call, in their order."""
    return tuple(sorted((d for d in drafts if _waits(d)), key=lambda d: d.field))


def _waits(draft: Draft) -> bool:
    return draft.field.startswith(_LINE) and bool(draft.text)


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

    def end_line(self, live: LiveCall | None, text: str) -> None:
        """A line was ended though there is no call, or nobody is signed in: it waits as a line."""
        drafts = self.loose if live is None else live.drafts
        before = max((int(d.field[len(_LINE) :]) for d in ended_lines(drafts.values())), default=0)
        self.keep(live, f"{_LINE}{before + 1:06}", text, 0)
        self.keep(live, "narrative", "", 0)

    def keep_lines(self, live: LiveCall, do: Do) -> None:
        """Put the lines that wait for this call on record, by ``do``, in their order."""
        for line in ended_lines(live.drafts.values()):
            do(live, line_of(line.text), (line.field,))

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
