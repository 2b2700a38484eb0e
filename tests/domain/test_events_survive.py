"""What was written stays what it was: through bytes, the journal, the wire, and newer releases."""

import random
import uuid
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fixtures.examples import examples
from workstation.desk.journal import Journal
from workstation.domain import catalogue
from workstation.domain.contact import evolve
from workstation.domain.desk_stream import Snapshot
from workstation.domain.events import Author, Gone, Happened, Moment, Newer, in_order
from workstation.domain.location import LocationFixed
from workstation.protocol.messages import WireEvent
from workstation.protocol.payloads import body_of, decoded, encoded, entry_of

KEY = bytes(range(32))
AUTHOR = Author("demo", "a.reid", "s1")
AT = Moment("2026-03-01T12:00:00.000000Z", 1, "boot-1")
CONTACT = "contact:1"

DEGREES = st.none() | st.floats(-180, 180)
PLAIN = st.dictionaries(st.text(max_size=5), st.text(max_size=5) | st.integers(-9, 9), max_size=3)

# JSON knows neither infinity nor arbitrary objects.
st.register_type_strategy(
    LocationFixed,
    st.builds(LocationFixed, lat=DEGREES, lon=DEGREES, radius_m=DEGREES),
)
st.register_type_strategy(Snapshot, st.builds(Snapshot, body=PLAIN))


@pytest.mark.parametrize("kind", catalogue.BY_NAME.values(), ids=catalogue.BY_NAME)
@given(data=st.data())
@settings(max_examples=examples(5))
def test_every_payload_reads_back_as_it_was_written(kind: type, data: st.DataObject) -> None:
    body = data.draw(st.from_type(kind))
    assert decoded(*encoded(body)) == body


CONTACT_BODIES = st.lists(
    st.one_of([st.from_type(kind) for kind in catalogue.CONTACT]), max_size=12
)


@given(CONTACT_BODIES)
@settings(max_examples=examples(15))
def test_replaying_the_journal_gives_the_same_state(happened: list[Any]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "journal.db")
        state = evolve.read(CONTACT, ())
        with Journal.open(path, KEY, "demo") as journal:
            for body in happened:
                one = Happened(str(uuid.uuid4()), CONTACT, body)
                (event,) = journal.append([one], AUTHOR, AT, policy=None).result(20)
                state = evolve.evolve(state, entry_of(event))
        with Journal.open(path, KEY, "demo") as journal:
            stored = journal.stream(CONTACT)
            entries = [entry_of(event) for event in stored]
            assert journal.first_break() is None
        assert [body_of(event) for event in stored] == happened
        assert evolve.read(CONTACT, entries) == state
        shuffled = random.Random(1).sample(entries, len(entries))
        assert evolve.read(CONTACT, in_order(shuffled, entries[:3])) == state


@dataclass(frozen=True, slots=True)
class DroneSent:
    """An event of a release to come."""

    drone: str
    crew: tuple[str, ...]


def test_events_of_a_newer_release_survive_and_are_passed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "journal.db"
    with Journal.open(path, KEY, "demo") as journal, monkeypatch.context() as newer:
        newer.setitem(catalogue.VERSIONS, "CallHeld", 2)
        happened = [
            Happened("e1", CONTACT, DroneSent("„7“ — \x1f", ("é", "🚁"))),
            Happened("e2", CONTACT, catalogue.BY_NAME["CallHeld"]()),
        ]
        written = journal.append(happened, AUTHOR, AT, policy=None).result(20)
    with Journal.open(path, KEY, "demo") as journal:
        kept = journal.stream(CONTACT)
        assert kept == written
        assert [body_of(event) for event in kept] == [Newer("DroneSent", 1), Newer("CallHeld", 2)]
        state = evolve.read(CONTACT, [entry_of(event) for event in kept])
        assert (state.newer, state.last_seq) == (("DroneSent", "CallHeld"), 2)
    for event in kept:
        sent = WireEvent.of(event).model_dump_json()
        assert WireEvent.model_validate_json(sent).event() == event


def test_erased_events_are_passed_on_as_erased(tmp_path: Path) -> None:
    with Journal.open(tmp_path / "journal.db", KEY, "demo") as journal:
        one = Happened("e1", CONTACT, DroneSent("7", ()))
        journal.append([one], AUTHOR, AT, policy=None).result(20)
        journal.erase(["e1"]).result(20)
        (event,) = journal.stream(CONTACT)
    assert body_of(event) == Gone("DroneSent")
    sent = WireEvent.of(event).model_dump_json()
    assert WireEvent.model_validate_json(sent).event() == event
