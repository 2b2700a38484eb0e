"""`workstation hub seed`: believable, nobody real, the same again, whole in the record."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.hub.control_room import running, set_up
from tests.hub.made_up import made_up_callers
from tests.hub.test_callers_at_desks import changes, copy
from workstation.bootstrap.seeding import MadeUp
from workstation.bootstrap.seeding import seed as seed_hub
from workstation.domain.callers.caller import Caller
from workstation.hub import installation
from workstation.hub.callers.rows import caller_in, row_of
from workstation.hub.clock import text_of
from workstation.hub.made_up.names import pools, variant
from workstation.hub.made_up.people import MadeUpPeople
from workstation.hub.made_up.places import Places
from workstation.hub.made_up.seed import NotForLive, seed
from workstation.hub.settings import HubCannotStart
from workstation.hub.store import caller_bulk, caller_links, tables
from workstation.hub.store.engine import Database
from workstation.protocol.callers import caller_of

TODAY = datetime(2026, 3, 1, tzinfo=UTC)
GRADES = ("Immediate", "Prompt", "Standard", "Other")


@pytest.fixture(scope="module")
def people() -> list[Caller]:
    return list(made_up_callers(6_000, 7, TODAY, GRADES))


def test_they_are_the_same_for_the_same_seed(people: list[Caller]) -> None:
    assert people == list(made_up_callers(6_000, 7, TODAY, GRADES))
    assert people[:10] != list(made_up_callers(6_000, 8, TODAY, GRADES))[:10]


def test_the_text_is_what_the_record_itself_would_write() -> None:
    made = MadeUpPeople(3_000, 9_000, 3, TODAY, GRADES)
    for row in made.rows():
        caller = caller_in(row)
        assert caller is not None
        assert row_of(caller, protected=json.loads(row.line)[6]) == row
    assert made.numbers


def test_every_number_is_free_for_drama_or_of_no_place(people: list[Caller]) -> None:
    phones = [phone for person in people for phone in person.phones]
    free = ("+441414960", "+447700900", "+442079460", "+44119")
    assert all(phone.startswith(free) and len(phone) == 13 for phone in phones)
    first = [phone for person in people[:900] for phone in person.phones]
    assert not any(phone.startswith("+44119") for phone in first)
    shared = Counter(phone for person in people for phone in set(person.phones))
    assert max(shared.values()) > 10
    places = Places(1)
    assert len({places.mobile() for _ in range(5_000)}) == 5_000
    assert len({places.home().household for _ in range(20_000)}) == 20_000


def test_they_are_such_people_as_ring(people: list[Caller]) -> None:
    names = " ".join(person.name for person in people)
    for part in ("Mac", " Mc", "O'", "ski", "MacIlle", "Màiri", "Singh", "Łukasz"):
        assert part in names, part
    assert {person.kind for person in people} == {"person", "switchboard", "relay", "payphone"}
    nobodys = [person for person in people if person.kind != "person"]
    assert not [one.name for one in nobodys if one.kind in one.name], "screens say the kind already"
    assert 0.1 < sum(bool(person.markers) for person in people) / len(people) < 0.2
    assert any(person.adjustments for person in people)
    assert any(person.forbidden_contact for person in people)
    families: dict[str, list[Caller]] = {}
    for person in people:
        families.setdefault(person.household, []).append(person)
    assert any(
        len(family) > 2 and len({one.name.split()[-1] for one in family}) == 1
        for family in families.values()
    )
    assert any(len(family) >= 12 for family in families.values())
    alike = [person for person in people if person.same_as]
    known = {person.caller_id: person for person in people}
    assert alike
    assert all(one.caller_id in known[one.same_as[0]].same_as for one in alike)
    assert variant("MacLean") == "McLean"


def test_few_ring_often_and_most_rarely(people: list[Caller]) -> None:
    many = sorted((len(person.history) for person in people), reverse=True)
    assert sum(many) == 12_000
    assert many[0] > 40 * 2
    assert many[len(many) // 2] in (1, 2)
    lately = text_of(TODAY - timedelta(days=730))
    recent = sum(bool(p.history) and p.history[0].at_utc > lately for p in people)
    assert 0.3 < recent / len(people) < 0.8
    for person in people:
        times = [past.at_utc for past in person.history]
        assert times == sorted(times, reverse=True)
        assert all("2018" < at < "2026-03-01" for at in times)
    assert {past.grade for person in people for past in person.history} == set(GRADES)


def test_matters_have_promises_that_were_kept_or_not(people: list[Caller]) -> None:
    told = [past for person in people for past in person.history]
    assert {past.promised for past in told} == {"", "open", "kept", "missed"}
    assert all(bool(past.promise) == bool(past.promised) for past in told)
    now = text_of(TODAY)
    for past in told:
        if past.promised:
            assert past.matter
            assert past.promise_due_utc
            assert (past.promised == "open") is (past.promise_due_utc > now)
    matters = Counter(past.matter for past in told if past.matter)
    assert set(matters.values()) <= {2, 3, 4}


def test_a_demonstration_has_what_its_screens_show(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'hub.db'}"
    installation.migrate(url, "demo", tmp_path / "key")
    seed_hub(url, "demo", "police-scotland", None)
    with running(set_up(url, tmp_path)) as room:
        (page,) = copy(room, room.desk().authorization)
    found = [caller_of(line) for line in page.callers]
    made_up = [one for one in found if one.caller_id.startswith("caller:1.")]
    assert len(made_up) == 300
    home = next(one.household for one in made_up if one.address_protected)
    household = [one for one in found if one.household == home]
    assert len(household) == 3
    assert all(one.address_protected for one in household)
    assert any(one.kind == "switchboard" for one in found)
    week = text_of(datetime.now(UTC) - timedelta(days=8))
    lately = {one.caller_id: [past for past in one.history if past.at_utc > week] for one in found}
    assert any(
        len(some) >= 2 and any(past.promised == "missed" for past in some)
        for some in lately.values()
    )


@pytest.mark.parametrize("many", [False, True])
def test_a_hub_serves_whom_it_was_seeded_with(
    database_url: str, tmp_path: Path, many: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caller_bulk, "MANY", 1 if many else 10_000)
    monkeypatch.setattr(caller_bulk, "AT_ONCE", 300)
    settings = set_up(database_url, tmp_path)
    database = Database(database_url)
    assert seed(database, 700, contacts=900, grades=GRADES) == 700
    assert seed(database, 500, contacts=900, grades=GRADES) == 500
    with database.reading() as tx:
        today = tx.now()
        made = MadeUpPeople(1, 1, 1, TODAY)
        assert len(list(made.rows())) == 1
        ((number, caller_id),) = made.numbers.items()
        assert caller_links.of_number(tx, number) == caller_id
    database.close()
    with running(settings) as room:
        pages = copy(room, room.desk().authorization, limit=200)
        later = changes(room, room.desk().authorization, pages[0].from_no - 3)
    found = [caller_of(line) for page in pages for line in page.callers]
    assert len({one.caller_id for one in found}) == len(found) == pages[0].total == 500
    assert sum(len(one.history) for one in found) == 900
    assert len(later.callers) == 3
    assert all(past.at_utc < today for one in found for past in one.history)


def test_indexes_are_there_after_a_load_that_failed(database_url: str, tmp_path: Path) -> None:
    set_up(database_url, tmp_path)
    database = Database(database_url)

    def breaks() -> Any:
        yield next(MadeUpPeople(1, 1, 1, TODAY).rows())
        raise OSError("made up")

    with pytest.raises(OSError, match="made up"):
        caller_bulk.load(database, breaks(), "caller:1.", many=True)
    import sqlalchemy as sa

    with database.reading() as tx:
        there = {index["name"] for index in sa.inspect(tx.sql).get_indexes("callers")}
    assert {index.name for index in tables.CALLERS.indexes} <= there
    database.close()


def test_they_never_go_into_a_live_hub(database_url: str, tmp_path: Path) -> None:
    installation.migrate(database_url, "live", tmp_path / "key.pem")
    database = Database(database_url)
    with pytest.raises(NotForLive):
        seed(database, 5)
    database.close()
    with pytest.raises(HubCannotStart, match="never go into a live hub"):
        seed_hub(database_url, "live", "police-scotland", None, MadeUp(5))


def test_names_are_enough_for_a_nation() -> None:
    given, families = zip(*pools(1).values(), strict=True)
    assert len({name for pool in families for name in pool.names}) > 55_000
    assert len({name for pool in given for name in pool.names}) > 3_900
    assert not any(set('"\\') & set(name) for pool in (*given, *families) for name in pool.names)
