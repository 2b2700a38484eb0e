"""The speed goals of the people on record are measured and reported; how fast, no test asks."""

import json
from pathlib import Path

import pytest

from workstation.__main__ import main
from workstation.bench import (
    callers_frequent,
    callers_misspelt,
    callers_pop,
    callers_typing,
    durable_answers,
    speed_goals,
)
from workstation.bench.slips import KINDS
from workstation.cli import bench

NAMES = ("building", "number", "history", "typing", "misspelt", "changes", "frequent")


def test_every_goal_is_measured_beside_what_it_is_held_against(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(callers_typing, "_LOOKED_FOR", 2)
    monkeypatch.setattr(callers_misspelt, "_NAMES", 10)
    monkeypatch.setattr(callers_frequent, "_RINGS", 3)
    monkeypatch.setattr(callers_pop, "_RING", 10)
    monkeypatch.setattr(callers_pop, "_COLD", 2)
    file, kept = tmp_path / "figures.json", tmp_path / "kept"
    size = ["--callers", "1500", "--contacts", "2700", "--folder", str(kept)]
    assert main(["bench", *NAMES, *size, "--json", str(file)]) == 0
    report = json.loads(file.read_text(encoding="utf-8"))
    assert (report["callers"], report["contacts"]) == (1500, 2700)
    measured = report["measured"]
    assert set(measured) == set(NAMES)
    told = capsys.readouterr().out
    for name in NAMES:
        assert measured[name]["goals"]
        for one in measured[name]["goals"]:
            assert one["measured"] > 0
            assert one["goal"] in told
    assert measured["history"]["contacts"] == 2_000
    assert measured["frequent"]["contacts"] == [2_004, 2_004]
    assert set(measured["misspelt"]["kinds"]) == set(KINDS)
    assert measured["typing"]["somebody_found"] > 0.8
    assert measured["typing"]["bare_finds_the_same"] == 1
    assert [one.name for one in kept.iterdir()] == ["callers-000001.db"]


def test_an_answer_is_measured_beside_an_append_and_a_bare_encrypted_commit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(durable_answers, "ANSWERS", 5)
    monkeypatch.setattr(durable_answers, "WARM", 2)
    monkeypatch.setattr(durable_answers, "PAINTED", 3)
    file = tmp_path / "figures.json"
    assert main(["bench", "answers", "--json", str(file)]) == 0
    report = json.loads(file.read_text(encoding="utf-8"))["measured"]["answers"]
    ms = report["ms"]
    assert set(ms) == {"answer", "append", "few", "commit", "processor", "painting"}
    assert min(one["p50"] for one in ms.values()) > 0
    ratio = ms["answer"]["p50"] / ms["append"]["p50"]
    assert report["goals"][0]["measured"] == pytest.approx(ratio, abs=0.001)
    assert f"bare encrypted commit {ms['commit']['p50']:g}" in capsys.readouterr().out


def test_what_is_measured_without_a_name_is_what_the_command_says() -> None:
    assert tuple(bench.GOALS) == speed_goals.NAMES
