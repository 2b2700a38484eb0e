"""Lines labelled with the risk markers they should suggest, in ``cues/labelled/`` of the resources.

``tuning-*.toml`` may be read while term lists are changed; ``held-out-*.toml`` only measure them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final, Literal, get_args

from pydantic import Field

from workstation.content.conditions import Key
from workstation.content.cues import read_model
from workstation.content.faults import ContentError, ContentFault
from workstation.content.models import Part, Sentence
from workstation.content.resources import resource_root

LabelledKind = Literal[
    "plain", "negated", "past", "quoted", "other-person", "hypothetical", "shorthand", "misspelt"
]
LabelledSet = Literal["tuning", "held-out"]
SETS: Final[tuple[LabelledSet, ...]] = get_args(LabelledSet)


class LabelledLine(Part):
    """``[[line]]``: a line as an advisor types it, and what it should suggest.

    ``source`` is a key of the file's ``[sources]``, which say what the line was written after.
    """

    id: Key
    text: Sentence
    markers: tuple[Key, ...]
    kind: LabelledKind
    source: Key


class LabelledFile(Part):
    """``cues/labelled/tuning-*.toml`` and ``held-out-*.toml``."""

    sources: dict[Key, Sentence]
    line: Annotated[tuple[LabelledLine, ...], Field(min_length=1, max_length=60)]


def load_labelled(which: LabelledSet, root: Path | None = None) -> tuple[LabelledLine, ...]:
    """The labelled lines of one set. Raises ContentError."""
    home = (root or resource_root()) / "cues" / "labelled"
    faults: list[ContentFault] = []
    lines: list[LabelledLine] = []
    for place in sorted(home.glob(f"{which}-*.toml")):
        file = read_model(place, f"cues/labelled/{place.name}", LabelledFile, faults)
        lines += file.line if file else ()
    if faults or not lines:
        what = str(faults[0]) if faults else f"there are no {which} lines in {home}"
        raise ContentError(f"The labelled lines cannot be used ({what}); nothing was measured.")
    return tuple(lines)
