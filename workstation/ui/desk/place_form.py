"""The form for a place: the caller's words, or a place of the gazetteer as one types."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, TypeAlias

from workstation.domain.contact import commands as ask
from workstation.domain.location import LocationFixed
from workstation.domain.place import fix_of
from workstation.domain.text import one_line
from workstation.ui.pieces.form import Choices, Field, Form, NewId, Values

if TYPE_CHECKING:
    from workstation.domain.place import Place

Completes: TypeAlias = "Callable[[str], tuple[Place, ...]]"

_SOURCES: Final[Choices] = (
    ("caller", "caller's words"),
    ("what3words", "what3words"),
    ("aml", "AML"),
    ("eisec", "EISEC"),
)


def nothing_known(_: str) -> tuple[Place, ...]:
    """No gazetteer: places are typed in full."""
    return ()


def place_form(complete: Completes = nothing_known) -> Form:
    """Where it happens, or where the caller is."""
    offered: dict[str, Place] = {}
    where = Field(
        "text",
        "Where: the caller's words, or a place from the list",
        completes=_offers(complete, offered),
    )

    def make(v: Values, new_id: NewId) -> ask.Command:
        place = offered.get(v.get(where.taken, ""))
        return ask.Record(_typed(v, new_id) if place is None else _taken(place, v, new_id))

    return Form(
        "place",
        "Place",
        (
            where,
            Field("postcode", "Postcode"),
            Field("about", "Whose place", (("incident", "the incident's"), ("caller", "caller's"))),
            Field("source", "Source", _SOURCES),
        ),
        make,
        "Alt+L",
    )


def _offers(complete: Completes, offered: dict[str, Place]) -> Callable[[str], Choices]:
    def offers(text: str) -> Choices:
        offered.clear()
        offered.update({str(n): place for n, place in enumerate(complete(text))})
        return tuple((key, place.line) for key, place in offered.items())

    return offers


def _typed(v: Values, new_id: NewId) -> LocationFixed:
    return LocationFixed(
        new_id(), v["about"], v["source"], one_line(v["text"]),  # type: ignore[arg-type]
        postcode=one_line(v["postcode"], 10).upper() or None,
    )  # fmt: skip


def _taken(place: Place, v: Values, new_id: NewId) -> LocationFixed:
    now = datetime.now(UTC).isoformat().replace("+00:00", "Z")
    return fix_of(place, new_id(), v["about"], now)  # type: ignore[arg-type]
