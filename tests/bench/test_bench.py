"""The measurements run and say what they must; how fast anything is, no test asks."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.fixtures.processes import need
from workstation.__main__ import main
from workstation.bench import cues
from workstation.content.labelled import SETS, load_labelled
from workstation.content.scenarios import scenario_files


def test_start_is_measured_beside_a_bare_window(
    tmp_path: Path, xserver: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    need("xdotool")
    monkeypatch.setenv("DISPLAY", xserver)
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    report = _report(tmp_path, "start")
    assert report["what"] == "start"
    assert report["rounds"] == len(report["each_ms"]) == 1
    assert report["same_place"] is True
    assert set(report["ratio"]) == {"painted", "typing"}
    (one,) = report["each_ms"]
    for window in ("bare", "desk"):
        assert 0 < one[window]["painted"] <= one[window]["typing"]
        assert set(report["median_ms"][window]) == {"painted", "ready", "typing"}
    assert one["desk"]["painted"] <= one["desk"]["ready"]
    assert 0 < one["bare"]["painted_mb"] < one["desk"]["painted_mb"] < one["desk"]["ready_mb"]
    assert report["median_mb"]["desk"]["ready"] == pytest.approx(one["desk"]["ready_mb"], abs=0.1)


def test_without_keys_to_send_the_first_key_is_left_out(tmp_path: Path) -> None:
    report = _report(tmp_path, "start")
    assert report["ratio"]["typing"] is None
    assert report["ratio"]["painted"] > 0
    assert report["same_place"] is True


def test_acceptance_is_measured_from_the_outcome(tmp_path: Path) -> None:
    report = _report(tmp_path, "acceptance")
    assert report["what"] == "acceptance"
    assert len(report["each_ms"]) == 1
    times = report["from_outcome_ms"]
    assert 0 < times["delivered"]["p50"] <= times["accepted"]["p50"] <= times["accepted"]["max"]


def test_cues_are_measured_and_no_held_out_line_is_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "figures.json"
    assert main(["bench", "cues", "--json", str(file)]) == 0
    told = capsys.readouterr().out + file.read_text(encoding="utf-8")
    report = json.loads(file.read_text(encoding="utf-8"))
    for which in SETS:
        figures, lines = report["sets"][which], load_labelled(which)
        assert figures["lines"] == len(lines)
        assert figures["expected"] == sum(len(line.markers) for line in lines)
        assert 0 <= figures["missed"] <= figures["expected"]
    assert [one["name"] for one in report["scenarios"]] == [f.stem for f in scenario_files()]
    assert {one["id"] for one in report["tuning_misses"]} <= {i.id for i in load_labelled("tuning")}
    assert not [line.id for line in load_labelled("held-out") if line.text in told]


def test_the_goals_for_suggested_markers_are_met_on_the_held_out_lines() -> None:
    report = cues.measure()
    assert report["sets"]["held-out"]["recall"] >= cues.RECALL_GOAL
    per = report["false_per_scenario"]
    assert per["narrative"]["mean"] <= per["with_answers"]["mean"] <= cues.FALSE_GOAL
    assert per["narrative"]["at_held_out_rate"] <= cues.FALSE_GOAL


@pytest.mark.parametrize(
    "wrong",
    [
        "start --rounds 0",
        "nonsense",
        "start --callers 5",
        "cues start",
        "pop --rounds 2",
        "pop start",
    ],
)
def test_wrong_usage_has_status_2(wrong: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["bench", *wrong.split()])
    assert ended.value.code == 2


def _report(folder: Path, kind: str) -> dict[str, Any]:
    """One round, as a person would run it."""
    file = folder / "figures.json"
    told = subprocess.run(
        [sys.executable, "-m", "workstation", "bench", kind, "--rounds", "1", "--json", str(file)],
        capture_output=True,
        text=True,
    )
    assert told.returncode == 0, told.stderr
    assert told.stdout.count("\n") >= 3
    return json.loads(file.read_text(encoding="utf-8"))  # type: ignore[no-any-return]
