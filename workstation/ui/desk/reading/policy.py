"""The policy in words: its keys, where each part of it comes from, and what is not published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workstation.ui.desk.keys import keys_for
from workstation.ui.pieces.found import Found

if TYPE_CHECKING:
    from workstation.domain.policy import Grade, Policy

#: What each file of a policy holds, as people call it.
_FILES = {
    "policy.toml": "Letters",
    "grades.toml": "Grades",
    "questions.toml": "Questions",
    "incident_types.toml": "Incident types",
    "markers.toml": "Risk markers",
    "rules.toml": "Indication",
    "guards.toml": "Guards",
    "routes.toml": "Teams and outcomes",
    "advice.toml": "Advice",
    "identity.toml": "Identity check",
}


def key_list(policy: Policy | None) -> list[Found]:
    """What each key does."""
    return [Found(k.deed, k.words, key=k.sequence) for k in keys_for(policy)]


def find_list(policy: Policy | None) -> list[Found]:
    """The keys as the finder lists them beside the forms."""
    return [found for found in key_list(policy) if "form:" not in found.deed]


def question_list(policy: Policy) -> list[tuple[str, str]]:
    """Every question, also those of other incident types, as the finder lists them."""
    return [(f"ask:{q.key}", f"question: {q.title}") for q in policy.questions]


def about(policy: Policy) -> list[tuple[str, str]]:
    """Where the policy comes from, as (deed, words); each leads back to the narrative."""
    lines = [f"{policy.force}: {policy.name}, version {policy.ref.version}"]
    lines += [f"{_FILES[file]}: {words}" for file, words in policy.sources]
    lines += [f"{g.name}: {about_grade(g)}{_from(g.source)}" for g in policy.grades]
    lines += [f"{x.shown}, {x.name}: {x.prompt}{_from(x.source)}" for x in policy.letters]
    of_file = dict(policy.sources).get("questions.toml", "")
    own = (q for q in policy.questions if q.source not in ("", of_file))
    lines += [f"{q.title}{_from(q.source)}" for q in own]
    return [("narrative", line) for line in lines]


def about_grade(grade: Grade) -> str:
    """What a grade is for and its target, each perhaps "not published"."""
    return f"{grade.criterion} · target: {grade.target}"


def _from(source: str) -> str:
    return f" ‹ {source}" if source else ""
