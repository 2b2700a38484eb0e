"""Where secrets may live: the machine's keyring, and a marked file for demonstrations only."""

import json
import os
import sys
from pathlib import Path

import pytest

from tests.fixtures.keyring_session import KeyringSession, open_keyring_session
from workstation.desk.credentials import CredentialFault
from workstation.desk.credentials.demo_vault import NAME, DemoVault
from workstation.desk.credentials.vault import KeyringVault

SAY = """
import sys
from workstation.desk.credentials import CredentialFault
from workstation.desk.credentials.vault import KeyringVault
try:
    vault = KeyringVault()
    for word in sys.argv[1:]:
        name, is_put, secret = word.partition("=")
        print(vault.put(name, secret) if is_put else vault.get(name))
except CredentialFault as fault:
    print(fault.kind)
"""
LOCK = """
import secretstorage
secretstorage.get_default_collection(secretstorage.dbus_init()).lock()
"""
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="gnome-keyring is a Linux keyring")


def said(session: KeyringSession, *words: str) -> list[str]:
    done = session.run([sys.executable, "-c", SAY, *words])
    assert done.stderr == ""
    return done.stdout.split()


@linux_only
def test_secrets_outlive_the_process_that_kept_them(keyring_session: KeyringSession) -> None:
    assert said(keyring_session, "journal-key:d1=" + "ab" * 32, "journal-key:d1") == [
        "None",
        "ab" * 32,
    ]
    assert said(keyring_session, "journal-key:d1", "journal-key:d2") == ["ab" * 32, "None"]
    assert said(keyring_session, "journal-key:d1=new", "journal-key:d1") == ["None", "new"]


@linux_only
def test_fault_28_no_other_backend_is_taken_whatever_the_environment_says(
    keyring_session: KeyringSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = KeyringSession(
        dict(keyring_session.variables)
        | {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
    )
    assert said(session, "a=b", "a") == ["None", "b"]


@linux_only
def test_plain_text_keyrings_are_refused(keyring_session: KeyringSession, tmp_path: Path) -> None:
    alt = tmp_path / "keyrings" / "alt"
    alt.mkdir(parents=True)
    (alt / "__init__.py").touch()
    session = KeyringSession(
        dict(keyring_session.variables)
        | {"PYTHONPATH": os.pathsep.join([os.environ["PYTHONPATH"], str(tmp_path)])}
    )
    assert said(session, "a") == ["keyring_unsafe"]


@linux_only
def test_fault_28_a_locked_keyring_is_told_and_keeps_its_secrets(
    keyring_session: KeyringSession,
) -> None:
    assert said(keyring_session, "a=b", "a") == ["None", "b"]
    assert keyring_session.run([sys.executable, "-c", LOCK]).returncode == 0
    assert said(keyring_session, "a") == ["keyring_locked"]


@linux_only
def test_fault_28_a_keyring_that_nobody_has_opened_is_told() -> None:
    with open_keyring_session(locked=True) as session:
        assert said(session, "a") == ["keyring_locked"]


@linux_only
def test_fault_28_a_machine_without_keyring_is_told() -> None:
    with pytest.raises(CredentialFault) as fault:
        KeyringVault()
    assert fault.value.kind == "no_keyring"


def test_the_demonstration_keeps_its_keys_in_a_marked_file_for_its_owner(tmp_path: Path) -> None:
    vault = DemoVault(tmp_path, "demo")
    assert vault.get("a") is None
    vault.put("a", "1")
    vault.put("b", "2")
    vault.put("a", "3")
    assert [DemoVault(tmp_path, "demo").get(n) for n in "abc"] == ["3", "2", None]
    assert "Never for live work" in json.loads((tmp_path / NAME).read_text())["DEMO"]
    if sys.platform != "win32":
        assert (tmp_path / NAME).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("realm", ["live", "training"])
def test_live_work_and_training_refuse_keys_in_a_file(tmp_path: Path, realm: str) -> None:
    with pytest.raises(CredentialFault) as fault:
        DemoVault(tmp_path, realm)  # type: ignore[arg-type]
    assert fault.value.kind == "demo_only"


@pytest.mark.parametrize("content", ["", "[]", '{"secrets": 1}', "{"])
def test_a_damaged_file_of_keys_is_kept_and_told(tmp_path: Path, content: str) -> None:
    (tmp_path / NAME).write_text(content)
    for use in (lambda v: v.get("a"), lambda v: v.put("a", "1")):
        with pytest.raises(CredentialFault) as fault:
            use(DemoVault(tmp_path, "demo"))
        assert fault.value.kind == "vault_unreadable"
    assert (tmp_path / NAME).read_text() == content
