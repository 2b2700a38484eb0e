"""From the texts of a policy package to the domain's `Policy`, or to everything that is wrong."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from workstation.content.faults import ContentFault
from workstation.content.lines import Path, line_of
from workstation.content.models import File
from workstation.content.package import Texts, package_hash
from workstation.content.policy_checks import faults_of
from workstation.content.policy_files import FILES, LATER
from workstation.domain.events import PolicyRef
from workstation.domain.identity_check import NO_CHECK
from workstation.domain.policy import Policy

_AT_LINE = re.compile(r" \(at line (\d+), column \d+\)$")


@dataclass(frozen=True, slots=True)
class Read:
    """What reading gave: a policy that may be used, or ``None`` and why not."""

    policy: Policy | None
    faults: tuple[ContentFault, ...]


def read_policy(texts: Texts, shown: str = "") -> Read:
    """The policy that ``texts`` are; ``shown`` stands before file names in faults."""
    faults: list[ContentFault] = []
    tables: dict[str, Any] = {}
    for name, model in FILES.items():
        if name in LATER and name not in texts:
            continue
        raw = toml_of(texts[name], shown + name, faults)
        if raw is None:
            continue
        try:
            tables[name] = model.model_validate(raw)
        except ValidationError as invalid:
            faults += [
                ContentFault(shown + name, line_of(texts[name], e["loc"]), said(e["loc"], e["msg"]))
                for e in invalid.errors()
            ]
    if faults:
        return Read(None, tuple(sorted(faults)))
    policy = _assembled(tables, package_hash(texts))
    found = tuple(
        ContentFault(shown + fault.file, line_of(texts[fault.file], fault.where), fault.text)
        for fault in faults_of(policy)
    )
    return Read(None if found else policy, tuple(sorted(found)))


def toml_of(text: str, file: str, faults: list[ContentFault]) -> dict[str, Any] | None:
    """``text`` as TOML; ``None`` after adding the fault that stopped it."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as bad:
        words = str(bad)
        at = _AT_LINE.search(words)
        line = int(at[1]) if at else text.count("\n") + 1
        faults.append(ContentFault(file, line, f"is not TOML here: {_AT_LINE.sub('', words)}"))
    except RecursionError:
        faults.append(ContentFault(file, 1, "is nested too deeply"))
    return None


def said(where: Path, what: str) -> str:
    """A fault of a value in words: the key it is about, then what is wrong."""
    key = ".".join(str(part) for part in where if isinstance(part, str))
    words = what.removeprefix("Value error, ")
    if words in ("Extra inputs are not permitted", "Unexpected keyword argument"):
        words = "is not a key that is known here"
    elif words == "Field required":
        words = "is missing"
    return f"{key}: {words}" if key else words


def _assembled(tables: dict[str, Any], content_hash: str) -> Policy:
    head = tables["policy.toml"]
    routes = tables["routes.toml"]
    return Policy(
        ref=PolicyRef(head.id, head.version, content_hash),
        force=head.force,
        name=head.name,
        indication=head.indication,
        letters=_sourced(head.letter, head),
        grades=_sourced(tables["grades.toml"].grade, tables["grades.toml"]),
        questions=_sourced(tables["questions.toml"].question, tables["questions.toml"]),
        incident_types=_plain(tables["incident_types.toml"].incident_type),
        markers=_plain(tables["markers.toml"].marker),
        rules=_plain(tables["rules.toml"].rule),
        guards=_plain(tables["guards.toml"].guard),
        teams=_plain(routes.team),
        outcomes=_plain(routes.outcome),
        dispositions=_plain(routes.disposition),
        advice=_plain(tables["advice.toml"].advice),
        situations=_plain(tables["advice.toml"].situation),
        sources=tuple((name, tables[name].source) for name in tables if tables[name].source),
        clocks=head.clocks.plain(),
        identity=tables["identity.toml"].plain() if "identity.toml" in tables else NO_CHECK,
    )


def _sourced(parts: tuple[Any, ...], file: File) -> tuple[Any, ...]:
    """What names no source of its own has its file's."""
    return tuple(replace(part, source=part.source or file.source) for part in _plain(parts))


def _plain(parts: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(part.plain() for part in parts)
