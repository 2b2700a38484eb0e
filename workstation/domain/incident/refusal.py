"""What a person is told who asked for something that cannot be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something cannot be, in one sentence for the person who asked."""

    cause: str
