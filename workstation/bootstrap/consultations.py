"""Who looked at whose record, as a table that a spreadsheet reads."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import asdict, fields
from datetime import UTC, datetime, timedelta
from typing import Final, TextIO

from workstation.domain.events import Realm

#: No hub is older.
_MOST_DAYS: Final = 36_500
#: What a spreadsheet would take for a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def write_consultations(
    url: str, realm: Realm, days: int, out: TextIO, *, of: str = "", by: str = ""
) -> None:
    """Write the last ``days`` as CSV into ``out``, oldest first, with a line of headings."""
    from workstation.hub.clock import text_of
    from workstation.hub.consultations import Consultation, consultations
    from workstation.hub.installation import opened

    begin = text_of(datetime.now(UTC) - timedelta(days=min(days, _MOST_DAYS)))
    database, _ = opened(url, realm)
    try:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(field.name for field in fields(Consultation))
        for one in consultations(database, begin, of=of, by=by):
            writer.writerow(_cells(asdict(one).values()))
    finally:
        database.close()


def _cells(values: Iterable[str]) -> list[str]:
    return ["'" + value if value.startswith(_FORMULA) else value for value in values]
