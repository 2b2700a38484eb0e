"""What waits drains, and many desks get their receipts: the counts, never how fast."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from workstation.__main__ import main
from workstation.bench import bare_insert, desks, drain
from workstation.bench.hubs import serving
from workstation.bench.processor_time import each_ms


def test_a_waiting_journal_drains_beside_plain_posts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = _report(tmp_path, "drain", "--events", "200")
    assert report["what"] == "drain"
    assert report["events"] == 200
    assert report["lost"] == 0
    assert report["poison_alone"] is True
    assert report["urgent"] == 1
    assert report["plain"]["batches"] >= 2
    assert min(report["plain"]["per_s"], report["drain"]["per_s"], report["ratio"]) > 0
    assert report["goal_ratio"] == drain.GOAL
    shown = capsys.readouterr().out
    assert "one POST and one commit in turn" in shown
    assert "0 lost; the poison was set aside alone." in shown


def test_desks_get_receipts_and_readers_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = _report(tmp_path, "desks", "--desks", "5", "--seconds", "2", "--rate", "4")
    assert report["what"] == "desks"
    assert (report["desks"], report["hubs"], report["database"]) == (5, 1, "SQLite")
    assert 35 <= report["events"] <= 40
    assert report["bare_insert"]["rows"] >= report["events"]
    assert (report["lost"], report["unread"], report["unanswered"]) == (0, 0, 0)
    assert report["read"] > 0
    assert report["feed_rows_per_event"] > 0
    for spread in (report["receipt_ms"], report["screen_ms"], report["bare_insert"]["one_ms"]):
        assert 0 < spread["p50"] <= spread["p99"] <= spread["max"]
    assert set(report["processor_ms"]) == {"hubs", "database", "desks"}
    assert set(report["ratio"]) == {"achieved_to_bare", "receipt_to_bare_p50"}
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[0] for line in lines[2:5]] == [
        "made → the hub's durable receipt",
        "made → read by another person",
        "bare INSERT, one commit each",
    ]


def test_bare_inserts_leave_the_database_as_it_was(tmp_path: Path) -> None:
    with serving(tmp_path, f"sqlite:///{tmp_path / 'hub.db'}", 2) as hubs:
        assert len(hubs.urls) == 1
        report = _one_desk(hubs.urls[0], hubs.enrol("Desk 1").header)
        assert 2 <= report["events"] <= 3
        first = bare_insert.measure(hubs.database.url)
        again = bare_insert.measure(hubs.database.url)
    assert first["rows"] == again["rows"] > report["events"]  # and what the hub said


def test_a_spread_is_by_nearest_rank() -> None:
    assert desks._spread([float(n) for n in range(1, 101)]) == {
        "p50": 50.0,
        "p99": 99.0,
        "max": 100.0,
    }


def test_processor_time_that_nobody_tells_is_not_made_up() -> None:
    told = each_ms({"hubs": 1.0, "database": None}, {"hubs": 3.0, "database": None}, 4)
    assert told == {"hubs": 500.0, "database": None}


@pytest.mark.parametrize("wrong", [["--rate", "0"], ["--seconds", "-1"], ["--desks", "0"]])
def test_wrong_usage_has_status_2(wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["bench", "desks", *wrong])
    assert ended.value.code == 2


def _report(folder: Path, kind: str, *more: str) -> dict[str, Any]:
    file = folder / "figures.json"
    where = f"sqlite:///{folder / 'hub.db'}"
    assert main(["bench", kind, "--database", where, "--json", str(file), *more]) == 0
    return json.loads(file.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def _one_desk(url: str, authorization: str) -> dict[str, Any]:
    from workstation.bench.crew import Pace, Post, SimulatedDesk

    desk = SimulatedDesk(Post("Desk 1", url, authorization, "elsewhere", ""))
    desk.work(Pace(time.monotonic(), 0.03, 100.0))
    return {"events": len(desk.receipts_ms)}
