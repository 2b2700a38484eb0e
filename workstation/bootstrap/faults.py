"""The one way a program says that it cannot go on."""

from __future__ import annotations


class CannotGoOn(Exception):
    """Why a program cannot start or go on: one sentence with what is safe and what to do."""
