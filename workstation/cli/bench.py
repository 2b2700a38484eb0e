"""``workstation bench``: measurements, reported with what they were compared with."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from workstation.cli.arguments import Commands
from workstation.cli.status import Status


def declare(commands: Commands) -> None:
    """Add the command."""
    bench = commands.add_parser("bench", help="measure how fast this program is on this machine")
    kinds = bench.add_subparsers(title="measurements", metavar="MEASUREMENT", required=True)
    start = kinds.add_parser(
        "start",
        help="from the start of the process to the window, to typing and to the same call",
        description="Starts the desk of a demonstration that stopped in the middle of a call, and "
        "beside it a bare window of the same toolkit. Where xdotool and an X display are, real "
        "keys are sent; otherwise the time to the first key is left out.",
    )
    accepted = kinds.add_parser(
        "acceptance",
        help="from the chosen outcome to the hub's receipt and to a receiver's acceptance",
    )
    for one, rounds, run in ((start, 9, _start), (accepted, 9, _acceptance)):
        one.add_argument("--rounds", type=_rounds, default=rounds, metavar="N", help="how often")
        one.add_argument("--json", type=Path, metavar="FILE", help="write every figure there")
        one.set_defaults(run=run)
    for declare_kind in (
        _declare_cues,
        _declare_places,
        _declare_pop,
        _declare_effort,
        _declare_drain,
        _declare_desks,
    ):
        declare_kind(kinds).add_argument(
            "--json", type=Path, metavar="FILE", help="write every figure there"
        )


def _declare_cues(kinds: Commands) -> argparse.ArgumentParser:
    cues = kinds.add_parser(
        "cues",
        help="how well risk markers are suggested, on labelled lines and on every scenario",
        description="Names the misses of the tuning lines only: held-out lines are for figures.",
    )
    cues.set_defaults(run=_cues)
    return cues


def _declare_places(kinds: Commands) -> argparse.ArgumentParser:
    places = kinds.add_parser(
        "places",
        help="how fast places are completed, key by key, from a large gazetteer",
        description="Makes up a county, loads it as a gazetteer and types addresses of it.",
    )
    places.add_argument("--rows", type=_rounds, default=100_000, metavar="N", help="properties")
    places.set_defaults(run=_places)
    return places


def _declare_pop(kinds: Commands) -> argparse.ArgumentParser:
    pop = kinds.add_parser(
        "pop",
        help="from a ringing number to the painted pop, from a key to the painted list of people",
        description="Makes up people, copies them into a desk's own store and rings with their "
        "numbers; then types their names, alone and beside a first copy in another process.",
    )
    pop.add_argument("--callers", type=_rounds, default=100_000, metavar="N", help="people")
    pop.add_argument("--rings", type=_rounds, default=200, metavar="N", help="numbers that ring")
    pop.add_argument("--copy-to", type=Path, help=argparse.SUPPRESS)  # the copy beside it
    pop.set_defaults(run=_pop)
    return pop


def _declare_effort(kinds: Commands) -> argparse.ArgumentParser:
    effort = kinds.add_parser(
        "effort",
        help="how many actions every scenario takes by keys alone, through the desk's window",
        description="Drives the right path of each scenario with a hub and a receiver behind it, "
        "and stops with file and line where the keys do not bring about what a step wants.",
    )
    effort.add_argument("--scenario", action="append", default=[], metavar="NAME", help="only this")
    effort.set_defaults(run=_effort)
    return effort


def _declare_drain(kinds: Commands) -> argparse.ArgumentParser:
    drain = kinds.add_parser(
        "drain",
        help="how fast what waits in a journal is sent when the link returns",
        description="Lets a made-up journal drain through the link into a hub of its own, beside "
        "plain posts of the same events, each followed by one commit.",
    )
    drain.add_argument("--events", type=_rounds, default=10_000, metavar="N", help="that wait")
    _declare_database(drain)
    drain.set_defaults(run=_drain)
    return drain


def _declare_desks(kinds: Commands) -> argparse.ArgumentParser:
    desks = kinds.add_parser(
        "desks",
        help="how soon a hub has the events of many desks, and other people read them",
        description="Simulated desks make events and post them through two hub processes on one "
        "database (one on SQLite), beside bare INSERTs of the same rows.",
    )
    desks.add_argument("--desks", type=_rounds, default=200, metavar="N", help="how many")
    desks.add_argument("--seconds", type=_positive, default=60.0, metavar="S", help="how long")
    desks.add_argument("--rate", type=_positive, default=2.0, metavar="N", help="events a second")
    desks.add_argument(
        "--no-streams", action="store_true", help="only readers follow the hub's news, no desk does"
    )
    desks.add_argument("--crew", type=Path, help=argparse.SUPPRESS)  # one process of desks
    _declare_database(desks)
    desks.set_defaults(run=_desks)
    return desks


def _declare_database(kind: argparse.ArgumentParser) -> None:
    kind.add_argument(
        "--database",
        metavar="URL",
        help="an empty database for the hub, postgresql://… or sqlite:///FILE; without it a "
        "PostgreSQL of its own where that is installed, else SQLite",
    )


def _start(chosen: argparse.Namespace) -> int:
    from workstation.bench import start

    return _report(start.measure(chosen.rounds), start.sentence, chosen.json)


def _acceptance(chosen: argparse.Namespace) -> int:
    from workstation.bench import acceptance
    from workstation.settings.read import read

    report = acceptance.measure(read().settings, chosen.rounds)
    return _report(report, acceptance.sentence, chosen.json)


def _cues(chosen: argparse.Namespace) -> int:
    from workstation.bench import cues
    from workstation.settings.read import read

    return _report(cues.measure(read().settings.resources), cues.sentence, chosen.json)


def _places(chosen: argparse.Namespace) -> int:
    from workstation.bench import places

    return _report(places.measure(chosen.rows), places.sentence, chosen.json)


def _pop(chosen: argparse.Namespace) -> int:
    if chosen.copy_to is not None:
        import sys

        from workstation.bench.copied_people import copy_for_ever

        copy_for_ever(chosen.copy_to, bytes.fromhex(sys.stdin.readline()), chosen.callers)
        return Status.DONE
    from workstation.bench import pop

    return _report(pop.measure(chosen.callers, chosen.rings), pop.sentence, chosen.json)


def _effort(chosen: argparse.Namespace) -> int:
    from workstation.bench import effort
    from workstation.settings.read import read

    report = effort.measure(read().settings.resources, chosen.scenario)
    return _report(report, effort.sentence, chosen.json)


def _drain(chosen: argparse.Namespace) -> int:
    from workstation.bench import drain

    return _report(drain.measure(chosen.events, chosen.database), drain.sentence, chosen.json)


def _desks(chosen: argparse.Namespace) -> int:
    if chosen.crew is not None:
        from workstation.bench import crew
        from workstation.bootstrap import leash

        leash.hold(lambda: None)
        crew.work(chosen.crew)
        return Status.DONE
    from workstation.bench import desks

    report = desks.measure(
        chosen.desks,
        chosen.seconds,
        chosen.rate,
        chosen.database,
        follow=not chosen.no_streams,
    )
    return _report(report, desks.sentence, chosen.json)


def _report(
    report: dict[str, Any], words: Callable[[dict[str, Any]], str], file: Path | None
) -> int:
    print(words(report))
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    return Status.DONE


def _rounds(text: str) -> int:
    rounds = int(text)
    if rounds < 1:
        raise argparse.ArgumentTypeError("at least one round")
    return rounds


def _positive(text: str) -> float:
    number = float(text)
    if not 0 < number < 1e6:
        raise argparse.ArgumentTypeError("more than nothing")
    return number
