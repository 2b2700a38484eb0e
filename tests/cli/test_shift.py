"""A supervisor reads the shift at the terminal, against a real hub, and keeps it in files."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.endtoend.seated import hub, machine_at
from tests.hub.control_room import new_contact
from workstation.__main__ import main
from workstation.domain.contact import facts
from workstation.domain.shift_figures import FIGURES


def test_the_shift_is_listed_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WORKSTATION_DATA", str(tmp_path))

    def run(user: str, *more: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO("demo\n"))
        done = main(["shift", user, "--demo", *more])
        said = capsys.readouterr()
        return done, said.out, said.err

    with hub(tmp_path / "hub") as room:
        machine_at(room, tmp_path / "demo" / "receiver", "receiver")
        store, contact = room.desk(), new_contact()
        with room.hub.reading() as tx:
            store.at_utc = room.hub.clock(tx)
        for body in (
            facts.CallOffered("call-1", "101", None),
            facts.CallAnswered("call-1", "F. Grant", "Desk 14"),
            facts.ContactDisposed("advice", name="advice given"),
        ):
            room.send(store, store.write(body, contact))
        table, pictures = tmp_path / "shift.csv", tmp_path / "shift.png"
        done, said, _ = run("a.reid", "--hours", "2", "--csv", str(table), "--png", str(pictures))
        assert done == 0
        whole = next(line for line in said.splitlines() if line.startswith("whole"))
        assert whole.split()[1:7] == ["1", "1", "1", "0", "0", "0"]
        for figure in FIGURES:
            assert f"{figure.name}: {figure.meaning}" in said
        assert said.count("Kept in ") == 2
        rows = list(csv.DictReader(io.StringIO(table.read_text("utf-8"))))
        kept = {row["figure"]: row["count"] for row in rows if row["from_utc"] == "whole"}
        assert kept["Answered"] == kept["Without an incident"] == "1"
        assert pictures.read_bytes().startswith(b"\x89PNG")
        assert {path.stat().st_mode & 0o777 for path in (table, pictures)} == {0o600}
        done, _, fault = run("a.reid", "--csv", str(table))
        assert done == 1
        assert "There is a file of that name already" in fault
        done, said, _ = run("a.reid", "--json")
        assert done == 0
        assert contact in [one for h in json.loads(said)["hours"] for f in h["figures"].values()
                           for one in f["behind"]]  # fmt: skip
        done, _, fault = run("f.grant")
        assert done == 1
        assert "is no supervisor" in fault


def test_hours_that_cannot_be_are_refused_before_anything_is_asked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        main(["shift", "a.reid", "--demo", "--hours", "25"])
    assert "--hours is 1 to 24" in capsys.readouterr().err
