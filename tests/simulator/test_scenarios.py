"""Scenario files: those built in can be read; what is wrong with one is named with its place."""

import tomllib
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import TypeAdapter

from workstation.content import scenario_steps
from workstation.content.policies import load_force
from workstation.content.scenario_references import faults_against
from workstation.content.scenario_steps import Step
from workstation.content.scenarios import (
    Scenario,
    UnreadableScenario,
    faults_in,
    file_of,
    read,
    scenario_files,
)
from workstation.simulator import deeds

NAMES = {file.stem for file in scenario_files()}


def raw(name: str = "repeat-asb") -> dict[str, Any]:
    """A scenario as its file says it, to be spoilt."""
    return tomllib.loads(file_of(name).read_text(encoding="utf-8"))


def only_fault(spoilt: dict[str, Any], name: str = "repeat-asb") -> tuple[str, str]:
    """Place and words of the one fault in ``spoilt``."""
    (fault,) = faults_in(spoilt, name)
    return ".".join(map(str, fault[0])), fault[1]


def test_ten_calls_and_a_twin_of_each_are_built_in() -> None:
    calls = {
        "road-collision", "domestic-abuse", "repeat-asb", "missing-vulnerable-adult",
        "mental-distress", "ambulance-request", "shoplifting", "silent-999-call",
        "dropped-line", "enquiry-without-incident",
    }  # fmt: skip
    assert calls | {f"{name}-twin" for name in calls} <= NAMES


@pytest.mark.parametrize("name", sorted(NAMES))
def test_what_is_built_in_can_be_read(name: str) -> None:
    scenario = read(file_of(name))
    assert scenario.name == name
    assert scenario.steps("right") == scenario.step
    shared = len(scenario.steps("wrong")) - len(scenario.wrong.step)
    assert scenario.steps("wrong")[:shared] == scenario.step[:shared]


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_trainer_finds_words_for_every_question_that_is_asked(name: str) -> None:
    scenario = read(file_of(name))
    asked = {s.question for s in scenario.step if isinstance(s, scenario_steps.Question)}
    told = {said.question for said in scenario.dialogue}
    assert asked <= told
    assert any(said.cue == "opening" for said in scenario.dialogue)


def test_every_kind_of_step_has_somebody_who_performs_it() -> None:
    for kind in get_args(Step):
        performed = [
            kind in deeds.BY_THE_PLAYER,
            kind in deeds.FACTS,
            kind in deeds.COMMANDS,
        ]
        assert performed.count(True) == 1, kind


def test_a_key_that_a_step_does_not_have_is_a_fault_with_its_place() -> None:
    spoilt = raw()
    spoilt["step"][1]["loud"] = True
    place, words = only_fault(spoilt)
    assert place == "step.1.loud"
    assert "nexpected" in words


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda s: s["step"][0].update(do="dance"), "step.0"),
        (lambda s: s["step"][2].update(at="soon"), "step.2.at"),
        (lambda s: s["step"][2].update(at=1), "step.2.at"),
        (lambda s: s["step"].pop(0), "step.0"),
        (lambda s: s["caller"].update(number="+447911123456"), "caller.number"),
        (lambda s: s["scenario"].update(name="Repeat ASB"), "scenario.name"),
        (lambda s: s["dialogue"][0].update(question="T.now"), "dialogue.0"),
        (lambda s: s["wrong"].update(after="nowhere"), "wrong.after"),
        (lambda s: s["wrong"]["step"][0].update(at=0), "wrong.step.0.at"),
        (lambda s: s["receiver"][0].update(does="refuse"), "receiver.0"),
        (lambda s: s.update(extra=1), "extra"),
        (lambda s: s.pop("expected"), "expected"),
    ],
)
def test_what_cannot_be_played_is_named(change: Any, place: str) -> None:
    spoilt = raw()
    change(spoilt)
    assert place in {".".join(map(str, where)) for where, _ in faults_in(spoilt, "repeat-asb")}


def test_a_scenario_that_is_not_named_like_its_file_is_a_fault() -> None:
    assert only_fault(raw(), "other") == ("scenario.name", "must be the file's name, “other”")


def test_a_call_that_is_to_be_accepted_waits_for_it() -> None:
    spoilt = raw()
    spoilt["step"] = [step for step in spoilt["step"] if step["do"] != "wait_for"]
    assert only_fault(spoilt)[0] == "step"


def test_an_unknown_name_lists_those_there_are() -> None:
    with pytest.raises(UnreadableScenario, match="road-collision"):
        file_of("no-such-call")


@pytest.mark.parametrize("text", ["not = toml = at all", "[scenario]\nname = 'x'"])
def test_a_file_that_is_none_is_told_in_one_sentence(tmp_path: Path, text: str) -> None:
    place = tmp_path / "x.toml"
    place.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableScenario, match="nothing was played"):
        read(place)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableScenario, match="There is no scenario"):
        read(tmp_path / "gone.toml")


@pytest.mark.parametrize(
    ("change", "place", "named"),
    [
        (lambda s: s["dialogue"][2].update(question="T.nwo"), "dialogue.2.question", "T.nwo"),
        (lambda s: s["step"][2].update(incident_type="riot"), "step.2.incident_type", "riot"),
        (lambda s: s["receiver"][0].update(team="moon"), "receiver.0.team", "moon"),
        (lambda s: s["expected"].update(grade="urgent"), "expected.grade", "urgent"),
        (lambda s: s["expected"].update(indicated=["CAM-X"]), "expected.indicated", "CAM-X"),
        (lambda s: s["wrong"]["expected"].update(names="none"), "wrong.expected.names", "none"),
    ],
)
def test_a_name_that_the_policy_does_not_have_is_named(change: Any, place: str, named: str) -> None:
    spoilt = raw()
    change(spoilt)
    (fault,) = against(spoilt)
    assert ".".join(map(str, fault[0])) == place
    assert named in fault[1]


def test_a_choice_of_another_question_and_a_team_of_another_outcome_are_named() -> None:
    spoilt = raw()
    asked = next(s for s in spoilt["step"] if s["do"] == "question" and s.get("choice"))
    asked["choice"] = "perhaps"
    handed = next(s for s in spoilt["step"] if s["do"] == "hand_over")
    handed["team"] = "partner_desk"
    words = [what for _, what in against(spoilt)]
    assert any("“perhaps” is no choice of" in what for what in words)
    assert any("does not go to partner_desk" in what for what in words)


def against(raw_scenario: dict[str, Any]) -> tuple[Any, ...]:
    """What is wrong with a scenario under the policy it names."""
    scenario = TypeAdapter(Scenario).validate_python(raw_scenario)
    return faults_against(scenario, load_force(scenario.scenario.policy))
