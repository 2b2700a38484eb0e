"""A made-up family for the demonstration: what the pop, the check and a long history look like.

Nobody of them exists; their numbers are Ofcom's for drama, and ring nowhere. Their matters,
promises and protected address are what made-up people at scale have too, in words to be told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from workstation.domain.callers.caller import Caller, PastContact

#: The number that rings for them: `workstation open "workstation://call?number=…"`.
NUMBER: Final = "+441414960188"
#: Contacts of somebody who rings nearly every day.
OFTEN: Final = 400
_HERE: Final = "9 Sallow Court, Kinlarrow"


def family(today: datetime, grades: Sequence[str]) -> tuple[Caller, ...]:
    """They, as the hub knows them on the day ``today``; ``grades`` by name, the top one first."""
    lower, lowest = grades[min(2, len(grades) - 1)], grades[-1]

    def ago(days: float) -> str:
        return (today - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    ishbel = (
        PastContact(ago(2), lower, "Ex-partner stood in the street", "Resolution team",
                    "contact:demo-1", "101", "matter:demo-1", "An officer rings back", ago(0.8),
                    "open"),
        PastContact(ago(5), grades[min(1, len(grades) - 1)], "Shouting, threats, he had left",
                    "Dispatch", "contact:demo-2", "999", "matter:demo-1"),
        PastContact(ago(40), lowest, "Found property, handed in", "Advice given",
                    "contact:demo-3", "101"),
    )  # fmt: skip
    donal = (
        PastContact(ago(10), lower, "Car window broken", "Appointment", "contact:demo-4", "101",
                    "matter:demo-2", "An officer calls", ago(-3), "open"),
    )  # fmt: skip
    wullie = tuple(
        PastContact(ago(n * 1.3 + 1), lowest, _ASKED[n % len(_ASKED)], "Advice given",
                    f"contact:demo-often-{n}", "101")
        for n in range(OFTEN)
    )  # fmt: skip
    told = (ishbel, donal, (), wullie)
    return tuple(replace(one, history=past) for one, past in zip(_PEOPLE, told, strict=True))


_PEOPLE: Final = (
    Caller(
        "caller:demo-ishbel", "Ishbel Corrie", "1988-03-12", "3 Quern Lane, Kinlarrow", True,
        (NUMBER, "+447700900411"), ("domestic_abuse",), (), postcode="KX3 1QL",
        adjustments=("speaks more easily with a woman",), forbidden_contact=("post", "voicemail"),
    ),
    Caller(
        "caller:demo-donal", "Donal Corrie", "1961-01-02", _HERE, False, (NUMBER,),
        postcode="KX4 2LB",
    ),
    Caller(
        "caller:demo-eilidh", "Eilidh Corrie", "1990-07-30", _HERE, False, ("+447700900455",),
        ("vulnerability",), postcode="KX4 2LB", adjustments=("hard of hearing",),
    ),
    Caller(
        "caller:demo-wullie", "Wullie Nairn", "1941-05-05", "1 Dyer's Brae, Kinlarrow", False,
        ("+441414960177",), (), ("Lonely since his wife died; likes to be asked about boats.",),
        postcode="KX2 9DB",
    ),
)  # fmt: skip
_ASKED: Final = (
    "Asked what day it is",
    "Heard somebody on the stair, nobody there",
    "Wanted to know whether the ferry sails",
    "Had left the door unlocked, neighbour looked in",
    "Could not find his glasses",
)
