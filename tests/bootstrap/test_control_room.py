"""The embedded control room finds again what it left, and makes anew what it could not read."""

import pytest

from workstation.bootstrap.control_room import ControlRoom


@pytest.fixture
def opened(tmp_path):
    """Open the control room in one folder, and close it again."""

    def again():
        room = ControlRoom(tmp_path, {"desk": "Desk 14"}, callers=1)
        room.stop()
        (tmp_path / "desk").mkdir(exist_ok=True)
        return tmp_path / "desk" / "journal.db"

    return again


def test_what_it_left_is_there_again(opened):
    opened().write_text("yesterday")
    assert opened().read_text() == "yesterday"


def test_what_a_release_with_other_policies_left_is_made_anew(opened, tmp_path):
    opened().write_text("yesterday")
    (tmp_path / "DEMO").write_text("Made of other policies.")
    assert not opened().exists()
    opened().write_text("today")
    assert opened().read_text() == "today"
