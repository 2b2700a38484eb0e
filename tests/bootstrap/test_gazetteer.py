"""The gazetteer of a desk: the demonstration brings its own, a force loads its own."""

import logging
from pathlib import Path

import pytest

from tests.endtoend.seated import hub, machine_at
from workstation.__main__ import main
from workstation.bootstrap import gazetteer
from workstation.bootstrap.desk_parts import OpenDesk
from workstation.bootstrap.faults import CannotGoOn
from workstation.desk.cache.gazetteer import held, load
from workstation.desk.inbox import QueueInbox
from workstation.desk.sound import Silence

OWN = "uprn,street,town,paon,latitude,longitude\n7,Elm Road,Dunfearn,3,57.86,-3.05\nbad\n"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WORKSTATION_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def test_a_desk_of_the_demonstration_completes_the_made_up_town(tmp_path: Path) -> None:
    with hub(tmp_path / "hub") as room:
        machine = machine_at(room, tmp_path / "demo" / "desk")
    assert gazetteer.state_of(machine).startswith("none here")
    desk = OpenDesk(machine, QueueInbox(), Silence())
    assert desk.calls.places.complete("12 fir rd")[0].label == "12 Fir Road, Kinlarrow"
    assert desk.places.trouble == ""
    desk.close()
    known = held(tmp_path / "demo" / "gazetteer")
    assert known is not None and known.source == "made-up.csv"
    assert "400 properties" in gazetteer.state_of(machine)
    (file,) = (tmp_path / "demo" / "gazetteer").iterdir()
    file.write_bytes(b"damaged")
    with pytest.raises(CannotGoOn, match="loaded again"):
        gazetteer.state_of(machine)


def test_a_gazetteer_that_cannot_be_made_holds_no_desk_back(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "gazetteer").write_text("a file where the folder should be")
    with hub(tmp_path / "hub") as room:
        machine = machine_at(room, tmp_path / "demo" / "desk")
    with caplog.at_level(logging.WARNING):
        desk = OpenDesk(machine, QueueInbox(), Silence())
    assert desk.calls.places.complete("12 fir rd") == ()
    desk.close()
    assert "made-up" in caplog.text


def test_the_made_up_one_is_renewed_and_one_that_somebody_loaded_is_left(tmp_path: Path) -> None:
    old = tmp_path / "made-up.csv"
    old.write_text(OWN, encoding="utf-8")
    load(old, tmp_path / "store", "2026-11-21T14:00:00.000000Z")
    gazetteer._have_made_up(tmp_path / "store")
    known = held(tmp_path / "store")
    assert known is not None and known.properties == 400
    own = old.rename(tmp_path / "own.csv")
    load(own, tmp_path / "store", "2026-11-21T15:00:00.000000Z")
    gazetteer._have_made_up(tmp_path / "store")
    known = held(tmp_path / "store")
    assert known is not None and known.source == "own.csv"


def test_loading_and_finding_from_the_command_line(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "own.csv"
    file.write_text(OWN, encoding="utf-8")
    assert main(["gazetteer", "load", str(file)]) == 0
    said = capsys.readouterr().out
    assert "line 3 refused: it has 1 fields, the first line names 6" in said
    assert "own.csv: 1 properties are in force, 1 lines were refused." in said
    assert main(["gazetteer", "find", "elm rd 3"]) == 0
    assert capsys.readouterr().out == "address   3 Elm Road, Dunfearn\n"
    assert (data / "live" / "gazetteer").is_dir()


def test_a_file_that_is_none_and_a_machine_without_one(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear Sir,\n", encoding="utf-8")
    assert main(["gazetteer", "load", str(file), "--realm", "demo"]) == 1
    assert "letter.txt is no gazetteer" in capsys.readouterr().err
    assert main(["gazetteer", "find", "elm", "--realm", "training"]) == 1
    assert "workstation gazetteer load" in capsys.readouterr().err
