"""Names as people mishear and mistype them."""

from pathlib import Path

import pytest

from tests.desk.cache.callers.made_up import KEY, changed, copied, person
from workstation.desk.cache.callers import Build, Directory
from workstation.domain.callers.caller import Found

NAMES = (
    "Agnes Macdonald", "Stephen McIntyre", "Siobhan O'Neill", "Krzysztof Wójcik", "Catriona Reid",
    "Aonghas Mac Dhòmhnaill", "Harpreet Kaur", "Geoffrey Smyth", "Jan Li", "Mary Ann Fitzgerald",
)  # fmt: skip


@pytest.fixture
def directory(tmp_path: Path) -> Directory:
    people = [
        person(name, name, born=f"19{70 + n}-03-12", address=f"{n} Mill Lane", postcode="KX1 2AB")
        for n, name in enumerate(NAMES)
    ]
    with Build.begin(tmp_path, KEY, "demo") as build:
        build.add_page(copied(*people), 0)
        build.finish()
        build.complete()
    return Directory.open(tmp_path, KEY, "demo")


def names(found: Found) -> list[str]:
    return [one.name for one in found.people]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("anges macdonald", "Agnes Macdonald"),
        ("agnes mcdonald", "Agnes Macdonald"),
        ("agnes mac donald", "Agnes Macdonald"),
        ("agnes mcdnoald", "Agnes Macdonald"),
        ("macdonadl agnes", "Agnes Macdonald"),
        ("steven macintyre", "Stephen McIntyre"),
        ("shivaun o neil", "Siobhan O'Neill"),
        ("siobhan oneill", "Siobhan O'Neill"),
        ("siobhan o’neill", "Siobhan O'Neill"),
        ("krzystof voychik", "Krzysztof Wójcik"),
        ("krzysztof wojcik", "Krzysztof Wójcik"),
        ("katriona reed", "Catriona Reid"),
        ("aongas macdhomhnaill", "Aonghas Mac Dhòmhnaill"),
        ("harprit cour", "Harpreet Kaur"),
        ("jeffrey smith", "Geoffrey Smyth"),
        ("mary ann fitsgerald", "Mary Ann Fitzgerald"),
    ],
)
def test_a_misspelt_name_finds_whoever_was_meant(
    directory: Directory, typed: str, meant: str
) -> None:
    with directory:
        assert names(directory.find(typed))[:1] == [meant]


def test_it_is_said_that_people_were_found_by_what_is_alike(directory: Directory) -> None:
    with directory:
        assert directory.find("anges macdonald").by == "alike"
        assert directory.find("agnes macdonald").by == "name"


@pytest.mark.parametrize("typed", ["jna", "xq zz", "agnes qqqqqqq", "12 mil lane x"])
def test_what_is_too_short_or_too_far_off_finds_nobody(directory: Directory, typed: str) -> None:
    with directory:
        assert names(directory.find(typed)) == []


def test_with_the_birth_date_the_very_person_comes_first_however_misspelt(tmp_path: Path) -> None:
    people = [person(f"p{n}", "Siobhan Kelly", born=f"19{n}-03-12") for n in range(30, 90)]
    near = person("near", "Shirley Kelly", born="1988-03-12")
    with Directory.open(tmp_path, KEY, "demo") as directory:
        directory.put_changes(changed(*people, near)).result(10)
        for typed in ("shivon kely 12/3/88", "12 mar 1988 kelly siobahn", "siob kel 1988-03-12"):
            found = directory.find(typed)
            assert (found.people[0].caller_id, found.by) == ("p88", "born")
        assert names(directory.find("nowak 12/3/88")) == []
        assert names(directory.find("siobhan kelly 12/3/29")) == []


def test_a_birth_date_and_where_somebody_lives(directory: Directory) -> None:
    with directory:
        assert names(directory.find("kx1 2ab 12/3/75")) == ["Aonghas Mac Dhòmhnaill"]
        assert names(directory.find("kx9 12/3/75")) == []


def test_words_are_known_as_long_as_somebody_has_them(tmp_path: Path) -> None:
    with Directory.open(tmp_path, KEY, "demo") as directory:
        people = person("a", "Agnes Macdonald"), person("b", "Agnes Reid")
        directory.put_changes(changed(*people)).result(10)
        assert names(directory.find("anges macdonadl")) == ["Agnes Macdonald"]
        directory.put_changes(changed(person("a", "Agnes Wilson"), no=3)).result(10)
        assert names(directory.find("anges macdonadl")) == []
        assert names(directory.find("anges wislon")) == ["Agnes Wilson"]
        directory.put_changes(changed(gone=("a",), no=4)).result(10)
        assert names(directory.find("anges wislon")) == []
        assert names(directory.find("anges reid")) == ["Agnes Reid"]


def test_double_names_do_not_crowd_out_whoever_has_no_other(tmp_path: Path) -> None:
    doubles = [
        person(f"d{n}", f"Moira-{name} Inverford-{name}")
        for n, name in enumerate(["Isla", "Agnes", "Morag"] * 20)
    ]
    with Directory.open(tmp_path, KEY, "demo") as directory:
        directory.put_page(copied(*doubles, person("a", "Moira Inverford")), 0, anew=True).result(
            10
        )
        for typed in ("moira invreford", "moira inverford", "inverford moira"):
            found = directory.find(typed).people
            assert len(found) == len({one.caller_id for one in found})
            assert "Moira Inverford" in [one.name for one in found], typed


def test_a_slip_left_behind_gets_places_where_longer_names_begin_like_it(tmp_path: Path) -> None:
    others = [person(f"o{n}", "Morag Inverford") for n in range(40)]
    with Directory.open(tmp_path, KEY, "demo") as directory:
        page = copied(*others, person("a", "Moira Inverford"))
        directory.put_page(page, 0, anew=True).result(10)
        found = directory.find("mora inverford")
        assert (found.by, names(found)[0]) == ("words", "Morag Inverford")
        assert "Moira Inverford" in names(found)
        assert set(names(directory.find("mor inverford"))) == {"Morag Inverford"}


def test_with_the_birth_date_nobody_with_more_names_comes_before_the_very_person(
    tmp_path: Path,
) -> None:
    double = person("d", "Kenneth-Lewis Muirrossie-Dunstane", born="1988-03-12")
    very = person("v", "Lewis Muirrossie", born="1988-03-12")
    with Directory.open(tmp_path, KEY, "demo") as directory:
        directory.put_page(copied(double, very), 0, anew=True).result(10)
        found = directory.find("lewis murirossie 12/3/88")
        assert [one.caller_id for one in found.people] == ["v", "d"]


def test_with_the_birth_date_mac_and_mc_are_nearer_than_another_name_beside(
    tmp_path: Path,
) -> None:
    beside = person("b", "Connor-Sean McBoyle", born="1988-03-12")
    very = person("v", "Sean MacBoyle", born="1988-03-12")
    with Directory.open(tmp_path, KEY, "demo") as directory:
        directory.put_page(copied(beside, very), 0, anew=True).result(10)
        found = directory.find("sean mcboyle 12/3/88")
        assert [one.caller_id for one in found.people] == ["v", "b"]
