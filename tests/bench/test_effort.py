"""Actions are counted as the rules say, and a scenario is driven to its end by keys alone."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from workstation.__main__ import main
from workstation.bench import keyed_call
from workstation.bench.strokes import Effort, Stroke, effort, pressed
from workstation.bootstrap.faults import CannotGoOn
from workstation.content.scenarios import file_of


@pytest.mark.parametrize(
    ("sequence", "kind"),
    [
        ("F2", "function"),
        ("F12", "function"),
        ("Alt+K", "chord"),
        ("Ctrl+Shift+2", "chord"),
        ("Return", "key"),
        ("Down", "key"),
        ("3", "digit"),
    ],
)
def test_every_key_and_chord_is_one_action(sequence: str, kind: str) -> None:
    assert pressed(sequence) == Stroke(kind, sequence)  # type: ignore[arg-type]
    assert effort([pressed(sequence)]).actions == 1


@pytest.mark.parametrize(
    ("strokes", "actions", "characters", "seconds"),
    [
        # answer, half a line, send: the line goes along
        (["F4", "words:he is coming ba", "F12"], 2, 15, 2 * 1.55),
        # a question answered in words, one with a choice, one not known
        (["F2", "words:red", "Return", "2", "Alt+K"], 4, 3, 1.55 + 0.2 + 1.55 + 1.75),
        # the finder's letters are no words of the call
        (["Ctrl+K", "letters:adv", "Return"], 5, 0, 1.75 + 3 * 0.2 + 0.2),
        (["words:fourteen", "Down", "Down", "Return"], 3, 8, 3 * 0.2),
    ],
)
def test_known_sequences_cost_what_the_rules_say(
    strokes: list[str], actions: int, characters: int, seconds: float
) -> None:
    counted = effort(stroke for named in strokes for stroke in _strokes(named))
    assert (counted.actions, counted.characters) == (actions, characters)
    assert counted.keystroke_s == pytest.approx(seconds)
    assert counted.words_s == pytest.approx(0.2 * characters)


def _strokes(named: str) -> list[Stroke]:
    kind, colon, what = named.partition(":")
    if colon:
        return [Stroke(kind.removesuffix("s"), letter) for letter in what]  # type: ignore[arg-type]
    return [pressed(named)]


def test_efforts_add_up() -> None:
    assert Effort(1, 2, 0.5, 0.25) + Effort(3, 4, 0.5, 0.75) == Effort(4, 6, 1.0, 1.0)


def test_a_contact_without_incident_is_driven_to_its_end_within_its_goal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", os.environ.get("QT_QPA_PLATFORM", "offscreen"))
    file = tmp_path / "effort.json"
    named = "enquiry-without-incident"
    assert main(["bench", "effort", "--scenario", named, "--json", str(file)]) == 0
    (one,) = json.loads(file.read_text(encoding="utf-8"))["scenarios"]
    assert named in capsys.readouterr().out
    assert one["kind"] == "without incident"
    assert one["actions"] == sum(one["by_step"].values()) <= 8
    assert one["strokes"][0] == ["answer", "F4"]


def test_a_step_that_the_keys_do_not_bring_about_is_named_by_file_and_line(
    tmp_path: Path, qapp: object
) -> None:
    told = file_of("enquiry-without-incident").read_text(encoding="utf-8")
    file = tmp_path / "enquiry-without-incident.toml"
    there = told.index('do = "line"')
    step = '[[step]]\nat = 1\ndo = "officer_safety"\nstatus = "not_asked"\n\n'
    at = told.rindex("[[step]]", 0, there)
    file.write_text(told[:at] + step + told[at:], encoding="utf-8")
    line = (told[:at] + step).count("\n", 0, at) + 1
    with pytest.raises(CannotGoOn, match=rf"enquiry-without-incident\.toml:{line}: "):
        keyed_call.drive(file)
