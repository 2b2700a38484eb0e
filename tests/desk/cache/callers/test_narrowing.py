"""Few people who are judged one by one give what the index would have given."""

from pathlib import Path

import pytest

from tests.desk.cache.callers.made_up import KEY, copied, person
from workstation.desk.cache.callers import Directory, asking, narrowing
from workstation.desk.cache.callers.looking import Looking
from workstation.domain.callers.caller import Caller

PEOPLE = (
    person("a", "Moira-Jean Inverford", address="3 Killean Road", postcode="KX1 2AB"),
    person("b", "Moira Inverford", address="7 Jura Street", postcode="KX2 9QQ"),
    person("c", "Jean Killean", address="1 Moira Lane", postcode="KX1 2AB"),
    person("d", "Moira Jeans", address="8 Inverford Way", postcode="JU1 1AA"),
)
QUESTIONS = (
    "moira j inverford", "inverford k", "moira inverford j", "moira jean inver", "killean road k",
    "inverford moira jean", "moira jean killean", "moira inverford kx1", "3 killean road",
    "jean moira la",
)  # fmt: skip


def few(directory: Directory, typed: str) -> object:
    with directory._in_use() as file:
        return narrowing.few(Looking(file._rows), asking.read(typed).words)


def ids(directory: Directory, typed: str) -> list[str]:
    return [one.caller_id for one in directory.find(typed).people]


@pytest.mark.parametrize("typed", QUESTIONS)
def test_the_same_people_are_found(
    tmp_path: Path, typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Directory.open(tmp_path, KEY, "demo") as directory:
        directory.put_page(copied(*PEOPLE), 0, anew=True).result(10)
        with monkeypatch.context() as patched:
            patched.setattr(narrowing, "_HANDFUL", 0)
            assert few(directory, typed) is None
            by_the_index = ids(directory, typed)
        assert few(directory, typed) is not None
        assert ids(directory, typed) == by_the_index
        assert by_the_index


def test_a_protected_home_finds_nobody(tmp_path: Path) -> None:
    def living(protected: bool) -> Caller:
        return person("a", "Moira Inverford", address="7 Jura Street", address_protected=protected)

    for protected, found in ((False, ["a"]), (True, [])):
        with Directory.open(tmp_path / str(protected), KEY, "demo") as directory:
            directory.put_page(copied(living(protected)), 0, anew=True).result(10)
            assert ids(directory, "moira inverford jura") == found
            assert ids(directory, "inverford ju") == found
