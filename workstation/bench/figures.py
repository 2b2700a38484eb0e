"""Figures in words: medians of one run, and the machine they were taken on."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from statistics import median
from typing import Any


def middle(values: Sequence[float | None]) -> float | None:
    """The median in the unit of ``values``, rounded to a tenth; None where one is missing."""
    known = [value for value in values if value is not None]
    return round(median(known), 1) if known and len(known) == len(values) else None


def ratio(ours: float | None, theirs: float | None) -> float | None:
    """How many times as long ours takes."""
    return round(ours / theirs, 2) if ours and theirs else None


def machine() -> dict[str, Any]:
    """What figures may be compared with: processors, load before the run, system, Python."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    return {
        "processors": os.cpu_count(),
        "load_before": round(load, 2) if load is not None else None,
        "system": platform.platform(),
        "python": platform.python_version(),
    }


def shown(value: float | None, unit: str) -> str:
    """A figure for a person."""
    return "not measured" if value is None else f"{value:g} {unit}".rstrip()
