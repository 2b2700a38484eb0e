"""Scenarios: a call as a file. Who rings and what they say, what the advisor does, how it must end.

A scenario is one TOML file; a twin, the same story through another caller or another path, is a
file of its own, ``NAME-twin.toml``. Nothing in it is a real person.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, ClassVar, Final, Literal

from pydantic import Field, TypeAdapter, ValidationError

from workstation.content.resources import resource_root
from workstation.content.scenario_steps import STRICT, Answer, Step, StepInFile, WaitFor

PathName = Literal["right", "wrong"]

#: Numbers that Ofcom keeps free for drama, as E.164: nobody can be rung by a scenario.
DRAMA_NUMBERS: Final = r"^\+44(1414960\d{3}|1314960\d{3}|7700900\d{3}|2079460\d{3}|1632960\d{3})$"


class UnreadableScenario(ValueError):
    """A scenario cannot be played; ``sentence`` is for a person."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the scenario is: its name (the file's), its title, the policy it is written for."""

    __pydantic_config__: ClassVar[Any] = STRICT
    name: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: str
    policy: str
    summary: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """An earlier contact of the caller. ``days_ago`` counts from the day of the call."""

    __pydantic_config__: ClassVar[Any] = STRICT
    days_ago: Annotated[int, Field(ge=0)]
    grade: str
    summary: str
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who rings. ``persona`` is for whoever plays the caller; ``on_record``: the hub knows them."""

    __pydantic_config__: ClassVar[Any] = STRICT
    name: str
    persona: str
    line: Literal["999", "101"]
    number: Annotated[str, Field(pattern=DRAMA_NUMBERS)]
    withheld: bool = False
    on_record: bool = False
    born: str | None = None
    address: str = ""
    markers: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    earlier: tuple[Earlier, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Says:
    """What the caller says: at a question of the policy, or at a cue such as "opening"."""

    __pydantic_config__: ClassVar[Any] = STRICT
    says: str
    question: str | None = None
    cue: str | None = None
    manner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receives:
    """What the receiver of a team does with the hand-over; each is used once, in order."""

    __pydantic_config__: ClassVar[Any] = STRICT
    team: str
    by: str
    does: Literal["accept", "refuse"]
    cause: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """How the call must end at the hub. ``indicated``: rule ids that are among the reasons."""

    __pydantic_config__: ClassVar[Any] = STRICT
    end: Literal["accepted", "contact_only"]
    grade: str | None = None
    outcome: str | None = None
    team: str | None = None
    accepted_by: str | None = None
    disposition: str | None = None
    indicated_grade: str | None = None
    indicated: tuple[str, ...] = ()
    open_items: tuple[str, ...] = ()
    refused_first: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongEnd:
    """What stops or marks the wrong path: a guard's or an open item's id, words of a cause."""

    __pydantic_config__: ClassVar[Any] = STRICT
    by: Literal["guard", "open_item", "refusal"]
    names: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongPath:
    """The same call gone wrong: the steps up to the one labelled ``after``, then these."""

    __pydantic_config__: ClassVar[Any] = STRICT
    title: str
    after: str
    expected: WrongEnd
    step: Annotated[tuple[StepInFile, ...], Field(min_length=1)]
    receiver: tuple[Receives, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One scripted call."""

    __pydantic_config__: ClassVar[Any] = STRICT
    scenario: About
    caller: Caller
    dialogue: Annotated[tuple[Says, ...], Field(min_length=1)]
    step: Annotated[tuple[StepInFile, ...], Field(min_length=1)]
    receiver: tuple[Receives, ...] = ()
    expected: Expected
    wrong: WrongPath

    @property
    def name(self) -> str:
        """The name it is played by."""
        return self.scenario.name

    def steps(self, path: PathName) -> tuple[Step, ...]:
        """The steps of a path, in the order they are played."""
        if path == "right":
            return self.step
        labels = [step.label for step in self.step]
        return (*self.step[: labels.index(self.wrong.after) + 1], *self.wrong.step)

    def receivers(self, path: PathName) -> tuple[Receives, ...]:
        """What receivers do on a path."""
        return self.receiver if path == "right" else self.wrong.receiver


def scenario_files(root: Path | None = None) -> tuple[Path, ...]:
    """Every scenario file below ``root`` (laid out like ``resources/``), built in by default."""
    return tuple(sorted(((root or resource_root()) / "scenarios").glob("*.toml")))


