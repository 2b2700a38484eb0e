"""What a query says of a call: a force's own names, numbers as they come, and nothing by guess."""

from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.desk.telephony.call_query import BadNames, NotACall, call_event, naming
from workstation.domain.call_event import CallEvent

OFFERED = {"kind": "offered", "call": "pbx-1", "line": "999", "number": "0141 496 0123"}
WEBEX = naming("number=ani, dialled=dnis, call=callId, kind=state", "+44 141 496 0999, 01414960112")


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("07700 900123", "+447700900123"),
        ("+44 20 7946 0018", "+442079460018"),
        ("anonymous", None),
        ("141", None),
        ("9" * 60, None),
        ("<img src=file:///etc/passwd>", None),
        ("\0" * 30, None),
        ("0141\0496\x000123", None),
        ("0800 FLOWERS", None),
        ("٠١٤١٤٩٦٠١٢٣", None),
        ("01414960123" * 3, None),
        ("", None),
    ],
)
def test_a_number_is_one_that_can_be_rung_or_none(number: str, expected: str | None) -> None:
    assert call_event(urlencode({**OFFERED, "number": number})).number == expected


@pytest.mark.parametrize("number", ["+33155501234", "+441414960123"])
def test_a_plus_that_nobody_encoded_is_a_plus_all_the_same(number: str) -> None:
    assert call_event(f"number={number}&call=1").number == number


@pytest.mark.parametrize("word", ["anonymous", "Anonymous", "restricted", "private", "withheld"])
def test_a_number_that_was_withheld_is_said_to_be_so(word: str) -> None:
    told = call_event(f"number={word}&call=1")
    assert (told.number, told.withheld) == (None, True)
    assert not call_event("call=1").withheld


@pytest.mark.parametrize("field", ["kind", "call", "number", "line", "dialled", "cause"])
def test_the_same_field_twice_is_not_guessed_at(field: str) -> None:
    with pytest.raises(NotACall):
        call_event(urlencode({**OFFERED, field: "101"}) + f"&{field}=999")


def test_a_force_s_own_names_and_the_line_by_the_number_dialled() -> None:
    told = call_event("ani=%2B447700900123&dnis=01414960999&callId=7&queueName=Glasgow%20A", WEBEX)
    assert told == CallEvent("offered", "7", "999", "+447700900123", dialled="+441414960999")
    assert call_event("ani=07700900123&dnis=01414960500&callId=7", WEBEX).line == "101"
    assert call_event("state=ended&callId=7", WEBEX).kind == "ended"
    with pytest.raises(NotACall):
        call_event("state=ended&call=7", WEBEX)  # the name that the force replaced says nothing


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("line=999", "999"),
        ("line=112", "999"),
        ("line=101", "101"),
        ("dialled=112", "999"),
        ("dialled=101", "101"),
        ("number=07700900123", "101"),
    ],
)
def test_the_line_is_named_or_dialled_and_otherwise_101(said: str, line: str) -> None:
    assert call_event(said).line == line


def test_a_call_without_an_id_can_be_offered_and_no_more() -> None:
    offered = CallEvent("offered", "", "101", "+447700900123")
    assert call_event("number=07700900123&call=") == offered
    for kind in ("answered", "held", "resumed", "ended"):
        with pytest.raises(NotACall):
            call_event(f"kind={kind}&number=07700900123")


@pytest.mark.parametrize(
    "names",
    ["number", "number=", "caller=ani", "number=a b", "number=kind", "number=nonce", "number=%41"],
)
def test_a_setting_that_cannot_be_read_is_one_sentence(names: str) -> None:
    with pytest.raises(BadNames, match="answer and type as usual"):
        naming(names)
    with pytest.raises(BadNames, match="screen_pop_emergency_numbers"):
        naming("", "999 line")


@given(st.text(max_size=300) | st.binary(max_size=300).map(quote))
def test_whatever_is_said_is_a_bounded_call_or_none(query: str) -> None:
    assert_bounded(query)


def assert_bounded(query: str) -> None:
    try:
        told = call_event(query)
    except NotACall:
        return
    assert told.line in ("999", "101")
    assert len(told.call_id) <= 64 and told.call_id.isascii()
    for number in (told.number, told.dialled or None):
        assert number is None or (number[0] == "+" and number[1:].isdecimal() and number.isascii())


@given(
    st.fixed_dictionaries(
        {},
        optional={
            name: st.text(max_size=80) | st.sampled_from(["999", "ended", "07700900123", "%2525"])
            for name in ("kind", "call", "number", "dialled", "line", "withheld", "cause", "more")
        },
    )
)
def test_so_is_every_encoded_field(fields: dict[str, str]) -> None:
    assert_bounded(urlencode(fields))


def test_percent_signs_are_decoded_once() -> None:
    with pytest.raises(NotACall):
        call_event("kind=%256fffered&call=1&line=999")
    with pytest.raises(NotACall):
        call_event("&".join(f"a{n}=%25%25" for n in range(400)))
