"""Whether a condition can ever hold: every combination of the few facts it names is tried."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, product
from typing import Final, cast

from workstation.domain.grading.conditions import Asked, holds
from workstation.domain.policy import CallFact, Condition, Is, Policy
from workstation.domain.thrive import AnswerFact, CaseFacts, Ending

#: Combinations tried at most; a rule simple enough to read aloud needs a few dozen.
TRIED: Final = 20_000

Fact = tuple[str, str]


def can_hold(policy: Policy, condition: Condition) -> bool:
    """Whether some case makes ``condition`` hold."""
    facts = sorted(set(_facts(condition)))
    ways = [_ways(policy, kind, key) for kind, key in facts]
    for chosen in islice(product(*ways), TRIED):
        asked = Asked(CaseFacts())
        for (kind, key), value in zip(facts, chosen, strict=True):
            asked = _with(asked, kind, key, value)
        if holds(condition, asked):
            return True
    return False


def _facts(condition: Condition) -> Iterator[Fact]:
    if isinstance(condition, Is):
        kind = "answer" if condition.fact == "ending" else condition.fact
        yield (kind, condition.key)
    else:
        for part in condition.parts:
            yield from _facts(part)


def _ways(policy: Policy, kind: str, key: str) -> list[object]:
    if kind == "answer":
        choices = policy.question(key).choices if policy.has_question(key) else ()
        answered = [AnswerFact(Ending.ANSWERED, choice.key) for choice in choices]
        others = [AnswerFact(ending) for ending in Ending]
        return [None, *answered, *others]
    if kind == "incident_type":
        return [None, *(x.key for x in policy.incident_types)]
    if kind == "outcome":
        return [x.key for x in policy.outcomes]
    return [False, True]


def _with(asked: Asked, kind: str, key: str, value: object) -> Asked:
    case = asked.case
    if kind == "outcome":
        return replace(asked, outcome=str(value))
    if kind == "grade_below_indicated":
        return replace(asked, below_indicated=bool(value))
    if kind == "answer" and isinstance(value, AnswerFact):
        case = replace(case, answers={**case.answers, key: value})
    elif kind == "incident_type" and isinstance(value, str):
        case = replace(case, incident_type=value)
    elif kind == "marker" and value:
        case = replace(case, markers=case.markers | {key})
    elif kind == "call" and value:
        case = replace(case, call=case.call | {cast(CallFact, key)})
    elif kind == "has_rationale" and value:
        case = replace(case, rationales=case.rationales | {key})
    elif kind == "referral_accepted" and value:
        case = replace(case, referrals=case.referrals | {key})
    elif kind == "history_checked":
        case = replace(case, history_checked=bool(value))
    elif kind == "place_known":
        case = replace(case, place_known=bool(value))
    return replace(asked, case=case)
