"""A first copy in bulk: whole or not there, and going on where it was stopped."""

from pathlib import Path

import pytest

from tests.desk.cache.callers.made_up import KEY, changed, copied, past, person
from workstation.desk.cache.callers import Build, Directory


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


@pytest.mark.parametrize("killed_after", [1, 2])
def test_the_search_index_goes_on_where_it_was_stopped(
    tmp_path: Path, killed_after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workstation.desk.cache.callers.indexing._AT_ONCE", 2)
    people = [person(f"p{n}", f"Agnes Smith{'abcdef'[n]}") for n in range(6)]
    told: list[int] = []

    def stop(done: int) -> None:
        told.append(done)
        if len(told) == killed_after:
            raise KeyboardInterrupt

    with begun(tmp_path) as build:
        build.add_page(copied(*people), 730)
        with pytest.raises(KeyboardInterrupt):
            build.finish(stop)
    with begun(tmp_path) as build:
        build.finish(told.append)
        build.complete()
    assert told == [2, 4, 6]
    assert found(tmp_path, "agnes") == [f"p{n}" for n in range(6)]


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
