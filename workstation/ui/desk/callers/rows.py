"""People of a list as rows: what is painted, and the words that a screen reader hears."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from workstation.ui.pieces.shown import shown_line
from workstation.ui.pieces.times import date, day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workstation.domain.callers.caller import Caller, Kind

Index = QModelIndex | QPersistentModelIndex
ROW: Final = Qt.ItemDataRole.UserRole
_NOWHERE: Final = QModelIndex()
#: Characters of one part of a row; a row is one glance.
PART: Final = 80
#: Markers named in a row.
NAMED: Final = 3
#: What matters most of a number that is nobody's own stands first: a long name is cut.
_NOBODYS: Final[dict[Kind, str]] = {
    "switchboard": "Switchboard, anybody may be speaking",
    "relay": "Relay service, speaks for somebody else",
    "payphone": "Payphone, anybody may be speaking",
    "unknown": "Earlier calls by nobody known",
}


class PersonRow(NamedTuple):
    """One person. ``where`` is "address protected" where that is hidden; ``how`` is why they are
    listed; ``number`` is the digit that chooses them, 0 where none does; ``same`` says that they
    were marked as perhaps somebody else on record.
    """

    caller_id: str
    name: str
    born: str
    where: str
    protected: bool
    last: str
    markers: tuple[str, ...] = ()
    never: str = ""
    how: str = ""
    number: int = 0
    marked: bool = False
    same: str = ""

    @property
    def spoken(self) -> str:
        """The row as one sentence."""
        parts = (
            str(self.number or ""), self.name, self.born, self.where, *self.markers, self.never,
            self.same, self.last, self.how, "marked" if self.marked else "",
        )  # fmt: skip
        return ", ".join(part for part in parts if part)


def person_row(
    person: Caller, names: Mapping[str, str], *, how: str = "", number: int = 0, shown: bool = False
) -> PersonRow:
    """One person; ``names`` are markers in the policy's words, ``shown``: identity established."""
    hidden = person.address_protected and not shown
    home = ", ".join(part for part in (person.address, person.postcode) if part)
    known = person.kind == "person"
    markers = tuple(shown_line(names.get(one, one), PART) for one in person.markers[:NAMED])
    more = len(person.markers) - NAMED
    return PersonRow(
        person.caller_id,
        shown_line(": ".join(filter(None, (_NOBODYS.get(person.kind), person.name))), PART),
        f"born {date(shown_line(person.born, PART))}" if person.born and known else "",
        "address protected" if hidden else shown_line(home, PART),
        person.address_protected,
        f"last {day(person.last_at_utc)}" if person.last_at_utc else "",
        (*markers, f"{more} more") if more > 0 else markers,
        shown_line(f"NEVER by {', '.join(person.forbidden_contact)}", PART)
        if person.forbidden_contact
        else "",
        how,
        number,
        same=_same_words(len(person.same_as)),
    )


def _same_words(others: int) -> str:
    """That other records were marked as perhaps the same person; empty where none was."""
    records = "another record" if others == 1 else f"{others} other records"
    return f"may be the same as {records}" if others else ""


class Spoken(Protocol):
    """A row that can be heard."""

    @property
    def spoken(self) -> str:
        """All of it in words."""
        ...


class Rows(QAbstractListModel):
    """The rows of a list: what is painted under `ROW`, and its words."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[Spoken, ...] = ()

    def show_rows(self, rows: tuple[Spoken, ...]) -> None:
        """Others stand in the list."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def add_rows(self, rows: tuple[Spoken, ...]) -> None:
        """Others stand behind those in the list, which stay as they are."""
        count = len(self.rows)
        self.beginInsertRows(_NOWHERE, count, count + len(rows) - 1)
        self.rows += rows
        self.endInsertRows()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row itself for the painter; its words for a screen reader."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.spoken
        return None
