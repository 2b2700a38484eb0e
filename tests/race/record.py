"""What the racers were told, held against what the hub's database holds."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.processes.crew import LOG
from tests.processes.oracle import Records

Line = dict[str, Any]


@dataclass
class Told:
    """One racer's log: each operation with all its replies, and the rows read after a loss."""

    name: str
    asks: dict[str, Line] = field(default_factory=dict)
    ops: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    replies: dict[str, list[Line]] = field(default_factory=dict)
    rows: dict[str, Line] = field(default_factory=dict)
    lost: Counter[str] = field(default_factory=Counter)

    def of(self, incident: str, step: str) -> list[Line]:
        """Every reply to this racer's step on an incident."""
        return [reply for op in self.ops[incident, step] for reply in self.replies[op]]


def told_to(folders: Mapping[str, Path]) -> list[Told]:
    """Read the logs of racers, by their names."""
    return [_read(name, folder / LOG) for name, folder in folders.items()]


def _read(name: str, log: Path) -> Told:
    told = Told(name)
    for text in log.read_text(encoding="utf-8").splitlines():
        line = json.loads(text)
        match line["word"]:
            case "ask":
                told.asks[line["op"]] = line
                told.ops.setdefault((line["incident"], line["step"]), []).append(line["op"])
            case "reply":
                told.replies.setdefault(line["op"], []).append(line)
            case "row":
                told.rows[line["incident"]] = line
            case "lost":
                told.lost[line["op"]] += 1
    return told


def hold_against(records: Records, incidents: Sequence[str], racers: Iterable[Told]) -> None:
    """Each incident was taken once, and nobody was ever told anything else."""
    racers = list(racers)
    accepted: dict[str, list[str]] = {}
    for stream, _, body, _ in records.of_hub("Accepted"):
        accepted.setdefault(stream, []).append(body["by_name"])
    assert sorted(accepted) == sorted(incidents), "taken by nobody, or never there"
    kept = dict(records.rows("select op_id, reply from steps"))
    assert kept.keys() == {op for racer in racers for op in racer.asks}, "a step lost or made up"
    for incident, names in accepted.items():
        assert len(names) == 1, f"{incident} was taken by {names}"
        for racer in racers:
            _told_the_truth(racer, incident, names[0])
    for racer in racers:
        for op, replies in racer.replies.items():
            _the_same_each_time(replies, json.loads(kept[op]))


def _told_the_truth(racer: Told, incident: str, winner: str) -> None:
    replies = racer.of(incident, "accept")
    assert replies, "no answer to an acceptance"
    for reply in replies:
        assert reply["done"] is (racer.name == winner), f"{racer.name} was told a falsehood"
        assert reply["accepted_by"] == winner
        assert reply["done"] or winner in reply["cause"], "the loser is not told who has it"
    for reply in racer.of(incident, "claim"):
        if reply["done"]:
            assert (reply["claimed_by"], reply["accepted_by"]) == (racer.name, "")
        else:
            assert winner in reply["cause"]
    row = racer.rows.get(incident)
    if racer.name != winner:
        assert row, "the loser's queue was not read"
        assert (row["standing"], row["accepted_by"]) == ("accepted", winner)
    else:
        assert row is None


def _the_same_each_time(replies: Sequence[Line], kept: Mapping[str, Any]) -> None:
    for reply in replies:
        assert (reply["done"], reply["cause"]) == (kept["done"], kept["cause"])
        assert reply["accepted_by"] == kept["item"]["accepted_by"]


def figures(racers: Sequence[Told], seconds: float) -> dict[str, object]:
    """How it went: counts, speed, and how long a loser waits for the word."""
    replies = [reply for racer in racers for found in racer.replies.values() for reply in found]
    late = sorted(
        reply["took_s"] * 1e3
        for racer in racers
        for op, found in racer.replies.items()
        for reply in found[:1]
        if racer.asks[op]["step"] == "accept" and not reply["done"] and not racer.lost[op]
    )
    won = {
        racer.name: sum(
            any(reply["done"] for reply in found)
            for op, found in racer.replies.items()
            if racer.asks[op]["step"] == "accept"
        )
        for racer in racers
    }
    return {
        "steps": sum(len(racer.asks) for racer in racers),
        "replies": len(replies),
        "replies_lost": sum(sum(racer.lost.values()) for racer in racers),
        "won": ", ".join(f"{name} {count}" for name, count in won.items()),
        "steps_per_s": round(len(replies) / seconds, 1),
        "loser_p50_ms": round(percentile(late, 50), 1),
        "loser_p99_ms": round(percentile(late, 99), 1),
    }


def percentile(ordered: Sequence[float], percent: int) -> float:
    """The value below which ``percent`` of ``ordered`` lie."""
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)] if ordered else 0.0
