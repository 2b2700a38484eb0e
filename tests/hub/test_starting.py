"""Setting up and starting: one sentence when it cannot be, and nothing changed."""

from __future__ import annotations

import os
import queue
import socket
import ssl
import subprocess
import sys
import threading
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from tests.hub.control_room import set_up
from workstation.hub import installation
from workstation.hub.certificates import make_certificates
from workstation.hub.serve import HubServer, serve
from workstation.hub.settings import HubCannotStart, HubSettings
from workstation.hub.store import migrations, tables
from workstation.hub.store.engine import Database


def cannot(settings: HubSettings) -> str:
    with pytest.raises(HubCannotStart) as fault:
        HubServer(settings, lambda port: None)
    sentence = fault.value.sentence
    assert sentence.endswith(".")
    assert sentence.count(". ") == 0
    return sentence


def test_the_migrations_make_exactly_the_tables(database_url: str) -> None:
    database = Database(database_url)
    assert migrations.migrate(database) == len(migrations.STEPS)
    assert migrations.migrate(database) == 0
    with database.reading() as tx:
        found = sa.inspect(tx.sql)
        made = set(found.get_table_names()) - {"schema_version"}
        assert made == set(tables.METADATA.tables)
        for table in tables.METADATA.tables.values():
            columns = {c["name"]: c for c in found.get_columns(table.name)}
            assert list(columns) == [c.name for c in table.columns]
            for column in table.columns:
                nullable = columns[column.name]["nullable"] and not column.primary_key
                assert nullable == column.nullable, (table.name, column.name)
                same = columns[column.name]["type"]._type_affinity
                assert same == column.type._type_affinity, (table.name, column.name)
            keys = found.get_pk_constraint(table.name)["constrained_columns"]
            assert keys == [c.name for c in table.primary_key]
            indexes = {i["name"] for i in found.get_indexes(table.name)}
            assert {i.name for i in table.indexes} <= indexes
    database.close()


def test_fault_20_a_newer_database_is_left_untouched(database_url: str, tmp_path: Path) -> None:
    settings = set_up(database_url, tmp_path)
    database = Database(database_url)
    with database.writing() as tx:
        tx.sql.exec_driver_sql("update schema_version set version = 99")
    assert "newer release" in cannot(settings)
    with pytest.raises(HubCannotStart, match="newer release"):
        installation.migrate(database_url, "demo", tmp_path / "key")
    assert migrations.version(database) == 99
    database.close()


def test_a_migration_happens_whole_or_not_at_all(database_url: str) -> None:
    database = Database(database_url)
    migrations.migrate(database)
    broken = (*migrations.STEPS, ("create table newer (a text)", "create nonsense"))
    with pytest.raises(Exception, match="nonsense"):
        migrations.migrate(database, broken)
    assert migrations.version(database) == len(migrations.STEPS)
    with database.reading() as tx:
        assert not sa.inspect(tx.sql).has_table("newer")
    whole = (*migrations.STEPS, ("create table newer (a bytea)",))
    assert migrations.migrate(database, whole) == 1
    if database.file is not None:
        before = f"hub.db.before-step-{len(whole)}"
        assert list(database.file.parent.glob(before))
    database.close()


def test_a_database_that_was_not_set_up(tmp_path: Path, database_url: str) -> None:
    settings = HubSettings(database=database_url, realm="demo", data_dir=tmp_path)
    assert "workstation hub migrate" in cannot(settings)
    if database_url.startswith("sqlite"):
        Database(database_url).close()
        assert not (tmp_path / "hub.db").exists()


def test_a_database_of_another_realm(tmp_path: Path, database_url: str) -> None:
    set_up(database_url, tmp_path)
    live = HubSettings(database=database_url, realm="live", data_dir=tmp_path)
    assert "belongs to a demo hub" in cannot(live)
    with pytest.raises(HubCannotStart, match="belongs to a demo hub"):
        installation.migrate(database_url, "live", tmp_path / "key")


@pytest.mark.parametrize(
    "url", ["mysql://x/y", "not a url", "sqlite://", "postgresql://x@127.0.0.1:1/none"]
)
def test_a_database_that_cannot_be_reached(tmp_path: Path, url: str) -> None:
    cannot(HubSettings(database=url, realm="demo", data_dir=tmp_path))
    with pytest.raises(HubCannotStart):
        installation.migrate(url, "demo", tmp_path / "key")
    assert not (tmp_path / "key").exists()


