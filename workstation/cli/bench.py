"""``workstation bench``: measurements, reported with what they were compared with."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from workstation.cli.arguments import Commands
from workstation.cli.status import Status

Report = dict[str, Any]
Words = Callable[[Report], str]

#: The speed goals, which are measured when nothing is named; `workstation.bench.speed_goals`.
GOALS: Final = (
    "building number history typing misspelt changes frequent copy answers pop start".split()
)
#: Those of them that have more to say when they are measured alone.
_ALONE: Final = ("pop", "start")
_CALLERS: Final = 100_000
_SCALE: Final = ("callers", "contacts", "seed", "folder")
#: What each measurement can be told; everything can be told where its figures go.
_OPTIONS: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(GOALS, _SCALE),
    "copy": (*_SCALE, "database"),
    "pop": ("callers", "rings", "copy_to"),
    "start": ("rounds",),
    "acceptance": ("rounds",),
    "cues": (),
    "places": ("rows",),
    "effort": ("scenario",),
    "drain": ("events", "database"),
    "desks": ("desks", "seconds", "rate", "no_streams", "crew", "database"),
}
_ABOUT: Final = """\
Without a name every speed goal is measured, from building to start in this list. A name measures
that alone; the first nine can be measured together:

  building    a first copy in bulk, beside a bare insert of the same rows
  number      from a number to its people and their newest contacts, warm and cold
  history     two thousand contacts of one person, cold
  typing      people found as one types, key by key
  misspelt    people found under misspelt names
  changes     changed people taken as sets, beside triggers
  frequent    one more contact of somebody with two thousand, beside their whole history
  copy        a first copy over HTTP, beside the same rows in a bare file; answers meanwhile
  answers     one answer made durable, beside an append and a bare encrypted commit
  pop         from a ringing number to the painted pop, from a key to the painted list of people
  start       from the start of the process to the window, to typing and to the same call
  acceptance  from the chosen outcome to the hub's receipt and to a receiver's acceptance
  cues        how well risk markers are suggested, on labelled lines and on every scenario
  places      how fast places are completed, key by key, from a large gazetteer
  effort      how many actions every scenario takes by keys alone, through the desk's window
  drain       how fast what waits in a journal is sent when the link returns
  desks       how soon a hub has the events of many desks, and other people read them
