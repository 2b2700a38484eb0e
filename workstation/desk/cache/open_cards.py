"""The copy of the force's open incidents: a page and its place together, or not at all."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from workstation.desk.cache.storing import set_meta
from workstation.desk.journal.encrypted_file import Connection
from workstation.domain.open_card import OpenCard

if TYPE_CHECKING:  # pydantic stays off the way to the window
    from workstation.protocol.open_cards import OpenIncidentsPage

_log = logging.getLogger(__name__)
#: Facts about the copy: where it goes on, of which epoch, and when it was last in step.
UP_TO: Final = "open_cards_up_to"
EPOCH: Final = "open_cards_epoch"
AS_OF: Final = "open_cards_as_of_utc"
RECORDS: Final = "SELECT record FROM open_card WHERE incident_id > ? ORDER BY incident_id"


def put_open_cards(connection: Connection, page: OpenIncidentsPage) -> None:
    """A page of open incidents; one that says ``reset`` replaces everything before."""
    if page.reset:
        connection.execute("DELETE FROM open_card")
    connection.executemany(
        "INSERT OR REPLACE INTO open_card (incident_id, record) VALUES (?, ?)",
        [(card.incident_id, card.model_dump_json()) for card in page.cards],
    )
    connection.executemany(
        "DELETE FROM open_card WHERE incident_id=?", [(one,) for one in page.gone]
    )
    set_meta(connection, UP_TO, str(page.up_to))
    set_meta(connection, EPOCH, page.epoch)
    if not page.more:
        set_meta(connection, AS_OF, page.now_utc)


def cards_in(rows: Iterable[tuple[Any, ...]]) -> tuple[OpenCard, ...]:
    """The cards that records hold; one that cannot be read is passed over and noted in the log."""
    from workstation.protocol.open_cards import WireOpenCard

    found = []
    for (record,) in rows:
        try:
            found.append(WireOpenCard.model_validate_json(record).card())
        except ValueError:
            _log.warning("a copy of an open incident cannot be read")
    return tuple(found)
