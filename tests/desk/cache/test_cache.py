"""The copy of the hub's records: looked up by number, taken page by page, rebuilt when damaged."""

from pathlib import Path

import pytest

from workstation.desk.cache import Cache, CacheFault
from workstation.domain.callers.caller import PastContact
from workstation.domain.events import Author, Event, Moment, Newer, Position, Unsealed, after, seal
from workstation.domain.incident.events import IncidentClosed
from workstation.protocol.messages import (
    CallersPage,
    Change,
    ChangesPage,
    WireCaller,
    WireEvent,
    WirePast,
)
from workstation.protocol.payloads import encoded

KEY = bytes(range(32))
NOW = "2026-03-01T12:00:00.000000Z"
INCIDENT = "incident:1"


def opened(folder: Path, key: bytes = KEY) -> Cache:
    return Cache.open(folder / "cache.db", key, "demo")


def caller(caller_id: str, *phones: str, past: tuple[str, ...] = ()) -> WireCaller:
    history = tuple(WirePast(at_utc=at, grade="", summary=at, outcome="") for at in past)
    return WireCaller(
        caller_id=caller_id, no=1, name=f"Name {caller_id}", phones=phones, history=history
    )


def callers(*found: WireCaller, up_to: int = 1, more: bool = False) -> CallersPage:
    return CallersPage(callers=found, up_to=up_to, more=more, now_utc=NOW)


def sealed(n: int, stream_id: str = INCIDENT, *, of_type: str = "", payload: bytes = b"") -> Event:
    """Event ``n`` of a hub's store."""
    name, version, body = encoded(IncidentClosed("r", "R", f"how {n}"))
    new = Unsealed(f"e{n}", stream_id, of_type or name, version, payload or body, b"salt")
    author = Author("demo", "hub", "")
    return seal(new, Position("hub", n - 1), n, author, Moment(NOW, n, "b"), 0)


def page(
    *changes: Change, token: str, up_to: int, more: bool = False, reset: bool = False
) -> ChangesPage:
    return ChangesPage(changes=changes, token=token, up_to=up_to, more=more, reset=reset)


def change(no: int, event: Event) -> Change:
    return Change(no=no, kind="event", event=WireEvent.of(event), stream_id=event.stream_id)


def gone(no: int, stream_id: str) -> Change:
    return Change(no=no, kind="gone", stream_id=stream_id)


