"""The one way a program says that it cannot go on."""

from __future__ import annotations


class CannotGoOn(Exception):
    """Why a program cannot start or go on: one sentence with what is safe and what to do.

    Every foreseen fault of the parts below carries such a ``sentence`` too; the command line shows
    it.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
