"""The journal's key: in the vault and wrapped for recovery before there is a journal."""

from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from workstation.desk.credentials import CredentialFault, recovery
from workstation.desk.credentials.demo_vault import NAME, DemoVault
from workstation.desk.credentials.journal_key import KeyPlace, cache_key, journal_key, restore
from workstation.desk.journal import Journal


class Force:
    """A force with a recovery key, and one desk in a folder."""

    def __init__(self, folder: Path) -> None:
        private = X25519PrivateKey.generate()
        self.private_file = folder / "force.pem"
        self.private_file.write_bytes(
            private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        )
        public = private.public_key().public_bytes_raw().hex()
        self.place = KeyPlace("d1", folder / "journal.db", public)
        self.vault = DemoVault(folder, "demo")

    def key(self) -> bytes:
        return journal_key(self.vault, self.place)

    def make_journal(self) -> bytes:
        key = self.key()
        Journal.open(self.place.journal, key, "demo").close()
        return key

    def lose_the_keyring(self) -> None:
        (self.place.journal.parent / NAME).unlink()


@pytest.fixture
def force(tmp_path: Path) -> Force:
    return Force(tmp_path)


def kind_of(fault: pytest.ExceptionInfo[CredentialFault]) -> str:
    assert fault.value.sentence.endswith(".")
    return fault.value.kind


def test_a_key_is_made_once_and_kept_in_both_places(force: Force) -> None:
    key = force.make_journal()
    assert len(key) == 32
    assert force.key() == key
    assert recovery.recover(force.private_file, force.place.recovery_file) == key
    assert key.hex() not in force.place.recovery_file.read_text()
    assert cache_key(key) != key
    assert len(cache_key(key)) == 32


def test_two_desks_have_two_keys(force: Force) -> None:
    other = KeyPlace("d2", force.place.journal.with_name("other") / "journal.db", None)
    other.journal.parent.mkdir()
    assert journal_key(force.vault, other) != force.key()


def test_fault_28_a_lost_keyring_is_told_and_the_recovery_key_brings_it_back(force: Force) -> None:
    key = force.make_journal()
    journal = force.place.journal.read_bytes()
    force.lose_the_keyring()
    with pytest.raises(CredentialFault) as fault:
        force.key()
    assert kind_of(fault) == "key_missing"
    assert force.place.journal.read_bytes() == journal
    assert restore(force.vault, force.place, force.private_file) == key
    assert force.key() == key
    Journal.open(force.place.journal, key, "demo").close()


@pytest.mark.parametrize("replaced", ["00" * 32, "no key", "abcd"])
def test_fault_28_a_replaced_key_is_told_from_a_damaged_file(force: Force, replaced: str) -> None:
    key = force.make_journal()
    force.vault.put(force.place.name, replaced)
    with pytest.raises(CredentialFault) as fault:
        force.key()
    assert kind_of(fault) == "key_replaced"
    restore(force.vault, force.place, force.private_file)
    assert force.key() == key


def test_a_lost_recovery_file_is_written_again(force: Force) -> None:
    key = force.make_journal()
    for harm in (force.place.recovery_file.unlink, lambda: damage(force.place.recovery_file)):
        harm()
        assert force.key() == key
        assert recovery.recover(force.private_file, force.place.recovery_file) == key


def damage(file: Path) -> None:
    file.write_text(file.read_text()[:-20])


def test_a_new_recovery_key_of_the_force_gets_its_own_wrapping(force: Force) -> None:
    key = force.make_journal()
    later = Force(force.place.journal.parent)
    assert later.key() == key
    assert recovery.recover(later.private_file, force.place.recovery_file) == key


def test_a_machine_enrolled_again_keeps_the_key_of_its_journal(force: Force) -> None:
    key = force.make_journal()
    again = replace(force.place, desk_id="d2")
    for _ in range(2):  # the second time under its own name
        assert journal_key(force.vault, again) == key
    assert force.vault.get(again.name) == key.hex()
    assert recovery.recover(force.private_file, again.recovery_file) == key


def test_the_wrapping_of_a_journal_set_aside_is_never_overwritten(force: Force) -> None:
    key = force.make_journal()
    force.place.journal.rename(force.place.journal.with_name("aside.db"))
    force.lose_the_keyring()
    assert force.make_journal() != key
    aside = [f for f in force.place.journal.parent.iterdir() if ".recovery." in f.name]
    assert recovery.recover(force.private_file, aside[0]) == key


def test_no_other_key_opens_the_recovery_file(force: Force, tmp_path: Path) -> None:
    force.key()
    stranger = tmp_path / "stranger"
    stranger.mkdir()
    wrong = Force(stranger).private_file
    unfit = tmp_path / "ed25519.pem"
    unfit.write_bytes(
        Ed25519PrivateKey.generate().private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
        )
    )
    for file in (wrong, unfit, tmp_path / "nowhere.pem", force.place.recovery_file):
        with pytest.raises(CredentialFault) as fault:
            restore(force.vault, force.place, file)
        assert kind_of(fault) == "recovery_key_unfit"
        assert file.name in fault.value.sentence


@pytest.mark.parametrize("field", ["ephemeral", "nonce", "wrapped", "desk_id"])
def test_an_altered_recovery_file_gives_no_key(force: Force, field: str) -> None:
    force.key()
    text = force.place.recovery_file.read_text()
    at = text.index(f'"{field}": "') + len(field) + 5
    altered = text[:at] + ("1" if text[at] != "1" else "2") + text[at + 1 :]
    force.place.recovery_file.write_text(altered)
    with pytest.raises(CredentialFault) as fault:
        recovery.recover(force.private_file, force.place.recovery_file)
    assert kind_of(fault) == "recovery_key_unfit"


def test_without_a_recovery_file_there_is_nothing_to_recover(force: Force) -> None:
    with pytest.raises(CredentialFault) as fault:
        restore(force.vault, force.place, force.private_file)
    assert kind_of(fault) == "recovery_unreadable"


class Broken(DemoVault):
    """A vault that dies before or after it has kept a secret."""

    def __init__(self, folder: Path, *, after: bool) -> None:
        super().__init__(folder, "demo")
        self._after = after

    def put(self, name: str, secret: str) -> None:
        if self._after:
            super().put(name, secret)
        raise ConnectionError("the keyring service died")


@pytest.mark.parametrize("after", [False, True])
def test_an_interrupted_start_leaves_nothing_that_stops_the_next(force: Force, after: bool) -> None:
    with pytest.raises(ConnectionError):
        journal_key(Broken(force.place.journal.parent, after=after), force.place)
    assert not force.place.journal.exists()
    key = force.make_journal()
    assert recovery.recover(force.private_file, force.place.recovery_file) == key


def test_no_journal_is_made_where_the_recovery_file_cannot_be_written(force: Force) -> None:
    force.place.recovery_file.mkdir()
    with pytest.raises(CredentialFault) as fault:
        force.key()
    assert kind_of(fault) == "recovery_unwritable"
    assert not force.place.journal.exists()
