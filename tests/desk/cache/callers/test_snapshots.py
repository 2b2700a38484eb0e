"""Several statements of one look-up."""

from pathlib import Path

import pytest

from tests.desk.cache.callers.made_up import KEY, NOW, changed, copied, person
from workstation.desk.cache.callers import Directory
from workstation.desk.cache.callers.reading import Rows

COUNT = "SELECT count(*) FROM caller"


@pytest.fixture
def directory(tmp_path: Path) -> Directory:
    opened = Directory.open(tmp_path, KEY, "demo")
    opened.put_page(copied(person("a", "Agnes Smith")), 0, anew=True).result(10)
    return opened


def test_what_is_written_meanwhile_is_read_by_the_next_look_up(directory: Directory) -> None:
    def look(rows: Rows) -> tuple[object, object]:
        before = rows(COUNT, ())
        directory.put_changes(changed(person("b", "Agnes Miller"))).result(10)
        return before, rows(COUNT, ())

    with directory, directory._in_use() as file:
        assert file._readers.together(look) == ([(1,)], [(1,)])
        assert file._readers.together(lambda rows: rows(COUNT, ())) == [(2,)]


def test_one_that_fails_keeps_no_state_of_the_file_alive(directory: Directory) -> None:
    def look(rows: Rows) -> None:
        rows(COUNT, ())
        raise ZeroDivisionError

    with directory, directory._in_use() as file:
        with pytest.raises(ZeroDivisionError):
            file._readers.together(look)
        assert directory.weed(NOW, 0).clean