def file_of(named: str, root: Path | None = None) -> Path:
    """The file of the scenario with a name, or the file named. Raises `UnreadableScenario`."""
    if named.endswith(".toml") or "/" in named or "\\" in named:
        return Path(named)
    known = {file.stem: file for file in scenario_files(root)}
    if named not in known:
        raise UnreadableScenario(
            f"There is no scenario “{named}”; nothing was played; there are {', '.join(known)}."
        )
    return known[named]


Fault = tuple[tuple[str | int, ...], str]


def read(place: Path) -> Scenario:
    """The scenario in the file ``place``.

    Raises `UnreadableScenario` with the first fault; `faults_in` names them all.
    """
    try:
        raw = tomllib.loads(place.read_text(encoding="utf-8"))
    except FileNotFoundError as fault:
        raise UnreadableScenario(
            f"There is no scenario {place}; nothing was played; give a name or a file that exists."
        ) from fault
    except (OSError, ValueError) as fault:
        raise UnreadableScenario(
            f"The scenario {place} cannot be read ({fault}); nothing was played; mend the file."
        ) from fault
    faults = faults_in(raw, place.stem)
    if faults:
        where, what = faults[0]
        path = ".".join(str(part) for part in where)
        raise UnreadableScenario(
            f"The scenario {place} cannot be played: {path}: {what}; nothing was played; "
            "`workstation content check` names every fault with its line."
        )
    return _adapter().validate_python(raw)


def faults_in(raw: dict[str, Any], stem: str) -> tuple[Fault, ...]:
    """Every fault of a scenario as read from TOML: where (keys and indices) and what."""
    try:
        scenario = _adapter().validate_python(raw)
    except ValidationError as invalid:
        return tuple((_where(e["loc"], raw), e["msg"]) for e in invalid.errors())
    return (*_of_names(scenario, stem), *_of_steps(scenario))


def _of_names(scenario: Scenario, stem: str) -> tuple[Fault, ...]:
    faults: list[Fault] = []
    if scenario.name != stem:
        faults.append((("scenario", "name"), f"must be the file's name, “{stem}”"))
    for n, said in enumerate(scenario.dialogue):
        if (said.question is None) == (said.cue is None):
            faults.append((("dialogue", n), "needs either a question or a cue"))
    for where, given in (
        (("receiver",), scenario.receiver),
        (
            ("wrong", "receiver"),
            scenario.wrong.receiver,
        ),
    ):
        for n, one in enumerate(given):
            if (one.does == "refuse") != bool(one.cause):
                faults.append(((*where, n), "a refusal, and only a refusal, names its cause"))
    return tuple(faults)


def _of_steps(scenario: Scenario) -> tuple[Fault, ...]:
    faults: list[Fault] = []
    right, wrong = scenario.step, scenario.wrong
    if not isinstance(right[0], Answer):
        faults.append((("step", 0), "the first step answers the call"))
    labels = [step.label for step in right if step.label]
    if len(labels) != len(set(labels)):
        faults.append((("step",), "a label is used twice"))
    faults += _out_of_order(right, ("step",), since=0.0)
    if wrong.after in labels:
        parting = next(step for step in right if step.label == wrong.after)
        faults += _out_of_order(wrong.step, ("wrong", "step"), since=parting.at)
    else:
        faults.append((("wrong", "after"), f"no step is labelled “{wrong.after}”"))
    if scenario.expected.end == "accepted" and not any(
        isinstance(step, WaitFor) and step.state == "accepted" for step in right
    ):
        faults.append((("step",), "waits nowhere for the acceptance it expects"))
    return tuple(faults)


def _out_of_order(steps: tuple[Step, ...], place: tuple[str, ...], since: float) -> list[Fault]:
    times = (since, *(step.at for step in steps))
    return [
        ((*place, n, "at"), "is earlier than the step before")
        for n, (before, at) in enumerate(pairwise(times))
        if at < before
    ]


def _where(loc: tuple[int | str, ...], raw: Any) -> tuple[int | str, ...]:
    """``loc`` without the names of step kinds, which are in no file."""
    kept: list[int | str] = []
    at = raw
    for n, part in enumerate(loc):
        try:
            at = at[part]
        except (KeyError, IndexError, TypeError):
            if n + 1 < len(loc):
                continue
        kept.append(part)
    return tuple(kept)


@cache
def _adapter() -> TypeAdapter[Scenario]:
    return TypeAdapter(Scenario)
