"""Modules that are loaded when they are first used, by the link's own threads.

HTTP and message models take a good part of a second to load, which the way to the first window
must not wait for. Types come from an import under ``TYPE_CHECKING`` beside each use.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import Any


class _Later(ModuleType):
    """Stands for a module until something of it is asked for."""

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self.__name__), name)


def later(name: str) -> Any:
    """The module ``name``, loaded at first use. Raises ImportError then, not now."""
    return _Later(name)
