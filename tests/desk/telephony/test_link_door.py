"""The file by which a link finds the desk that runs, and what a stranger on its port learns."""

import os
import stat
from pathlib import Path

import pytest

from workstation.desk.telephony.call_link import FewLinks
from workstation.desk.telephony.http_head import Asked
from workstation.desk.telephony.link_door import NAME, LinkDoor, NoDesk, leave, left_in, take_away
from workstation.desk.telephony.link_handing import hand_in
from workstation.desk.telephony.loopback import Answer, Loopback
from workstation.desk.telephony.screen_pop import LINK, Door, ScreenPop
from workstation.domain.call_event import CallEvent

NONCE = "m" * 24
SAID = "number=%2B441414960123&line=101"


def test_only_its_user_reads_what_a_desk_leaves_and_it_takes_that_away(tmp_path: Path) -> None:
    leave(tmp_path, LinkDoor(8_086, "older" * 5))
    leave(tmp_path, LinkDoor(8_087, NONCE))
    assert left_in(tmp_path) == LinkDoor(8_087, NONCE)
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600
    take_away(tmp_path)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(NoDesk):
        left_in(tmp_path)


@pytest.mark.parametrize(
    "said",
    ["", "{}", "[1]", '{"port": 0, "nonce": "n"}', '{"port": "80"}', "\0" * 5_000, "[" * 1_000],
)
def test_a_file_that_no_desk_wrote_is_no_desk(tmp_path: Path, said: str) -> None:
    (tmp_path / NAME).write_text(said, encoding="ascii")
    with pytest.raises(NoDesk):
        left_in(tmp_path)


def test_a_link_is_handed_to_the_desk_that_left_the_door() -> None:
    heard: list[CallEvent] = []
    pop = ScreenPop({LINK: Door(NONCE, FewLinks())})
    pop.start(heard.append)
    try:
        assert hand_in(LinkDoor(pop.port, NONCE), SAID) == 204
        assert heard == [CallEvent("offered", "", "101", "+441414960123", via="link")]
        with pytest.raises(NoDesk):
            hand_in(LinkDoor(pop.port, "x" * 24), SAID)
    finally:
        pop.stop()
    with pytest.raises(NoDesk):
        hand_in(LinkDoor(pop.port, NONCE), SAID)
    assert len(heard) == 1


def test_another_program_on_the_port_of_a_killed_desk_learns_neither_number_nor_nonce() -> None:
    seen: list[Asked] = []

    def stranger(asked: Asked) -> Answer:
        seen.append(asked)
        return Answer(200, "0" * 64)

    other = Loopback(0, stranger)
    other.start()
    try:
        with pytest.raises(NoDesk):
            hand_in(LinkDoor(other.port, NONCE), SAID)
    finally:
        other.stop()
    (asked,) = seen
    assert asked.address.startswith("/proof?challenge=")
    assert NONCE not in asked.address and "1414960123" not in asked.address
