"""What people are found by comes from how they are written, and a slip shares some of it."""

from hypothesis import given
from hypothesis import strategies as st

from workstation.desk.cache.callers import records, spelling, words
from workstation.desk.cache.gazetteer import words as gazetteer


@given(st.lists(st.text(max_size=8) | st.from_regex(r"\+44\d{10}", fullmatch=True), max_size=4))
def test_numbers_come_back_as_they_went(phones: list[str]) -> None:
    assert records.phones_of(records.phones_text(phones)) == tuple(phones)


@given(st.text("abc", min_size=4, max_size=12), st.data())
def test_two_slips_leave_a_trace_in_common(word: str, data: st.DataObject) -> None:
    typed = word
    for _ in range(2):
        at = data.draw(st.integers(0, len(typed) - 1))
        letter = data.draw(st.sampled_from(["", "x", "x" + typed[at]]))
        typed = typed[:at] + letter + typed[at + 1 :]
    if len(typed) >= 4:
        assert spelling.traces(word) & spelling.traces(typed)


@given(st.text(st.characters(max_codepoint=127)) | st.text())
def test_people_are_folded_as_places_are(text: str) -> None:
    plain = gazetteer.words(text.replace("/", " "))[: words.MOST]
    assert words.name_words(text) == list(dict.fromkeys([*plain, *words.joined(plain)]))
    assert words.place_words(text, "") == list(dict.fromkeys(words.PLACE + one for one in plain))
