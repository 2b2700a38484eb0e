"""The head of a request: whatever bytes come are a bounded request, refused, or not whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.desk.telephony.http_head import ADDRESS_LIMIT, HEAD_LIMIT, Asked, Refused, head_of

HOST = b"Host: 127.0.0.1:8086\r\n"
WHOLE = b"GET /screenpop?call=1 HTTP/1.1\r\n" + HOST + b"\r\n"


def status_of(received: bytes) -> int:
    with pytest.raises(Refused) as refused:
        head_of(received)
    return refused.value.status


def test_a_request_is_read_once_its_head_is_whole() -> None:
    for cut in range(len(WHOLE)):
        assert head_of(WHOLE[:cut]) is None
    asked = Asked("/screenpop?call=1", "127.0.0.1:8086")
    assert head_of(WHOLE) == asked
    assert head_of(WHOLE + b"GET /screenpop?call=2 HTTP/1.1\r\n\r\n") == asked


@pytest.mark.parametrize(
    ("received", "status"),
    [
        (b"POST / HTTP/1.1\r\n\r\n", 405),
        (b"OPTIONS / HTTP/1.1\r\n\r\n", 405),
        (b"HEAD / HTTP/1.1\r\n\r\n", 405),
        (b"GET / HTTP/2.0\r\n\r\n", 400),
        (b"GET /\r\n\r\n", 400),
        (b"get / HTTP/1.1\r\n\r\n", 400),
        (b"GET  / HTTP/1.1\r\n\r\n", 400),
        (b"GET /\0 HTTP/1.1\r\n\r\n", 400),
        (b"GET /\xc3\xa9 HTTP/1.1\r\n\r\n", 400),
        (b"GET /a\nHost: x HTTP/1.1\r\n\r\n", 400),
        (b"GET /" + b"%25" * ADDRESS_LIMIT + b" HTTP/1.1\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nOrigin: a\r\norigin: b\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a\0b\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nno colon\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello", 400),
        (b"GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * HEAD_LIMIT, 431),
        (b"A" * HEAD_LIMIT, 431),
    ],
)
def test_what_is_no_plain_get_is_refused(received: bytes, status: int) -> None:
    assert status_of(received) == status


@given(
    st.lists(
        st.binary(max_size=60)
        | st.sampled_from([b"GET / HTTP/1.1", b"\r\n", b"\r\n\r\n", b"Host: a", b"\0", b": "]),
        max_size=40,
    ).map(b"".join)
)
def test_whatever_comes_is_bounded(received: bytes) -> None:
    try:
        asked = head_of(received)
    except Refused as refused:
        assert refused.status in (400, 405, 414, 431)
        return
    if asked is None:
        assert len(received) < HEAD_LIMIT
        return
    assert asked.address.isascii() and asked.address.isprintable()
    assert len(asked.address) <= ADDRESS_LIMIT
    assert not set("\r\n\0") & set(asked.host + (asked.origin or "") + asked.fetch_site)
