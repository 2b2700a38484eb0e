"""The forms by which an item that needs attention is said again, kept in a file, or noted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths

from workstation.domain.mending import Again
from workstation.domain.text import LINE, one_line
from workstation.ui.desk.reading.attention import about_item
from workstation.ui.pieces.form import Choices, Field, Form

if TYPE_CHECKING:
    from collections.abc import Callable

    from workstation.desk.call.attention import Item
    from workstation.desk.call.mend import Mend
    from workstation.desk.call.view import Result
    from workstation.ui.pieces.form import NewId, Values

#: What every form of an item is named with; its fields are no words of a call.
FORMS = "attention:"


def again_form(item: Item, mend: Mend) -> Form:
    """Say it again: another team, or other words, as the item needs."""
    fields = {
        "team": _team_fields(item, mend),
        "words": (_words(item, "In these words"),),
        "none": (),
    }[item.way]

    def make(v: Values, _: NewId) -> Callable[[], Result]:
        names = dict(mend.teams(item.contact_id))
        team = v.get("team", "")
        said = Again(v.get("words", ""), team, names.get(team, ""))
        return lambda: mend.again(item.event_id, said)

    return _form("again", "Say it again", fields, make, item)


def export_form(item: Item, mend: Mend) -> Form:
    """Keep all its words in a new file of this user's."""
    return _form(
        "export",
        "Keep its words in a file",
        (Field("path", "New file", value=proposed_path(item.reference or item.event_id, "txt")),),
        lambda v, _: lambda: mend.export(item.event_id, v["path"]),
        item,
    )


def dealt_with_form(item: Item, mend: Mend) -> Form:
    """Note how somebody saw to it."""
    return _form(
        "dealt_with",
        "Dealt with",
        (Field("text", "How, and with whom"),),
        lambda v, _: lambda: mend.dealt_with(item.event_id, v["text"]),
        item,
    )


def proposed_path(name: str, ending: str) -> str:
    """A file in the user's documents folder, or at home where there is none; whoever keeps it may
    name another.
    """
    kept = QStandardPaths.StandardLocation.DocumentsLocation
    folder = Path(QStandardPaths.writableLocation(kept))
    plain = "".join(c if c.isascii() and c.isalnum() else "-" for c in name)[:60]
    own = folder if folder.is_dir() else Path.home()
    return str(own / f"workstation-{plain}.{ending}")


def _team_fields(item: Item, mend: Mend) -> tuple[Field, ...]:
    teams: Choices = mend.teams(item.contact_id)
    team = Field("team", "Team", teams, value=item.team)
    return (team,) if item.type == "HandOverRequested" else (team, _words(item, "Why"))


def _words(item: Item, label: str) -> Field:
    return Field("words", label, value=one_line(item.words, LINE))


def _form(
    key: str,
    title: str,
    fields: tuple[Field, ...],
    make: Callable[[Values, NewId], Callable[[], Result]],
    item: Item,
) -> Form:
    name = f"{FORMS}{key}:{item.event_id}"
    return Form(name, title, fields, make, note=about_item(item), of_call=False)
