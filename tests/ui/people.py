"""Made-up people on record for windows: a household, a promise not kept, a long history."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from workstation.domain.callers.caller import Caller, PastContact
from workstation.ui.desk.callers.matter_words import ordinal

NUMBER = "+441414960123"
#: How many contacts the longest history holds.
LONG = 2_000
BEGAN = datetime(2026, 11, 20, 8, 12, tzinfo=UTC)


def past(
    at: str, summary: str, grade: str = "Standard", outcome: str = "Advice given", **more: object
) -> PastContact:
    """One earlier contact."""
    return PastContact(f"2026-11-{at}:00.000000Z", grade, summary, outcome, **more)  # type: ignore[arg-type]


ISHBEL = Caller(
    "c-ishbel", "Ishbel Corrie", "1988-03-12", "3 Quern Lane, Kinlarrow", True,
    (NUMBER, "+447700900411"), ("domestic_abuse",), ("Agreed word: heron",), kind="person",
    postcode="KX3 1QL", household="h1", adjustments=("speaks more easily with a woman",),
    forbidden_contact=("telephone: text first",), contacts=3,
    last_at_utc="2026-11-19T10:00:00.000000Z",
    history=(
        past("19T10:00", "Ex-partner in the street", outcome="Resolution team", line="101",
             contact_id="contact:a", matter="m1", promise="An officer rings back",
             promise_due_utc="2026-11-20T18:00:00.000000Z", promised="open"),
        past("16T21:40", "Shouting next door, threats, he had left", "Prompt", "Dispatch",
             line="999", contact_id="contact:b", matter="m1"),
        past("02T09:15", "Found property, handed in", "Other resolution", line="101",
             contact_id="contact:c"),
    ),
)  # fmt: skip
DONAL = Caller(
    "c-donal", "Donal Corrie", "1961-01-02", "9 Sallow Court, Kinlarrow", False, (NUMBER,),
    postcode="KX4 2LB", household="h2", contacts=1, last_at_utc="2026-11-11T12:00:00.000000Z",
    history=(past("11T12:00", "Car window broken", line="101", contact_id="contact:d",
                  outcome="Appointment", matter="m2", promise="An officer calls",
                  promise_due_utc="2026-11-24T14:00:00.000000Z", promised="open"),),
)  # fmt: skip
EILIDH = Caller(
    "c-eilidh", "Eilidh Corrie", "1990-07-30", "9 Sallow Court, Kinlarrow", False,
    ("+447700900155",), ("vulnerability",), postcode="KX4 2LB", household="h2",
    adjustments=("hard of hearing",), same_as=("c-other",),
)  # fmt: skip
SWITCHBOARD = Caller(
    "c-mill", "Larrow Paper Mill", None, "", False, (NUMBER,), kind="switchboard"
)  # fmt: skip
UNKNOWN = Caller(
    "c-unknown", "", None, "", False, (NUMBER,), kind="unknown", contacts=2,
    history=(past("18T03:10", "Silent, music in the background"), past("17T03:05", "Silent")),
)  # fmt: skip
FAMILY = (ISHBEL, DONAL, EILIDH)


def often() -> Caller:
    """Somebody who rings every day."""
    history = tuple(
        PastContact(
            f"{BEGAN - timedelta(days=n):%Y-%m-%dT%H:%M:%S.%fZ}", "Other resolution",
            f"Asked what day it is, for the {ordinal(LONG - n)} time", "Advice given",
            f"contact:o{n}", "101",
        )
        for n in range(LONG)
    )  # fmt: skip
    return Caller("c-often", "Wullie Nairn", "1941-05-05", "1 Dyer's Brae", False,
                  ("+441414960777",), history=history, contacts=LONG,
                  last_at_utc=history[0].at_utc)  # fmt: skip


def crowd() -> tuple[Caller, ...]:
    """Many of similar names; two with the same name and birth date."""
    names = (
        "Mairi MacLeod", "Mairi MacLeod", "Màiri NicLeòid", "Mairead MacLean", "Magda Wójcik",
        "Manjit Singh Gill", "Marsaili M'Eachran", "Martin O'Neill",
    )  # fmt: skip
    return tuple(
        Caller(
            f"c-{n}-{m}", name, f"19{60 + m}-03-12" if n else "1988-03-12",
            f"{m + 1} Fir Road, Kinlarrow", m % 3 == 2, (f"+4414149605{n}{m}",),
            ("weapon", "mental_health")[: m % 3], postcode="KX4 2LB",
            last_at_utc=f"2026-{m + 1:02}-19T10:00:00.000000Z",
            forbidden_contact=("post",) if m % 4 == 1 else (),
        )
        for n, name in enumerate(names)
        for m in range(4)
    )  # fmt: skip
