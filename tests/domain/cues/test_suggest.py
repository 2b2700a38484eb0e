"""Suggestions from made-up words: what is suggested, once, where, and what takes it away.

The words here are of no language, so that nothing repeats the shipped term lists.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.domain.cues.patterns import (
    SCOPE_KINDS,
    Borders,
    Cue,
    Scope,
    Speakers,
    Written,
    compiled,
)
from workstation.domain.cues.phrases import Fillers
from workstation.domain.cues.suggest import TypedLine, suggest

PATTERNS = compiled(
    Written(
        cues=(
            Cue("plain", "red", ("zorbel+", "gant|gants .. vash")),
            Cue("paired", "blue", ("<folk>",), near="deed"),
            Cue("spared", "green", ("tremmick",), unless="peace"),
            Cue("lasting", "grey", ("quorrish",), lasts=frozenset(SCOPE_KINDS)),
            Cue("aged", "white", ("{70-110} yo",)),
        ),
        scopes=(
            Scope(
                "negated",
                before=("nae",),
                after=("unseen",),
                answers=("nil",),
                exempt=("nae wonder",),
                reach=4,
                reach_back=2,
            ),
            Scope("past", before=("yore",), after=("yore",), leads=("yore",), reach=40),
            Scope("hypothetical", before=("perchance",)),
            Scope("elsewhere", within=("zorbel park",)),
        ),
        lists={"folk": ("murl", "ex murl"), "deed": ("brackle+",), "peace": ("shoom",)},
        borders=Borders(("yet",), not_after=frozenset({"think"}), going_on=frozenset({"or"})),
        speakers=Speakers(caller=("ringer",), other=("bloke",), title=("ditty",)),
        fillers=Fillers(frozenset({"the"}), frozenset({"nae"})),
        ordinary=frozenset({"zorbek"}),
    )
)
#: Words that mean nothing to the patterns and are no slip of one that does.
FILLER = st.sampled_from(["ib", "ubo", "lelo", "hif", "pida", "ovo"])
FILLERS = st.lists(FILLER, max_size=3).map(" ".join)
ANY_LINE = st.lists(
    st.sampled_from(
        ["zorbel", "murl", "brackled", "tremmick", "shoom", "quorrish", "nae", "yet", "yore", "nil",
         "unseen", "81 yo", ",", ".", "-", '"', "bloke", "the", "lelo", "or", "perchance", "?"]
    ),
    max_size=14,
).map(" ".join)  # fmt: skip


def markers(*lines, settled=frozenset()):
    found = suggest([TypedLine(str(n), t) for n, t in enumerate(lines)], PATTERNS, settled)
    return [one.marker for one in found]


@given(st.lists(ANY_LINE | st.text(max_size=60), max_size=4), st.sets(st.sampled_from(["red"])))
def test_a_marker_is_suggested_at_most_once_and_never_when_it_is_settled(lines, settled):
    found = markers(*lines, settled=settled)
    assert len(found) == len(set(found))
    assert not settled & set(found)


@given(st.lists(ANY_LINE | st.text(max_size=60), max_size=4))
def test_a_suggestion_points_at_its_words(lines):
    for one in suggest([TypedLine(str(n), t) for n, t in enumerate(lines)], PATTERNS):
        assert one.words
        assert lines[int(one.line_id)][one.start : one.end] == one.words
        assert one.cue in {cue.id for cue in PATTERNS.cues if cue.marker == one.marker}


@given(ANY_LINE)
def test_the_same_line_gives_the_same_suggestions(line):
    assert markers(line) == markers(line)


@given(FILLERS, FILLERS)
def test_words_alone_suggest_and_a_negated_clause_never_does(before, between):
    said = f"{between} zorbels {before}"
    assert markers(said) == ["red"]
    assert markers(f"{before} nae {said}") == []
    assert markers(f"{before} nae {between}, yet zorbels") == ["red"]


@given(FILLERS)
def test_negation_ends_at_marks_and_borders_and_beyond_its_reach(filler):
    assert markers(f"nae {filler}. zorbel") == ["red"]
    assert markers(f"nae {filler} yet zorbel") == ["red"]
    assert markers(f"nae {filler} think yet zorbel") == ([] if len(filler.split()) < 3 else ["red"])
    assert markers(f"nae ib ib ib ib ib {filler} zorbel") == ["red"]


@pytest.mark.parametrize(
    "line",
    ["zorbel unseen", "zorbel: nil", "zorbel? nil.", "zorbel - nil", "nae ib, ib or zorbel",
     "nae ib, lelo, zorbel or ubo", "perchance zorbel", "zorbel park", "zorbel ib yore",
     "yore, ib zorbel", "ditty \"zorbel\""],
)  # fmt: skip
def test_what_takes_words_from_being_a_cue(line):
    assert markers(line) == []


@pytest.mark.parametrize(
    "line",
    ["nil, zorbel", "nae wonder zorbel", "zorbel ib ib ib unseen", "ZORBEL", "“zorbel”",
     "ringer: \"zorbel\"", "?zorbel", "(zorbel)", "ib/zorbel", "the gants ib the vash"],
)  # fmt: skip
def test_what_leaves_words_a_cue(line):
    assert markers(line) == ["red"]


@pytest.mark.parametrize("line", ['bloke ib "zorbel"', '"zorbel" ib bloke', "bloke 'zorbel'"])
def test_somebody_else_quoted_counts_only_for_cues_that_last(line):
    assert markers(line) == []
    assert markers(line.replace("zorbel", "quorrish")) == ["grey"]


def test_a_scope_takes_nothing_from_a_cue_that_it_lasts_through():
    assert markers("nae quorrish", "perchance quorrish") == ["grey"]


def test_a_pair_needs_both_in_the_line_and_both_alive():
    assert markers("murl ib brackled") == ["blue"]
    (one,) = suggest([TypedLine("a", "ib brackling, the ex-murl ib")], PATTERNS)
    assert one.words == "brackling, the ex-murl"
    assert markers("murl ib", "brackled ib") == []
    assert markers("murl nae brackled") == []
    assert markers("nae murl, ib brackled") == []


def test_a_word_that_speaks_against_it_silences_a_cue():
    assert markers("tremmick ib") == ["green"]
    assert markers("tremmick ib, shoom") == []


@pytest.mark.parametrize(("line", "found"), [
    ("81 yo", ["white"]), ("81yo", ["white"]), ("81 y/o", ["white"]), ("69 yo", []), ("81", []),
    ("181 yo", []),
])  # fmt: skip
def test_figures_within_their_bounds(line, found):
    assert markers(line) == found


@given(st.integers(1, 6))
def test_two_swapped_letters_are_mended_and_the_typed_words_are_shown(at):
    word = "tremmick"
    typed = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    (one,) = suggest([TypedLine("a", f"ib {typed}")], PATTERNS)
    assert one.marker == "green"
    assert one.words == typed


def test_an_ordinary_word_is_no_slip():
    assert markers("zorbl") == ["red"]
    assert markers("zorbek") == []


def test_several_markers_come_in_the_order_of_their_words():
    assert markers("quorrish, murl brackled, zorbel") == ["grey", "blue", "red"]
