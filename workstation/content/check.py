"""Checks a whole folder of content, laid out like ``resources/``; any part may be missing."""

from __future__ import annotations

from pathlib import Path

from workstation.content.cue_checks import faults_of_cues
from workstation.content.faults import ContentError, ContentFault
from workstation.content.lines import line_of
from workstation.content.package import texts_in
from workstation.content.policies import load_force
from workstation.content.reading import read_policy, said, toml_of
from workstation.content.scenario_references import faults_against
from workstation.content.scenarios import Fault, Scenario, faults_in, read


def check(folder: Path) -> tuple[ContentFault, ...]:
    """Every fault of the policies, scenarios and term lists in ``folder``, by file and line."""
    if not folder.is_dir():
        return (ContentFault(f"{folder}", 0, "is not a folder that can be read"),)
    policies, scenarios = folder / "policies", folder / "scenarios"
    if not any(part.is_dir() for part in (policies, scenarios, folder / "cues")):
        return (ContentFault(f"{folder}", 0, "has neither policies/ nor scenarios/ nor cues/"),)
    found = [*_policies(policies), *_scenarios(scenarios, folder), *faults_of_cues(folder)]
    return tuple(sorted(found))


def _policies(home: Path) -> list[ContentFault]:
    faults: list[ContentFault] = []
    for force in sorted(home.iterdir()) if home.is_dir() else ():
        shown = f"policies/{force.name}"
        if not force.is_dir():
            faults.append(ContentFault(shown, 0, "is not the folder of a force"))
            continue
        for version in sorted(force.iterdir()):
            if version.is_dir():
                faults += _policy(version, f"{shown}/{version.name}/")
            else:
                faults.append(ContentFault(f"{shown}/{version.name}", 0, "is not a version folder"))
    return faults


def _policy(folder: Path, shown: str) -> list[ContentFault]:
    texts, faults = texts_in(folder, shown)
    if faults:
        return faults
    read = read_policy(texts, shown)
    found = list(read.faults)
    if read.policy is not None:
        named = (read.policy.ref.id, read.policy.ref.version)
        if named != (folder.parent.name, folder.name):
            line = line_of(texts["policy.toml"], ("id",))
            words = f"says {named[0]} {named[1]}, and lies in {folder.parent.name}/{folder.name}"
            found.append(ContentFault(f"{shown}policy.toml", line, words))
    return found


def _scenarios(home: Path, folder: Path) -> list[ContentFault]:
    faults: list[ContentFault] = []
    for place in sorted(home.iterdir()) if home.is_dir() else ():
        shown = f"scenarios/{place.name}"
        if place.suffix != ".toml" or not place.is_file():
            faults.append(ContentFault(shown, 0, "is not a scenario"))
            continue
        faults += _scenario(place, shown, folder)
    return faults


def _scenario(place: Path, shown: str, folder: Path) -> list[ContentFault]:
    faults: list[ContentFault] = []
    try:
        text = place.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return [ContentFault(shown, 0, "cannot be read as UTF-8 text")]
    raw = toml_of(text, shown, faults)
    if raw is None:
        return faults
    found = faults_in(raw, place.stem) or _against_its_policy(read(place), folder)
    return [ContentFault(shown, line_of(text, where), said(where, what)) for where, what in found]


def _against_its_policy(scenario: Scenario, folder: Path) -> tuple[Fault, ...]:
    """Names that the scenario's policy does not have; the policy of ``folder``, or a built-in one.

    A policy that cannot be used is a fault of the policy, named there.
    """
    force = scenario.scenario.policy
    own = folder if (folder / "policies" / force).is_dir() else None
    try:
        policy = load_force(force, root=own)
    except ContentError as fault:
        return () if own else ((("scenario", "policy"), str(fault)),)
    return faults_against(scenario, policy)