def test_a_closed_cache_is_one_file(tmp_path: Path) -> None:
    fill(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["cache.db"]


def test_an_empty_cache_says_that_it_was_never_in_step(tmp_path: Path) -> None:
    with opened(tmp_path) as cache:
        found = cache.on_record("0141 496 0123")
        assert (found.number, found.callers, found.as_of_utc) == ("0141 496 0123", (), None)
        assert (cache.seen_hub_no(), cache.feed_token(), cache.callers_up_to()) == (0, None, 0)


@pytest.mark.parametrize("asked", ["0141 496 0123", "+441414960123", "+44 (0)141 496 0123"])
def test_a_number_is_found_however_it_is_written(tmp_path: Path, asked: str) -> None:
    with opened(tmp_path) as cache:
        cache.put_callers(callers(caller("a", "+44 141 4960123", "07700 900111"))).result(10)
        assert [c.caller_id for c in cache.on_record(asked).callers] == ["a"]
        assert [c.caller_id for c in cache.on_record("+447700900111").callers] == ["a"]


@pytest.mark.parametrize("asked", [None, "", "withheld", "999", "0141 496 0999"])
def test_who_cannot_be_found_is_not_on_record(tmp_path: Path, asked: str | None) -> None:
    with opened(tmp_path) as cache:
        cache.put_callers(callers(caller("a", "0141 496 0123", "no number at all"))).result(10)
        assert cache.on_record(asked).callers == ()
        assert cache.on_record(asked).as_of_utc == NOW


def test_history_is_newest_first_and_so_are_callers(tmp_path: Path) -> None:
    number = "0141 496 0123"
    with opened(tmp_path) as cache:
        old = caller("a", number, past=("2025-01-01", "2025-03-01", "2025-02-01"))
        new = caller("b", number, past=("2026-01-01", "2026-01-01"))
        never = caller("c", number)
        cache.put_callers(callers(never, old, new)).result(10)
        found = cache.on_record(number).callers
        assert [c.caller_id for c in found] == ["b", "a", "c"]
        assert [p.at_utc for p in found[1].history] == ["2025-03-01", "2025-02-01", "2025-01-01"]
        assert found[0].history == (PastContact("2026-01-01", "", "2026-01-01", ""),) * 2


def test_a_newer_page_replaces_a_caller_and_loses_no_other(tmp_path: Path) -> None:
    with opened(tmp_path) as cache:
        first = callers(caller("a", "0141 496 0123"), caller("b", "0141 496 0123"), more=True)
        cache.put_callers(first).result(10)
        assert cache.as_of() is None
        cache.put_callers(callers(caller("a", "0141 496 0124"), up_to=9)).result(10)
        assert [c.caller_id for c in cache.on_record("0141 496 0123").callers] == ["b"]
        assert [c.caller_id for c in cache.on_record("0141 496 0124").callers] == ["a"]
        assert (cache.callers_up_to(), cache.as_of()) == (9, NOW)


def test_changes_are_kept_as_sealed_and_survive_a_restart(tmp_path: Path) -> None:
    first, second = sealed(1), sealed(2)
    with opened(tmp_path) as cache:
        cache.put_changes(page(change(5, second), token="t1", up_to=9, more=True)).result(10)
        assert cache.seen_hub_no() == 5
        cache.put_changes(page(change(5, second), change(8, first), token="t2", up_to=9)).result(10)
        assert cache.seen_hub_no() == 9
    with opened(tmp_path) as cache:
        assert cache.events_of(INCIDENT) == (first, second)
        assert [e.body.how for e in cache.incident_entries(INCIDENT)] == ["how 1", "how 2"]
        assert (cache.seen_hub_no(), cache.feed_token()) == (9, "t2")
        assert cache.set_aside is None


def test_what_this_release_cannot_read_is_kept_and_named(tmp_path: Path) -> None:
    newer = sealed(1, of_type="DroneSent", payload=b'{"drone":"7"}')
    broken = sealed(2, payload=b'{"by":7}')
    with opened(tmp_path) as cache:
        cache.put_changes(page(change(1, newer), change(2, broken), token="t", up_to=2)).result(10)
        bodies = [entry.body for entry in cache.incident_entries(INCIDENT)]
        assert bodies == [Newer("DroneSent", 1), Newer("IncidentClosed", 1)]
        assert cache.events_of(INCIDENT) == (newer, broken)


def test_tombstones_and_resets_take_streams_away(tmp_path: Path) -> None:
    other = sealed(2, "incident:2")
    with opened(tmp_path) as cache:
        both = page(change(1, sealed(1)), change(2, other), token="t1", up_to=2)
        cache.put_changes(both).result(10)
        cache.put_changes(page(gone(3, INCIDENT), token="t2", up_to=3)).result(10)
        assert cache.events_of(INCIDENT) == ()
        assert cache.events_of("incident:2") == (other,)
        reset = page(change(1, sealed(1)), token="other epoch", up_to=1, reset=True)
        cache.put_changes(reset).result(10)
        assert cache.events_of("incident:2") == ()
        assert cache.events_of(INCIDENT) == (sealed(1),)
        assert cache.seen_hub_no() == 1


def test_a_page_that_cannot_be_taken_leaves_its_place_unmoved(tmp_path: Path) -> None:
    with opened(tmp_path) as cache:
        cache.put_changes(page(change(1, sealed(1)), token="t1", up_to=1)).result(10)
        bad = WireEvent.of(sealed(3)).model_copy(update={"payload_salt": "not hexadecimal"})
        broken = Change(no=3, kind="event", event=bad, stream_id=INCIDENT)
        with pytest.raises(ValueError, match="hexadecimal"):
            cache.put_changes(page(change(2, sealed(2)), broken, token="t3", up_to=3)).result(10)
        assert cache.events_of(INCIDENT) == (sealed(1),)
        assert (cache.feed_token(), cache.seen_hub_no()) == ("t1", 1)


def fill(folder: Path) -> Path:
    with opened(folder) as cache:
        many = [caller(f"c{n}", f"0141 496 0{n:03}", past=("2026-01-01",)) for n in range(600)]
        cache.put_callers(callers(*many)).result(10)
    return folder / "cache.db"


@pytest.mark.parametrize("offset", [5, 4096 + 5])
def test_an_unusable_cache_is_put_aside_and_begun_anew(tmp_path: Path, offset: int) -> None:
    path = fill(tmp_path)
    data = bytearray(path.read_bytes())
    data[offset] ^= 1
    path.write_bytes(data)
    with opened(tmp_path) as cache:
        aside = cache.set_aside
        assert aside is not None
        assert aside.read_bytes() == bytes(data)
        assert cache.on_record("0141 496 0001").as_of_utc is None
        cache.put_callers(callers(caller("a", "0141 496 0001"))).result(10)
        assert cache.on_record("0141 496 0001").callers
    with opened(tmp_path) as cache:
        assert cache.set_aside is None


def test_a_damaged_page_met_during_a_call_harms_no_call(tmp_path: Path) -> None:
    path = fill(tmp_path)
    data = bytearray(path.read_bytes())
    for start in range(4096 * 12, len(data), 4096):
        data[start + 9] ^= 1
    path.write_bytes(data)
    with opened(tmp_path) as cache:
        found = [cache.on_record(f"0141 496 0{n:03}") for n in range(600)]
        assert any(f.as_of_utc is None and f.callers == () for f in found)
        assert cache.damaged
        with pytest.raises(Exception, match="malformed"):
            cache.put_callers(callers(*(caller(f"c{n}") for n in range(600)))).result(10)
    with opened(tmp_path) as cache:
        assert cache.set_aside is not None
        assert not cache.damaged


def test_another_key_realm_or_release_begins_anew(tmp_path: Path) -> None:
    fill(tmp_path)
    with opened(tmp_path, bytes(32)) as cache:
        assert cache.set_aside == tmp_path / "cache.aside-1.db"
    with Cache.open(tmp_path / "cache.db", bytes(32), "live") as cache:
        assert cache.set_aside == tmp_path / "cache.aside-2.db"


def test_a_disk_that_refuses_is_told_and_no_good_file_put_aside(tmp_path: Path) -> None:
    with pytest.raises(CacheFault):
        opened(tmp_path / "nowhere")
    path = fill(tmp_path)
    (tmp_path / "cache.db-wal").mkdir()
    before = path.read_bytes()
    with pytest.raises(CacheFault):
        opened(tmp_path)
    assert path.read_bytes() == before
    (tmp_path / "cache.db-wal").rmdir()
    with opened(tmp_path) as cache:
        assert cache.set_aside is None
    with pytest.raises(CacheFault):
        cache.put_callers(callers())


def test_the_copy_of_a_hub_chain_can_be_followed(tmp_path: Path) -> None:
    events = [sealed(n) for n in range(1, 4)]
    with opened(tmp_path) as cache:
        changes = [change(n, e) for n, e in enumerate(events, 1)]
        cache.put_changes(page(*changes, token="t", up_to=3)).result(10)
        assert [after(e) for e in cache.events_of(INCIDENT)] == [after(e) for e in events]
