"""A supervisor decides at the terminal, against a real hub: the whole way through the command."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tests.endtoend.seated import hub, machine_at
from tests.hub.control_room import GRADES, hand_over, new_contact
from workstation.__main__ import main
from workstation.domain.desk_stream import ApprovalWanted

WANTED = ApprovalWanted(
    "not-attending-vulnerable", "Domestic abuse", 900, "product default", (), "with her sister"
)


def test_not_attending_is_approved_at_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WORKSTATION_DATA", str(tmp_path))

    def run(*more: str) -> tuple[int, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO("demo\n"))
        done = main(["supervisor", "a.reid", "--demo", *more])
        said = capsys.readouterr()
        return done, said.out + said.err

    with hub(tmp_path / "hub") as room:
        machine_at(room, tmp_path / "demo" / "receiver", "receiver")
        store = room.desk()
        asked = hand_over(new_contact(), "resolution_team", GRADES[2], approval=WANTED)
        assert room.send(store, store.write(asked))[0]["status"] == "stored"
        receiver = room.person("receiver", teams=("resolution_team",))
        room.step(receiver, asked.incident_id, "accept")
        done, said = run()
        assert done == 0
        assert said.startswith("approve")
        assert "with her sister" in said
        done, said = run("--approve", asked.reference)
        assert done == 1
        assert "Say in a line why" in said
        done, said = run("--refuse", asked.reference, "--reason", "send somebody")
        assert done == 0
        assert "stays open" in said
        assert not room.step(receiver, asked.incident_id, "close", cause="advice")["done"]
        done, said = run("--approve", asked.reference, "--reason", "officers have been")
        assert done == 0
        assert "approved that nobody attends" in said
        assert room.step(receiver, asked.incident_id, "close", cause="advice")["done"]
        assert run() == (0, "Nothing waits for a person.\n")
