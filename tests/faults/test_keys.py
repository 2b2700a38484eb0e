"""A key that is wrong, lost, locked away or replaced: explained, and the file stays as it is."""

from pathlib import Path

from tests.desk.journal.made_up import CONTACT, opened
from tests.desk.journal.test_journal_opening import refusal


def test_fault_28_another_key_opens_nothing_and_harms_nothing(closed: Path) -> None:
    assert refusal(closed, bytes(32)) == "unreadable"
    with opened(closed.parent) as journal:
        assert len(journal.stream(CONTACT)) == 20
