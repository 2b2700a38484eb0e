"""Raw connections to the loopback listener: slow, many, broken, endless."""

import contextlib
import logging
import socket
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workstation.desk.telephony.http_head import HEAD_LIMIT, Asked
from workstation.desk.telephony.loopback import MOST, Answer, Loopback

GOOD = b"GET /well HTTP/1.1\r\nHost: a\r\n\r\n"


class Listener:
    """A started listener and what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.loopback = Loopback(0, self._answer)
        self.loopback.start()

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.loopback.port), timeout=20)

    def say(self, *parts: bytes) -> bytes:
        """Everything that is answered to ``parts``."""
        with self.connect() as connection:
            for part in parts:
                with contextlib.suppress(ConnectionError):
                    connection.sendall(part)
            return answered(connection)

    def _answer(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        return Answer(200, "well")


def answered(connection: socket.socket) -> bytes:
    """What comes until the end."""
    said = b""
    with contextlib.suppress(ConnectionError):
        while some := connection.recv(4_096):
            said += some
    return said


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.loopback.stop()


def test_one_answer_a_connection_whatever_else_is_sent(listener: Listener) -> None:
    for after in (b"", GOOD, GOOD * 50, b"\0" * 100_000):
        said = listener.say(GOOD + after)
        assert said.startswith(b"HTTP/1.1 200 OK\r\n") and said.endswith(b"\r\n\r\nwell")
        assert b"Connection: close" in said
    assert len(listener.asked) == 4


def test_keeping_a_connection_alive_is_not_agreed_to(listener: Listener) -> None:
    said = listener.say(GOOD.replace(b"Host", b"Connection: keep-alive\r\nHost"))
    assert said.endswith(b"well")


def test_a_body_is_refused_and_its_sender_gets_the_answer(listener: Listener) -> None:
    said = listener.say(b"POST /well HTTP/1.1\r\nContent-Length: 50000\r\n\r\n", b"x" * 50_000)
    assert said.startswith(b"HTTP/1.1 405 ")
    assert listener.asked == []


def test_slow_clients_keep_nobody_waiting(listener: Listener) -> None:
    with contextlib.ExitStack() as held:
        slow = [held.enter_context(listener.connect()) for _ in range(MOST - 1)]
        for connection in slow:
            connection.sendall(b"GET /slow")
        assert listener.say(GOOD).endswith(b"well")
        assert [asked.address for asked in listener.asked] == ["/well"]


def test_when_there_are_too_many_the_oldest_gives_way(listener: Listener) -> None:
    with contextlib.ExitStack() as held:
        slow = [held.enter_context(listener.connect()) for _ in range(MOST * 3)]
        assert listener.say(GOOD).endswith(b"well")
        assert answered(slow[0]) == b""
        slow[-1].sendall(GOOD)
        assert answered(slow[-1]).endswith(b"well")


def test_who_says_too_little_for_too_long_is_hung_up_on(
    listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workstation.desk.telephony.loopback.PATIENCE_S", 0.05)
    assert listener.say(b"GET /well HTTP/1.1\r\n") == b""
    assert listener.asked == []


def test_a_flood_of_headers_ends_the_connection(listener: Listener) -> None:
    said = listener.say(b"GET /well HTTP/1.1\r\n", b"X: y\r\n" * HEAD_LIMIT)
    assert said == b"" or said.startswith(b"HTTP/1.1 431 ")
    assert listener.say(GOOD).endswith(b"well")


def test_byte_by_byte_is_heard_too(listener: Listener) -> None:
    assert listener.say(*(GOOD[n : n + 1] for n in range(len(GOOD)))).endswith(b"well")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(parts=st.lists(st.binary(min_size=1, max_size=400) | st.just(GOOD), max_size=6))
def test_whatever_bytes_come_the_next_one_is_answered(
    listener: Listener, caplog: pytest.LogCaptureFixture, parts: list[bytes]
) -> None:
    with caplog.at_level(logging.DEBUG), listener.connect() as hostile:
        for part in parts:
            with contextlib.suppress(ConnectionError):
                hostile.sendall(part)
        with contextlib.suppress(OSError):
            hostile.shutdown(socket.SHUT_WR)
        said = answered(hostile)
        assert said == b"" or said.startswith(b"HTTP/1.1 ")
        assert listener.say(GOOD).endswith(b"well")
    assert caplog.records == []


def test_it_listens_to_this_machine_only(listener: Listener) -> None:
    assert listener.loopback._listening.getsockname()[0] == "127.0.0.1"
