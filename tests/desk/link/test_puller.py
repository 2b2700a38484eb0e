"""The puller's turns over a real cache, and the listener's over a scripted stream."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.desk.link.hand_clock import HandClock
from tests.hub.control_room import DeskStore
from workstation.desk.answers import Failure, Later, SignInNeeded, Unreachable
from workstation.desk.cache import Cache
from workstation.desk.cache.callers import Directory
from workstation.desk.link.back_off import BackOff
from workstation.desk.link.caller_reading import CallerReading
from workstation.desk.link.line import Silent
from workstation.desk.link.link_state import LinkBoard
from workstation.desk.link.listener import AGAIN_S, Listener
from workstation.desk.link.puller import LOOK_S, Puller
from workstation.desk.link.reading import WireFeedPage, feed_page
from workstation.desk.link.worker import Pause
from workstation.domain.callers.caller import Caller
from workstation.domain.incident.events import Claimed
from workstation.protocol.callers import CallerChanges, CallerLine, CopyPage, line_of
from workstation.protocol.messages import Change, ChangesPage, WireEvent

NOW = "2026-03-01T12:00:00.000000Z"


class ScriptedFeed:
    """Answers page after page, and notes from where it was asked."""

    def __init__(self) -> None:
        self.pages: list[ChangesPage | Failure] = []
        self.people: list[CallerLine] = []
        self.asked: list[tuple[str, int]] = []

    def changes(self, token: str, limit: int) -> ChangesPage | Failure:
        self.asked.append((token, -1))
        last = ChangesPage(changes=(), token=token or "e.s.0", up_to=0, more=False)
        return self.pages.pop(0) if self.pages else last

    def callers_copy(self, begin: str, recent_days: int, limit: int) -> CopyPage | Failure:
        return CopyPage(callers=[], next="", epoch="e", from_no=0, total=0, now_utc=NOW)

    def caller_changes(
        self, after: int, recent_days: int, limit: int, since: int | None
    ) -> CallerChanges | Failure:
        people, self.people = self.people, []
        last = after + len(people)
        return CallerChanges(
            callers=people, gone=[], epoch="e", up_to=last, more=False, now_utc=NOW
        )


class Pulling:
    """A puller over a real cache with a scripted feed."""

    def __init__(self, folder: Path) -> None:
        key = secrets.token_bytes(32)
        self.cache = Cache.open(folder / "cache.db", key, "demo")
        self.directory = Directory.open(folder / "callers", key, "demo")
        self.feed = ScriptedFeed()
        self.board = LinkBoard(HandClock())
        self.incidents: list[frozenset[str]] = []
        self.people_came = 0
        back_off = BackOff(lambda: 1.0)
        reading = CallerReading(self.feed, self.directory, 730, lambda: None)
        self.puller = Puller(self.feed, self.cache, reading, self.board, self, back_off)
        self.hub_store = DeskStore("", "hub")

    def close(self) -> None:
        self.cache.close()
        self.directory.close()

    def hub_news(self, incident_ids: frozenset[str]) -> None:
        self.incidents.append(incident_ids)

    def callers_changed(self) -> None:
        self.people_came += 1

    def page(self, no: int, incident_id: str, **more: object) -> ChangesPage:
        event = self.hub_store.write(Claimed("r.mair", "R. Mair"), incident_id)
        change = Change(no=no, kind="event", stream_id=incident_id, event=WireEvent.of(event))
        whole = {"changes": (change,), "token": f"e.s.{no}", "up_to": no, "more": False}
        return ChangesPage.model_validate({**whole, **more})


@pytest.fixture
def pulling(tmp_path: Path) -> Iterator[Pulling]:
    made = Pulling(tmp_path)
    yield made
    made.close()


def test_pages_are_read_on_from_the_token_and_told(pulling: Pulling) -> None:
    pulling.feed.pages = [
        pulling.page(1, "incident:a", more=True),
        pulling.page(2, "incident:b"),
    ]
    assert pulling.puller.turn() == Pause(0.0)
    assert pulling.puller.turn() == Pause(LOOK_S)
    pulling.puller.turn()
    assert [token for token, after in pulling.feed.asked if after < 0] == ["", "e.s.1", "e.s.2"]
    assert pulling.incidents == [frozenset({"incident:a"}), frozenset({"incident:b"})]
    assert len(pulling.cache.incident_entries("incident:b")) == 1
    assert pulling.cache.seen_hub_no() == 2


def test_a_reset_forgets_what_was_of_another_epoch(pulling: Pulling) -> None:
    pulling.feed.pages = [pulling.page(7, "incident:a"), pulling.page(1, "incident:b", reset=True)]
    pulling.puller.turn()
    pulling.puller.turn()
    assert pulling.cache.incident_entries("incident:a") == ()
    assert len(pulling.cache.incident_entries("incident:b")) == 1


def test_people_on_record_arrive_with_the_age_of_the_copy(pulling: Pulling) -> None:
    pulling.puller.turn()
    assert pulling.board.state().cache_as_of_utc is None  # whole, and not yet in step
    caller = Caller("c1", "Mairi MacLeod", None, "", False, ("+441414960123",))
    pulling.feed.people = [line_of(caller, 5)]
    pulling.puller.turn()
    assert pulling.people_came == 1
    assert pulling.board.state().cache_as_of_utc == NOW
    (found,) = pulling.directory.on_record("0141 496 0123").callers
    assert found.name == "Mairi MacLeod"


def test_a_page_that_does_not_come_moves_nothing(pulling: Pulling) -> None:
    pulling.feed.pages = [pulling.page(1, "incident:a"), Unreachable("gone."), Later("busy.", 9.0)]
    pulling.puller.turn()
    assert pulling.puller.turn() == Pause(1.0, backing_off=True)
    assert pulling.board.state().state == "lost"
    assert pulling.puller.turn() == Pause(9.0, backing_off=True)
    assert pulling.board.state().state == "live"
    assert pulling.board.state().sentence == "busy."
    assert pulling.cache.feed_token() == "e.s.1"


def test_a_change_that_cannot_be_read_is_passed_over(pulling: Pulling) -> None:
    whole = pulling.page(3, "incident:a").model_dump(mode="json")
    odd = {"no": 4, "kind": "hologram", "stream_id": "incident:a"}
    read = feed_page(WireFeedPage.model_validate({**whole, "changes": [odd, *whole["changes"]]}))
    assert [change.no for change in read.changes] == [3]
    assert read.token == "e.s.3"


class ScriptedStream:
    """Streams of lines, one after another; an exception in one ends it that way."""

    def __init__(self, *streams: list[str | Silent] | Failure) -> None:
        self.streams = list(streams)
        self.tokens: list[str] = []

    @contextmanager
    def news(self, token: str = "") -> Iterator[Iterator[str] | Failure]:
        self.tokens.append(token)
        stream = self.streams.pop(0)
        yield self._lines(stream) if isinstance(stream, list) else stream

    def _lines(self, stream: list[str | Silent]) -> Iterator[str]:
        for line in stream:
            if isinstance(line, Silent):
                raise line
            yield line


def listening(*streams: list[str | Silent] | Failure) -> tuple[Listener, LinkBoard, list[str]]:
    board = LinkBoard(HandClock())
    woken: list[str] = []
    hub = ScriptedStream(*streams)
    return (
        Listener(hub, board, lambda: woken.append("wake"), BackOff(lambda: 1.0), "token"),
        board,
        woken,
    )


def test_each_piece_of_news_and_each_connecting_wakes() -> None:
    listener, board, woken = listening([": following", "", 'data: {"up_to": 4}', "", ": beat"])
    assert listener.turn() == Pause(AGAIN_S, backing_off=True)
    assert len(woken) == 2
    assert board.state().state == "live"


def test_a_stream_that_breaks_off_is_a_lost_link_until_it_is_back() -> None:
    listener, board, woken = listening([": following", Silent()], SignInNeeded("no."), [": hi"])
    assert listener.turn() == Pause(1.0, backing_off=True)
    assert board.state().state == "lost"
    assert listener.turn() == Pause(2.0, backing_off=True)
    listener.turn()
    assert board.state().state == "live"
    assert len(woken) == 2


def test_after_the_end_nobody_is_woken() -> None:
    listener, _, woken = listening([": following"])
    listener.end()
    assert listener.turn() is None
    assert woken == []
