"""A record on the tape is the batch it was made from, whatever is in it."""

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.test_events_chain import SEEDS, chain
from workstation.desk.journal import taped
from workstation.desk.journal.sealing import Sealed
from workstation.domain.events import chain_text

NUMBERS = st.integers(0, 2**62)
KEYS = st.lists(st.tuples(st.text(), st.text()), max_size=3).map(tuple)


@given(SEEDS, NUMBERS, KEYS, NUMBERS)
def test_a_batch_is_had_back_from_its_record(
    seed: int, no: int, clears: tuple[tuple[str, str], ...], given_no: int
) -> None:
    events = tuple(chain(seed))
    lanes = tuple(number % 3 for number in range(len(events)))
    batch = Sealed(no, events, tuple(map(chain_text, events)), lanes, clears, given_no)
    assert taped.from_bytes(taped.to_bytes(batch)) == batch