"""


def declare(commands: Commands) -> None:
    """Add the command."""
    bench = commands.add_parser(
        "bench",
        help="measure how fast this program is on this machine",
        description=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        argument_default=argparse.SUPPRESS,
    )
    bench.add_argument("names", nargs="*", metavar="NAME", default=[], help="what to measure")
    bench.add_argument("--json", type=Path, metavar="FILE", help="write every figure there")
    goals = bench.add_argument_group("people on record")
    goals.add_argument("--callers", type=_count, metavar="N", help="people (100000)")
    goals.add_argument("--contacts", type=_count, metavar="M", help="contacts (1.8 for each)")
    goals.add_argument("--seed", type=_count, metavar="S", help="makes other people (1)")
    goals.add_argument(
        "--folder", type=Path, metavar="FOLDER", help="keep their store there, or use the one there"
    )
    _declare_others(bench.add_argument_group("the others"))
    bench.set_defaults(run=lambda chosen: _run(bench, chosen))


def _declare_others(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--rounds", type=_count, metavar="N", help="start, acceptance: how often (9)"
    )
    group.add_argument("--rings", type=_count, metavar="N", help="pop: numbers that ring (200)")
    group.add_argument("--copy-to", type=Path, help=argparse.SUPPRESS)  # the copy beside pop
    group.add_argument("--rows", type=_count, metavar="N", help="places: properties (100000)")
    group.add_argument(
        "--scenario", action="append", metavar="NAME", help="effort: only this scenario"
    )
    group.add_argument("--events", type=_count, metavar="N", help="drain: that wait (10000)")
    group.add_argument(
        "--database",
        metavar="URL",
        help="drain, desks: an empty database for the hub, postgresql://… or sqlite:///FILE; "
        "without it a PostgreSQL of its own where that is installed, else SQLite. "
        "copy: the database of a hub, whose people are copied, killed half way",
    )
    group.add_argument("--desks", type=_count, metavar="N", help="desks: how many (200)")
    group.add_argument("--seconds", type=_positive, metavar="S", help="desks: how long (60)")
    group.add_argument("--rate", type=_positive, metavar="N", help="desks: events a second (2)")
    group.add_argument(
        "--no-streams",
        action="store_true",
        help="desks: only readers follow the hub's news, no desk does",
    )
    group.add_argument("--crew", type=Path, help=argparse.SUPPRESS)  # one process of desks


def _run(bench: argparse.ArgumentParser, chosen: argparse.Namespace) -> int:
    names: list[str] = chosen.names
    given = {name: value for name, value in vars(chosen).items() if name in _KNOWN_OPTIONS}
    unknown = [name for name in names if name not in _OPTIONS]
    if unknown:
        bench.error(f"nothing is measured under the name {unknown[0]}")
    measured = names or GOALS
    for option in given:
        if not any(option in _OPTIONS[name] for name in measured):
            bench.error(f"--{option.replace('_', '-')} is of no use to what is measured")
    if "crew" in given:
        return _crew(given["crew"])
    if "copy_to" in given:
        return _copy(given["copy_to"], given.get("callers", _CALLERS))
    goals = not names or set(names) <= set(GOALS) - set(_ALONE)
    if not goals and len(names) > 1:
        bench.error(f"{' and '.join(names)} are not measured together")
    report, words = _goals(names, given) if goals else _OTHERS[names[0]](given)
    print(words(report))
    file: Path | None = getattr(chosen, "json", None)
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    return Status.DONE


_KNOWN_OPTIONS: Final = frozenset(option for options in _OPTIONS.values() for option in options)


def _goals(names: list[str], given: Report) -> tuple[Report, Words]:
    from workstation.bench import speed_goals

    callers = given.get("callers", _CALLERS)
    scale = speed_goals.Scale(
        callers,
        given.get("contacts", callers * 9 // 5),
        given.get("seed", 1),
        given.get("folder"),
        given.get("database"),
    )
    return speed_goals.measure(names, scale), speed_goals.sentence


def _pop(given: Report) -> tuple[Report, Words]:
    from workstation.bench import pop

    report = pop.measure(given.get("callers", _CALLERS), given.get("rings", 200))
    return report, pop.sentence


def _copy(folder: Path, callers: int) -> int:
    import sys

    from workstation.bench.copied_people import copy_for_ever

    copy_for_ever(folder, bytes.fromhex(sys.stdin.readline()), callers)
    return Status.DONE


def _start(given: Report) -> tuple[Report, Words]:
    from workstation.bench import start

    return start.measure(given.get("rounds", 9)), start.sentence


def _acceptance(given: Report) -> tuple[Report, Words]:
    from workstation.bench import acceptance
    from workstation.settings.read import read

    report = acceptance.measure(read().settings, given.get("rounds", 9))
    return report, acceptance.sentence


def _cues(_: Report) -> tuple[Report, Words]:
    from workstation.bench import cues
    from workstation.settings.read import read

    return cues.measure(read().settings.resources), cues.sentence


def _places(given: Report) -> tuple[Report, Words]:
    from workstation.bench import places

    return places.measure(given.get("rows", 100_000)), places.sentence


def _effort(given: Report) -> tuple[Report, Words]:
    from workstation.bench import effort
    from workstation.settings.read import read

    report = effort.measure(read().settings.resources, given.get("scenario", []))
    return report, effort.sentence


def _drain(given: Report) -> tuple[Report, Words]:
    from workstation.bench import drain

    report = drain.measure(given.get("events", 10_000), given.get("database"))
    return report, drain.sentence


def _desks(given: Report) -> tuple[Report, Words]:
    from workstation.bench import desks

    report = desks.measure(
        given.get("desks", 200),
        given.get("seconds", 60.0),
        given.get("rate", 2.0),
        given.get("database"),
        follow=not given.get("no_streams", False),
    )
    return report, desks.sentence


def _crew(file: Path) -> int:
    from workstation.bench import crew
    from workstation.bootstrap import leash

    leash.hold(lambda: None)
    crew.work(file)
    return Status.DONE


_OTHERS: Final[dict[str, Callable[[Report], tuple[Report, Words]]]] = {
    "pop": _pop,
    "start": _start,
    "acceptance": _acceptance,
    "cues": _cues,
    "places": _places,
    "effort": _effort,
    "drain": _drain,
    "desks": _desks,
}


def _count(text: str) -> int:
    count = int(text)
    if count < 1:
        raise argparse.ArgumentTypeError("at least one")
    return count


def _positive(text: str) -> float:
    number = float(text)
    if not 0 < number < 1e6:
        raise argparse.ArgumentTypeError("more than nothing")
    return number
