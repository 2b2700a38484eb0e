"""The copy of the hub's changes: taken page by page, kept as sealed, rebuilt when damaged."""

from pathlib import Path

import pytest

from workstation.desk.cache import Cache, CacheFault
from workstation.domain.events import Author, Event, Moment, Newer, Position, Unsealed, after, seal
from workstation.domain.incident.events import IncidentClosed
from workstation.protocol.messages import Change, ChangesPage, WireEvent
from workstation.protocol.payloads import encoded

KEY = bytes(range(32))
NOW = "2026-03-01T12:00:00.000000Z"
INCIDENT = "incident:1"


def opened(folder: Path, key: bytes = KEY) -> Cache:
    return Cache.open(folder / "cache.db", key, "demo")


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


def test_an_empty_cache_says_that_nothing_was_heard(tmp_path: Path) -> None:
    with opened(tmp_path) as cache:
        assert (cache.seen_hub_no(), cache.feed_token(), cache.events_of(INCIDENT)) == (0, None, ())


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
        many = [change(n, sealed(n, f"incident:{n}")) for n in range(1, 601)]
        cache.put_changes(page(*many, token="t600", up_to=600)).result(10)
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
        assert cache.feed_token() is None
        cache.put_changes(page(change(1, sealed(1)), token="t1", up_to=1)).result(10)
        assert cache.events_of(INCIDENT)
    with opened(tmp_path) as cache:
        assert cache.set_aside is None


def test_a_damaged_page_met_during_a_call_harms_no_call(tmp_path: Path) -> None:
    path = fill(tmp_path)
    data = bytearray(path.read_bytes())
    for start in range(4096 * 12, len(data), 4096):
        data[start + 9] ^= 1
    path.write_bytes(data)
    with opened(tmp_path) as cache:
        found = [cache.events_of(f"incident:{n}") for n in range(1, 601)]
        assert () in found
        assert cache.damaged
        with pytest.raises(Exception, match="malformed"):
            cache.put_changes(page(token="t", up_to=0, reset=True)).result(10)
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
        cache.put_changes(page(token="t", up_to=0))


def test_the_copy_of_a_hub_chain_can_be_followed(tmp_path: Path) -> None:
    events = [sealed(n) for n in range(1, 4)]
    with opened(tmp_path) as cache:
        changes = [change(n, e) for n, e in enumerate(events, 1)]
        cache.put_changes(page(*changes, token="t", up_to=3)).result(10)
        assert [after(e) for e in cache.events_of(INCIDENT)] == [after(e) for e in events]
