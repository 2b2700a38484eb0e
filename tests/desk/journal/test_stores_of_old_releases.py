"""Every schema that a release has written opens in this one, with everything that was in it."""

import re
import shutil
from pathlib import Path

import pytest

from tests.fixtures.stores.make_stores import (
    BODIES,
    CARD,
    DRAFT,
    HERE,
    KEY,
    POLICY,
    STATE,
    VERIFIER,
)
from tests.fixtures.stores.opened_pages import pages
from workstation.desk.cache import Cache
from workstation.desk.cache.tables import STEPS as CACHE_STEPS
from workstation.desk.journal import Journal
from workstation.desk.journal.encrypted_file import connect, connect_looking
from workstation.desk.journal.migrations import version_of
from workstation.desk.journal.tables import STEPS as JOURNAL_STEPS
from workstation.domain.events import Gone
from workstation.protocol.payloads import body_of

JOURNALS = sorted(HERE.glob("journal-v*.db"))
CACHES = sorted(HERE.glob("cache-v*.db"))


def test_there_is_a_fixture_for_every_schema_up_to_todays() -> None:
    def versions(files: list[Path]) -> list[str]:
        return [f.stem.rpartition("v")[2] for f in files]

    assert versions(JOURNALS) == [str(n + 1) for n in range(len(JOURNAL_STEPS))]
    assert versions(CACHES) == [str(n + 1) for n in range(len(CACHE_STEPS))]


@pytest.mark.parametrize("file", [*JOURNALS, *CACHES], ids=lambda file: file.stem)
def test_the_fixture_has_the_schema_it_is_named_after(file: Path) -> None:
    connection = connect_looking(file, KEY)
    version = version_of(connection)
    connection.close()
    assert re.fullmatch(rf"\w+-v{version}", file.stem)


@pytest.mark.parametrize("file", JOURNALS, ids=lambda file: file.stem)
def test_a_journal_of_an_old_release_opens_whole(file: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(file, tmp_path / "journal.db"))
    with Journal.open(copy, KEY, "demo") as journal:
        assert journal.first_break() is None
        assert journal.open_contacts() == ("contact:open",)
        assert journal.streams("contact") == ("contact:open", "contact:ended")
        told = [body_of(event) for event in journal.stream("contact:open")]
        assert told == [*BODIES["contact:open"][:3], Gone("NarrativeAdded")]
        assert [body_of(e) for e in journal.stream("desk:d1")][:1] == BODIES["desk:d1"]
        assert journal.stream("contact:open")[0].policy == POLICY
        assert journal.last().store_seq == 1
        assert journal.drafts("contact:open") == (DRAFT,)
        assert journal.delivery("contact:open-0") == STATE
        assert journal.undelivered()[0].event.event_id == "desk:d1-0"
        assert journal.waiting().count == 7
        assert journal.recall("focus") == "threat"
        assert journal.verifier("a.reid") == VERIFIER


def test_what_a_crash_left_unfiled_in_version_3_is_brought_to_its_places(tmp_path: Path) -> None:
    copy = Path(shutil.copy(HERE / "journal-v3.db", tmp_path / "journal.db"))
    connection = connect(copy, KEY)
    kept = connection.execute(
        "SELECT min(no) FROM event WHERE stream_id='contact:ended'"
    ).fetchone()
    connection.execute(
        "INSERT INTO unfiled SELECT event.*, lane FROM event JOIN delivery USING (no) WHERE no>=?",
        kept,
    )
    for table, number in (("delivery", "no"), ("event", "no"), ("stream", "first_no")):
        connection.execute(f"DELETE FROM {table} WHERE {number}>=?", kept)
    connection.close()
    with Journal.open(copy, KEY, "demo") as journal:
        assert journal.first_break() is None
        assert journal.streams("contact") == ("contact:open", "contact:ended")
        assert journal.open_contacts() == ("contact:open",)
        assert journal.closed_contacts(9) == ("contact:ended",)
        assert [body_of(e) for e in journal.stream("contact:ended")] == BODIES["contact:ended"]
        assert journal.undelivered()[0].event.event_id == "desk:d1-0"
        assert journal.waiting().count == 7


@pytest.mark.parametrize("file", CACHES, ids=lambda file: file.stem)
def test_a_cache_of_an_old_release_is_gone_on_with(file: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(file, tmp_path / "cache.db"))
    with Cache.open(copy, KEY, "demo") as cache:
        assert cache.set_aside is None
        assert cache.open_cards() == (() if file.stem == "cache-v1" else (CARD,))
        assert (cache.seen_hub_no(), cache.feed_token()) == (4, "token-4")
        assert [e.event_id for e in cache.events_of("contact:open")] == [
            f"contact:open-{n}" for n in range(4)
        ]


@pytest.mark.parametrize("file", CACHES, ids=lambda file: file.stem)
def test_people_on_record_are_no_longer_in_a_cache(file: Path, tmp_path: Path) -> None:
    """They have files of their own now, and nothing of them stays behind in this one."""
    copy = Path(shutil.copy(file, tmp_path / "cache.db"))
    Cache.open(copy, KEY, "demo").close()
    connection = connect_looking(copy, KEY)
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    connection.close()
    assert not tables & {"caller", "phone", "history"}
    before, after = b"".join(pages(file, KEY)), b"".join(pages(copy, KEY))
    assert (b"Moira Made-Up" in before) == (file.stem in ("cache-v1", "cache-v2"))
    assert b"Moira Made-Up" not in after
