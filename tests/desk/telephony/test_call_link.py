"""Links that offer a call: what anybody can make an advisor click."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.desk.telephony.call_link import (
    FEW,
    LIMIT,
    WHILE_S,
    FewLinks,
    TooMany,
    linked_call,
    query_of,
)
from workstation.desk.telephony.call_query import NotACall
from workstation.domain.call_event import CallEvent

GLASGOW = "+441414960123"


@pytest.mark.parametrize(
    ("link", "line"),
    [
        ("workstation://call?number=01414960123&line=101", "101"),
        ("workstation://call?number=0141%20496%200123&line=999", "999"),
        ("WORKSTATION://CALL/?number=%2B441414960123", "101"),
        ("workstation://call?line=101&number=+441414960123", "101"),
    ],
)
def test_a_link_is_a_number_and_a_line(link: str, line: str) -> None:
    assert linked_call(query_of(link)) == CallEvent("offered", "", line, GLASGOW, via="link")


@pytest.mark.parametrize(
    "link",
    [
        "",
        "workstation:",
        "workstation://call",
        "workstation://call?",
        "workstation://call?line=101",
        "workstation://call?number=&line=101",
        "workstation://call?number=01414960123&line=112",
        "workstation://call?number=01414960123&kind=ended",
        "workstation://call?number=01414960123&call=pbx-1",
        "workstation://call?number=01414960123&nonce=n",
        "workstation://call?number=01414960123&number=01414960124",
        "workstation://call?number=01414960123#line=999",
        "workstation://call:80?number=01414960123",
        "workstation://me@call?number=01414960123",
        "workstation://call/../link?number=01414960123",
        "workstation://end?number=01414960123",
        "https://call?number=01414960123",
        "file:///etc/passwd",
        "workstation://call?number=$(reboot)",
        'workstation://call?number=01414960123" --realm demo "',
        "workstation://call?number=01414960123;reboot",
        "workstation://call?number=01414960123%00",
        "workstation://call?number=01414960123%0D%0AOrigin:%20x",
        "workstation://call?number=01414960123\n",
        "workstation://call?number=0800FLOWERS",
        "workstation://call?number=٠١٤١٤٩٦٠١٢٣",
        "workstation://call?number=999",
        "workstation://call?number=01414960123" + "&" * LIMIT,
    ],
)
def test_anything_else_offers_nothing(link: str) -> None:
    with pytest.raises(NotACall):
        query_of(link)


@given(st.text(max_size=LIMIT + 50), st.sampled_from(["", "workstation://call?", "workstation:"]))
def test_whatever_a_link_says_the_desk_is_told_a_number_and_a_line_only(said: str, on: str) -> None:
    try:
        told = query_of(on + said)
    except NotACall:
        return
    assert told == told.encode("ascii", "ignore").decode()
    number, _, line = told.removeprefix("number=%2B").partition("&line=")
    assert number.isdecimal() and line in ("999", "101")


def test_a_few_links_are_heard_in_a_minute() -> None:
    now = 100.0
    read = FewLinks(lambda: now)
    for _ in range(FEW):
        read("number=01414960123")
        now += 1
    with pytest.raises(TooMany):
        read("number=01414960123")
    with pytest.raises(NotACall):
        read("number=none")
    now = 100.0 + WHILE_S
    assert read("number=01414960123").number == GLASGOW
    with pytest.raises(TooMany):
        read("number=01414960123")
