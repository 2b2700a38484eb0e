"""The screen pop on the loopback address: who is heard at which door."""

import http.client
import socket
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import urlencode

import pytest

from workstation.desk.inbox import QueueInbox
from workstation.desk.telephony.call_link import FEW, FewLinks
from workstation.desk.telephony.call_query import call_event
from workstation.desk.telephony.ports import through
from workstation.desk.telephony.screen_pop import (
    LINK,
    PROOF,
    TELEPHONE,
    CannotListen,
    Door,
    ScreenPop,
    proof_of,
)
from workstation.domain.call_event import CallEvent

NONCE = "n" * 24
LINK_NONCE = "m" * 24


def doors() -> dict[str, Door]:
    """Those of a desk whose telephone program has a port."""
    return {TELEPHONE: Door(NONCE, call_event), LINK: Door(LINK_NONCE, FewLinks())}


class Line:
    """A started screen pop and what the desk heard of it."""

    def __init__(self) -> None:
        self.inbox = QueueInbox()
        self.heard: list[CallEvent] = []
        self.pop = ScreenPop(doors())
        self.pop.start(through(self.inbox, self.heard.append))

    def get(self, path: str, **headers: str) -> int:
        """The status of one request, with the right Host unless ``headers`` say otherwise."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.pop.port, timeout=10)) as asking:
            asking.putrequest("GET", path, skip_host=True)
            asking.putheader("Host", headers.pop("Host", f"127.0.0.1:{self.pop.port}"))
            for name, value in headers.items():
                asking.putheader(name.replace("_", "-"), value)
            asking.endheaders()
            return asking.getresponse().status

    def say(self, **fields: str) -> int:
        """The status of a screen pop with the nonce and ``fields``."""
        return self.get("/screenpop?" + urlencode({"nonce": NONCE, **fields}))


@pytest.fixture
def line() -> Iterator[Line]:
    made = Line()
    yield made
    made.pop.stop()


OFFERED = {"kind": "offered", "call": "pbx-1", "line": "999", "number": "0141 496 0123"}


def test_a_call_is_told_in_the_owning_thread_with_its_number_as_e164(line: Line) -> None:
    assert line.say(**OFFERED) == 204
    assert line.heard == []
    assert line.inbox.run_pending() == 1
    assert line.heard == [CallEvent("offered", "pbx-1", "999", "+441414960123")]


def test_the_steps_of_a_call_in_their_order(line: Line) -> None:
    for kind in ("offered", "answered", "held", "resumed"):
        assert line.say(**{**OFFERED, "kind": kind}) == 204
    assert line.say(kind="ended", call="pbx-1", cause="lost") == 204
    line.inbox.run_pending()
    assert [e.kind for e in line.heard] == ["offered", "answered", "held", "resumed", "ended"]
    assert line.heard[-1].cause == "lost"


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "stolen"},
        {"call": "", "kind": "answered"},
        {"call": "a b"},
        {"call": "x" * 65},
        {"line": "111"},
        {"cause": "boredom"},
    ],
)
def test_what_is_no_step_of_a_call_is_refused(line: Line, change: dict[str, str]) -> None:
    assert line.say(**{**OFFERED, **change}) == 400
    assert line.inbox.run_pending() == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": ""},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site"},
    ],
)
def test_a_web_page_is_not_heard(line: Line, headers: dict[str, str]) -> None:
    path = "/screenpop?" + urlencode({"nonce": NONCE, **OFFERED})
    assert line.get(path, **headers) == 403
    assert line.inbox.run_pending() == 0


@pytest.mark.parametrize("nonce", ["", "n" * 23, "N" * 24, "é"])
def test_without_the_nonce_nobody_is_heard(line: Line, nonce: str) -> None:
    assert line.get("/screenpop?" + urlencode({"nonce": nonce, **OFFERED})) == 403
    assert line.inbox.run_pending() == 0


def test_an_address_that_is_too_long_or_elsewhere(line: Line) -> None:
    assert line.say(**OFFERED, more="x" * 2_000) == 414
    assert line.get("/elsewhere?" + urlencode({"nonce": NONCE, **OFFERED})) == 404
    assert line.inbox.run_pending() == 0


@pytest.mark.parametrize("kind", ["offered", "answered", "held", "resumed", "ended"])
def test_a_link_offers_a_call_and_can_do_nothing_else(line: Line, kind: str) -> None:
    told = {"nonce": LINK_NONCE, "number": "0141 496 0123", "line": "999"}
    assert line.get(f"{LINK}?" + urlencode({**told, "kind": kind, "call": "pbx-1"})) == 400
    assert line.inbox.run_pending() == 0
    assert line.get(f"{LINK}?" + urlencode(told)) == 204
    line.inbox.run_pending()
    assert line.heard == [CallEvent("offered", "", "999", "+441414960123", via="link")]


def test_each_door_has_its_own_nonce(line: Line) -> None:
    told = {"number": "0141 496 0123", "line": "101"}
    assert line.get(f"{LINK}?" + urlencode({**told, "nonce": NONCE})) == 403
    assert line.get(f"{TELEPHONE}?" + urlencode({**OFFERED, "nonce": LINK_NONCE})) == 403
    assert line.inbox.run_pending() == 0


def test_a_page_that_opens_links_without_end_is_heard_a_few_times(line: Line) -> None:
    told = urlencode({"nonce": LINK_NONCE, "number": "0141 496 0123"})
    said = [line.get(f"{LINK}?{told}") for _ in range(FEW + 3)]
    assert said == [204] * FEW + [429] * 3
    assert line.inbox.run_pending() == FEW


def test_the_desk_proves_that_it_left_the_nonce_without_telling_it(line: Line) -> None:
    challenge = "0123456789abcdef" * 2
    with closing(http.client.HTTPConnection("127.0.0.1", line.pop.port, timeout=10)) as asking:
        asking.request("GET", f"{PROOF}?challenge={challenge}")
        reply = asking.getresponse()
        said = reply.read().decode()
    assert (reply.status, said) == (200, proof_of(LINK_NONCE, challenge))
    assert LINK_NONCE not in said
    assert line.get(f"{PROOF}?challenge=short") == 404
    assert line.get(f"{PROOF}?challenge={challenge}", Origin="https://evil.example") == 403


def test_a_desk_without_a_telephone_port_has_no_door_for_one() -> None:
    pop = ScreenPop({LINK: Door(LINK_NONCE, FewLinks())})
    pop.start(lambda event: None)
    try:
        with closing(http.client.HTTPConnection("127.0.0.1", pop.port, timeout=10)) as asking:
            asking.request("GET", f"{TELEPHONE}?nonce={NONCE}&kind=offered&call=1&line=999")
            assert asking.getresponse().status == 404
    finally:
        pop.stop()


def test_stopping_does_not_wait_for_a_program_that_says_nothing(line: Line) -> None:
    with socket.create_connection(("127.0.0.1", line.pop.port)) as silent:
        silent.sendall(b"GET /screenpop HTTP/1.0\r\n")
        line.pop.stop()
        assert _is_over(silent)


def _is_over(connection: socket.socket) -> bool:
    try:
        return connection.recv(1) == b""
    except ConnectionResetError:
        return True


def test_a_port_in_use_and_a_short_nonce_are_one_sentence() -> None:
    first = ScreenPop(doors())
    with pytest.raises(CannotListen, match="answer and type as usual"):
        ScreenPop(doors(), first.port)
    first.stop()
    with pytest.raises(CannotListen, match="longer one"):
        ScreenPop({TELEPHONE: Door("short", call_event)})
