"""The scenarios through the real command: desk, journal, hub process, receiver process.

Those that are long counts here are played at a desk alone in tests/simulator/test_paths.py.
"""

import shutil
from pathlib import Path

import pytest

from tests.endtoend.playing import Play, play
from workstation.content.policies import load_force
from workstation.content.scenarios import Scenario, file_of, read, scenario_files
from workstation.domain.grading import indicate
from workstation.domain.thrive import AnswerFact, CaseFacts, Ending

#: One of each end: accepted, refused and given to another team, ended with and without a grade.
QUICK = {"road-collision", "road-collision-twin", "repeat-asb-twin", "enquiry-without-incident"}
NAMES = [
    pytest.param(file.stem, marks=() if file.stem in QUICK else pytest.mark.soak)
    for file in scenario_files()
]
KEYS = {
    "contact",
    "incidents",
    "assessment",
    "policy",
    "grade",
    "indication",
    "outcome",
    "handover",
}


def _told(scenario: Scenario, played: Play) -> None:
    """What every play has to give, whichever path it took."""
    assert played.record.keys() >= KEYS
    assert played.record["streams"]["ok"], played.record["streams"]
    assert played.record["policy"]["hash"] == load_force(scenario.scenario.policy).ref.hash
    assert played.record["contact"]["answered_by"] == "F. Grant"
    assert "Traceback" not in played.said
    assert played.said.count("\n") == 1


@pytest.mark.parametrize("name", NAMES)
def test_the_right_path_ends_where_the_scenario_says(name: str, tmp_path: Path) -> None:
    scenario = read(file_of(name))
    played = play(name, tmp_path)
    assert played.status == 0, played.said
    _told(scenario, played)
    wanted, record = scenario.expected, played.record
    assert (record["grade"] or {}).get("grade") == wanted.grade
    if wanted.end == "accepted":
        assert record["handover"]["state"] == "accepted"
        assert record["handover"]["accepted_by_name"] == wanted.accepted_by
        assert record["handover"]["team"] == wanted.team
        (incident,) = record["incidents"]
        assert incident["contacts"] == [record["contact"]["contact_id"]]
        assert record["times_ms"]["outcome_to_accepted"] >= 0
    else:
        assert record["handover"] is None
        assert record["incidents"] == []
        assert record["contact"]["disposition"] == wanted.disposition


@pytest.mark.parametrize("name", NAMES)
def test_the_wrong_path_ends_in_its_guard_open_item_or_refusal(name: str, tmp_path: Path) -> None:
    scenario = read(file_of(name))
    played = play(name, tmp_path, "--path", "wrong")
    assert played.status == 3, played.said
    _told(scenario, played)
    named, wanted = played.record["result"]["named"], scenario.wrong.expected
    assert wanted.names in named
    assert wanted.names in played.said
    if wanted.by == "guard":
        assert wanted.names in [h["guard"] for h in played.record["result"]["held_by"]]
        assert played.record["incidents"] == []
    elif wanted.by == "refusal":
        assert played.record["handover"]["state"] == "refused"
        assert played.record["handover"]["refusals"][-1]["cause"] == named
    else:
        items = played.record["handover"]["open_items"]
        assert named in [item["about"] for item in items]


def test_a_past_grade_can_be_derived_again_from_the_stored_answers(tmp_path: Path) -> None:
    record = play("road-collision", tmp_path).record
    chosen_at = record["grade"]["at"]
    policy = load_force("police-scotland")
    case = CaseFacts(
        incident_type=record["contact"]["incident_type"],
        answers={
            key: AnswerFact(Ending(told["ending"]), told["choice"])
            for key, told in record["assessment"]["answers"].items()
            if told["at"] <= chosen_at
        },
        markers=frozenset(k for k, s in record["assessment"]["markers"].items() if s == "set"),
    )
    again = indicate(policy, case)
    assert again.grade == record["indication"]["grade"]
    assert again.engine == record["indication"]["engine"]
    assert [r.rule_id for r in again.reasons] == record["indication"]["rule_ids"]


def test_a_scenario_of_ones_own_is_a_file_anywhere(tmp_path: Path) -> None:
    mine = tmp_path / "my-call.toml"
    shutil.copy(file_of("repeat-asb-twin"), mine)
    text = mine.read_text(encoding="utf-8").replace('name = "repeat-asb-twin"', 'name = "my-call"')
    mine.write_text(text, encoding="utf-8")
    assert play("my-call.toml", tmp_path).status == 0


def test_an_end_that_does_not_come_is_a_fault_with_status_1(tmp_path: Path) -> None:
    mine = tmp_path / "hoped.toml"
    text = file_of("repeat-asb-twin").read_text(encoding="utf-8")
    text = text.replace('name = "repeat-asb-twin"', 'name = "hoped"')
    text = text.replace('disposition = "advice"', 'disposition = "message"')
    mine.write_text(text, encoding="utf-8")
    played = play(mine, tmp_path)
    assert played.status == 1
    assert "disposition is advice, not message" in played.said
    assert played.record["result"]["as_expected"] is False


def test_a_scenario_that_does_not_exist_is_told_in_one_sentence(tmp_path: Path) -> None:
    played = play("no-such-call", tmp_path)
    assert (played.status, played.record) == (1, {})
    assert played.said.count("\n") == 1
    assert "road-collision" in played.said
