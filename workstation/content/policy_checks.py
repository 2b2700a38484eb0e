"""Whether a policy that reads well also makes sense: everything it refers to exists."""

from __future__ import annotations

from dataclasses import dataclass

from workstation.domain.policy import Policy


@dataclass(frozen=True, slots=True)
class Unsound:
    """A fault in what a policy says: the file, the keys and indices that lead there, the words."""

    file: str
    where: tuple[str | int, ...]
    text: str


def faults_of(policy: Policy) -> list[Unsound]:
    """Everything in ``policy`` that cannot work."""
    return []
