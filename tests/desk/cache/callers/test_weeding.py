"""Whose time has passed leaves no byte behind: every page of the file and its log is decrypted."""

import random
from pathlib import Path

import pytest

from tests.desk.cache.callers.made_up import KEY, NOW, changed, copied, past, person
from tests.fixtures.stores.opened_pages import pages, pages_in
from workstation.desk.cache.callers import Build, Directory, Weeded
from workstation.domain.callers.caller import Caller

LONG_AGO, LATELY = "2020-05-05T10:00:00.000000Z", "2026-02-20T10:00:00.000000Z"
DAYS = 730
#: Letters that come together in nobody else: name, street, summary; and the digits of a number.
CANARIES = ("Qzxvwkjhub", "Wvqxjzkfyd", "jqvzwxkhgp", "8419736250")
GIVEN = "Agnes Ian Morag Callum Fiona Hamish Catriona Ewan Sheila Donald".split()
FAMILIES = "Smith Macdonald Reid Wilson Kaur Nowak Fraser Murray Gray Bell".split()


def expired(n: int) -> Caller:
    name, street, summary, number = CANARIES
    return person(
        f"canary-{n}", f"{name} {name[::-1]}", born="1951-02-03", address=f"{n} {street} Road",
        postcode="ZZ9 9ZZ", phones=(f"+{number}{n % 100:02}",), household=f"home-{n}",
        history=(past(LONG_AGO, f"Told {summary} of it", contact_id=f"old-{n}"),),
    )  # fmt: skip


def ordinary(n: int, chance: random.Random) -> Caller:
    days = sorted(
        (f"2026-01-{chance.randint(1, 28):02}T10:00:{k:02}Z" for k in range(3)), reverse=True
    )
    return person(
        f"person-{n}", f"{chance.choice(GIVEN)} {chance.choice(FAMILIES)}", born="1980-01-02",
        address=f"{chance.randint(1, 99)} Mill Lane", postcode="KX1 2AB", household=f"h{n}",
        phones=(f"+4411900{n:05}",), history=tuple(past(day, "Rang about noise") for day in days),
    )  # fmt: skip


def traces(canary: str) -> set[bytes]:
    """Parts of a canary as tables and index may hold them: as it is, folded, backwards."""
    written = {canary, canary.lower(), canary[::-1], canary.lower()[::-1]}
    return {each[n : n + 5].encode() for each in written for n in range(len(each) - 4)}


def found(path: Path, canary: str) -> set[bytes]:
    wanted = traces(canary)
    return {trace for page in pages(path, KEY) for trace in wanted if trace in page}


def copy_with_canaries(folder: Path) -> Path:
    """Canaries among others on the same pages, in the middle and at the edges."""
    chance = random.Random(5)
    people = [ordinary(n, chance) for n in range(1_200)]
    for n in range(120):
        people.insert(chance.randrange(len(people)), expired(n))
    with Build.begin(folder, KEY, "demo") as build:
        build.add_page(copied(*people, total=len(people)), DAYS)
        build.finish()
        return build.complete()


def churn(directory: Directory) -> None:
    """Days of changes: people move, call again and are renamed, canaries among them."""
    chance = random.Random(6)
    for no in range(2, 12):
        some = [ordinary(chance.randrange(1_200), chance) for _ in range(150)]
        moved = [expired(chance.randrange(120)) for _ in range(10)]
        renamed = [
            person(one.caller_id, f"{CANARIES[1]} {no}", history=one.history) for one in moved
        ]
        directory.put_changes(changed(*some, *(renamed if no % 2 else moved), no=no)).result(60)


def test_nothing_of_an_expired_person_is_left_anywhere_in_the_file_or_its_log(
    tmp_path: Path,
) -> None:
    path = copy_with_canaries(tmp_path)
    with Directory.open(tmp_path, KEY, "demo") as directory:
        churn(directory)
        for canary in CANARIES:
            assert len(found(path, canary)) >= 6, "the scan finds what is there"
        log = path.with_name(path.name + "-wal")
        assert log.stat().st_size > 0
        assert directory.find(CANARIES[0]).people
        assert directory.weed(NOW, DAYS) == Weeded(120, clean=True)
        assert log.stat().st_size == 0
        for canary in CANARIES:
            assert found(path, canary) == set()
        assert directory.find(CANARIES[0]).people == ()
        assert directory.extent.have == 1_200
        assert directory.find("agnes smith").people
    for canary in CANARIES:
        assert found(path, canary) == set()


def test_the_index_is_scanned_too_and_the_log_before_it_is_folded_in(tmp_path: Path) -> None:
    path = copy_with_canaries(tmp_path)
    assert CANARIES[0].lower()[:5].encode() in found(path, CANARIES[0]), "folded: only the index is"
    with Directory.open(tmp_path, KEY, "demo") as directory:
        directory.put_changes(changed(person("new", "Xjqzvkw Person"), no=50)).result(10)
        assert found(path, "Xjqzvkw")
        whole = path.read_bytes()
    assert not any(b"Xjqzv" in page for page in pages_in(whole, KEY))


OPEN = past(LONG_AGO, promise="call", promised="open")
KEPT = {
    "marked": person("marked", "Kept One", markers=("warning",)),
    "protected": person("protected", "Kept Too", address_protected=True),
    "in need": person("in need", "Kept Four", adjustments=("Speak slowly",)),
    "not by post": person("not by post", "Kept Five", forbidden_contact=("post",)),
    "promised": person("promised", "Kept Two", history=(OPEN,)),
    "lately": person("lately", "Kept Three", history=(past(LATELY), past(LONG_AGO))),
}


@pytest.mark.parametrize("caller_id", KEPT)
def test_who_is_marked_was_promised_something_or_rang_lately_stays(
    tmp_path: Path, caller_id: str
) -> None:
    kept = person(
        "kept_promise", "Gone", history=(past(LONG_AGO, promise="call", promised="kept"),)
    )
    with Directory.open(tmp_path, KEY, "demo") as directory:
        directory.put_changes(changed(KEPT[caller_id], kept, person("never"))).result(10)
        assert directory.weed(NOW, DAYS).people == 2
        assert [one.caller_id for one in directory.find("kept").people] == [caller_id]


def test_what_this_desk_added_and_has_not_sent_is_never_weeded(tmp_path: Path) -> None:
    with Directory.open(tmp_path, KEY, "demo") as directory:
        directory.put_changes(changed(person("a"), person("b"), person("c"))).result(10)
        directory.add_own(person("own"))
        directory.mark_same("a", "b")
        assert directory.weed(NOW, DAYS).people == 1
        assert [bool(directory.one(one)) for one in ("a", "b", "c", "own")] == [
            True,
            True,
            False,
            True,
        ]


def test_a_desk_that_keeps_everybody_weeds_nobody(tmp_path: Path) -> None:
    with Directory.open(tmp_path, KEY, "demo") as directory:
        directory.put_changes(changed(expired(1))).result(10)
        assert directory.weed(NOW, 0).people == 0
