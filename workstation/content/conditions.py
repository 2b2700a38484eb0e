"""Conditions as policy files write them: ``{ answer = "T.now", is = ["yes"] }``, all, any, none."""

from __future__ import annotations

from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from workstation.domain.policy import AllOf, AnyOf, CallFact, Condition, FactKind, Is, NoneOf
from workstation.domain.thrive import Ending

Key = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.\-]{0,59}$")]
#: How a question can end, and that nobody asked it.
ENDINGS: Final = (*(ending.value for ending in Ending), "not_asked")
Some = Field(default=None, min_length=1, max_length=20)


class When(BaseModel):
    """One condition: exactly one of the keys but ``is``, which says which answers are meant."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    all: tuple[When, ...] | None = Some
    any: tuple[When, ...] | None = Some
    none: tuple[When, ...] | None = Some
    answer: Key | None = None
    ending: Key | None = None
    values: tuple[str, ...] | None = Field(default=None, alias="is", min_length=1, max_length=20)
    marker: Key | None = None
    call: CallFact | None = None
    incident_type: tuple[Key, ...] | None = Some
    outcome: tuple[Key, ...] | None = Some
    has_rationale: Key | None = None
    history_checked: Literal[True] | None = None
    place_known: Literal[True] | None = None
    grade_below_indicated: Literal[True] | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        said = self.model_fields_set - {"values"}
        if len(said) != 1:
            raise ValueError("a condition says exactly one thing; join several with all, any, none")
        if (self.values is not None) != bool(said & {"answer", "ending"}):
            raise ValueError("“is” belongs to answer and ending, and they need it")
        if self.ending is not None and not set(self.values or ()) <= set(ENDINGS):
            raise ValueError(f"an ending is one of {', '.join(ENDINGS)}")
        return self

    def condition(self) -> Condition:
        """The condition as the domain judges it."""
        for parts, joined in ((self.all, AllOf), (self.any, AnyOf), (self.none, NoneOf)):
            if parts is not None:
                return joined(tuple(part.condition() for part in parts))
        (said,) = self.model_fields_set - {"values"}
        return _fact(said, getattr(self, said), self.values or ())  # type: ignore[arg-type]


def _fact(kind: FactKind, said: str | tuple[str, ...] | bool, values: tuple[str, ...]) -> Is:
    if isinstance(said, bool):
        return Is(kind)
    return Is(kind, said, values) if isinstance(said, str) else Is(kind, values=said)
