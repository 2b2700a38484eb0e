"""A first copy in bulk: whole or not there, and going on where it was stopped."""

import threading
import time
from pathlib import Path
from typing import Any

import pytest

from tests.desk.cache.callers.made_up import KEY, changed, copied, past, person
from workstation.desk.cache.callers import Build, Directory, folding, indexing, sorting
from workstation.desk.cache.callers.inserting import insert
from workstation.desk.cache.callers.ready import as_bytes, of_bytes, ready, with_words
from workstation.desk.cache.callers.tables import INDEXES
from workstation.desk.journal.encrypted_file import unfolded, wal_of
from workstation.domain.callers.caller import Caller


def begun(folder: Path, *, anew: bool = False) -> Build:
    return Build.begin(folder, KEY, "demo", anew=anew)


def found(folder: Path, text: str) -> list[str]:
    with Directory.open(folder, KEY, "demo") as directory:
        return [one.caller_id for one in directory.find(text).people]


def test_a_copy_that_was_stopped_goes_on_after_the_page_that_was_taken_last(tmp_path: Path) -> None:
    build = begun(tmp_path)
    build.add_page(copied(person("a", "Agnes One"), end="p2", no=3), 730)
    build.close()  # as good as killed: nothing is kept but what was committed
    with begun(tmp_path) as build:
        assert (build.extent.cursor, build.extent.have, build.extent.up_to) == ("p2", 1, 3)
        build.add_page(copied(person("b", "Agnes Two"), no=8), 730)
        assert (build.extent.cursor, build.extent.up_to) == ("", 3)
        build.finish()
        build.complete()
    assert found(tmp_path, "agnes") == ["a", "b"]


def test_a_copy_is_not_there_before_it_is_complete(tmp_path: Path) -> None:
    with begun(tmp_path) as build:
        build.add_page(copied(person("a", "Agnes One")), 730)
        build.finish()
    assert found(tmp_path, "agnes") == []
    with begun(tmp_path) as build:
        build.finish()
        build.complete()
    assert found(tmp_path, "agnes") == ["a"]


def test_a_copy_begun_anew_forgets_what_was_fetched(tmp_path: Path) -> None:
    with begun(tmp_path) as build:
        build.add_page(copied(person("a", "Agnes One"), end="p2"), 730)
    with begun(tmp_path, anew=True) as build:
        assert (build.extent.have, build.extent.cursor) == (0, "")


def test_whoever_came_twice_is_there_once_as_they_came_last(tmp_path: Path) -> None:
    first = person(
        "a", "Agnes One", phones=("+441414960123",), history=(past("2026-01-01T00:00:00Z"),)
    )
    with begun(tmp_path) as build:
        build.add_page(copied(first, person("b", "Agnes Two"), end="p2"), 730)
        build.add_page(copied(person("a", "Agnes Three")), 730)
        build.finish()
        assert build.extent.have == 2
        build.complete()
    assert (found(tmp_path, "agnes"), found(tmp_path, "one")) == (["b", "a"], [])


