"""`workstation content check`: every planted fault is named with its file and its line."""

import shutil

import pytest

from workstation.content.check import check
from workstation.content.faults import ContentError
from workstation.content.lines import line_of
from workstation.content.policies import load_policy, pack, policy_folder, unpack
from workstation.content.resources import resource_root

POLICY = "policies/police-scotland/3.2"


@pytest.fixture
def content(tmp_path):
    """A copy of everything that is shipped, to plant faults in."""
    shutil.copytree(resource_root() / "policies", tmp_path / "policies")
    shutil.copytree(resource_root() / "scenarios", tmp_path / "scenarios")
    return tmp_path


def plant(content, file, old, new):
    """Replace the first ``old``; the line it stood on, from 1."""
    place = content / file
    text = place.read_text(encoding="utf-8")
    assert old in text
    place.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_what_is_shipped_is_whole():
    assert check(resource_root()) == ()


FAULTS = [
    ("rules.toml", 'when = { answer = "T.weapon", is = ["used"] }',
     'when = { answer = "T.wepon", is = ["used"] }', "no question “T.wepon”"),
    ("rules.toml", 'is = ["trapped"]', 'is = ["stuck"]', "no choice “stuck”"),
    ("rules.toml", 'indicates = "immediate"', 'indicates = "urgent"', "no grade “urgent”"),
    ("rules.toml", 'when = { marker = "repeat_victim" }', 'when = { marker = "repeat" }',
     "no risk marker “repeat”"),
    ("rules.toml", 'when = { marker = "repeat_victim" }',
     'when = { all = [{ marker = "hate" }, { none = [{ marker = "hate" }] }] }',
     "can never fire"),
    ("rules.toml", 'when = { marker = "repeat_victim" }',
     'when = { marker = "hate", place_known = true }', "exactly one thing"),
    ("guards.toml", 'go_to = "question:H.self"', 'go_to = "question:H.sefl"',
     "no question “H.sefl”"),
    ("guards.toml", 'holds = ["appointment"]', 'holds = ["apointment"]',
     "no outcome “apointment”"),
    ("guards.toml", 'referral = ["partner_desk"]', 'referral = ["partners"]',
     "no team “partners”"),
    ("guards.toml", 'markers = ["domestic_abuse", ', 'markers = ["hate", ',
     "holds nothing because of a risk marker “hate”"),
    ("guards.toml", 'keeper = "resolution_team"', 'keeper = "partner_desk"',
     "no team “partner_desk” that closes"),
    ("routes.toml", 'teams = ["partner_desk"]', 'teams = ["partners"]', "no team “partners”"),
    ("incident_types.toml", 'advice = ["keep_clothes", "stay_on_line"]',
     'advice = ["keep_cloths"]', "no advice “keep_cloths”"),
    ("advice.toml", 'offers = ["child_or_adult_at_risk"]', 'offers = ["child"]',
     "no risk marker “child”"),
    ("advice.toml", 'advice = ["stay_on_line"]', 'advice = ["stay"]', "no advice “stay”"),
    ("incident_types.toml", '"H.strangled"]', '"H.taken"]', "not about this incident type"),
    ("questions.toml", 'letter = "E"', 'letter = "X"', "no letter “X”"),
    ("questions.toml", "weight = 95", 'weight = "heavy"', "weight"),
    ("grades.toml", "rank = 2", "rank = 7", "ranks run 1, 2, 3"),
    ("grades.toml", "urgent = true", "urgnet = true", "not a key that is known"),
    ("markers.toml", 'key = "weapon"', 'key = "hate"', "stands here twice"),
    ("policy.toml", 'version = "3.2"', 'version = "3.3"', "and lies in"),
    ("advice.toml", "[[advice]]", "[[advice", "not TOML"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "words"), FAULTS)
def test_a_planted_fault_is_named_with_its_file_and_line(content, file, old, new, words):
    line = plant(content, f"{POLICY}/{file}", old, new)
    found = check(content)
    named = [f for f in found if words in f.text]
    assert named, found
    assert named[0].file == f"{POLICY}/{file}"
    assert 0 < named[0].line <= line
    text = (content / POLICY / file).read_text(encoding="utf-8").split("\n")
    assert not any(row.startswith("[[") for row in text[named[0].line : line - 1])


def test_a_policy_with_a_fault_is_refused_whole_in_one_sentence(content):
    plant(content, f"{POLICY}/rules.toml", 'is = ["trapped"]', 'is = ["stuck"]')
    with pytest.raises(ContentError) as refused:
        load_policy(content / POLICY)
    assert "no call was touched" in refused.value.sentence


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('name = "road-collision"', 'name = "colision"', "must be the file's name"),
        ('line = "999"', 'line = "112"', "999"),
        ('number = "+447700900417"', 'number = "+447911123456"', "number"),
        ('persona = """', 'personna = """', "not a key that is known"),
    ],
)
def test_a_fault_of_a_scenario_is_named_with_its_line(content, old, new, words):
    line = plant(content, "scenarios/road-collision.toml", old, new)
    named = [f for f in check(content) if words in f.text]
    assert named and named[0].line == line


def test_either_half_may_be_missing_but_not_both(content, tmp_path):
    shutil.rmtree(content / "scenarios")
    assert check(content) == ()
    shutil.rmtree(content / "policies")
    assert "neither" in check(content)[0].text
    assert "not a folder" in check(tmp_path / "nowhere")[0].text


def test_unknown_files_are_faults(content):
    (content / POLICY / "notes.txt").write_text("x", encoding="utf-8")
    (content / "scenarios" / "old.bak").write_text("x", encoding="utf-8")
    assert {f.file for f in check(content)} == {f"{POLICY}/notes.txt", "scenarios/old.bak"}


def test_the_hash_is_the_same_packed_and_with_other_line_ends(content):
    folder = policy_folder("police-scotland")
    there = load_policy(folder)
    assert unpack(pack(folder)).ref == there.ref
    for file in (content / POLICY).iterdir():
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert load_policy(content / POLICY).ref == there.ref


def test_lines_are_found_in_lists_of_tables_and_past_long_strings():
    text = 'a = 1\n[[x]]\nk = """\nk = 9\n"""\n[[x.y]]\nz = 1\n[[x]]\nk = 2\n[[x.y]]\nz = 3\n'
    assert line_of(text, ("x", 0, "k")) == 3
    assert line_of(text, ("x", 0, "y", 0, "z")) == 7
    assert line_of(text, ("x", 1, "k")) == 9
    assert line_of(text, ("x", 1, "y", 0, "z")) == 11
    assert line_of(text, ("x", 1, "nothing")) == 8
