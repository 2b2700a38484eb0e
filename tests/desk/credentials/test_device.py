"""This machine's own credential at the hub."""

from pathlib import Path

import pytest

from workstation.desk.credentials import CredentialFault
from workstation.desk.credentials.demo_vault import NAME as VAULT_FILE
from workstation.desk.credentials.demo_vault import DemoVault
from workstation.desk.credentials.device import NAME, Device, device_of, enrolled, secret_of

DEVICE = Device(
    "d1", "Desk 14", "desk", "demo", "https://hub.invalid", "h1", "PEM", "ab" * 32, "0007"
)


def test_an_enrolled_machine_knows_itself_again(tmp_path: Path) -> None:
    vault = DemoVault(tmp_path, "demo")
    enrolled(tmp_path, vault, DEVICE, "s3cret")
    assert device_of(tmp_path) == DEVICE
    assert secret_of(vault, device_of(tmp_path)) == "s3cret"
    assert "s3cret" not in (tmp_path / NAME).read_text()


def test_a_machine_that_is_not_enrolled_says_so(tmp_path: Path) -> None:
    with pytest.raises(CredentialFault) as fault:
        device_of(tmp_path)
    assert fault.value.kind == "not_enrolled"


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"desk_id": "d1", "surprise": 1}'])
def test_a_damaged_enrolment_is_told(tmp_path: Path, content: str) -> None:
    (tmp_path / NAME).write_text(content)
    with pytest.raises(CredentialFault) as fault:
        device_of(tmp_path)
    assert fault.value.kind == "enrolment_unreadable"


def test_a_lost_secret_is_told(tmp_path: Path) -> None:
    vault = DemoVault(tmp_path, "demo")
    enrolled(tmp_path, vault, DEVICE, "s3cret")
    (tmp_path / VAULT_FILE).unlink()
    with pytest.raises(CredentialFault) as fault:
        secret_of(vault, device_of(tmp_path))
    assert fault.value.kind == "secret_missing"
