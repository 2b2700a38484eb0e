"""Term lists and labelled lines: what is shipped is whole, and planted faults are named."""

import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.content.check import check
from workstation.content.cues import load_cues, read_cues
from workstation.content.faults import ContentError
from workstation.content.labelled import SETS, load_labelled
from workstation.content.policies import load_force
from workstation.content.resources import resource_root
from workstation.domain.cues.patterns import compiled_lists, owned_phrases
from workstation.domain.cues.phrases import Gap, ends, phrase
from workstation.domain.cues.suggest import TypedLine, suggest
from workstation.domain.cues.words import words_of

TERMS = "cues/en-GB.toml"
HELD_OUT = "cues/labelled/held-out-1.toml"


@pytest.fixture
def content(tmp_path):
    """A copy of the shipped policies and cues, to plant faults in."""
    for part in ("policies", "cues"):
        shutil.copytree(resource_root() / part, tmp_path / part)
    return tmp_path


@pytest.fixture(scope="module")
def patterns():
    return load_cues()


def test_every_marker_of_the_policy_can_be_suggested(patterns):
    named = {marker.key for marker in load_force("police-scotland").markers}
    assert {cue.marker for cue in patterns.cues} == named


def test_every_phrase_that_is_shipped_can_be_met():
    """Each phrase meets the words it is made of, so none is dead for a mark or a wrong letter."""
    file, faults = read_cues(resource_root() / TERMS, TERMS)
    assert not faults
    written = file.plain()
    lists = compiled_lists(written.lists)
    texts = {text for _, text in owned_phrases(written)} | {
        t for ts in file.lists.values() for t in ts
    }
    for text in texts:
        one = phrase(text, lists)
        line = " ".join(_said(one))
        assert len(words_of(line)) in ends(one, words_of(line), 0, written.fillers), (text, line)


def _said(one):
    """Words that a phrase is made of."""
    for part in one:
        if isinstance(part, Gap):
            continue
        if part.words:
            yield min(part.words)
        elif part.numbers:
            yield str(part.numbers[0][0])
        else:
            yield from _said(part.phrases[0])


@given(st.lists(st.text(max_size=200), max_size=3))
def test_no_text_is_too_odd_for_the_shipped_lists(patterns, texts):
    lines = [TypedLine(str(n), text) for n, text in enumerate(texts)]
    for one in suggest(lines, patterns):
        assert texts[int(one.line_id)][one.start : one.end] == one.words


def test_there_are_enough_labelled_lines_of_every_kind():
    sets = {which: load_labelled(which) for which in SETS}
    assert sum(map(len, sets.values())) >= 240
    assert len(sets["held-out"]) >= 90
    for lines in sets.values():
        assert len({line.kind for line in lines}) == 8
        assert {marker for line in lines for marker in line.markers} == {
            marker.key for marker in load_force("police-scotland").markers
        }
        assert any(not line.markers for line in lines)


def plant(content, file, old, new):
    """Replace the first ``old``; the line it stood on, from 1."""
    place = content / file
    text = place.read_text(encoding="utf-8")
    assert old in text
    place.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


FAULTS = [
    (TERMS, 'marker = "weapon"', 'marker = "wepon"', "no policy has the risk marker “wepon”"),
    (TERMS, 'near = "hostile"', 'near = "hostil"', "there is no list “hostil”"),
    (TERMS, 'id = "weapon-carried"', 'id = "weapon-named"', "stands here twice"),
    (TERMS, 'kind = "past"', 'kind = "negated"', "stands here twice"),
    (TERMS, 'lasts = ["quoted"]', 'lasts = ["quotd"]', "lasts"),
    (TERMS, 'words = ["<partner>"]', 'words = ["<partnr>"]', "there is no list “partnr”"),
    (TERMS, 'words = ["<partner>"]', 'words = [".. him"]', "begins nor ends with a word"),
    (TERMS, 'reach = 40', 'reach = "far"', "reach"),
    (TERMS, '[borders]', 'nearby = []\n[borders]', "not a key that is known"),
    (HELD_OUT, 'markers = ["hate"]', 'markers = ["hat"]', "no policy has the risk marker “hat”"),
    (HELD_OUT, 'id = "h002"', 'id = "h001"', "the id stands here twice"),
    (HELD_OUT, 'kind = "plain"', 'kind = "plainly"', "kind"),
    (HELD_OUT, 'source = "thrive"', 'source = "somewhere"', "no source “somewhere”"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "words"), FAULTS)
def test_a_planted_fault_is_named_with_its_file_and_line(content, file, old, new, words):
    line = plant(content, file, old, new)
    (named, *_) = [fault for fault in check(content) if words in fault.text]
    assert (named.file, named.line) == (file, line)


def test_a_line_of_one_set_may_not_stand_in_the_other(content):
    (first, *_) = load_labelled("tuning", content)
    (other, *_) = load_labelled("held-out", content)
    line = plant(content, HELD_OUT, other.text, first.text.upper())
    (fault,) = [fault for fault in check(content) if "the text stands here twice" in fault.text]
    assert "labelled" in fault.file
    assert fault.line == line or fault.file != HELD_OUT


def test_a_list_that_nothing_names_is_a_fault(content):
    plant(content, TERMS, "[lists]\n", '[lists]\nidle = ["nothing"]\n')
    assert any("no phrase names the list “idle”" in fault.text for fault in check(content))


def test_unknown_files_are_faults(content):
    (content / "cues" / "notes.txt").write_text("x", encoding="utf-8")
    (content / "cues" / "labelled" / "more.toml").write_text("x", encoding="utf-8")
    assert {f.file for f in check(content)} == {"cues/notes.txt", "cues/labelled/more.toml"}


def test_lists_with_a_fault_are_refused_whole_in_one_sentence(content):
    plant(content, TERMS, 'near = "hostile"', 'near = "hostil"')
    with pytest.raises(ContentError) as refused:
        load_cues(content)
    assert "no call was touched" in refused.value.sentence
