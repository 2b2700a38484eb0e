"""How fast places are completed, key by key, from a gazetteer of a made-up county."""

from __future__ import annotations

import csv
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from workstation.bench.figures import machine
from workstation.desk.cache.gazetteer import Gazetteer, load

_NAMES: Final = (
    "FIR BIRCH ROWAN ALDER HAZEL LARCH MILL KIRK STATION BURNSIDE LOCHVIEW GLEBE HEATHER QUARRY "
    "FERRY MEADOW THISTLE BRIDGE QUEEN KING CASTLE CHURCH HIGH MAIN SHORE ABBEY WALLACE BRUCE"
).split() + ["ST ANDREW'S", "ST JOHN'S", "MCINTYRE", "OLD FERRY"]
_KINDS: Final = (
    "ROAD STREET AVENUE COURT GARDENS CRESCENT WYND BRAE TERRACE DRIVE BANK LANE PLACE GROVE"
).split()
_TOWNS: Final = (
    "INVERBRAE STRATHMORROW KIRKALLAN DUNFEARN LOCHANSIDE BALMURDO AUCHTERLEA CRAIGENDOW"
).split()
_COLUMNS: Final = (
    "UPRN,ORGANISATION,SUB_BUILDING,BUILDING_NUMBER,STREET_NAME,TOWN_NAME,POSTCODE,LATITUDE,"
    "LONGITUDE"
).split(",")
#: Addresses that are typed in full, key by key.
TYPED: Final = 200


def measure(rows: int) -> dict[str, Any]:
    """Load ``rows`` made-up properties and type the addresses of some of them. Milliseconds."""
    before = machine()
    with tempfile.TemporaryDirectory(prefix="workstation-bench-") as folder:
        county = list(_county(rows))
        file = Path(folder) / "county.csv"
        with file.open("w", newline="", encoding="utf-8") as opened:
            csv.writer(opened).writerows((_COLUMNS, *county))
        began = time.monotonic()
        loaded = load(file, Path(folder) / "store", "")
        seconds = time.monotonic() - began
        size = sum(one.stat().st_size for one in (Path(folder) / "store").iterdir())
        with Gazetteer(Path(folder) / "store") as places:
            taken, found = _type(places, random.Random(2).sample(county, min(TYPED, rows)))  # noqa: S311
    return {
        "what": "places",
        "machine": before,
        "properties": loaded.properties,
        "load_s": round(seconds, 1),
        "file_mb": round(size / 1e6, 1),
        "keys": len(taken),
        "key_ms": {name: taken[int(share * (len(taken) - 1))] for name, share in _SHARES.items()},
        "found": found,
    }


_SHARES: Final = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "max": 1.0}


def sentence(report: dict[str, Any]) -> str:
    """The report for a person."""
    keys = "   ".join(f"{name} {ms:g} ms" for name, ms in report["key_ms"].items())
    return (
        f"{report['properties']:,} properties loaded in {report['load_s']} s, "
        f"{report['file_mb']} MB.\n{report['keys']:,} keys: {keys}\n"
        f"Among the best eight at the last key: {report['found']:.0%}."
    )


def _type(places: Gazetteer, chosen: list[list[str]]) -> tuple[list[float], float]:
    """Every key of every address, in milliseconds, and how many were among the best at the end."""
    taken: list[float] = []
    found = 0
    places.complete("k")
    for number, row in enumerate(chosen):
        house, street, town, postcode = (word.lower() for word in row[3:7])
        forms = (f"{house} {street} {town}", f"{street} {house} {town[:5]}", f"{postcode} {house}")
        typed = forms[number % len(forms)]
        shown = places.complete("")
        for end in range(1, len(typed) + 1):
            began = time.perf_counter()
            shown = places.complete(typed[:end])
            taken.append(round((time.perf_counter() - began) * 1000, 2))
        found += any(place.uprn == row[0] for place in shown)
    return sorted(taken), found / len(chosen)


def _county(rows: int) -> Iterator[list[str]]:
    chance = random.Random(1)  # noqa: S311 - made-up addresses, not secrets
    uprn = 0
    while uprn < rows:
        street = f"{chance.choice(_NAMES)} {chance.choice(_KINDS)}"
        town = chance.randrange(len(_TOWNS))
        latitude, longitude = 56 + town / 10 + chance.random() / 20, chance.random() / 20 - 4
        unit = f"{chance.randrange(10)}{chance.choice('ABDEF')}{chance.choice('GHJLN')}"
        for house in range(1, min(chance.randint(20, 120), rows - uprn) + 1):
            uprn += 1
            flat = f"FLAT {chance.randint(0, 3)}/{chance.randint(1, 2)}"
            yield [
                str(uprn),
                "CORNER CAFE" if chance.random() < 0.02 else "",
                flat if chance.random() < 0.2 else "",
                str(house),
                street,
                _TOWNS[town],
                f"KX{town + 1} {unit}",
                f"{latitude + house * 5e-5:.6f}",
                f"{longitude:.6f}",
            ]
