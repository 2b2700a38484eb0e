"""The force's open incidents in the cache: in step, offline, across a restored hub."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.desk.link.desk_side import desk_side, enrolled, url_of
from tests.domain.test_alike import FIR_ROAD, card
from tests.hub.conftest import database_url, hub_settings, room  # noqa: F401
from tests.hub.control_room import ControlRoom, DeskStore
from tests.hub.test_open_cards import TOLD, opened
from workstation.desk.answers import Failure, Refused, Unreachable
from workstation.desk.cache import Cache
from workstation.desk.card_changes import CardChanges
from workstation.desk.link.back_off import BackOff
from workstation.desk.link.card_puller import LOOK_S, CardPuller
from workstation.desk.link.reading import WireCardsPage, cards_page
from workstation.domain.known import Known
from workstation.domain.open_card import OpenCard
from workstation.protocol.open_cards import OpenIncidentsPage, WireOpenCard

NOW = "2026-03-01T12:00:00.000000Z"
ONE, TWO = card("1", Known((FIR_ROAD,), ("7700900123",), ("van",), ("SN12ABC",), "x")), card("2")
KEY = secrets.token_bytes(32)


def page(
    *cards: OpenCard, gone: tuple[str, ...] = (), up_to: int = 1, more: bool = False,
    reset: bool = False, epoch: str = "e",
) -> OpenIncidentsPage:  # fmt: skip
    wire = tuple(WireOpenCard.of(one) for one in cards)
    return OpenIncidentsPage(
        cards=wire, gone=gone, epoch=epoch, up_to=up_to, more=more, reset=reset, now_utc=NOW
    )


class ScriptedHub:
    """Answers page after page, and notes from where it was asked."""

    def __init__(self, *pages: OpenIncidentsPage | Failure) -> None:
        self.pages = list(pages)
        self.asked: list[tuple[int, str]] = []

    def open_incidents(self, after: int, epoch: str, limit: int) -> OpenIncidentsPage | Failure:
        self.asked.append((after, epoch))
        return self.pages.pop(0) if self.pages else page(up_to=after, epoch=epoch)


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    with Cache.open(tmp_path / "cache.db", KEY, "demo") as made:
        yield made


def pulled(cache: Cache, hub: ScriptedHub, turns: int = 1) -> tuple[list[CardChanges], float]:
    told: list[CardChanges] = []
    puller = CardPuller(hub, cache, told.append, BackOff(lambda: 1.0))
    pauses = [puller.turn() for _ in range(turns)]
    return told, pauses[-1].seconds


def test_what_the_cache_holds_is_told_before_any_hub_answers(cache: Cache) -> None:
    cache.put_open_cards(page(ONE, TWO)).result()
    told, pause = pulled(cache, ScriptedHub(Unreachable("away")))
    assert told == [CardChanges((ONE, TWO), whole=True, as_of_utc=NOW)]
    assert pause < LOOK_S


def test_pages_are_read_on_and_what_was_closed_leaves(cache: Cache) -> None:
    hub = ScriptedHub(page(ONE, up_to=1, more=True), page(TWO, up_to=2),
                      page(gone=(ONE.incident_id,), up_to=3))  # fmt: skip
    told, pause = pulled(cache, hub, 3)
    assert hub.asked == [(0, ""), (1, "e"), (2, "e")]
    assert cache.open_cards() == (TWO,)
    assert [(t.cards, t.gone, t.whole) for t in told] == [
        ((), (), True), ((ONE,), (), True), ((TWO,), (), False), ((), (ONE.incident_id,), False),
    ]  # fmt: skip
    assert pause == LOOK_S
    assert cache.open_cards_as_of() == NOW


def test_a_restored_hub_replaces_everything(cache: Cache) -> None:
    cache.put_open_cards(page(ONE, up_to=9)).result()
    newer = replace(TWO, headline="After the restore")
    told, _ = pulled(cache, ScriptedHub(page(newer, up_to=4, reset=True, epoch="f")))
    assert cache.open_cards() == (newer,)
    assert cache.open_cards_at() == (4, "f")
    assert told[-1].whole


def test_an_older_hub_that_has_none_is_asked_again_later(cache: Cache) -> None:
    told, pause = pulled(cache, ScriptedHub(Refused("not_found", "No.", 404)))
    assert [t.cards for t in told] == [()]
    assert pause > 0


def test_one_card_that_cannot_be_read_stops_no_other() -> None:
    good = WireOpenCard.of(ONE).model_dump(mode="json")
    raw = WireCardsPage(
        cards=({**good, "standing": "of a newer release"}, good), gone=(), epoch="e", up_to=2,
        more=False, reset=False, now_utc=NOW,
    )  # fmt: skip
    assert [c.card() for c in cards_page(raw).cards] == [ONE]


def test_a_desk_hears_of_an_incident_of_another_desk(room: ControlRoom, tmp_path: Path) -> None:  # noqa: F811
    """From the hand-over of one desk, through the hub, to another desk's copy."""
    first: DeskStore = room.desk()
    asked = opened(room, first, *TOLD)
    with desk_side(tmp_path, url_of(room), device=enrolled(room)) as desk:
        told: list[CardChanges] = []
        hub = desk.client
        puller = CardPuller(hub, desk.cache, told.append, BackOff())
        puller.turn()
        (found,) = desk.cache.open_cards()
    assert found.incident_id == asked.incident_id
    assert "van" in found.known.words
    assert told[-1].cards == (found,)
