"""Does a scenario fit the policy it is written for? Every name in it must mean something there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, Final

from workstation.content import scenario_steps as steps
from workstation.content.scenarios import Fault, Scenario
from workstation.domain.contact.facts import ABANDONED, WITH_INCIDENTS
from workstation.domain.policy import Policy

Where = tuple[str | int, ...]


def faults_against(scenario: Scenario, policy: Policy) -> tuple[Fault, ...]:
    """Every name of ``scenario`` that ``policy`` does not have: where it stands, and what it is."""
    names = _Names(policy)
    return (*_of_dialogue(scenario, names), *_of_paths(scenario, names), *_of_ends(scenario, names))


class _Names:
    """The names of a policy by kind, and the words that say that one is missing."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.known: Mapping[str, Collection[str]] = {
            "question": {x.key for x in policy.questions},
            "marker": {x.key for x in policy.markers},
            "incident type": {x.key for x in policy.incident_types},
            "grade": {x.key for x in policy.grades},
            "outcome": {x.key for x in policy.outcomes},
            "team": {x.key for x in policy.teams},
            "disposition": {x.key for x in policy.dispositions} | {WITH_INCIDENTS, ABANDONED},
            "advice": {x.key for x in policy.advice},
            "rule": {x.id for x in policy.rules},
            "guard": {x.id for x in policy.guards},
            "rationale": {x.id for x in policy.guards}
            | {x.key for x in policy.letters}
            | {"grade"},
        }

    def missing(self, kind: str, name: str | None, where: Where) -> Iterator[Fault]:
        """A fault when the policy has no ``name`` of that kind."""
        if name and name not in self.known[kind]:
            yield where, f"the policy has no {kind} “{name}”"


def _of_dialogue(scenario: Scenario, names: _Names) -> Iterator[Fault]:
    for n, said in enumerate(scenario.dialogue):
        yield from names.missing("question", said.question, ("dialogue", n, "question"))


def _of_paths(scenario: Scenario, names: _Names) -> Iterator[Fault]:
    for place, script in ((("step",), scenario.step), (("wrong", "step"), scenario.wrong.step)):
        for n, step in enumerate(script):
            for kind, key in _REFERENCES.get(type(step), ()):
                yield from names.missing(kind, getattr(step, key), (*place, n, key))
            if more := _MORE.get(type(step)):
                yield from more(step, (*place, n), names)
    for place, receivers in (
        (("receiver",), scenario.receiver),
        (("wrong", "receiver"), scenario.wrong.receiver),
    ):
        for n, one in enumerate(receivers):
            yield from names.missing("team", one.team, (*place, n, "team"))


def _of_ends(scenario: Scenario, names: _Names) -> Iterator[Fault]:
    wanted = scenario.expected
    for kind, key in (
        ("grade", "grade"),
        ("grade", "indicated_grade"),
        ("outcome", "outcome"),
        ("team", "team"),
        ("disposition", "disposition"),
    ):
        yield from names.missing(kind, getattr(wanted, key), ("expected", key))
    for rule in wanted.indicated:
        yield from names.missing("rule", rule, ("expected", "indicated"))
    if scenario.wrong.expected.by == "guard":
        name = scenario.wrong.expected.names
        yield from names.missing("guard", name, ("wrong", "expected", "names"))


def _choice(step: steps.Question, where: Where, names: _Names) -> Iterator[Fault]:
    if step.question not in names.known["question"] or step.choice is None:
        return
    choices = [choice.key for choice in names.policy.question(step.question).choices]
    if step.choice not in choices:
        words = f"“{step.choice}” is no choice of {step.question}: " + ", ".join(choices)
        yield (*where, "choice"), words


def _team(step: steps.HandOver, where: Where, names: _Names) -> Iterator[Fault]:
    if step.outcome not in names.known["outcome"] or step.team is None:
        return
    teams = names.policy.outcome(step.outcome).teams
    if step.team not in teams:
        words = f"the outcome {step.outcome} does not go to {step.team}"
        yield (*where, "team"), words


#: Kind of step -> (kind of name, key that holds it).
_REFERENCES: Final[Mapping[type, tuple[tuple[str, str], ...]]] = {
    steps.WorkBy: (("incident type", "incident_type"),),
    steps.Question: (("question", "question"),),
    steps.Marker: (("marker", "marker"),),
    steps.Advice: (("advice", "key"),),
    steps.Grade: (("grade", "grade"),),
    steps.Rationale: (("rationale", "about"),),
    steps.HandOver: (("outcome", "outcome"), ("team", "team")),
    steps.ReRoute: (("team", "team"),),
    steps.Dispose: (("disposition", "disposition"),),
}

_MORE: Final[Mapping[type, Callable[[Any, Where, _Names], Iterator[Fault]]]] = {
    steps.Question: _choice,
    steps.HandOver: _team,
}
