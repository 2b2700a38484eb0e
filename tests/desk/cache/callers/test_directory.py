"""The desk's copy of the people on record: looked up, searched, kept up with the hub, swapped."""

from pathlib import Path

import pytest

from tests.desk.cache.callers.made_up import EPOCH, KEY, NOW, changed, copied, past, person
from workstation.desk.cache import CacheFault
from workstation.desk.cache.callers import Build, Directory
from workstation.domain.callers.caller import Caller, CopyStanding

SMITH = person(
    "a",
    "Agnes Smith",
    born="1988-03-12",
    address="12 Grange Road, Inverbrae",
    postcode="KX1 2AB",
    household="h1",
    phones=("+441414960123", "+447700900111"),
    markers=("warning",),
    history=(past("2026-02-01T10:00:00Z", "newer"), past("2026-01-01T10:00:00Z", "older")),
)


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is added here is waited for until it is written, however busy the machine is."""
    monkeypatch.setattr("workstation.desk.cache.callers.directory.AT_ONCE_S", 60.0)


def opened(folder: Path) -> Directory:
    return Directory.open(folder, KEY, "demo")


def built(folder: Path, *people: Caller) -> Path:
    with Build.begin(folder, KEY, "demo") as build:
        build.add_page(copied(*people), 730)
        build.finish()
        return build.complete()


def found(directory: Directory, text: str) -> list[str]:
    return [one.caller_id for one in directory.find(text).people]


def test_nothing_was_ever_copied(tmp_path: Path) -> None:
    with opened(tmp_path) as directory:
        assert directory.standing() == CopyStanding()
        on_record = directory.on_record("0141 496 0123")
        assert (on_record.callers, on_record.as_of_utc, on_record.standing.whole) == (
            (),
            None,
            False,
        )
        assert (directory.find("smith").people, directory.one("a")) == ((), None)


def test_the_slice_is_searched_at_once_and_never_called_whole(tmp_path: Path) -> None:
    with opened(tmp_path) as directory:
        directory.put_page(copied(SMITH, end="next", no=7, total=5), 730, anew=True).result(10)
        assert found(directory, "agn smi") == ["a"]
        extent = directory.extent
        assert (extent.epoch, extent.recent_days, extent.up_to) == (EPOCH, 730, 7)
        assert (extent.cursor, extent.whole) == ("next", False)
        assert directory.standing() == CopyStanding(None, False, 1, 5)


def test_a_page_of_changes_moves_on_how_far_the_copy_reaches(tmp_path: Path) -> None:
    with opened(tmp_path) as directory:
        directory.put_page(copied(SMITH, no=7), 730, anew=True).result(10)
        directory.put_changes(changed(no=9, more=True)).result(10)
        assert (directory.extent.up_to, directory.standing().as_of_utc) == (9, None)
        directory.put_changes(changed(no=12)).result(10)
        assert (directory.extent.up_to, directory.standing().as_of_utc) == (12, NOW)
    with opened(tmp_path) as directory:
        assert directory.extent.up_to == 12


@pytest.mark.parametrize("number", ["0141 496 0123", "+441414960123", "07700900111"])
def test_a_number_gives_the_whole_person(tmp_path: Path, number: str) -> None:
    built(tmp_path, SMITH)
    with opened(tmp_path) as directory:
        (caller,) = directory.on_record(number).callers
        assert caller == SMITH or caller.history == SMITH.history
        assert (caller.phones, caller.markers) == (SMITH.phones, SMITH.markers)
        assert (caller.contacts, caller.last_at_utc) == (2, "2026-02-01T10:00:00Z")


def test_who_shares_a_number_the_most_recent_contact_first(tmp_path: Path) -> None:
    phones = ("+441414960123",)
    people = [
        person("older", phones=phones, history=(past("2026-01-01T10:00:00Z"),)),
        person("never", phones=phones),
        person("newer", phones=phones, history=(past("2026-02-01T10:00:00Z"),)),
    ]
    built(tmp_path, *people)
    with opened(tmp_path) as directory:
        callers = directory.on_record("0141 496 0123").callers
    assert [one.caller_id for one in callers] == ["newer", "older", "never"]


@pytest.mark.parametrize(("protected", "named"), [(False, ["b"]), (True, [])])
def test_who_lives_with_a_caller_unless_the_household_is_protected(
    tmp_path: Path, protected: bool, named: list[str]
) -> None:
    other = person("b", household="h1", address_protected=protected)
    built(tmp_path, SMITH, other, person("c", household="h2"))
    with opened(tmp_path) as directory:
        household = directory.on_record("0141 496 0123").household
    assert [one.caller_id for one in household] == named


@pytest.mark.parametrize(
    "typed",
    ["a", "agn", "smith", "smith ag", "AGNES SMITH", "smith grange", "agnes kx1", "smith kx1 2ab"]
    + ["12 grange", "kx1 2", "KX12AB", "12/03/88", "12 3 1988", "1988-03-12", "12 mar 88"]
    + ["120388", "12/03", "12/03/", "12.3.198"]
    + ["0123", "60123", "0141 496 0123", "+44 7700 900111", "agnes inver"],
)  # fmt: skip
def test_a_person_is_found_by_what_people_type(tmp_path: Path, typed: str) -> None:
    built(tmp_path, person("b", "Jan Nowak", address="7 Mill Lane", postcode="KX9 9ZZ"), SMITH)
    with opened(tmp_path) as directory:
        assert found(directory, typed) == ["a"]


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "xyzzy",
        "smith mill",
        "13/03/88",
        "12/04",
        "12/03/7",
        "31/13",
        "12/3/1988/4",
        "9999",
        "%*\"'(",
    ],
)
def test_what_nobody_is_called_finds_nobody(tmp_path: Path, typed: str) -> None:
    built(tmp_path, SMITH)
    with opened(tmp_path) as directory:
        assert (found(directory, typed), directory.find(typed).by) == ([], "nothing")


@pytest.mark.parametrize("typed", ["grange", "inverbrae", "kx1", "smith grange", "12 grange road"])
def test_a_protected_household_is_not_found_by_where_it_lives(tmp_path: Path, typed: str) -> None:
    hidden = person("a", "Agnes Smith", address=SMITH.address, postcode=SMITH.postcode,
                    address_protected=True)  # fmt: skip
    built(tmp_path, hidden)
    with opened(tmp_path) as directory:
        assert found(directory, typed) == []
        assert found(directory, "smith") == ["a"]


def test_an_address_that_becomes_protected_is_no_longer_found(tmp_path: Path) -> None:
    built(tmp_path, SMITH)
    hidden = person("a", "Agnes Smith", address=SMITH.address, address_protected=True)
    with opened(tmp_path) as directory:
        assert found(directory, "grange") == ["a"]
        directory.put_changes(changed(hidden)).result(10)
        assert (found(directory, "grange"), found(directory, "agnes")) == ([], ["a"])


def test_whoever_called_since_comes_first(tmp_path: Path) -> None:
    names = [person(n, "Agnes Smith") for n in "abc"]
    built(tmp_path, *names)
    with opened(tmp_path) as directory:
        assert found(directory, "agnes") == ["a", "b", "c"]
        again = person("c", "Agnes Smith", history=(past("2026-02-01T10:00:00Z"),))
        directory.put_changes(changed(again, person("d", "Agnes Smith"))).result(10)
        assert found(directory, "agnes") == ["d", "c", "a", "b"]
        moved = person("b", "Agnes Smith", address="1 Mill Lane")
        directory.put_changes(changed(moved, no=3)).result(10)
        assert found(directory, "agnes") == ["d", "c", "a", "b"]


def test_a_changed_person_stands_in_the_place_of_the_older_one(tmp_path: Path) -> None:
    built(tmp_path, SMITH)
    now = person("a", "Agnes Jones", phones=("+447700900222",),
                 history=(past("2026-02-20T10:00:00Z", "newest"), SMITH.history[0]))  # fmt: skip
    with opened(tmp_path) as directory:
        directory.put_changes(changed(now)).result(10)
        assert (found(directory, "smith"), found(directory, "jones")) == ([], ["a"])
        assert directory.on_record("0141 496 0123").callers == ()
        (caller,) = directory.on_record("07700 900222").callers
        assert [one.summary for one in caller.history] == ["newest", "newer"]
        assert directory.history("a") == caller.history


def test_who_left_the_scope_is_gone_with_everything(tmp_path: Path) -> None:
    built(tmp_path, SMITH, person("b"))
    with opened(tmp_path) as directory:
        directory.put_changes(changed(gone=("a", "unknown"))).result(10)
        assert (directory.one("a"), directory.history("a"), found(directory, "smith")) == (
            None,
            (),
            [],
        )
        assert (directory.on_record("0141 496 0123").callers, directory.extent.have) == ((), 1)


def test_what_is_older_than_what_is_held_changes_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as directory:
        directory.put_changes(changed(person("a", "Newer"), no=5)).result(10)
        directory.put_changes(changed(person("a", "Older"), no=4)).result(10)
        assert (found(directory, "newer"), found(directory, "older")) == (["a"], [])


def test_a_history_is_read_newest_first_and_in_full(tmp_path: Path) -> None:
    days = [f"2025-{month:02}-{day:02}T10:00:00Z" for month in range(1, 13) for day in range(1, 28)]
    built(tmp_path, person("a", history=tuple(past(day) for day in reversed(days))))
    with opened(tmp_path) as directory:
        assert [one.at_utc for one in directory.history("a")] == days[::-1]
        assert [one.at_utc for one in directory.history("a", 3)] == days[:-4:-1]
        caller = directory.one("a")
        assert caller is not None
        assert (len(caller.history), caller.contacts) == (20, len(days))


def test_somebody_added_here_is_found_until_the_hub_says_who_they_are(tmp_path: Path) -> None:
    built(tmp_path, SMITH)
    with opened(tmp_path) as directory:
        directory.add_own(person("own", "Zuzanna Nowak", phones=("+447700900333",)))
        assert found(directory, "zuz") == ["own"]
        assert directory.on_record("07700900333").callers[0].name == "Zuzanna Nowak"
        directory.add_own(person("a", "Not Smith"))  # the hub's word is here
        assert found(directory, "not") == []
        directory.put_changes(changed(person("own", "Zuzanna Nowak-Smith"))).result(10)
        assert directory.one("own").name == "Zuzanna Nowak-Smith"  # type: ignore[union-attr]


def test_a_mark_made_here_shows_at_once_and_the_hub_has_the_last_word(tmp_path: Path) -> None:
    built(tmp_path, SMITH, person("b"))
    with opened(tmp_path) as directory:
        directory.mark_same("a", "b")
        assert [one.same_as for one in (directory.one("a"), directory.one("b")) if one] == [
            ("b",),
            ("a",),
        ]
        directory.mark_same("a", "b", apart=True)
        assert directory.one("a").same_as == ()  # type: ignore[union-attr]
        directory.mark_same("a", "b")
        directory.put_changes(
            changed(person("a", same_as=("b",)), person("b", same_as=("a",)))
        ).result(10)
        directory.put_changes(changed(person("a"), person("b"), no=3)).result(10)
        assert directory.one("a").same_as == ()  # type: ignore[union-attr]


def test_a_whole_copy_takes_the_place_of_the_slice_with_what_was_added_here(tmp_path: Path) -> None:
    with opened(tmp_path) as directory:
        directory.put_page(copied(person("old")), 730, anew=True).result(10)
        directory.add_own(person("own", "Zuzanna Nowak"))
        directory.mark_same("own", "a")
        assert not directory.swap()
        whole = built(tmp_path, SMITH)
        assert directory.swap()
        assert (found(directory, "old"), found(directory, "smith")) == ([], ["a"])
        assert directory.one("own").same_as == ("a",)  # type: ignore[union-attr]
        assert directory.standing().whole
        second = built(tmp_path, SMITH, person("b"))
        assert directory.swap()
        assert found(directory, "zuzanna") == ["own"]
    assert whole != second
    assert [file.name for file in tmp_path.iterdir()] == [second.name]


def test_a_file_of_another_realm_is_put_aside_and_nothing_is_called_whole(tmp_path: Path) -> None:
    built(tmp_path, SMITH)
    with Directory.open(tmp_path, KEY, "training") as directory:
        assert directory.set_aside is not None
        assert directory.set_aside.exists()
        assert (found(directory, "smith"), directory.standing().whole) == ([], False)


def test_a_damaged_file_finds_nothing_fails_nobody_and_is_put_aside_at_the_next_start(
    tmp_path: Path,
) -> None:
    people = [person(f"p{n}", f"Agnes Smith{n}", address="x" * 500) for n in range(200)]
    path = built(tmp_path, *people)
    with path.open("rb+") as file:
        file.seek(40_960)
        file.write(bytes(path.stat().st_size - 40_960))
    with opened(tmp_path) as directory:
        assert (found(directory, "agnes"), directory.one("p150")) == ([], None)
        assert not directory.standing().whole
    with opened(tmp_path) as directory:
        assert directory.set_aside is not None
        assert not directory.standing().whole


def test_a_disk_that_refuses_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "callers").write_text("a file where the folder should be")
    with pytest.raises(CacheFault):
        opened(tmp_path / "callers")


@pytest.mark.parametrize(
    "typed",
    [
        "Agnes Smith 0141 496 0999",  # from a number that is not on record
        "agnes smith 0141 49",
        "Agnes Smith born 12/03/1988, tel. 0141 496 0999",
        "smith 07700 900111",
        "12 grange 0141 496 0999",
    ],
)
def test_a_number_beside_words_hides_nobody_who_is_called_so(tmp_path: Path, typed: str) -> None:
    built(tmp_path, SMITH)
    with opened(tmp_path) as directory:
        assert found(directory, typed) == ["a"]


def test_whoever_has_the_number_comes_before_whoever_is_called_so(tmp_path: Path) -> None:
    namesake = person("b", "Agnes Smith", history=(past("2026-02-28T10:00:00Z"),))
    built(tmp_path, namesake, SMITH)
    with opened(tmp_path) as directory:
        assert found(directory, "agnes smith") == ["b", "a"]
        assert found(directory, "agnes smith 0141 496 0123") == ["a", "b"]
