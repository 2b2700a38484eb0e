"""TLS with the force's own authority: ours is trusted, another's is not our server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hub.control_room import ControlRoom, running, set_up
from workstation.desk.answers import NotOurHub
from workstation.desk.clock import SystemClock
from workstation.desk.link.hub_client import HubClient
from workstation.desk.link.identity import BadAddress, HubIdentity
from workstation.hub.certificates import Certificates, make_certificates


@pytest.fixture
def certificates(tmp_path: Path) -> Certificates:
    folder = tmp_path / "ours"
    folder.mkdir()
    return make_certificates(folder, ["127.0.0.1"])


@pytest.fixture
def room(certificates: Certificates, tmp_path: Path) -> Iterator[ControlRoom]:
    settings = set_up(
        f"sqlite:///{tmp_path / 'hub.db'}",
        tmp_path,
        tls_certificate=certificates.certificate,
        tls_key=certificates.key,
    )
    with running(settings) as control_room:
        yield control_room


def answer_of(room: ControlRoom, ca: Path | None) -> object:
    url = str(room.client.base_url).replace("http://", "https://")
    authority = ca.read_text(encoding="ascii") if ca else None
    client = HubClient(HubIdentity("demo", url, authority), SystemClock())
    try:
        return client.ready()
    finally:
        client.cut()
        client.close()


def test_our_own_authority_is_trusted(room: ControlRoom, certificates: Certificates) -> None:
    assert answer_of(room, certificates.authority) is None


def test_another_authority_is_not_our_server(room: ControlRoom, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    stranger = make_certificates(other, ["127.0.0.1"])
    assert isinstance(answer_of(room, stranger.authority), NotOurHub)
    assert isinstance(answer_of(room, None), NotOurHub)


@pytest.mark.parametrize("text", ["", "no certificate", "-----BEGIN CERTIFICATE-----\nAA==\n"])
def test_a_file_that_is_no_authority_is_refused_before_anything_is_sent(text: str) -> None:
    with pytest.raises(BadAddress, match=r"authority\.pem"):
        HubIdentity("demo", "https://127.0.0.1:1", text)
