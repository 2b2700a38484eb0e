"""Judgement in words: reasons first, then what they indicate, then what would change it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from workstation.ui.desk.reading.policy import about_grade
from workstation.ui.pieces.times import clock

if TYPE_CHECKING:
    from workstation.desk.call.view import CallView


class JudgedWords(NamedTuple):
    """The judgement panel. Empty tuples while the force's setting hides the indication."""

    hint: str
    chosen: str
    reasons: tuple[tuple[str, str], ...]
    indicated: str
    indicated_rank: int
    changes: tuple[str, ...]
    about: str = ""


def judged(call: CallView) -> JudgedWords:
    """What the judgement panel says."""
    chosen = _chosen(call)
    if call.judgement is None:
        shown = call.policy.indication
        hint = (
            "This force shows no indication."
            if shown == "never"
            else "Reasons and indication show after you choose (force setting)."
        )
        return JudgedWords(hint, chosen, (), "", 0, (), _about(call))
    found = call.judgement.indication
    names = {g.key: g for g in call.policy.grades}
    grade = names.get(found.grade or "")
    return JudgedWords(
        hint="",
        chosen=chosen,
        reasons=tuple((r.because, f"{r.rule_id} · {r.source}") for r in found.reasons[:6]),
        indicated=_indicates(call, grade.name if grade else ""),
        indicated_rank=grade.rank if grade else 0,
        changes=tuple(_change(c.words, names[c.grade].name if c.grade else "nothing", c.rule_ids)
                      for c in call.judgement.would_change[:3]),
        about=_about(call),
    )  # fmt: skip


def _chosen(call: CallView) -> str:
    if not call.contact.grades:
        return "not chosen"
    last = call.contact.grades[-1]
    name = call.policy.grade(last.fact.grade).name
    by = "by SEND NOW " if last.fact.by_send_now else ""
    return f"{name} {by}{clock(last.at_utc)}"


def _about(call: CallView) -> str:
    """What the chosen grade is for, and its target."""
    grade = call.contact.grade
    return about_grade(call.policy.grade(grade.grade)) if grade else ""


def _indicates(call: CallView, name: str) -> str:
    if not name:
        return "No rule indicates a grade yet."
    grade = call.contact.grade
    indicated = call.judgement.indication.grade if call.judgement else None
    if grade is None:
        return f"Indicates {name}"
    if grade.grade == indicated:
        return f"Indicates {name} · same as your grade"
    return f"Indicates {name} · your grade stands"


def _change(words: str, grade: str, rules: tuple[str, ...]) -> str:
    ids = f"   {', '.join(rules)}" if rules else ""
    return f"Would change if {words}: {grade}{ids}"
