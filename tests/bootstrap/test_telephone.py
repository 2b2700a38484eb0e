"""Where calls of other programs come to a desk, up to its window."""

import shutil
import socket
import stat
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest
from PySide6.QtWidgets import QLabel

from tests.endtoend.seated import hub, machine_at
from workstation.bootstrap.call_link import hand_over
from workstation.bootstrap.desk import sit_down
from workstation.bootstrap.desk_parts import OpenDesk
from workstation.bootstrap.faults import CannotGoOn
from workstation.bootstrap.machine import machine_in
from workstation.bootstrap.telephone import NO_LINKS, NONCE_FILE, Telephone
from workstation.desk.inbox import QueueInbox
from workstation.desk.sound import Silence
from workstation.desk.telephony.link_door import NAME, left_in
from workstation.settings.declared import Settings
from workstation.ui.desk.window import DeskWindow

LINK = "workstation://call?number=01414960123&line=101"


@pytest.fixture(scope="module")
def enrolled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of an enrolled desk; its hub is gone."""
    folder = tmp_path_factory.mktemp("room")
    with hub(folder / "hub") as room:
        machine_at(room, folder / "desk")
    yield folder / "desk"


class Telephoned:
    """An open desk, its settings, and its telephone."""

    def __init__(self, data: Path) -> None:
        self.settings = Settings(data=data)
        self.folder = data / "demo" / "desk"
        self.inbox = QueueInbox()
        self.desk = OpenDesk(machine_in(self.folder, "demo"), self.inbox, Silence())
        self.telephone: Telephone | None = None

    def listen(self, **more: object) -> Telephone:
        settings = Settings(data=self.settings.data, **more)  # type: ignore[arg-type]
        self.telephone = Telephone(settings, self.desk)
        return self.telephone

    def get(self, port: int | None, **fields: str) -> int:
        """The status of a screen pop with the nonce of this desk."""
        nonce = (self.folder / NONCE_FILE).read_text(encoding="ascii").strip()
        with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as line:
            line.request("GET", "/screenpop?" + urlencode({"nonce": nonce, **fields}))
            status = line.getresponse().status
        self.inbox.run_pending()
        return status

    def rows(self) -> list[tuple[str, str, str | None, str]]:
        """The calls in hand: phase, line, number and way."""
        calls = self.desk.calls.desk_view().calls
        return [(row.phase, row.line, row.number, row.via) for row in calls]

    def close(self) -> None:
        if self.telephone is not None:
            self.telephone.stop()
        self.desk.close()


@pytest.fixture
def here(enrolled: Path, tmp_path: Path) -> Iterator[Telephoned]:
    shutil.copytree(enrolled, tmp_path / "demo" / "desk")
    made = Telephoned(tmp_path)
    yield made
    made.close()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def test_a_call_that_rang_at_two_desks_is_a_contact_of_each(here: Telephoned) -> None:
    telephone = here.listen(screen_pop_port=free_port())
    assert here.get(telephone.port, kind="offered", call="acd-7", line="999") == 204
    (row,) = here.desk.calls.desk_view().calls
    assert row.contact_id == f"contact:{here.desk.machine.device.desk_id}/acd-7"
    assert stat.S_IMODE((here.folder / NONCE_FILE).stat().st_mode) == 0o600


def test_a_get_a_link_and_the_simulator_ring_alike_and_the_pop_says_which_is_a_link(
    here: Telephoned, qtbot: object
) -> None:
    window = DeskWindow()
    qtbot.addWidget(window)  # type: ignore[attr-defined]
    sit_down(window, here.desk)
    telephone = here.listen(screen_pop_port=free_port())
    hand_over(here.settings, "demo", LINK)
    here.inbox.run_pending()
    ringing = window.columns.ringing
    assert ringing.isVisibleTo(window)
    assert any(label.text().startswith("From a link.") for label in ringing.findChildren(QLabel))
    assert here.get(telephone.port, number="07700900417", call="7", line="999") == 204
    assert here.rows() == [
        ("ringing", "101", "+441414960123", "link"),
        ("ringing", "999", "+447700900417", ""),
    ]
    said = [label.text() for label in window.news.findChildren(QLabel)]
    assert "RINGING: 999 from 07700 900417 · F3 shows it" in said


def test_a_link_that_is_clicked_again_is_no_second_call(here: Telephoned) -> None:
    here.listen()
    for _ in range(3):
        hand_over(here.settings, "demo", LINK)
    here.inbox.run_pending()
    assert here.rows() == [("ringing", "101", "+441414960123", "link")]


def test_a_force_s_own_nonce_is_taken_as_it_lies(here: Telephoned) -> None:
    (here.folder / NONCE_FILE).write_text("of-the-whole-force-0123456789\n", encoding="ascii")
    telephone = here.listen(screen_pop_port=free_port())
    assert here.get(telephone.port, call="acd-7", line="999") == 204


@pytest.mark.parametrize("what", ["port", "parameters", "nonce", "unreadable"])
def test_without_the_telephone_program_links_are_taken(here: Telephoned, what: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        more = {"screen_pop_port": taken.getsockname()[1] if what == "port" else free_port()}
        if what == "nonce":
            (here.folder / NONCE_FILE).write_text("short", encoding="ascii")
        if what == "unreadable":
            (here.folder / NONCE_FILE).mkdir()
        names = "caller" if what == "parameters" else ""
        telephone = here.listen(**more, screen_pop_parameters=names)
        assert telephone.port != more["screen_pop_port"]
    (sentence,) = here.desk.calls.desk_view().news
    assert "answer and type as usual" in sentence
    hand_over(here.settings, "demo", LINK)
    here.inbox.run_pending()
    assert len(here.rows()) == 1


def test_where_no_file_can_be_written_the_desk_says_so_and_goes_on(here: Telephoned) -> None:
    (here.folder / f"{NAME}.part").mkdir()
    here.listen()
    assert here.desk.calls.desk_view().news == (NO_LINKS,)


def test_links_are_told_in_a_sentence_when_nothing_rings(here: Telephoned) -> None:
    with pytest.raises(CannotGoOn, match="No desk is open"):
        hand_over(here.settings, "demo", LINK)
    here.listen()
    with pytest.raises(CannotGoOn, match="offers no call"):
        hand_over(here.settings, "demo", "workstation://call?number=1")
    with pytest.raises(CannotGoOn, match="No desk is open"):
        hand_over(here.settings, "live", LINK)
    for _ in range(5):
        hand_over(here.settings, "demo", LINK)
    with pytest.raises(CannotGoOn, match="within a minute"):
        hand_over(here.settings, "demo", LINK)
    assert here.telephone is not None
    left = left_in(here.folder)
    here.telephone.stop()
    here.telephone = None
    with pytest.raises(CannotGoOn, match="No desk is open"):
        hand_over(here.settings, "demo", LINK)
    assert left.nonce
