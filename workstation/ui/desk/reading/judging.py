"""Judgement in words: reasons first, then what they indicate, then what would change it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from workstation.ui.pieces.times import clock

if TYPE_CHECKING:
    from workstation.desk.call.view import CallView


class Turn(NamedTuple):
    """What would change the indication, and to which grade by which rules."""

    words: str
    grade: str
    rules: str


class JudgedWords(NamedTuple):
    """The judgement. ``hint`` stands alone while the force's setting hides the indication."""

    hint: str
    reasons: tuple[tuple[str, str], ...] = ()
    source: str = ""
    grade: str = ""
    rank: int = 0
    beside: str = ""
    changes: tuple[Turn, ...] = ()


def judged(call: CallView) -> JudgedWords:
    """What the panel of reasons says."""
    if call.judgement is None:
        if call.policy.indication == "never":
            return JudgedWords("This force shows no indication.")
        return JudgedWords("Reasons and indication show after you choose (force setting).")
    found = call.judgement.indication
    grades = {g.key: g for g in call.policy.grades}
    sources = {r.source for r in found.reasons}
    indicated = grades.get(found.grade or "")
    return JudgedWords(
        hint="",
        reasons=tuple(
            (r.because, r.rule_id if len(sources) == 1 else f"{r.rule_id} · {r.source}")
            for r in found.reasons[:6]
        ),
        source=f"rules: {sources.pop()}" if len(sources) == 1 else "",
        grade=indicated.name if indicated else "",
        rank=indicated.rank if indicated else 0,
        beside=_beside(call),
        changes=tuple(
            Turn(c.words, grades[c.grade].name if c.grade else "no grade", ", ".join(c.rule_ids))
            for c in call.judgement.would_change[:3]
        ),
    )


def chosen_words(call: CallView) -> str:
    """Which grade the advisor chose and when, or that none is chosen."""
    if not call.contact.grades:
        return "not chosen"
    last = call.contact.grades[-1]
    by = "F12 · " if last.fact.by_send_now else ""
    return f"{by}{clock(last.at_utc)}"


def _beside(call: CallView) -> str:
    grade = call.contact.grade
    if grade is None or call.judgement is None:
        return ""
    if grade.grade == call.judgement.indication.grade:
        return "same as your grade"
    if not call.judgement.needs_reason:
        return "yours is above it, and stands"
    return "yours is below it, and says why" if grade.reason else "yours is below it: say why"
