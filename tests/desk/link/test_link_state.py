"""What the status line says, from what the parts of the link met."""

from tests.desk.link.hand_clock import HandClock
from workstation.desk.answers import Later, Refused, SignInNeeded, Unreachable
from workstation.desk.link.link_state import OUR_FAULT, LinkBoard

GONE = Unreachable("gone.")


class Watched:
    """A board and how often it told."""

    def __init__(self, *, by_machine: bool = True) -> None:
        self.clock = HandClock()
        self.changed: list[str] = []
        self.returned = 0
        self.board = LinkBoard(self.clock, self._changed, self._returned, by_machine=by_machine)

    def _changed(self) -> None:
        self.changed.append(self.board.state().state)

    def _returned(self) -> None:
        self.returned += 1


def test_from_connecting_to_live_to_lost_and_back_with_the_time_of_each() -> None:
    watched = Watched()
    board = watched.board
    assert board.state().state == "connecting"
    board.heard("ask")
    watched.clock.pass_s(60)
    board.failed("ask", GONE)
    lost_at = watched.clock.moment().at_utc
    watched.clock.pass_s(60)
    board.failed("ask", GONE)
    assert (board.state().state, board.state().since_utc, board.state().sentence) == (
        "lost",
        lost_at,
        "gone.",
    )
    board.heard("ask")
    assert watched.changed == ["live", "lost", "live"]
    assert watched.returned == 1


def test_an_answer_to_one_part_does_not_hide_that_sending_fails() -> None:
    board = Watched().board
    board.failed("send", GONE)
    board.heard("ask")
    board.heard("listen")
    assert board.state().state == "lost"
    board.heard("send")
    assert board.state().state == "live"


def test_a_broken_stream_counts_until_anything_is_answered() -> None:
    watched = Watched()
    watched.board.failed("listen", GONE)
    assert watched.board.state().state == "lost"
    watched.board.heard("ask")
    assert watched.board.state().state == "live"
    assert watched.returned == 1


def test_a_hub_that_says_later_or_no_is_there() -> None:
    board = Watched().board
    for answer in (Later("busy."), Refused("x", "no.", 403)):
        board.failed("send", answer)
        assert (board.state().state, board.state().sentence) == ("live", answer.sentence)


def test_a_machine_that_the_hub_does_not_know_is_lost_and_a_person_is_not() -> None:
    machine, person = Watched().board, Watched(by_machine=False).board
    for board in (machine, person):
        board.failed("ask", SignInNeeded("who."))
    assert (machine.state().state, person.state().state) == ("lost", "live")


def test_a_fault_of_our_own_is_said() -> None:
    board = Watched().board
    board.surprised("send", RuntimeError("boom"))
    assert board.state().sentence == OUR_FAULT