def test_a_file_that_is_no_database_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "hub.db"
    file.write_bytes(b"not a database" * 100)
    before = file.read_bytes()
    cannot(HubSettings(database=f"sqlite:///{file}", realm="demo", data_dir=tmp_path))
    assert file.read_bytes() == before


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'hub.db'}"
    with socket.create_server(("127.0.0.1", 0)) as other:
        settings = set_up(url, tmp_path, port=other.getsockname()[1])
        assert "taken" in cannot(settings)


def test_without_a_certificate_it_listens_on_this_machine_only(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'hub.db'}"
    assert "on this machine only" in cannot(set_up(url, tmp_path, host="0.0.0.0"))
    assert "both" in cannot(set_up(url, tmp_path, tls_key=tmp_path / "key.pem"))
    nothing = set_up(url, tmp_path, tls_key=tmp_path / "k", tls_certificate=tmp_path / "c")
    assert "cannot be read" in cannot(nothing)


def test_a_folder_that_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    settings = HubSettings(
        database=f"sqlite:///{tmp_path / 'hub.db'}", realm="demo", data_dir=tmp_path / "file"
    )
    with pytest.raises(HubCannotStart, match="cannot write"):
        serve(settings)


def test_the_recovery_key_is_in_its_file_and_nowhere_else(
    database_url: str, tmp_path: Path
) -> None:
    file = tmp_path / "away" / "recovery.pem"
    known = installation.migrate(database_url, "demo", file)
    private = load_pem_private_key(file.read_bytes(), None)
    assert isinstance(private, X25519PrivateKey)
    assert private.public_key().public_bytes_raw().hex() == known.recovery_public_key
    if os.name != "nt":
        assert file.stat().st_mode & 0o777 == 0o600
    database = Database(database_url)
    with database.reading() as tx:
        rows = str(tx.sql.execute(sa.select(tables.HUB)).all())
    database.close()
    assert private.private_bytes_raw().hex() not in rows
    again = installation.migrate(database_url, "demo", tmp_path / "second.pem")
    assert again == known
    assert not (tmp_path / "second.pem").exists()


def test_a_key_file_that_stands_is_never_overwritten(database_url: str, tmp_path: Path) -> None:
    file = tmp_path / "recovery.pem"
    file.write_text("the key of another hub")
    with pytest.raises(HubCannotStart, match="never overwritten"):
        installation.migrate(database_url, "demo", file)
    assert file.read_text() == "the key of another hub"
    installation.migrate(database_url, "demo", tmp_path / "other.pem")


def test_over_tls_with_the_private_authority_only(tmp_path: Path) -> None:
    made = make_certificates(tmp_path / "tls", ["127.0.0.1", "hub.example"])
    again = make_certificates(tmp_path / "tls", ["127.0.0.1"])
    assert again.authority.read_bytes() == made.authority.read_bytes()
    if os.name != "nt":
        assert made.key.stat().st_mode & 0o777 == 0o600
        assert made.authority_key.stat().st_mode & 0o777 == 0o600
    url = f"sqlite:///{tmp_path / 'hub.db'}"
    settings = set_up(url, tmp_path, tls_certificate=made.certificate, tls_key=made.key)
    ports: queue.Queue[int] = queue.Queue()
    server = HubServer(settings, ports.put)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        port = ports.get(timeout=20)
        ours = ssl.create_default_context(cafile=str(made.authority))
        address = f"https://127.0.0.1:{port}/hello"
        with httpx.Client(verify=ours, trust_env=False) as trusting:
            assert trusting.get(address).json()["product"] == "workstation-hub"
        with (
            httpx.Client(verify=ssl.create_default_context(), trust_env=False) as stranger,
            pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"),
        ):
            stranger.get(address)
    finally:
        server.stop()
        thread.join()


def test_certificates_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(HubCannotStart):
        make_certificates(tmp_path / "file", ["127.0.0.1"])


def test_the_hub_needs_no_window() -> None:
    """Served in a process of its own, nothing of Qt is loaded."""
    program = (
        "import sys, workstation.hub.serve;"
        "sys.exit('PySide6' in {name.partition('.')[0] for name in sys.modules})"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
