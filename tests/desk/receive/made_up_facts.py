"""Any fact a contact can hold, with any values its fields allow."""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from workstation.domain import catalogue
from workstation.domain.contact import facts
from workstation.domain.contact.copied import Copied

#: Text as it is after cleaning: no control characters and no halves of surrogate pairs.
WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"), max_size=30
)
_PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: WORDS,
    int: st.integers(0, 2**53),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    type(None): st.none(),
}


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Values of a field's type."""
    if hint in _PLAIN:
        return _PLAIN[hint]
    if is_dataclass(hint):
        return bodies(hint)  # type: ignore[arg-type]
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Literal:
        return st.sampled_from(inner)
    if origin in (Union, types.UnionType):
        return st.one_of([values(each) for each in inner])
    if origin is tuple:
        return st.lists(values(inner[0]), max_size=3).map(tuple)
    raise TypeError(f"no values for {hint!r}")


def bodies(kind: type) -> st.SearchStrategy[Any]:
    """Payloads of one type, every field filled."""
    hints = get_type_hints(kind)
    return st.builds(kind, **{f.name: values(hints[f.name]) for f in fields(kind)})


def contact_facts() -> st.SearchStrategy[Any]:
    """Any one fact. Ids are few, so that later facts meet earlier ones."""
    few = st.sampled_from(["a", "b"])
    met = {
        facts.NarrativeAdded: ("line_id",),
        facts.NarrativeCorrected: ("line_id", "replaces"),
        facts.QuestionEnded: ("question",),
        facts.QuestionReopened: ("question",),
        facts.MarkerSet: ("marker",),
        facts.PersonRecorded: ("person_id",),
        facts.VehicleRecorded: ("vehicle_id",),
        facts.RationaleGiven: ("about",),
    }

    def of(kind: type) -> st.SearchStrategy[Any]:
        hints = get_type_hints(kind)
        named = met.get(kind, ())
        return st.builds(
            kind,
            **{f.name: few if f.name in named else values(hints[f.name]) for f in fields(kind)},
        )

    # What is copied from another desk is read as what it was.
    return st.one_of([of(kind) for kind in catalogue.CONTACT if kind is not Copied])
