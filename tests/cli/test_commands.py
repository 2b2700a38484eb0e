"""The command line as a person meets it: help, wrong usage, faults in one sentence."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.endtoend.seated import hub, machine_at
from tests.fixtures.processes import MARK
from workstation.__main__ import main
from workstation.cli.commands import parser, sentence
from workstation.content.scenarios import file_of

COMMANDS = (
    "demo desk queue supervisor open enrol hub play content gazetteer doctor bench settings".split()
)


def told(capsys: pytest.CaptureFixture[str]) -> str:
    """What the command said on standard error: one line, with what is safe and what to do."""
    said = capsys.readouterr().err
    assert said.count("\n") == 1, said
    assert "Traceback" not in said
    return said


def test_help_lists_every_command_and_what_the_exit_status_means(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    for name in COMMANDS:
        assert f"\n    {name}" in shown
    assert "3 a scenario's" in " ".join(shown.split())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    assert ended.value.code == 0
    assert "usage: workstation" in capsys.readouterr().out


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        ["unheard-of"],
        ["hub"],
        ["hub", "serve", "--realm", "moon"],
        ["play", "road-collision"],
        ["enrol", "--hub", "https://hub.invalid"],
        ["queue", "--headless"],
    ],
)
def test_wrong_usage_has_status_2(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(wrong)
    assert ended.value.code == 2
    assert "usage: workstation" in capsys.readouterr().err


def test_declaring_the_commands_imports_nothing_heavy() -> None:
    code = (
        "import sys; from workstation.cli.commands import parser; parser();"
        "print([m for m in ('PySide6', 'pydantic', 'sqlalchemy', 'httpx', 'fastapi')"
        " if m in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
    assert parser().prog == "workstation"


def test_a_fault_nobody_foresaw_names_its_place_and_none_of_its_data() -> None:
    try:
        raise ValueError("Morag Lennox, 07700 900871")
    except ValueError as fault:
        words = sentence(fault)
    assert "ValueError at test_commands.py:" in words
    assert "Lennox" not in words
    assert "safe" in words


def _new_hub(folder: Path, realm: str = "demo") -> list[str]:
    where = ["--sqlite", str(folder / "hub.db"), "--realm", realm]
    assert main(["hub", "migrate", *where, "--recovery-key", str(folder / "recovery.pem")]) == 0
    return where


def test_a_port_that_is_taken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = _new_hub(tmp_path)
    capsys.readouterr()
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        served = subprocess.run(
            [sys.executable, "-m", "workstation", "hub", "serve", *where]
            + ["--folder", str(tmp_path), "--port", port],
            capture_output=True,
            text=True,
        )
    assert served.returncode == 1
    assert f"Port {port}" in served.stderr
    assert served.stderr.count("\n") == 1


def test_a_database_of_another_realm(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = _new_hub(tmp_path)
    capsys.readouterr()
    assert main(["hub", "code", *where[:2], "--realm", "live"]) == 1
    assert "demo hub" in told(capsys)


def test_a_hub_that_was_never_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hub", "code", "--sqlite", str(tmp_path / "none.db")]) == 1
    assert "workstation hub migrate" in told(capsys)


def test_a_hub_from_first_table_to_first_person(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    where = _new_hub(tmp_path, "live")
    assert main(["hub", "seed", *where]) == 0
    assert "police-scotland" not in capsys.readouterr().err
    assert main(["hub", "code", *where, "--kind", "receiver"]) == 0
    assert len(capsys.readouterr().out.strip()) == 23
    person = ["hub", "person", *where, "m.kerr", "M. Kerr", "--role", "receiver"]
    monkeypatch.setattr("sys.stdin", _Typed("a long enough password\n"))
    assert main([*person, "--team", "area_control_room"]) == 0
    assert "M. Kerr can sign in" in capsys.readouterr().out
    monkeypatch.setattr("sys.stdin", _Typed("a long enough password\n"))
    assert main([*person, "--team", "moon_control_room"]) == 1
    assert "area_control_room" in told(capsys)


class _Typed:
    """A standard input that is no terminal."""

    def __init__(self, text: str) -> None:
        self._text = text

    def isatty(self) -> bool:
        return False

    def readline(self) -> str:
        return self._text


def test_a_machine_that_is_not_enrolled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WORKSTATION_DATA", str(tmp_path))
    assert main(["supervisor", "a.reid"]) == 1
    assert "workstation enrol" in told(capsys)


def test_enrolling_doctor_and_the_supervisors_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WORKSTATION_DATA", str(tmp_path / "data"))
    monkeypatch.delenv(MARK)  # a variable of the tests, which doctor rightly calls unknown
    with hub(tmp_path / "hub") as room:
        url = str(room.client.base_url).rstrip("/")
        where = ["--sqlite", str(tmp_path / "hub" / "hub.db"), "--realm", "demo"]
        for kind in ("desk", "receiver"):
            assert main(["hub", "code", *where, "--kind", kind]) == 0
            code = capsys.readouterr().out.strip()
            enrol = ["enrol", "--hub", url, "--code", code, "--realm", "demo", "--kind", kind]
            assert main([*enrol, "--name", "Desk 7"]) == 0
            assert "Desk 7" in capsys.readouterr().out
        assert main(enrol) == 1
        assert "ask an administrator for a new one" in told(capsys)
        assert main(["doctor", "--realm", "demo"]) == 0, capsys.readouterr().out
        assert "hub: http://127.0.0.1" in capsys.readouterr().out
        monkeypatch.setattr("sys.stdin", _Typed("demo\n"))
        assert main(["supervisor", "a.reid", "--demo"]) == 0
        assert "Nothing waits" in capsys.readouterr().out
        monkeypatch.setattr("sys.stdin", _Typed("demo\n"))
        assert main(["supervisor", "f.grant", "--demo"]) == 1
        assert "no supervisor" in told(capsys)
    assert main(["doctor", "--realm", "demo"]) == 1
    assert "FAULT  hub" in capsys.readouterr().out


def test_a_hub_of_another_realm_is_given_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from workstation.bootstrap import machine

    monkeypatch.setattr(machine, "vault_for", lambda folder, realm: None)
    monkeypatch.setenv("WORKSTATION_DATA", str(tmp_path / "data"))
    with hub(tmp_path / "hub") as room:
        url = str(room.client.base_url).rstrip("/")
        assert main(["enrol", "--hub", url, "--code", "ANY", "--realm", "training"]) == 1
    assert "marked demo" in told(capsys)


def test_the_hub_must_be_reached_over_tls_beyond_this_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WORKSTATION_DATA", str(tmp_path))
    enrol = ["enrol", "--hub", "http://hub.invalid", "--code", "ANY", "--realm", "demo"]
    assert main(enrol) == 1
    assert "not encrypted" in told(capsys)
    missing = str(tmp_path / "none.pem")
    assert main([*enrol[:2], "https://hub.invalid", *enrol[3:], "--ca", missing]) == 1
    assert "cannot be read" in told(capsys)


def test_a_machine_of_the_demonstration_is_not_opened_for_live_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with hub(tmp_path / "hub") as room:
        machine_at(room, tmp_path / "live" / "supervisor", "supervisor")
    monkeypatch.setenv("WORKSTATION_DATA", str(tmp_path))
    assert main(["supervisor", "a.reid"]) == 1
    assert "enrolled for demo" in told(capsys)


def test_content_check_names_file_line_and_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["content", "check"]) == 0
    assert "whole" in capsys.readouterr().out
    (tmp_path / "scenarios").mkdir()
    spoilt = file_of("road-collision").read_text(encoding="utf-8").replace("T.now", "T.nwo", 1)
    (tmp_path / "scenarios" / "road-collision.toml").write_text(spoilt, encoding="utf-8")
    line = spoilt[: spoilt.index("T.nwo")].count("\n") + 1
    assert main(["content", "check", str(tmp_path)]) == 1
    shown = capsys.readouterr().out
    assert f"scenarios/road-collision.toml:{line}: " in shown
    assert "T.nwo" in shown


def test_a_hub_on_postgresql_is_set_up_by_the_same_commands(
    postgres_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--database", postgres_url, "--realm", "training"]
    migrate = ["hub", "migrate", *where, "--recovery-key", str(tmp_path / "recovery.pem")]
    assert main(migrate) == 0
    assert main(migrate) == 0
    assert main(["hub", "seed", *where]) == 0
    assert "is in force" in capsys.readouterr().out
    assert main(["hub", "code", *where]) == 0
    assert main(["hub", "restored", *where]) == 0
    assert "new epoch" in capsys.readouterr().out
    assert main(["hub", "code", "--database", "mysql://nowhere", "--realm", "live"]) == 1
    assert "neither" in told(capsys)


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("workstation://call?number=01414960123&line=101", "No desk is open"),
        ("workstation://call?number=$(id)", "offers no call"),
        ("file:///etc/passwd", "offers no call"),
    ],
)
def test_a_link_that_rings_nowhere_is_one_sentence_without_its_words(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    link: str,
    said: str,
) -> None:
    monkeypatch.setenv("WORKSTATION_DATA", str(tmp_path))
    assert main(["open", "--", link]) == 1
    sentence = told(capsys)
    assert said in sentence
    assert "0141" not in sentence and "passwd" not in sentence and "$" not in sentence
    assert list(tmp_path.iterdir()) == []
