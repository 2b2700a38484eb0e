"""Checks the folder ``cues/``: term lists, labelled lines, and that policies have their markers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from workstation.content.cues import LANGUAGE, read_cues, read_model
from workstation.content.faults import ContentError, ContentFault
from workstation.content.labelled import SETS, LabelledFile
from workstation.content.lines import Path as Where
from workstation.content.lines import line_of
from workstation.content.policies import load_policy
from workstation.content.resources import resource_root


def faults_of_cues(folder: Path) -> list[ContentFault]:
    """Every fault below ``folder``/cues; ``folder`` is laid out like ``resources/``."""
    home, faults = folder / "cues", list[ContentFault]()
    known = _markers(folder)
    for place in sorted(home.iterdir()) if home.is_dir() else ():
        shown = f"cues/{place.name}"
        if place.name == "labelled" and place.is_dir():
            faults += _of_labelled(place, known)
        elif place.name == f"{LANGUAGE}.toml":
            faults += _of_terms(place, shown, known)
        else:
            faults.append(ContentFault(shown, 0, "is not a file of term lists"))
    return faults


def _of_terms(place: Path, shown: str, known: frozenset[str]) -> list[ContentFault]:
    file, faults = read_cues(place, shown)
    for n, cue in enumerate(file.cue if file else ()):
        if cue.marker not in known:
            faults.append(_unknown(place, shown, ("cue", n, "marker"), cue.marker))
    return faults


def _of_labelled(home: Path, known: frozenset[str]) -> list[ContentFault]:
    faults: list[ContentFault] = []
    seen: set[tuple[str, str]] = set()
    for place in sorted(home.iterdir()):
        shown = f"cues/labelled/{place.name}"
        if place.suffix != ".toml" or not place.name.startswith(tuple(f"{s}-" for s in SETS)):
            faults.append(ContentFault(shown, 0, "is not a file of labelled lines"))
            continue
        file = read_model(place, shown, LabelledFile, faults)
        for n, line in enumerate(file.line if file else ()):
            at = ("line", n)
            faults += [
                _unknown(place, shown, (*at, "markers"), marker)
                for marker in line.markers
                if marker not in known
            ]
            if file and line.source not in file.sources:
                what = f"there is no source “{line.source}”"
                faults.append(_fault(place, shown, (*at, "source"), what))
            for key, value in (("id", line.id), ("text", line.text.lower())):
                if (key, value) in seen:
                    faults.append(_fault(place, shown, (*at, key), f"the {key} stands here twice"))
                seen.add((key, value))
    return faults


def _unknown(place: Path, shown: str, where: Where, marker: str) -> ContentFault:
    return _fault(place, shown, where, f"no policy has the risk marker “{marker}”")


def _fault(place: Path, shown: str, where: Where, what: str) -> ContentFault:
    return ContentFault(shown, line_of(place.read_text(encoding="utf-8"), where), what)


def _markers(folder: Path) -> frozenset[str]:
    """The risk markers of the policies in ``folder``, or of those built in where it has none.

    A policy that cannot be used is a fault of the policy, named there.
    """
    root = folder if (folder / "policies").is_dir() else resource_root()
    return frozenset(_of_policies(root / "policies"))


def _of_policies(home: Path) -> Iterator[str]:
    for version in sorted(home.glob("*/*/")):
        try:
            yield from (marker.key for marker in load_policy(version).markers)
        except ContentError:
            continue
