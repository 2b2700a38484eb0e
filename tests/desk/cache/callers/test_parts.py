"""What is new of a history is merged with what is held, as if the whole of it had come."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from tests.desk.cache.callers.made_up import EPOCH, KEY, NOW, changed, copied, past, person
from workstation.desk.cache.callers import Build, Directory, histories, reading
from workstation.domain.callers.caller import Caller, PastContact
from workstation.protocol.callers import CallerChanges, line_of

TABLES = ("caller", "history", "front", "phone", "word")


def parts(
    *people: Caller, no: int = 2, left: Sequence[PastContact] = (), **said: Any
) -> CallerChanges:
    """A page of people with what is new of their histories, and what ``left`` those of each."""
    keys = [(one.at_utc, one.contact_id) for one in left]
    plain: dict[str, Any] = {"after": 1, "since": 1, "up_to": no, "more": False}
    told = [(line_of(one, no), keys) for one in people]
    return CallerChanges(
        callers=[], partly=told, gone=[], epoch=EPOCH, now_utc=NOW, **{**plain, **said}
    )


def built(folder: Path, *people: Caller) -> Directory:
    """A whole copy up to the change 1."""
    with Build.begin(folder, KEY, "demo") as build:
        build.add_page(copied(*people), 730)
        build.finish()
        build.complete()
    return Directory.open(folder, KEY, "demo")


def content(directory: Directory) -> dict[str, list[Any]]:
    """Every row of the tables."""
    rows = directory._file._rows
    return {table: sorted(rows(f"SELECT * FROM {table}", ())) for table in TABLES}


OLDER = past("2026-01-01T10:00:00Z", "older")
NEWER = past("2026-02-01T10:00:00Z", "newer")
RINGER = person("a", "Agnes Smith", phones=("+441414960123",), history=(NEWER, OLDER))


def test_what_is_new_is_added_and_counted_and_comes_first(tmp_path: Path) -> None:
    others = [person(n, "Agnes Smith") for n in "bc"]
    with built(tmp_path, *others, RINGER) as directory:
        more = past("2026-02-20T10:00:00Z", "newest")
        kept = OLDER._replace(promised="kept")
        directory.put_changes(parts(replace(RINGER, history=(more, kept)))).result(10)
        assert directory.history("a") == (more, NEWER, kept)
        known = directory.one("a")
        assert known is not None
        assert (known.contacts, known.last_at_utc) == (3, more.at_utc)
        assert [one.caller_id for one in directory.find("agnes").people] == ["a", "b", "c"]
        assert (directory.extent.up_to, directory.extent.in_step_no) == (2, 2)


def test_what_left_goes_and_the_newest_that_is_left_counts(tmp_path: Path) -> None:
    with built(tmp_path, RINGER) as directory:
        unknown = past("2020-01-01T10:00:00Z")
        page = parts(replace(RINGER, name="Ann", history=()), left=(NEWER, unknown))
        directory.put_changes(page).result(10)
        known = directory.one("a")
        assert known is not None
        assert (known.name, known.contacts, known.last_at_utc) == ("Ann", 1, OLDER.at_utc)
        directory.put_changes(parts(known, no=3, left=(OLDER,))).result(10)
        directory.put_changes(
            parts(replace(known, history=()), no=4, left=(OLDER,), after=3, since=3)
        ).result(10)
        known = directory.one("a")
        assert known is not None
        assert (known.contacts, known.last_at_utc, directory.history("a")) == (0, None, ())


def test_a_part_again_or_an_older_one_changes_nothing(tmp_path: Path) -> None:
    with built(tmp_path, RINGER) as directory:
        page = parts(replace(RINGER, history=(past("2026-02-20T10:00:00Z", "x"),)), no=5)
        directory.put_changes(page).result(10)
        before = content(directory)
        directory.put_changes(page).result(10)
        directory.put_changes(parts(RINGER, no=4, left=(NEWER,))).result(10)
        assert content(directory) == before


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(parts(RINGER, person("b")), id="somebody is not held"),
        pytest.param(parts(RINGER, after=2), id="it begins beyond where the copy is"),
        pytest.param(parts(RINGER, since=2), id="parts before it were never heard of"),
        pytest.param(parts(RINGER, since=None), id="it does not say since when"),
        pytest.param(changed(RINGER).model_copy(update={"after": 2}), id="whole, but beyond"),
    ],
)
def test_a_page_that_does_not_go_on_from_here_is_left(tmp_path: Path, page: CallerChanges) -> None:
    with built(tmp_path, RINGER) as directory:
        before = content(directory), directory.extent
        directory.put_changes(page.model_copy(update={"gone": ["a"]})).result(10)
        assert (content(directory), directory.extent) == before


def test_whom_this_desk_added_is_not_held_before_the_hub_says_who_they_are(tmp_path: Path) -> None:
    with built(tmp_path, RINGER) as directory:
        directory.add_own(person("own"))
        directory._file._writer.do(lambda *_: None).result(10)
        assert directory.holds(["a"])
        assert directory.holds([])
        assert not directory.holds(["a", "own"])
        assert not directory.holds(["a", "b"])


def test_a_copy_says_up_to_where_nothing_is_missing(tmp_path: Path) -> None:
    with Directory.open(tmp_path, KEY, "demo") as directory:
        assert directory.extent.in_step_no is None
        first = copied(RINGER, end="next", no=3)
        directory.put_page(first, 730, anew=True).result(10)
        directory.put_page(copied(person("b"), no=7), 730, anew=False).result(10)
        assert (directory.extent.up_to, directory.extent.in_step_no) == (3, 3)
        directory.put_changes(changed(no=9, more=True)).result(10)
        assert (directory.extent.up_to, directory.extent.in_step_no) == (9, 3)
        directory.put_changes(changed(no=12)).result(10)
        assert directory.extent.in_step_no == 12
    with Directory.open(tmp_path, KEY, "demo") as directory:
        assert directory.extent.in_step_no == 12


def live(folder: Path, seed: int) -> None:
    """A copy that hears of parts holds the same as one that hears of whole histories."""
    chance = random.Random(seed)
    start = [past(f"2026-01-{day:02}T10:00:00Z", f"day {day}") for day in range(1, 13)]
    held = {n: dict(enumerate(start[: 4 * k])) for k, n in enumerate("abc", 1)}
    people = [_of(n, history) for n, history in held.items()]
    with built(folder / "whole", *people) as whole, built(folder / "parts", *people) as partly:
        for no in range(2, 22):
            n = chance.choice("abc")
            history, before = held[n], dict(held[n])
            for _ in range(chance.randrange(4)):
                key = chance.randrange(12)
                what = chance.choice(["add", "leave"])
                if what == "leave":
                    history.pop(key, None)
                else:
                    history[key] = start[key]._replace(summary=f"change {no}")
            news = {key: one for key, one in history.items() if before.get(key) != one}
            left = [one for key, one in before.items() if key not in history]
            page = changed(_of(n, history), no=no)
            whole.put_changes(page).result(10)
            part = parts(_of(n, news), no=no, left=left, after=no - 1, since=no - 1)
            partly.put_changes(part).result(10)
            assert content(partly) == content(whole)


def _of(caller_id: str, history: dict[int, PastContact]) -> Caller:
    newest_first = tuple(history[key] for key in sorted(history, reverse=True))
    return person(caller_id, phones=("+441414960123",), history=newest_first)


@pytest.mark.parametrize("seed", range(3))
def test_parts_lead_to_the_same_rows_as_whole_histories(tmp_path: Path, seed: int) -> None:
    live(tmp_path, seed)


def _deaf(plain: Callable[..., Any]) -> Callable[..., Any]:
    return lambda c, told: plain(c, {n: (line, []) for n, (line, _) in told.items()})


def _uncounted(plain: Callable[..., Any]) -> Callable[..., Any]:
    def merge(connection: Any, told: Any) -> Any:
        plain(connection, told)
        return {n: len(line[15]) for n, (line, _) in told.items()}

    return merge


def _told(_: Callable[..., Any]) -> Callable[..., Any]:
    return lambda connection, rowids: dict.fromkeys(rowids, "2026-01-01T10:00:00Z")


@pytest.mark.parametrize(
    ("name", "mistake"),
    [
        pytest.param("merge", _deaf, id="what left stays"),
        pytest.param("merge", _uncounted, id="what changed is counted again"),
        pytest.param("newest", _told, id="the newest is not looked up"),
    ],
)
def test_a_mistake_in_it_is_seen(tmp_path: Path, name: str, mistake: Callable[..., Any]) -> None:
    plain = getattr(histories, name)
    with patch.object(histories, name, mistake(plain)), pytest.raises(AssertionError):
        live(tmp_path, 1)


def test_a_part_without_the_rest_would_be_seen(tmp_path: Path) -> None:
    with (
        patch.object(reading, "holds", lambda *_: True),
        built(tmp_path, RINGER) as directory,
        pytest.raises(AssertionError),
    ):
        directory.put_changes(parts(RINGER, person("b"))).result(10)
        assert directory.extent.up_to == 1
