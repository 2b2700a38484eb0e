"""An exact name that somebody has does not shut out who is called alike: they stand behind."""

from pathlib import Path

import pytest

from tests.desk.cache.callers.made_up import KEY, changed, copied, person
from workstation.desk.cache.callers import Directory
from workstation.domain.callers.caller import Caller, Found

LIMIT = 20
EXACT = tuple(person(f"e{n}", "Jon Smyth") for n in range(3))
MEANT = person("meant", "John Smith", born="1988-03-12")
OTHER = person("other", "Morag Inverford")


def searched(folder: Path, typed: str, *people: Caller) -> tuple[Found, Found]:
    """What is found at once, and once typing rests."""
    with Directory.open(folder, KEY, "demo") as directory:
        directory.put_page(copied(*people), 0, anew=True).result(10)
        found = directory.find(typed, LIMIT)
        return found, directory.near(found, LIMIT)


def ids(found: Found) -> list[str]:
    return [one.caller_id for one in found.people]


@pytest.mark.parametrize("typed", ["jon smyth", "smyth jon", "JON SMYTH"])
def test_behind_an_exact_name_stands_who_is_called_alike(tmp_path: Path, typed: str) -> None:
    found, near = searched(tmp_path, typed, MEANT, *EXACT, OTHER)
    assert (found.by, ids(found), found.similar) == ("name", ["e0", "e1", "e2"], frozenset())
    assert ids(near) == ["e0", "e1", "e2", "meant"]
    assert near.similar == {"meant"}
    assert (near.text, near.by, near.standing) == (found.text, found.by, found.standing)


def test_longer_names_keep_their_places_and_are_not_called_similar(tmp_path: Path) -> None:
    longer = person("longer", "Jonathan Smythe")
    double = person("double", "Jon Smyth-Kerr")
    found, near = searched(tmp_path, "jon smyth", longer, MEANT, *EXACT, double)
    assert set(ids(found)) == {"longer", "e0", "e1", "e2", "double"}
    assert ids(near) == [*ids(found), "meant"]
    assert near.similar == {"meant"}


def test_mac_and_mc_are_one_name_and_nobody_stands_twice(tmp_path: Path) -> None:
    people = person("mac", "Sean MacBoyle"), person("mc", "Sean McBoyle")
    near_one = person("near", "Shaun McBoyle")
    found, near = searched(tmp_path, "sean mcboyle", *people, near_one)
    assert set(ids(found)) == {"mac", "mc"}
    assert ids(near) == [*ids(found), "near"]


def test_exact_names_that_fill_the_list_leave_no_place(tmp_path: Path) -> None:
    many = [person(f"m{n}", "Jon Smyth") for n in range(LIMIT + 5)]
    found, near = searched(tmp_path, "jon smyth", MEANT, *many)
    assert len(found.people) == LIMIT
    assert near is found


def test_longer_names_that_fill_the_list_leave_places_behind_it(tmp_path: Path) -> None:
    longer = [person(f"l{n}", "Jonathan Smythe") for n in range(LIMIT)]
    found, near = searched(tmp_path, "jon smyth", EXACT[0], *longer, MEANT)
    assert len(found.people) == LIMIT
    assert ids(near) == [*ids(found), "meant"]


@pytest.mark.parametrize("exact", [10, 15, 19])
def test_no_more_come_than_fill_the_list(tmp_path: Path, exact: int) -> None:
    names = ("John Smith", "John Smyth", "Jon Smith", "Jan Smith")
    alike = [person(f"{name}{n}", name) for name in names for n in range(9)]
    so = [person(f"s{n}", "Jon Smyth") for n in range(exact)]
    found, near = searched(tmp_path, "jon smyth", *alike, *so)
    assert len(set(ids(near))) == LIMIT
    assert near.people[:exact] == found.people


@pytest.mark.parametrize("typed", ["jon", "jon smy", "jon smyth kx1", "jno smyth", "12/03/1988"])
def test_only_a_whole_name_that_somebody_has_brings_them(tmp_path: Path, typed: str) -> None:
    found, near = searched(tmp_path, typed, MEANT, *EXACT)
    assert found.by != "name"
    assert near is found


def test_where_nobody_is_called_so_it_is_said_who_is_only_alike(tmp_path: Path) -> None:
    found, _ = searched(tmp_path / "a", "jno smyth", MEANT, *EXACT, OTHER)
    assert found.by == "alike"
    assert found.similar == {*ids(found)} >= {"e0", "e1", "e2"}
    morags = [person(f"o{n}", "Morag Inverford") for n in range(40)]
    moira = person("a", "Moira Inverford")
    mixed, _ = searched(tmp_path / "b", "mora inverford", *morags, moira)
    assert (mixed.by, mixed.similar) == ("words", {"a"})


def test_a_protected_home_is_shown_no_more_than_elsewhere(tmp_path: Path) -> None:
    hidden = person("h", "John Smith", address="3 Quern Lane", address_protected=True)
    _, near = searched(tmp_path, "jon smyth", *EXACT, hidden)
    assert near.people[-1].address_protected


def test_who_came_since_and_what_was_marked_here_counts(tmp_path: Path) -> None:
    with Directory.open(tmp_path, KEY, "demo") as directory:
        directory.put_page(copied(*EXACT), 0, anew=True).result(10)
        directory.put_changes(changed(MEANT)).result(10)
        directory.mark_same("meant", "e0")
        near = directory.near(directory.find("jon smyth"))
        assert near.people[-1].same_as == ("e0",)
