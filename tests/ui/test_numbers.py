"""Numbers are read out as people say them; whatever else was typed stays as it is."""

import pytest

from workstation.ui.pieces.numbers import national


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("+441414960123", "0141 496 0123"),
        ("+447700900123", "07700 900123"),
        ("+442079460123", "020 7946 0123"),
        ("0141 496 0123, ask for Jo", "0141 496 0123, ask for Jo"),
        ("+44 her mother's", "+44 her mother's"),
        ("+4", "+4"),
        ("", ""),
    ],
)
def test_a_number_is_shown_as_it_is_read_out(number: str, shown: str) -> None:
    assert national(number) == shown
