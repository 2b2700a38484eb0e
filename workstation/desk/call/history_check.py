"""That the record was looked at for a call, where the number that rings did not bring it about."""

from __future__ import annotations

from workstation.desk.call.deciding import Deciding
from workstation.desk.call.live import LiveCall
from workstation.desk.ports import DirectoryPort
from workstation.domain.callers.caller import Found
from workstation.domain.contact import commands as ask
from workstation.domain.contact.facts import HistoryChecked


class HistoryCheck:
    """Records one check of a call: that somebody was chosen, or sought and not found."""

    def __init__(self, directory: DirectoryPort, deciding: Deciding) -> None:
        self._directory = directory
        self._deciding = deciding
        self._sought: dict[str, Found] = {}

    def sought(self, live: LiveCall, found: Found) -> None:
        """Somebody was looked for in the name of a call; the last time counts."""
        self._sought[live.contact_id] = found

    def chosen(self, live: LiveCall, caller_id: str) -> None:
        """One person on record is said to be the caller."""
        self._record(live, 1, (caller_id,))

    def not_among_them(self, live: LiveCall) -> None:
        """The caller is somebody new. That is a check where they were looked for in a whole copy;
        nobody's history was shown by it.
        """
        found = self._sought.pop(live.contact_id, None)
        if found is not None and found.standing.whole:
            self._record(live, len(found.people), ())

    def _record(self, live: LiveCall, count: int, shown: tuple[str, ...]) -> None:
        as_of_utc = self._directory.standing().as_of_utc
        if live.contact.history_check is None and as_of_utc is not None:
            self._deciding.do(live, ask.Record(HistoryChecked(count, as_of_utc, shown)))
