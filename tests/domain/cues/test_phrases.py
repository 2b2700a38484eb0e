"""The language of term lists: what a phrase meets, and what is refused."""

import pytest

from workstation.domain.cues.phrases import Fillers, ends, lists_named, phrase
from workstation.domain.cues.words import words_of

LISTS = {"tool": (phrase("bolt|nut", {}), phrase("long saw", {}))}


def met(written, line):
    one = phrase(written, LISTS)
    words = words_of(line)
    return [line[words[0].start : words[end - 1].end] for end in ends(one, words, 0, FILLERS)]


FILLERS = Fillers(frozenset({"the", "a"}), frozenset({"not"}))


@pytest.mark.parametrize(
    ("written", "line", "found"),
    [
        ("a|b c", "b c d", ["b c"]),
        ("grab+", "grabbing", ["grabbing"]),
        ("carry+", "carried", ["carried"]),
        ("smash+", "smashes", ["smashes"]),
        ("<tool>|peg", "long the saw", ["long the saw"]),
        ("<tool>|peg", "peg", ["peg"]),
        ("fell .. <tool>", "fell on my left nut", ["fell on my left nut"]),
        ("fell .. <tool>", "fell on my own left nut", []),
        ("fell .. <tool>", "fell on, nut", []),
        ("fell .. <tool>", "fell not on nut", []),
        ("fell not .. <tool>", "fell not on nut", ["fell not on nut"]),
        ("fell on", "fell, on", []),
        ("AB", "AB", ["AB"]),
        ("AB", "ab", []),
        ("dog tail", "dog's tail", ["dog's tail"]),
        ("{5-7}|eight", "7", ["7"]),
        ("{5-7}|eight", "8", []),
    ],
)
def test_what_a_phrase_meets(written, line, found):
    assert met(written, line) == found


@pytest.mark.parametrize("written", ["", ".. nut", "nut ..", "<nails>", "nut, bolt", "a||b", "{7}"])
def test_what_cannot_be_read_is_refused(written):
    with pytest.raises(ValueError, match=r"with a word|is not a word|no list"):
        phrase(written, LISTS)


def test_the_lists_that_a_phrase_names():
    assert lists_named("a|<tool> .. <nail>") == {"tool", "nail"}
