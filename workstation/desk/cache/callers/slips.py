"""How many slips apart two words are: letters too many, too few, wrong, or two swapped.

The library that reckons it is loaded when it is first needed, by one thread alone: two threads that
load it at once could wait for each other for ever.
"""

from __future__ import annotations

import importlib
import threading
from collections.abc import Iterable
from functools import cache
from typing import Any, Final

_LOADING: Final = threading.Lock()


def make_ready() -> None:
    """Load the library now, off the way to the window and off the way of a call."""
    _loaded()


def apart(one: str, other: str, most: int | None = None) -> int:
    """Slips between two words; one more than ``most`` stands for all that are further apart."""
    _, alignment = _loaded()
    return int(alignment.distance(one, other, score_cutoff=most))


def within(most: int, typed: str, words: Iterable[str]) -> dict[str, int]:
    """Those of ``words`` that are at most ``most`` slips from ``typed``, with how many."""
    process, alignment = _loaded()
    found = process.extract(typed, words, scorer=alignment.distance, score_cutoff=most, limit=None)
    return {word: int(slips) for word, slips, _ in found}


def _loaded() -> tuple[Any, Any]:
    with _LOADING:
        return _load()


@cache
def _load() -> tuple[Any, Any]:
    process = importlib.import_module("rapidfuzz.process")
    return process, importlib.import_module("rapidfuzz.distance").OSA