STEPS = (
    "_drop_twice",
    "merge",
    "_set_index",
    "numbering.insert",
    "vocabulary.said",
    "vocabulary.fill",
)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("step", STEPS)
def test_what_is_done_at_the_end_goes_on_where_it_was_stopped(
    tmp_path: Path, step: str, after: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [
        person(f"p{n}", f"Agnes Smith{'abcdef'[n]}", phones=(f"+4414149601{n:02}",))
        for n in range(6)
    ]
    with begun(tmp_path) as build:
        build.add_page(copied(*people[:4], end="p2"), 730)
        build.add_page(copied(*people[3:]), 730)
        *room, name = step.split(".")
        place = getattr(indexing, room[0]) if room else indexing
        plain = getattr(place, name)

        def stopped(*told: Any, **more: Any) -> None:
            if after:
                plain(*told, **more)
            raise KeyboardInterrupt

        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr(place, name, stopped)
            build.finish()
    with begun(tmp_path) as build:
        build.finish()
        assert build.extent.have == 6
        build.complete()
    assert set(found(tmp_path, "agnes")) == {f"p{n}" for n in range(6)}
    assert found(tmp_path, "smithd")[0] == "p3"
    assert found(tmp_path, "Agnes Smihtc")[0] == "p2"
    assert found(tmp_path, "01414960105") == ["p5"]


def somebody(n: int) -> Caller:
    """With a number of their own; they share birthdays, and homes at which not all of them live."""
    home = f"household:{n % 7}" if n % 5 else ""
    born = f"19{50 + n % 9}-03-04" if n % 4 else None
    return person(f"p{n}", phones=(f"+44141496{n:04}",), born=born, household=home)


@pytest.mark.parametrize("most", [1, 9, 15, 40])
def test_people_are_found_however_many_are_sorted_at_once(
    tmp_path: Path, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [somebody(n) for n in range(100, 140)]
    monkeypatch.setattr(sorting, "AT_ONCE", most)
    with begun(tmp_path) as build:
        build.add_page(copied(*people), 730)
        build.finish()
        assert as_it_should_be(build)
        build.put_changes(changed(somebody(999), gone=(people[0].caller_id,), no=5))
        assert as_it_should_be(build)
        build.complete()
    with Directory.open(tmp_path, KEY, "demo") as directory:
        for one in people[1:]:
            heard = directory.on_record(one.phones[0])
            assert [known.caller_id for known in heard.callers] == [one.caller_id]
            assert {known.caller_id for known in heard.household} == {
                other.caller_id
                for other in (*people[1:], somebody(999))
                if other.household == one.household != "" and other is not one
            }
            known = directory.one(one.caller_id)
            assert known is not None and known.born == one.born
        assert {one.caller_id for one in directory.find("04/03/1951").people} == {
            one.caller_id for one in (*people[1:], somebody(999)) if one.born == "1951-03-04"
        }


def as_it_should_be(build: Build) -> bool:
    """Whether every index stands, has each row of its table once, and is in order."""
    connection = build._connection
    named = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
    said = connection.execute("PRAGMA integrity_check").fetchall()
    return said == [("ok",)] and named >= {index.name for index in INDEXES}


@pytest.mark.parametrize("after", [0, 1, 5, 9, 10])
@pytest.mark.parametrize("step", ["_put", "_enter"])
def test_an_index_that_is_sorted_in_portions_goes_on_where_it_was_stopped(
    tmp_path: Path, step: str, after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sorting, "AT_ONCE", 10)
    plain = getattr(sorting, step)
    done = 0

    def stopped(*told: Any) -> None:
        nonlocal done
        if done == after:
            raise KeyboardInterrupt
        done += 1
        plain(*told)

    with begun(tmp_path) as build:
        build.add_page(copied(*(somebody(n) for n in range(100, 140))), 730)
        with monkeypatch.context() as patch:
            patch.setattr(sorting, step, stopped)
            try:
                build.finish()
            except KeyboardInterrupt:
                assert done == after
            else:
                assert step == "_enter"
    with begun(tmp_path) as build:
        build.finish()
        assert as_it_should_be(build)
        assert build.extent.have == 40


@pytest.mark.parametrize("many", [0, 1, 99, 100, 101, 250])
def test_however_many_narrow_rows_there_are_each_is_inserted_once(
    tmp_path: Path, many: int
) -> None:
    rows = [(trace, f"word{trace}") for trace in range(many)]
    with begun(tmp_path) as build:
        insert(build._connection, "INSERT INTO near (trace, word)", 2, iter(rows))
        assert build._connection.execute("SELECT * FROM near").fetchall() == rows


def test_the_log_is_folded_in_beside_so_that_it_begins_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folding, "PAGES", 1)
    monkeypatch.setattr(folding, "_LOOK_S", 0.01)
    with begun(tmp_path) as build:
        sizes, end = [], time.monotonic() + 60
        for n in range(20):
            build.add_page(copied(person(f"p{n}", "Agnes One"), end=f"p{n}"), 730)
            while unfolded(build._connection):
                assert time.monotonic() < end, "nobody folded it in"
            sizes.append(wal_of(build.path).stat().st_size)
        assert sizes[-1] == sizes[3], sizes
    assert not any(thread.name == "folding" for thread in threading.enumerate())


def test_pages_without_words_which_a_release_before_took_are_taken_anew(tmp_path: Path) -> None:
    with begun(tmp_path) as build:
        build.add_page(copied(person("a", "Agnes One"), end="p2"), 730)
        build._connection.execute("DELETE FROM meta WHERE name='worded'")
    with begun(tmp_path) as build:
        assert (build.extent.have, build.extent.cursor) == (0, "")


def test_a_page_that_was_made_ready_is_taken_as_it_is_and_in_its_place_alone(
    tmp_path: Path,
) -> None:
    agnes = person("a", "Agnes O'Née", phones=("+441414960123",), history=(past("2026-01-01"),))
    page = copied(agnes, person("b", "Agnes Two"))
    with begun(tmp_path / "here") as build:
        build.add_page(page, 730)
        build.finish()
        build.complete()
    for name, made in (("ready", ready), ("worded", lambda *told: with_words(ready(*told)))):
        with begun(tmp_path / name) as build:
            with pytest.raises(ValueError, match="another place"):
                build.add_page(of_bytes(as_bytes(made(page, 2))), 730)
            build.add_page(of_bytes(as_bytes(made(page, 1))), 730)
            build.finish()
            build.complete()
    for folder in (tmp_path / "here", tmp_path / "ready", tmp_path / "worded"):
        assert found(folder, "onee") == ["a"]
        with Directory.open(folder, KEY, "demo") as directory:
            known = directory.one("a")
            assert known is not None
            assert (known.name, known.phones, known.history) == (
                agnes.name,
                agnes.phones,
                agnes.history,
            )


def test_changes_of_meanwhile_are_in_the_copy_when_it_is_complete(tmp_path: Path) -> None:
    with begun(tmp_path) as build:
        build.add_page(copied(person("a", "Agnes One"), person("b", "Agnes Two"), no=3), 730)
        build.finish()
        build.put_changes(changed(person("a", "Agnes Changed"), gone=("b",), no=5))
        build.complete()
    with Directory.open(tmp_path, KEY, "demo") as directory:
        assert [one.name for one in directory.find("agnes").people] == ["Agnes Changed"]
        assert (directory.extent.up_to, directory.extent.have, directory.extent.whole) == (
            5,
            1,
            True,
        )
