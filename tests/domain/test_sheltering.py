"""Nothing that was written of somebody protected says where they live before it may."""

from dataclasses import replace

import pytest

from workstation.domain.callers.caller import Caller, OnRecord, PastContact
from workstation.domain.callers.sheltering import (
    HIDDEN,
    sheltered,
    sheltered_person,
    sheltered_text,
)

ISHBEL = Caller(
    "c-ishbel", "Ishbel Corrie", None, "Flat 2/1, 3 Quern Lane, Kilmarnet", True, (),
    postcode="ZZ12 3QA", notes=("Works at the mill in Kilmarnet", "Rings when he has gone"),
    history=(
        PastContact("2026-11-19T10:00:00.000000Z", "Standard", "Ex-partner outside 3 Quern Lane",
                    "Team", promise="Officer calls at ZZ12 3QA"),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Ex-partner outside 3 Quern Lane again", f"Ex-partner outside {HIDDEN} again"),
        ("At QUERN LANE, he shouts", f"At {HIDDEN}, he shouts"),
        ("Moved to Flat 4, 19 Old Mill Road", f"Moved to {HIDDEN}"),
        ("Now 7b Sallow Ct, ZZ1 4AB", f"Now {HIDDEN}"),
        ("Met her at zz123qa", f"Met her at {HIDDEN}"),
        ("Seen in Kilmarnet with the child", f"Seen in {HIDDEN} with the child"),
        ("Works in Sallow Park House", f"Works in {HIDDEN}"),
        ("moved to 14 rowan terrace, he knows", f"moved to {HIDDEN}, he knows"),
        ("at 7b old mill rd", f"at {HIDDEN}"),
        ("at 3 QUERN BACK LANE", f"at {HIDDEN}"),
        ("3 men in the car park", "3 men in the car park"),
        ("2 cars on the road, 1 in the lane", "2 cars on the road, 1 in the lane"),
        ("Ex-partner in the street, 2 men in a van", "Ex-partner in the street, 2 men in a van"),
        ("Said he will be back at 5", "Said he will be back at 5"),
        ("She waits on the way home, 3 times", "She waits on the way home, 3 times"),
        ("", ""),
    ],
)
def test_places_are_taken_out_of_words_and_nothing_else_is(written: str, shown: str) -> None:
    assert sheltered_text(written, ISHBEL) == shown


def test_history_promises_and_notes_of_somebody_protected_are_sheltered() -> None:
    shown = sheltered_person(ISHBEL)
    assert shown.notes == (f"Works at the mill in {HIDDEN}", "Rings when he has gone")
    assert shown.history[0].summary == f"Ex-partner outside {HIDDEN}"
    assert shown.history[0].promise == f"Officer calls at {HIDDEN}"
    assert shown.history[0].at_utc == ISHBEL.history[0].at_utc
    assert replace(shown, notes=ISHBEL.notes, history=ISHBEL.history) == ISHBEL


def test_whoever_is_established_or_not_protected_is_shown_as_written() -> None:
    donal = replace(ISHBEL, caller_id="c-donal", address_protected=False)
    found = OnRecord("+441414960123", (ISHBEL, donal), None)
    assert sheltered(found, {"c-ishbel"}) == found
    shown = sheltered(found, set()).callers
    assert shown[0] == sheltered_person(ISHBEL) != ISHBEL
    assert shown[1].history[0].summary == f"Ex-partner outside {HIDDEN}"
    assert sheltered(OnRecord("+441414960123", (donal,), None), set()).callers[0] is donal


def test_what_was_written_of_others_at_the_number_loses_that_home_and_nothing_else() -> None:
    written = ("Asks for 3 quern lane", "Drives to 19 Old Mill Road", "")
    donal = replace(ISHBEL, caller_id="c-donal", address="1 Mill Street", address_protected=False)
    donal = replace(donal, notes=written)
    shown = sheltered(OnRecord("+441414960123", (ISHBEL, donal), None), set()).callers[1]
    assert shown.notes == (f"Asks for {HIDDEN}", written[1], "")
    assert shown.address == donal.address
    nowhere = replace(ISHBEL, address="", postcode="")
    assert sheltered(OnRecord("+441414960123", (nowhere, donal), None), set()).callers[1] == donal
