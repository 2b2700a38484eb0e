"""The demonstration begins with a neighbour's call, which its first caller is proposed to join."""

from pathlib import Path

import pytest

from workstation.bootstrap.demo_incident import rang_before
from workstation.bootstrap.hub import migrate
from workstation.bootstrap.seeding import MadeUp, seed
from workstation.content.policies import load_force
from workstation.domain.alike import commonness, propose
from workstation.domain.known import Known, Spot
from workstation.domain.open_card import OpenCard
from workstation.domain.telling import telling_words
from workstation.hub.store import open_cards
from workstation.hub.store.engine import Database
from workstation.protocol.open_cards import WireOpenCard

FORCES = ("police-scotland", "west-midlands")


def card_of(url: str) -> OpenCard:
    database = Database(url)
    try:
        with database.reading() as tx:
            (row,) = open_cards.after(tx, 0, 10)
    finally:
        database.close()
    return WireOpenCard.model_validate_json(row.record).card()


@pytest.mark.parametrize("force", FORCES)
def test_it_is_open_and_accepted_under_every_policy(tmp_path: Path, force: str) -> None:
    url = f"sqlite:///{tmp_path / 'hub.db'}"
    migrate(url, "demo", tmp_path / "key.pem")
    seed(url, "demo", force, None, MadeUp(1))
    rang_before(url)
    card = card_of(url)
    assert (card.standing, card.grade_rank) == ("accepted", load_force(force).top_grade.rank)
    known = Known(
        (Spot("11 Larch Crescent, Kinlarrow, KX1 1AH", 57.8581, -3.0542, 15.0),),
        words=telling_words(["male at front door w/ baseball bat, ex-partner"]),
    )
    (first,) = propose(known, [card], card.opened_at, commonness([card]))
    assert first.why == ("30 m away", "same words: baseball, bat")
