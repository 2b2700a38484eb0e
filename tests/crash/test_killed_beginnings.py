"""A desk killed while its key and its journal are made begins again, or has both and its event."""

import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.crash.committer import CONTACT
from tests.fixtures.processes import need
from workstation.desk.credentials.demo_vault import NAME, DemoVault
from workstation.desk.credentials.journal_key import RECOVERY_FILE, KeyPlace, journal_key
from workstation.desk.credentials.recovery import recover
from workstation.desk.journal import Journal

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="strace kills at system calls")
FILES = (
    NAME,
    f"{NAME}.part",
    RECOVERY_FILE,
    f"{RECOVERY_FILE}.part",
    "journal.db",
    "journal.db-wal",
    "journal.db-tape",
    "journal.db.new",
    "journal.db.new-wal",
)


def kill_at(folder: Path, public_key: str, call: str, count: int) -> tuple[bool, bool]:
    """Kill a beginner at its so-manieth such call on our files; was it killed, had it stored?"""
    need("strace")
    watched = [part for name in FILES for part in ("-P", str(folder / name))]
    trace = ["-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={count}"]
    done = subprocess.run(
        ["strace", "-f", "-o", f"{folder}.strace", *watched, *trace]
        + [sys.executable, "-m", "tests.crash.beginner", folder, public_key],
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.returncode != 0, "stored" in done.stdout


@pytest.mark.parametrize(
    ("call", "counts"),
    [
        ("openat", range(1, 14, 2)),
        ("fsync,fdatasync", range(1, 12, 2)),
        ("rename", range(1, 4)),
        ("pwrite64", range(1, 40, 13)),
    ],
)
def test_a_killed_beginning_is_begun_again(tmp_path: Path, call: str, counts: range) -> None:
    private = X25519PrivateKey.generate()
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "force.pem").write_bytes(pem)
    public_key = private.public_key().public_bytes_raw().hex()
    killed = []
    for count in counts:
        folder = tmp_path / str(count)
        folder.mkdir()
        was_killed, stored = kill_at(folder, public_key, call, count)
        killed.append(was_killed)
        place = KeyPlace("d1", folder / "journal.db", public_key)
        key = journal_key(DemoVault(folder, "demo"), place)
        assert recover(tmp_path / "force.pem", place.recovery_file) == key
        with Journal.open(place.journal, key, "demo") as journal:
            assert journal.first_break() is None
            assert len(journal.stream(CONTACT)) == 1 or not stored
    assert any(killed)
