"""What is wrong with a policy or scenario, said so that a person can mend it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class ContentFault:
    """One fault: the file (relative to the folder that was read), its line from 1, what is wrong.

    ``line`` is 0 where a whole file or folder is meant.
    """

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}" if self.line else f"{self.file}: {self.text}"


class ContentError(ValueError):
    """Content cannot be used. The message is one sentence for a person; ``faults`` has them all."""

    def __init__(self, sentence: str, faults: tuple[ContentFault, ...] = ()) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.faults = faults
