"""The measurement of a first copy measures one: a real hub, a real copying, the very same rows."""

from pathlib import Path

from sqlcipher3 import dbapi2

from workstation.bench import bare_copy, first_copy


def test_it_measures_a_whole_copy_and_the_same_rows_bare(monkeypatch, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    kept: list[tuple[Path, Path]] = []
    plain = bare_copy.measure

    def measure(finished: Path, key: bytes, folder: Path) -> dict[str, float]:
        found = plain(finished, key, folder)
        kept.append((finished, folder / "bare.db"))
        tables = ("caller", "history", "phone", "word")
        counted = [[count(file, key, name) for name in tables] for file in kept[-1]]
        assert counted[0] == counted[1]
        assert min(counted[0]) > 0
        assert found_in(kept[-1][1], key) == found_in(kept[-1][0], key) > 0
        return found

    monkeypatch.setattr(bare_copy, "measure", measure)
    report = first_copy.measure(300, 600, 3)
    assert len(kept) == 1
    assert report["copy"]["people"] >= 300
    assert report["durable_meanwhile_ms"]["answers"] > 0
    assert [goal["limit"] for goal in report["goals"]] == [0.8, 400.0, 10.0]


def count(file: Path, key: bytes, table: str) -> int:
    return rows(file, key, f"SELECT count(*) FROM {table}")


def found_in(file: Path, key: bytes) -> int:
    return rows(file, key, "SELECT count(*) FROM who WHERE who MATCH '\"ma\"*'")


def rows(file: Path, key: bytes, sql: str) -> int:
    connection = dbapi2.connect(str(file))
    connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    try:
        return int(connection.execute(sql).fetchone()[0])
    finally:
        connection.close()
