"""Values of which so many are made that the making is waited for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def made_often(cls: type[T]) -> type[T]:
    """A dataclass that only the type checker holds frozen: made in an eighth of the time."""
    return dataclass(slots=True, unsafe_hash=True)(cls)


@dataclass_transform(frozen_default=True, kw_only_default=True)
def made_often_by_name(cls: type[T]) -> type[T]:
    """As `made_often`; every field is given by its name."""
    return dataclass(slots=True, unsafe_hash=True, kw_only=True)(cls)
