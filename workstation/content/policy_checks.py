"""Whether a policy that reads well also makes sense: what it refers to exists and can happen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from workstation.content.possible import can_hold
from workstation.domain.contact.facts import WITH_INCIDENTS
from workstation.domain.grading import ABANDONED
from workstation.domain.policy import AllOf, Condition, Guard, Is, NoneOf, Policy

#: Outcomes every policy has: F12, and how a contact ends without an incident.
NEEDED_OUTCOMES: Final = ("send_now", "advice")
#: What a rationale may be about besides a guard: the reason given with the grade.
_GRADE: Final = "grade"


@dataclass(frozen=True, slots=True)
class Unsound:
    """A fault in what a policy says: the file, the keys and indices that lead there, the words."""

    file: str
    where: tuple[str | int, ...]
    text: str


def faults_of(policy: Policy) -> list[Unsound]:
    """Everything in ``policy`` that cannot work."""
    return [
        *_twice(policy),
        *_questions(policy),
        *_types(policy),
        *_grades(policy),
        *_routes(policy),
        *_dispositions(policy),
        *_rules(policy),
        *_guards(policy),
        *_situations(policy),
        *_identity(policy),
    ]


def _twice(policy: Policy) -> Iterator[Unsound]:
    listed: tuple[tuple[str, str, Iterable[str]], ...] = (
        ("policy.toml", "letter", [x.key for x in policy.letters]),
        ("grades.toml", "grade", [x.key for x in policy.grades]),
        ("questions.toml", "question", [x.key for x in policy.questions]),
        ("incident_types.toml", "incident_type", [x.key for x in policy.incident_types]),
        ("markers.toml", "marker", [x.key for x in policy.markers]),
        ("rules.toml", "rule", [x.id for x in policy.rules]),
        ("guards.toml", "guard", [x.id for x in policy.guards]),
        ("routes.toml", "team", [x.key for x in policy.teams]),
        ("routes.toml", "outcome", [x.key for x in policy.outcomes]),
        ("routes.toml", "disposition", [x.key for x in policy.dispositions]),
        ("advice.toml", "advice", [x.key for x in policy.advice]),
        ("advice.toml", "situation", [x.key for x in policy.situations]),
        ("identity.toml", "item", [x.key for x in policy.identity.items]),
    )
    for file, table, keys in listed:
        seen: set[str] = set()
        for n, key in enumerate(keys):
            if key in seen:
                yield Unsound(file, (table, n), f"“{key}” stands here twice")
            seen.add(key)


def _questions(policy: Policy) -> Iterator[Unsound]:
    letters = {x.key for x in policy.letters}
    types = {x.key for x in policy.incident_types}
    closing = [x for x in policy.questions if x.closing]
    if len(closing) != 1 or {c.key for c in closing[0].choices} != {"yes", "no"}:
        words = "exactly one question is “closing”, and its choices are “yes” and “no”"
        yield Unsound("questions.toml", (), words)
    for n, question in enumerate(policy.questions):
        at = ("question", n)
        if question.letter not in letters:
            yield Unsound(
                "questions.toml", (*at, "letter"), f"there is no letter “{question.letter}”"
            )
        for unknown in set(question.about) - types:
            yield Unsound(
                "questions.toml", (*at, "about"), f"there is no incident type “{unknown}”"
            )


def _types(policy: Policy) -> Iterator[Unsound]:
    questions = {x.key: x for x in policy.questions}
    advice = {x.key for x in policy.advice}
    for n, kind in enumerate(policy.incident_types):
        at = ("incident_type", n)
        for key in kind.first:
            asked = questions.get(key)
            if asked is None:
                yield Unsound(
                    "incident_types.toml", (*at, "first"), f"there is no question “{key}”"
                )
            elif asked.about and kind.key not in asked.about:
                words = f"the question “{key}” is not about this incident type"
                yield Unsound("incident_types.toml", (*at, "first"), words)
        for key in set(kind.advice) - advice:
            yield Unsound("incident_types.toml", (*at, "advice"), f"there is no advice “{key}”")


def _identity(policy: Policy) -> Iterator[Unsound]:
    check = policy.identity
    for name, needed, have in (
        ("needed", check.needed, len(check.items)),
        ("private_needed", check.private_needed, sum(item.private for item in check.items)),
    ):
        if check.items and needed > have:
            words = f"{needed} are needed and there are {have}: nobody could be established"
            yield Unsound("identity.toml", ("check", name), words)


def _situations(policy: Policy) -> Iterator[Unsound]:
    advice = {x.key for x in policy.advice}
    for n, situation in enumerate(policy.situations):
        for key in set(situation.advice) - advice:
            where = ("situation", n, "advice")
            yield Unsound("advice.toml", where, f"there is no advice “{key}”")
        for key in situation.offers:
            if not policy.has_marker(key):
                where = ("situation", n, "offers")
                yield Unsound("advice.toml", where, f"there is no risk marker “{key}”")


def _grades(policy: Policy) -> Iterator[Unsound]:
    taken: set[int] = set()
    for n, grade in enumerate(policy.grades):
        if grade.rank > len(policy.grades) or grade.rank in taken:
            words = "ranks run 1, 2, 3 … without a gap and each once"
            yield Unsound("grades.toml", ("grade", n, "rank"), words)
        taken.add(grade.rank)
    if not policy.top_grade.urgent:
        yield Unsound("grades.toml", ("grade", 0), "the top grade must be urgent: F12 sends it")


def _routes(policy: Policy) -> Iterator[Unsound]:
    teams = {x.key for x in policy.teams}
    outcomes = {x.key: x for x in policy.outcomes}
    for n, outcome in enumerate(policy.outcomes):
        for unknown in set(outcome.teams) - teams:
            where = ("outcome", n, "teams")
            yield Unsound("routes.toml", where, f"there is no team “{unknown}”")
    keys: dict[str, str] = {}
    for n, outcome in enumerate(policy.outcomes):
        if (outcome.function_key == "F12") != (outcome.key == "send_now"):
            where = ("outcome", n, "function_key")
            yield Unsound("routes.toml", where, "F12 is for “send_now”, and for nothing else")
        if keys.setdefault(outcome.function_key, outcome.key) != outcome.key:
            where = ("outcome", n, "function_key")
            yield Unsound("routes.toml", where, f"{outcome.function_key} is taken already")
    for needed in NEEDED_OUTCOMES:
        if needed not in outcomes:
            yield Unsound("routes.toml", (), f"the outcome “{needed}” is missing")
    if "send_now" in outcomes and not outcomes["send_now"].teams:
        yield Unsound("routes.toml", (), "“send_now” leads to no team")


def _dispositions(policy: Policy) -> Iterator[Unsound]:
    teams = {x.key for x in policy.teams}
    for n, end in enumerate(policy.dispositions):
        if end.key in (WITH_INCIDENTS, ABANDONED):
            words = f"“{end.key}” is an end of the desk's own"
            yield Unsound("routes.toml", ("disposition", n, "key"), words)
        if end.team is not None and end.team not in teams:
            where = ("disposition", n, "team")
            yield Unsound("routes.toml", where, f"there is no team “{end.team}”")
        if end.fallback is not None and (end.fallback not in teams or end.fallback == end.team):
            where = ("disposition", n, "fallback")
            yield Unsound("routes.toml", where, f"“{end.fallback}” is no other team")
    if all(end.key != "advice" for end in policy.dispositions):
        yield Unsound("routes.toml", (), "the disposition “advice” is missing")


def _rules(policy: Policy) -> Iterator[Unsound]:
    grades = {x.key for x in policy.grades}
    for n, rule in enumerate(policy.rules):
        at = ("rule", n)
        if rule.indicates not in grades:
            yield Unsound("rules.toml", (*at, "indicates"), f"there is no grade “{rule.indicates}”")
        unknown = list(_unknown(policy, rule.when))
        yield from (Unsound("rules.toml", (*at, "when"), words) for words in unknown)
        if not unknown and not can_hold(policy, rule.when):
            yield Unsound("rules.toml", (*at, "when"), f"“{rule.id}” can never fire")


def _guards(policy: Policy) -> Iterator[Unsound]:
    outcomes = {x.key for x in policy.outcomes}
    questions = {x.key for x in policy.questions}
    for n, guard in enumerate(policy.guards):
        at = ("guard", n)
        for missing in set(guard.holds) - outcomes - {ABANDONED}:
            yield Unsound("guards.toml", (*at, "holds"), f"there is no outcome “{missing}”")
        kind, _, key = guard.go_to.partition(":")
        if kind == "question" and key not in questions:
            yield Unsound("guards.toml", (*at, "go_to"), f"there is no question “{key}”")
        for part, condition in (("when", guard.when), ("until", guard.until)):
            for words in _unknown(policy, condition):
                yield Unsound("guards.toml", (*at, part), words)
        holding = AllOf((guard.when, NoneOf((guard.until,))))
        if not can_hold(policy, holding):
            yield Unsound("guards.toml", (*at, "when"), f"“{guard.id}” can never hold anything")
        if not can_hold(policy, guard.until):
            yield Unsound("guards.toml", (*at, "until"), f"“{guard.id}” can never be met")
        yield from _approval(policy, guard, at)


def _approval(policy: Policy, guard: Guard, at: tuple[str | int, ...]) -> Iterator[Unsound]:
    """Whether a supervisor can be asked as a guard says, and the incident be closed afterwards."""
    teams = {x.key: x for x in policy.teams}
    for unknown in set(guard.referral) - set(teams):
        yield Unsound("guards.toml", (*at, "referral"), f"there is no team “{unknown}”")
    approval = guard.approval
    if approval is None:
        return
    where = (*at, "approval")
    for marker in approval.markers:
        if Is("marker", marker) not in _facts(guard.when):
            words = f"“{guard.id}” holds nothing because of a risk marker “{marker}”"
            yield Unsound("guards.toml", where, words)
    if not guard.takes_rationale:
        words = f"a supervisor decides on a rationale, and “{guard.id}” takes none"
        yield Unsound("guards.toml", where, words)
    keeper = teams.get(approval.keeper)
    if keeper is None or not keeper.closes_incidents:
        words = f"there is no team “{approval.keeper}” that closes incidents"
        yield Unsound("guards.toml", where, words)


def _facts(condition: Condition) -> Iterator[Is]:
    """Every fact that a condition names."""
    if isinstance(condition, Is):
        yield condition
    else:
        for part in condition.parts:
            yield from _facts(part)


def _unknown(policy: Policy, condition: Condition) -> Iterator[str]:
    """What a condition refers to and the policy does not have."""
    for fact in _facts(condition):
        yield from _unknown_fact(policy, fact)


def _unknown_fact(policy: Policy, fact: Is) -> Iterator[str]:
    questions = {x.key: x for x in policy.questions}
    known: dict[str, set[str]] = {
        "marker": {x.key for x in policy.markers},
        "has_rationale": {x.id for x in policy.guards} | {_GRADE},
        "answer": set(questions),
        "ending": set(questions),
    }
    if fact.fact in known and fact.key not in known[fact.fact]:
        yield f"there is no {_WORDS[fact.fact]} “{fact.key}”"
    elif fact.fact == "answer":
        choices = {c.key for c in questions[fact.key].choices}
        for value in set(fact.values) - choices:
            yield f"the question “{fact.key}” has no choice “{value}”"
    elif fact.fact in ("incident_type", "outcome"):
        every = policy.incident_types if fact.fact == "incident_type" else policy.outcomes
        for value in set(fact.values) - {x.key for x in every}:
            yield f"there is no {_WORDS[fact.fact]} “{value}”"


_WORDS: Final = {
    "marker": "risk marker",
    "has_rationale": "guard",
    "answer": "question",
    "ending": "question",
    "incident_type": "incident type",
    "outcome": "outcome",
}
