"""The same words however they are made: by the database for plain people, by hand for all."""

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from workstation.desk.cache.callers import plain, records, spelling, words

SCHEMA = (
    "CREATE TABLE caller (id INTEGER, rk INTEGER, name TEXT, address TEXT, postcode TEXT,"
    " address_protected INTEGER)"
)
PUT = "INSERT INTO caller VALUES (1, 1, ?, ?, ?, ?)"
WRITTEN = (
    "Agnes Ian mac Mc O Al St Smith O'Neill MacDonald de Wójcik Smith-Jones Morag-Catriona"
    " Al-Hassan mac-X - . ' ` '' 12"
).split()
NAMES = st.lists(st.sampled_from(WRITTEN), max_size=4).map(" ".join)
HOUSES = ["12", "2/1", "Grange", "Road,", "Road", ",", "", "St", "é", "Inverbrae"]
PLACES = st.lists(st.sampled_from(HOUSES), max_size=6).map(" ".join)
POSTCODES = st.sampled_from(["", " ", "KX1 2AB", "kx12ab", "KX1-2AB", "É1 2AB"])


@settings(max_examples=400, deadline=None)
@given(
    NAMES | st.text("aB' -", max_size=16),
    PLACES | st.text("aB1 ,", max_size=90),
    POSTCODES,
    st.booleans(),
)
def test_the_database_makes_the_words_that_would_be_made_by_hand(
    name: str, address: str, postcode: str, protected: bool
) -> None:
    connection = dbapi2.connect(":memory:")
    connection.execute(SCHEMA)
    connection.execute("CREATE VIRTUAL TABLE who USING fts5(words, tokenize='ascii')")
    connection.execute("CREATE VIRTUAL TABLE said USING fts5vocab(who, 'row')")
    connection.execute(PUT, (name, address, postcode, int(protected)))
    connection.execute(plain.INSERT, (0, 9))
    others = connection.execute(plain.OTHERS, (0, 9)).fetchall()
    made = {term for (term,) in connection.execute("SELECT term FROM said")}
    connection.close()
    by_hand = words.indexed(name, address, postcode, protected=protected)
    assert made == (set() if others else set(by_hand.split()))


def test_most_people_are_written_plainly() -> None:
    connection = dbapi2.connect(":memory:")
    connection.execute(SCHEMA)
    for name in ("Agnes O'Neill", "Ian Macdonald", "Morag-Catriona MacDonald-Ferguson"):
        connection.execute(PUT, (name, "12 Grange Road, Inverbrae", "KX1 2AB", 0))
    others = connection.execute(plain.OTHERS, (0, 9)).fetchall()
    connection.close()
    assert others == []


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
