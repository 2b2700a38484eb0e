"""The chain of a store: holds over whatever happened, survives erasing, breaks at any change."""

import json
import random
from dataclasses import fields, replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fixtures.examples import examples
from workstation.domain.events import (
    Author,
    Event,
    Moment,
    PolicyRef,
    Position,
    Unsealed,
    after,
    chain_hash,
    chain_text,
    erased,
    event_of_text,
    fault_in,
    first_break,
    seal,
    stream_kind,
)

START = Position("store-1")
SEEDS = st.integers(0, 2**32)
LETTERS = 'aé\x00\u2028🚔|",{}'


def chain(seed: int, least: int = 0) -> list[Event]:
    """Events of one store, sealed one after the other, with contents as odd as they come."""
    rng = random.Random(seed)
    at, seen, events = START, dict[str, int](), []
    for _ in range(rng.randint(least, 6)):
        stream = rng.choice(["contact:1", "contact:2", "desk:1"])
        seen[stream] = seen.get(stream, 0) + 1
        hub_no = rng.randint(0, 9)
        events.append(seal(new(rng, stream), at, seen[stream], author(rng), when(rng), hub_no))
        at = after(events[-1])
    return events


def words(rng: random.Random) -> str:
    return "".join(rng.choices(LETTERS, k=rng.randint(0, 4)))


def new(rng: random.Random, stream: str) -> Unsealed:
    policy = rng.choice([None, PolicyRef(words(rng), words(rng), words(rng))])
    cause = rng.choice([None, words(rng)])
    version, payload, salt = rng.randint(1, 9), rng.randbytes(rng.randint(0, 9)), rng.randbytes(16)
    return Unsealed(words(rng), stream, words(rng), version, payload, salt, cause, policy)


def author(rng: random.Random) -> Author:
    return Author(rng.choice(["live", "training", "demo"]), words(rng), words(rng))


def when(rng: random.Random) -> Moment:
    return Moment(words(rng), rng.getrandbits(62), words(rng), rng.choice([None, 0, -7]))


@given(SEEDS)
def test_a_chain_holds_over_whatever_happened(seed: int) -> None:
    events = chain(seed)
    assert first_break(events, START) is None
    assert [e.store_seq for e in events] == list(range(1, len(events) + 1))


@given(SEEDS)
def test_erasing_any_payloads_keeps_it_verifiable(seed: int) -> None:
    rng = random.Random(seed)
    left = [erased(e) if rng.random() < 0.5 else e for e in chain(seed)]
    assert first_break(left, START) is None
    assert all((e.payload is None) == (e.payload_salt is None) == e.erased for e in left)


def changes(name: str, value: Any) -> list[Any]:
    """``value`` of the field ``name`` with each of its bits turned over; what is absent appears."""
    match value:
        case None:
            return [{"policy": PolicyRef("", "", ""), "hub_offset_ms": 0}.get(name, "")]
        case int():
            return [value ^ 1 << bit for bit in range(62)]
        case bytes():
            return turned(value) or [b"\x00"]
        case str():
            return [t.decode("utf-8", "surrogateescape") for t in turned(value.encode())] or [
                "\x00"
            ]
        case PolicyRef():
            parts = ("id", "version", "hash")
            return [replace(value, **{p: c}) for p in parts for c in changes(p, getattr(value, p))]
    raise AssertionError(value)


def turned(data: bytes) -> list[bytes]:
    """``data`` with each of its bits turned over."""
    whole = int.from_bytes(data, "big")
    return [(whole ^ 1 << bit).to_bytes(len(data), "big") for bit in range(len(data) * 8)]


@given(SEEDS, st.booleans())
@settings(max_examples=examples(10))
def test_any_single_bit_is_noticed(seed: int, is_erased: bool) -> None:
    events = [erased(e) if is_erased else e for e in chain(seed, least=1)]
    at = seed % len(events)
    for name in (field.name for field in fields(Event)):
        if is_erased and name in ("payload", "payload_salt"):
            continue
        for changed in changes(name, getattr(events[at], name)):
            altered = [*events[:at], replace(events[at], **{name: changed}), *events[at + 1 :]]
            assert first_break(altered, START) is not None, (name, changed)


@given(SEEDS)
def test_a_missing_a_doubled_and_a_moved_event_are_noticed(seed: int) -> None:
    events = chain(seed, least=2)
    at = seed % (len(events) - 1)
    without = [*events[:at], *events[at + 1 :]]
    doubled = [*events[: at + 1], *events[at:]]
    moved = [*events[:at], events[at + 1], events[at], *events[at + 2 :]]
    for wrong in (without, doubled, moved):
        assert first_break(wrong, START) is not None


@given(SEEDS)
def test_a_tail_cut_off_is_noticed_by_who_knows_the_position(seed: int) -> None:
    events = chain(seed, least=1)
    known = after(events[-1])
    cut = events[: seed % len(events)]
    assert first_break(cut, START) is None
    assert (after(cut[-1]) if cut else START) != known


@given(SEEDS)
def test_a_rewritten_chain_has_another_end(seed: int) -> None:
    """Whoever rewrites everything from a point on cannot keep the hash that others hold."""
    events = chain(seed, least=1)
    first = replace(events[0], actor=events[0].actor + "x")
    first = replace(first, hash=chain_hash(first))
    assert fault_in(first) is None
    assert first.hash != events[0].hash


def test_a_payload_without_its_salt_is_noticed() -> None:
    unsealed = Unsealed("e1", "contact:1", "T", 1, b"{}", b"salt")
    event = seal(unsealed, START, 1, Author("demo", "a", "s"), Moment("t", 1, "b"), 0)
    assert fault_in(replace(event, payload_salt=None)) == "salt missing"
    assert stream_kind(event.stream_id) == "contact"


@given(SEEDS)
def test_the_text_of_the_chain_is_json_with_its_names_in_order(seed: int) -> None:
    for event in chain(seed):
        named = {f.name: getattr(event, f.name) for f in fields(Event)}
        for name in ("payload", "payload_salt", "hash"):
            del named[name]
        pinned = event.policy
        named["policy"] = [pinned.id, pinned.version, pinned.hash] if pinned else None
        assert chain_text(event) == json.dumps(named, sort_keys=True, separators=(",", ":"))


@given(SEEDS)
def test_an_event_is_had_back_from_its_text(seed: int) -> None:
    for event in chain(seed):
        assert event.payload is not None
        assert event.payload_salt is not None
        text = chain_text(event)
        assert event_of_text(text, event.payload, event.payload_salt) == event
