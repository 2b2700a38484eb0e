"""A supervisor decides at the terminal, against a real hub: the whole way through the command."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from tests.endtoend.seated import hub, machine_at
from tests.hub.control_room import GRADES, hand_over, new_contact
from workstation.__main__ import main
from workstation.desk.supervising import DeskStanding, Phoned, Rang, Supervision
from workstation.domain.desk_stream import ApprovalWanted
from workstation.hub.clock import later
from workstation.ui.supervise.words import as_text

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
        approvals = said.partition("Approvals:\n")[2]
        assert approvals.startswith("  approve")
        assert "nobody attends: Domestic abuse – with her sister" in approvals
        assert "  Nothing waits for a person.\n" in said
        done, listed = run("--list")
        assert done == 0
        assert [line for line in listed.splitlines() if line[0] != " "] == [
            line for line in said.splitlines() if line[0] != " "
        ]
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
        _, said = run("--json")
        assert json.loads(said)["approvals"] == []
        assert [desk["name"] for desk in json.loads(said)["desks"]] == ["desk of a test"]


def test_a_lower_grade_a_review_and_a_major_incident_at_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WORKSTATION_DATA", str(tmp_path))

    def run(*more: str) -> tuple[int, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO("demo\n"))
        done = main(["supervisor", "a.reid", "--demo", *more])
        said = capsys.readouterr()
        return done, said.out + said.err

    with hub(tmp_path / "hub") as room:
        policy = machine_at(room, tmp_path / "demo" / "receiver", "receiver").policies.current()
        assert policy is not None
        store = room.desk()
        store.policy = policy.ref
        prompt = next(g for g in policy.grades[1:] if g.review_after_s is not None)
        lower = policy.grades[policy.grades.index(prompt) + 1]
        asked = hand_over(new_contact(), "resolution_team", prompt)
        assert room.send(store, store.write(asked))[0]["status"] == "stored"
        receiver = room.person("receiver", teams=("resolution_team",))
        room.step(receiver, asked.incident_id, "accept")
        letters = [{"letter": x.key, "name": x.name, "text": "calmer"} for x in policy.letters]
        wish = {"grade": lower.key, "cause": "he has left", "letters": letters}
        for option, word in (("--keep", "stays as it is"), ("--lower", "the lower grade holds")):
            assert room.step(receiver, asked.incident_id, "ask_lower", **wish)["done"]
            _, said = run("--list")
            assert f"{prompt.name} → {lower.name} asked by Person" in said
            done, said = run(option, asked.reference, "--reason", "as assessed")
            assert (done, word in said) == (0, True), said
        for option in ("--review", "--major", "--end-major"):
            done, said = run(option, asked.reference)
            assert (done, "nothing was changed" in said) == (1, True), said
            done, said = run(option, asked.reference, "--reason", "Fire at the mill")
            assert (done, said.startswith(f"{asked.reference}: ")) == (0, True), said
        _, said = run("--json")
        assert json.loads(said)["majors"] == json.loads(said)["lowerings"] == []


NOW = "2026-03-01T12:00:00.000000Z"


def before(seconds: int) -> str:
    return later(NOW, -seconds)


def test_every_section_says_what_needs_somebody_first() -> None:
    silent = DeskStanding(
        "d1", "Desk 14", "silent", before(52), before(60), 3, 1, before(190), 190, 2,
        before(400), "0.1.0", True, "f.grant", "F. Grant",
    )  # fmt: skip
    older = DeskStanding("d2", "Desk 15", "reporting", before(3))
    never = DeskStanding("d3", "Desk 16", "closed")
    phoned = Phoned("i1", "", "Sgt Reid", before(61), "F. Grant", "Desk 14")
    taken = Phoned(
        "i2", "D11-0001-A", "Sgt Reid", before(600), "F. Grant", "Desk 14", "accepted",
        "Area control room", "P. Muir",
    )  # fmt: skip
    rang = Rang(
        "i2", "D11-0001-A", "acceptance", before(500), "Man\nwith a bat", "Room", "delivered"
    )
    seen = Supervision(
        NOW, (silent, older, never), phoned=(phoned, taken), rang=(rang,), more_rang=4
    )
    assert as_text(seen).splitlines() == [
        "Desks:",
        "  SILENT    Desk 14              last heard of 0:52 ago; 3 without the hub's receipt, "
        "1 urgent, the oldest 3:10; 2 not taken by the hub and not settled; its copy is 6:40 old; "
        "F. Grant; on a call; release 0.1.0",
        "  reporting Desk 15              it tells nothing more: its release is older",
        "  closed    Desk 16              never heard of",
        "Phoned through, the last twelve hours:",
        "     1:01 ago  no reference yet told Sgt Reid, by F. Grant at Desk 14: "
        "its hand-over has not arrived",
        "    10:00 ago  D11-0001-A       told Sgt Reid, by F. Grant at Desk 14: "
        "accepted by P. Muir (Area control room)",
        "Waiting:",
        "  Nothing waits for a person.",
        "Approvals:",
        "  None.",
        "Lower grades asked for:",
        "  None.",
        "Overdue:",
        "  Everything is done in time.",
        "Major incidents:",
        "  None.",
        "Alarms that rang, the last twelve hours:",
        "     8:20 ago  D11-0001-A       nobody accepted in time; now delivered, "
        "nobody has accepted (Room)  Man with a bat",
        "  and 4 more",
    ]
