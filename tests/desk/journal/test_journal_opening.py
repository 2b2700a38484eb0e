"""What has to be true before a journal opens; whatever is wrong, the file stays as it was."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from tests.desk.journal.made_up import AUTHOR, CONTACT, KEY, POLICY, happened, moment, opened
from workstation.desk.journal import Journal, JournalFault
from workstation.desk.journal.encrypted_file import connect
from workstation.desk.journal.tables import STEPS
from workstation.desk.ports import Draft
from workstation.domain.contact import facts
from workstation.domain.desk_stream import StoreOpened

LINE = facts.NarrativeAdded("l1", "He went towards the canal")


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """A journal of twenty events, closed."""
    with opened(tmp_path) as journal:
        for _ in range(20):
            journal.append([happened(CONTACT, LINE)], AUTHOR, moment(), policy=POLICY)
    return tmp_path / "journal.db"


def refusal(path: Path, key: bytes = KEY, realm: str = "demo") -> str:
    """Why the journal does not open; the file must not have changed."""
    before = path.read_bytes()
    with pytest.raises(JournalFault) as refused:
        Journal.open(path, key, realm)  # type: ignore[arg-type]
    assert path.read_bytes() == before
    assert path.name in refused.value.sentence
    return refused.value.kind


def test_the_file_is_encrypted_and_its_words_are_nowhere_in_it(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        journal.append([happened(CONTACT, LINE)], AUTHOR, moment(), policy=POLICY).result(10)
        for file in tmp_path.iterdir():
            assert b"canal" not in file.read_bytes()
            assert not file.read_bytes().startswith(b"SQLite format 3")


def test_a_closed_journal_is_one_file_that_may_be_copied_alone(closed: Path) -> None:
    assert sorted(p.name for p in closed.parent.iterdir()) == ["journal.db", "journal.db.lock"]
    copy = closed.with_name("copy.db")
    shutil.copyfile(closed, copy)
    with Journal.open(copy, KEY, "demo") as journal:
        assert len(journal.stream(CONTACT)) == 20


def test_a_file_that_is_not_encrypted_is_not_ours(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE event (no)")
    plain.commit()
    plain.close()
    assert refusal(path) == "unencrypted"


def test_an_emptied_file_is_a_loss_and_not_a_new_journal(closed: Path) -> None:
    closed.write_bytes(b"")
    assert refusal(closed) == "unreadable"


def test_what_a_crash_left_of_a_new_journal_is_in_nobodys_way(tmp_path: Path) -> None:
    for end in ("", "-wal", "-journal"):
        (tmp_path / f"journal.db.new{end}").write_bytes(b"half of something")
    opened(tmp_path).close()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["journal.db", "journal.db.lock"]


def test_another_realm_is_refused(closed: Path) -> None:
    assert refusal(closed, realm="live") == "wrong_realm"


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(JournalFault) as refused:
        opened(tmp_path / "nowhere")
    assert refused.value.kind == "read_only"


def test_a_step_forward_keeps_a_copy_of_the_old_file(closed: Path) -> None:
    old = closed.read_bytes()
    steps = (*STEPS, "ALTER TABLE draft ADD COLUMN colour TEXT; CREATE TABLE later (a) STRICT")
    broken = steps[-1].replace("(a)", "(a TEXT)")
    with pytest.raises(JournalFault):
        opened(closed.parent, steps=steps)  # STRICT wants a type: the step fails half-way
    with opened(closed.parent) as journal:
        assert len(journal.stream(CONTACT)) == 20

    with opened(closed.parent, steps=(*STEPS, broken)) as journal:
        assert len(journal.stream(CONTACT)) == 20
    copy = closed.with_name(f"journal.db.v{len(STEPS)}.copy")
    with Journal.open(copy, KEY, "demo") as journal:
        assert len(journal.stream(CONTACT)) == 20
    assert len(old) == copy.stat().st_size
    assert refusal(closed) == "newer"


def test_a_reissued_store_begins_a_chain_of_its_own(closed: Path) -> None:
    with opened(closed.parent) as journal:
        old = journal.last().store_id
        assert journal.reissue().result(10) == old
        assert journal.last().store_seq == 0
        first = happened("desk:d1", StoreOpened("d1", "Desk 1", follows=old))
        event = journal.append([first], AUTHOR, moment(), policy=None).result(10)[0]
        assert (event.store_seq, event.store_id) == (1, journal.last().store_id)
        assert event.store_id != old
        assert journal.first_break() is None
        more = journal.append([happened(CONTACT, LINE)], AUTHOR, moment(), policy=None).result(10)
        assert more[0].stream_seq == 21
    opened(closed.parent).close()


def test_erased_words_are_gone_and_the_chain_still_verifies(closed: Path) -> None:
    with opened(closed.parent) as journal:
        gone = journal.stream(CONTACT)[3]
        assert journal.erase([gone.event_id, "nobody"]).result(10) == 1
        assert journal.first_break() is None
        assert journal.stream(CONTACT)[3].erased
        assert journal.stream(CONTACT)[4].payload is not None
        assert closed.with_name("journal.db-wal").stat().st_size == 0


def test_no_page_holds_erased_words_or_replaced_drafts(tmp_path: Path) -> None:
    """Every page of the file and of its log, decrypted as SQLCipher 4 does."""
    with opened(tmp_path) as journal:
        secret = facts.NarrativeAdded("l2", "canary word " * 300)
        event = journal.append([happened(CONTACT, secret)], AUTHOR, moment(), policy=None)
        journal.set_draft(CONTACT, Draft("narrative", "canary draft", 1, "t"))
        event.result(10)
        journal.mark({}).result(10)
        assert b"canary word" in plain_pages(tmp_path)
        assert b"canary draft" in plain_pages(tmp_path)

        clears = [(CONTACT, "narrative")]
        journal.append([happened(CONTACT, LINE)], AUTHOR, moment(), policy=None, clears=clears)
        journal.erase([event.result()[0].event_id]).result(10)
        assert b"canal" in plain_pages(tmp_path)
        assert b"canary" not in plain_pages(tmp_path)


def plain_pages(folder: Path) -> bytes:
    """All pages of the journal and its log in the clear: AES-256-CBC, 16 + 64 bytes at the end."""
    file = (folder / "journal.db").read_bytes()
    log = (folder / "journal.db-wal").read_bytes()
    pages = [file[at : at + 4096] for at in range(0, len(file), 4096)]
    pages += [log[at + 24 : at + 24 + 4096] for at in range(32, len(log), 24 + 4096)]
    return b"".join(map(plain_page, pages))


def plain_page(page: bytes) -> bytes:
    cipher = Cipher(algorithms.AES(KEY), modes.CBC(page[-80:-64])).decryptor()
    return cipher.update(page[:-80])


def test_an_altered_row_is_found_at_the_next_start(closed: Path) -> None:
    connection = connect(closed, KEY)
    connection.execute("UPDATE event SET actor='somebody' WHERE no=18")
    connection.close()
    with pytest.raises(JournalFault) as refused:
        opened(closed.parent)
    assert (refused.value.kind, refused.value.detail) == ("damaged", "number 18: envelope altered")
