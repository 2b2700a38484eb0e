"""Mistakes that somebody might make in the product one day, planted here; the test must see each.

Each comes with a scene: how an example begins that is about to meet it. The scenes are innocent:
without their mistake they end well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import Any
from unittest.mock import patch

from tests.hub.control_room import PARTNER, ROOM
from tests.link_faults.desk_end import Tires
from tests.link_faults.machine import LinkFaults
from tests.link_faults.network import Fault
from workstation.desk import health
from workstation.desk.answers import Failure, NotOurHub, Refused, SignInNeeded, Unreachable
from workstation.desk.cache import storing
from workstation.desk.cache.callers import Build, callers_file, histories
from workstation.desk.journal import Journal
from workstation.desk.link import back_off, link, link_state, sender
from workstation.desk.link.caller_reading import CallerReading, Read
from workstation.desk.link.copying import Copying
from workstation.desk.link.hub_client import HubClient
from workstation.desk.link.link_state import LinkBoard
from workstation.desk.link.puller import Puller
from workstation.desk.link.question import CUT_OFF
from workstation.desk.link.sender import Sender
from workstation.hub import change_feed, incidents, intake, placing, requests, steps
from workstation.hub.callers import record
from workstation.hub.store import events
from workstation.hub.store.engine import Transaction
from workstation.protocol.messages import BatchReply, EventReply

Scene = Callable[[LinkFaults], None]


@dataclass(frozen=True)
class Mistake:
    """``plant`` replaces parts of the product, ``scene`` begins the example."""

    plant: Callable[[ExitStack], None]
    scene: Scene


MISTAKES: dict[str, Mistake] = {}


def planted(scene: Scene) -> Callable[[Callable[[ExitStack], None]], Callable[[ExitStack], None]]:
    """Enter a mistake under its name."""

    def enter(plant: Callable[[ExitStack], None]) -> Callable[[ExitStack], None]:
        MISTAKES[plant.__name__] = Mistake(plant, scene)
        return plant

    return enter


@contextmanager
def made(name: str) -> Iterator[None]:
    """Make a mistake for a while."""
    with ExitStack() as patches:
        MISTAKES[name].plant(patches)
        yield


def _swap(patches: ExitStack, owner: Any, name: str, value: Any) -> None:
    patches.enter_context(patch.object(owner, name, value))


# -- scenes ---------------------------------------------------------------------------------------


def meeting(*kinds: Any) -> Scene:
    """Desk 0 sends what it has into these faults."""

    def scene(m: LinkFaults) -> None:
        m.hands_over(0, 0, urgent=False, to=ROOM)
        m.time_passes(20.0)
        m.lines(0, 0, 3)
        m.says_more(0, 0, "correct")
        m.the_network_fails(0, [Fault(kind) for kind in kinds])
        m.time_passes(5.0)

    return scene


def restored(m: LinkFaults) -> None:
    m.the_hub_is_backed_up()
    m.hands_over(0, 0, urgent=True, to=ROOM)
    m.time_passes(20.0)
    m.the_hub_is_restored()


def imaged(m: LinkFaults) -> None:
    m.time_passes(1.0)
    m.an_image_is_taken(0)
    m.lines(0, 0, 2)
    m.time_passes(5.0)
    m.an_image_is_put_back(0)
    m.lines(0, 0, 1)
    m.time_passes(5.0)


def rerouted_and_read(m: LinkFaults) -> None:
    m.another_scope((ROOM,), supervises=False)
    m.hands_over(0, 0, urgent=True, to=ROOM)
    m.time_passes(5.0)
    m.the_receiver_reads()
    m.says_more(0, 0, "reroute")
    m.time_passes(5.0)


def refused_twice(m: LinkFaults) -> None:
    m.another_scope((ROOM, PARTNER), supervises=False)
    m.hands_over(0, 0, urgent=True, to=ROOM)
    m.time_passes(5.0)
    m.a_step(0, "refuse", ROOM)
    m.the_same_step_again(0)


def urgent_behind_a_queue(m: LinkFaults) -> None:
    m.the_network_is_gone(0, Fault("no_name"))
    m.lines(0, 0, 4)
    m.hands_over(0, 0, urgent=True, to=ROOM)
    m.time_passes(5.0)
    m.the_network_is_back(0)
    m.time_passes(20.0)


def long_outage(m: LinkFaults) -> None:
    m.the_network_is_gone(0, Fault("no_name"))
    m.hands_over(0, 0, urgent=True, to=ROOM)
    for _ in range(5):
        m.time_passes(70.0)


def late_hand_over(m: LinkFaults) -> None:
    m.the_network_is_gone(0, Fault("no_name"))
    m.hands_over(0, 0, urgent=True, to=ROOM)
    m.much_time_passes(1000.0)


def poisoned(m: LinkFaults) -> None:
    m.time_passes(20.0)
    m.lines(0, 0, 3)
    m.one_is_poison(0, 1)
    m.time_passes(20.0)


def busy_hub(m: LinkFaults) -> None:
    m.time_passes(5.0)
    m.the_network_is_gone(0, Fault("later_for_each"))
    m.lines(0, 0, 1)
    m.time_passes(70.0)
    m.time_passes(70.0)


def set_back_at_a_busy_hub(m: LinkFaults) -> None:
    m.time_passes(5.0)
    m.the_network_is_gone(0, Fault("later_for_each"))
    m.lines(0, 0, 1)
    m.time_passes(1.0)
    m.a_desks_clock_jumps(0, -40.0)
    m.time_passes(70.0)
    m.time_passes(70.0)


def dies_while_reading(m: LinkFaults) -> None:
    m.hands_over(0, 0, urgent=True, to=ROOM)
    m.time_passes(20.0)
    m.a_step(0, "accept", ROOM)
    m.the_network_fails(0, [Fault("twice"), Fault("dies_after")])
    m.time_passes(20.0)


def cut_page(m: LinkFaults) -> None:
    m.hands_over(0, 0, urgent=True, to=ROOM)
    m.time_passes(20.0)
    m.a_step(0, "claim", ROOM)
    m.a_step(0, "accept", ROOM)
    m.the_network_fails(0, [Fault("cut_off")])
    m.time_passes(20.0)


def two_desks_one_incident(m: LinkFaults) -> None:
    m.the_network_is_gone(0, Fault("no_name"))
    m.hands_over(0, 0, urgent=True, to=ROOM)
    m.says_more(1, 0, "correct")
    m.time_passes(5.0)


def people_before_and_after_a_backup(m: LinkFaults) -> None:
    m.time_passes(20.0)
    m.the_hub_is_backed_up()
    m.somebody_is_put_on_record(1, "under another name")
    m.time_passes(20.0)
    m.the_hub_is_restored()


def somebody_leaves(m: LinkFaults) -> None:
    m.time_passes(20.0)
    m.somebody_is_taken_off_record(1)
    m.time_passes(20.0)


def somebody_changes(m: LinkFaults) -> None:
    m.time_passes(20.0)
    m.somebody_is_put_on_record(1, "once")
    m.time_passes(20.0)
    m.somebody_is_put_on_record(1, "again")
    m.time_passes(20.0)


def somebody_comes_back(m: LinkFaults) -> None:
    m.time_passes(20.0)
    m.somebody_is_taken_off_record(1)
    m.somebody_is_put_on_record(1, "again")
    m.time_passes(20.0)


# -- at the desk ----------------------------------------------------------------------------------


def _judged_final(kind: type[Failure], state: str) -> Callable[..., Any]:
    plain = Sender._not_taken

    def not_taken(self: Any, items: Any, sent: Any, failure: Failure) -> Any:
        if not isinstance(failure, kind):
            return plain(self, items, sent, failure)
        self._mark({k: sender._then(s, state, "no") for k, s in sent.items()}, final=True)  # type: ignore[arg-type]
        return self._back(failure)

    return not_taken


@planted(meeting("401"))
def a_401_is_an_answer_for_events(patches: ExitStack) -> None:
    _swap(patches, Sender, "_not_taken", _judged_final(SignInNeeded, "refused"))


@planted(meeting("lost_request"))
def no_answer_counts_as_stored(patches: ExitStack) -> None:
    _swap(patches, Sender, "_not_taken", _judged_final(Unreachable, "stored"))


@planted(meeting("409"))
def a_409_sets_events_aside(patches: ExitStack) -> None:
    _swap(patches, Sender, "_not_taken", _judged_final(Refused, "set_aside"))


@planted(meeting("portal"))
def a_log_in_page_counts_as_success(patches: ExitStack) -> None:
    plain = HubClient.send

    def send(self: Any, batch: Any) -> Any:
        answer = plain(self, batch)
        if not isinstance(answer, NotOurHub):
            return answer
        replies = tuple(EventReply(event_id=e["event_id"], status="stored") for e in batch.events)
        return BatchReply(replies=replies, now_utc="2026-03-01T12:00:00.000000Z")

    _swap(patches, HubClient, "send", send)


@planted(meeting("later_for_each"))
def later_is_final(patches: ExitStack) -> None:
    patches.enter_context(patch.dict(sender._FINAL, {"later": "stored"}))


@planted(poisoned)
def poison_blocks_the_queue(patches: ExitStack) -> None:
    _swap(patches, sender, "_POISON", frozenset())


@planted(urgent_behind_a_queue)
def urgent_waits_its_turn(patches: ExitStack) -> None:
    plain = Journal.undelivered

    def undelivered(self: Any, limit: int = 200) -> Any:
        return tuple(sorted(plain(self, limit), key=lambda u: u.event.store_seq))

    _swap(patches, Journal, "undelivered", undelivered)


@planted(long_outage)
def back_off_grows_for_ever(patches: ExitStack) -> None:
    _swap(patches, back_off, "LONGEST_S", 3600.0)


@planted(restored)
def another_epoch_is_ignored(patches: ExitStack) -> None:
    _swap(patches, link, "give_again_if_restored", lambda *_: False)


@planted(imaged)
def a_fork_is_not_said(patches: ExitStack) -> None:
    _swap(patches, LinkBoard, "stopped", lambda *_: None)


@planted(busy_hub)
def the_link_is_well_whatever_waits(patches: ExitStack) -> None:
    _swap(patches, health, "LATE_AFTER_S", 1e9)


@planted(set_back_at_a_busy_hub)
def a_clock_set_back_makes_younger(patches: ExitStack) -> None:
    _swap(patches, link_state, "JUMP_S", 1e9)


@planted(dies_while_reading)
def the_token_moves_before_the_page_is_taken(patches: ExitStack) -> None:
    take_changes, take_callers = Puller._take_changes, Puller._take_callers

    def changes(self: Any, page: Any) -> None:
        self.held = page
        take_changes(self, page.model_copy(update={"changes": ()}))

    def callers(self: Any, page: Any) -> None:
        take_changes(self, self.held)
        take_callers(self, page)

    _swap(patches, Puller, "_take_changes", changes)
    _swap(patches, Puller, "_take_callers", callers)


@planted(cut_page)
def a_cut_page_counts_as_whole(patches: ExitStack) -> None:
    plain = HubClient.changes

    def changes(self: Any, token: str, limit: int) -> Any:
        page = plain(self, token, limit)
        if not isinstance(page, Unreachable) or page.sentence != CUT_OFF:
            return page
        whole: Any = plain(self, token, limit)
        if isinstance(whole, Unreachable):
            return whole
        return whole.model_copy(update={"changes": whole.changes[: len(whole.changes) // 2]})

    _swap(patches, HubClient, "changes", changes)


@planted(restored)
def the_copy_is_kept_on_reset(patches: ExitStack) -> None:
    plain = storing.put_changes
    kept = lambda c, page: plain(c, page.model_copy(update={"reset": False}))  # noqa: E731
    _swap(patches, storing, "put_changes", kept)


@planted(rerouted_and_read)
def the_copy_drops_tombstones(patches: ExitStack) -> None:
    plain = storing.put_changes

    def put(connection: Any, page: Any) -> int:
        heard = tuple(c for c in page.changes if c.kind != "gone")
        return plain(connection, page.model_copy(update={"changes": heard}))

    _swap(patches, storing, "put_changes", put)


@planted(people_before_and_after_a_backup)
def people_of_another_epoch_are_kept(patches: ExitStack) -> None:
    plain = CallerReading._changes

    def changes(self: Any, extent: Any) -> Any:
        page = self._hub.caller_changes(extent.up_to, 0, 200)
        return plain(self, replace(extent, epoch=getattr(page, "epoch", extent.epoch)))

    _swap(patches, CallerReading, "_changes", changes)


@planted(somebody_leaves)
def who_is_gone_stays_in_the_copy(patches: ExitStack) -> None:
    _swap(patches, callers_file.storing, "take_away", lambda *_: 0)


@planted(somebody_changes)
def a_contact_that_left_a_history_stays_in_the_copy(patches: ExitStack) -> None:
    plain = histories.merge
    deaf = lambda c, parts: plain(c, {n: (line, []) for n, (line, _) in parts.items()})  # noqa: E731
    _swap(patches, histories, "merge", deaf)


@planted(somebody_changes)
def what_changed_of_a_history_keeps_its_first_number(patches: ExitStack) -> None:
    def put_all(self: Any, table: Any, rows: Any) -> None:
        for row in rows:
            self.insert_once(table, row)

    _swap(patches, Transaction, "put_all", put_all)


@planted(somebody_comes_back)
def who_comes_back_is_told_in_parts(patches: ExitStack) -> None:
    plain = record.parts_of
    _swap(patches, record, "parts_of", lambda before, after: plain(before, after) or ())


@planted(somebody_leaves)
def a_page_of_people_is_taken_without_its_place(patches: ExitStack) -> None:
    plain = Build.add_page

    def add_page(self: Any, page: Any, days: int) -> Any:
        begun = self.extent.cursor
        plain(self, page, days)
        self._extend(lambda _: replace(self.extent, cursor=begun))
        raise Tires  # as if it were killed between the two

    _swap(patches, Build, "add_page", add_page)


@planted(somebody_leaves)
def a_copy_is_called_whole_before_the_changes_are_read(patches: ExitStack) -> None:
    _swap(patches, Copying, "_in_step", lambda self, file: file.finish() is not None)
    _swap(patches, CallerReading, "_changes", lambda self, extent: Read())


# -- at the hub -----------------------------------------------------------------------------------


@planted(meeting("twice"))
def what_comes_twice_is_applied_twice(patches: ExitStack) -> None:
    plain = intake.place

    def place(tx: Any, machine: Any, ground: Any, come: Any, event: Any, now: str) -> Any:
        reply = plain(tx, machine, ground, come, event, now)
        again = reply is not None and reply.status == "stored_before"
        return None if again else reply

    _swap(patches, intake, "place", place)


@planted(meeting("twice"))
def the_hub_answers_before_it_has_stored(patches: ExitStack) -> None:
    plain = intake.place

    def place(tx: Any, machine: Any, ground: Any, come: Any, event: Any, now: str) -> Any:
        if event.type == "Corrected":
            return EventReply(event_id=event.event_id, status="stored")
        return plain(tx, machine, ground, come, event, now)

    _swap(patches, intake, "place", place)


@planted(imaged)
def a_fork_overwrites(patches: ExitStack) -> None:
    plain = events.add_all

    def add_all(tx: Any, sealed: Any, arrived_at: str) -> None:
        table = events.EVENTS
        for event in sealed:
            here = (table.c.store_id == event.store_id) & (table.c.store_seq == event.store_seq)
            tx.sql.execute(table.delete().where(here))
        plain(tx, sealed, arrived_at)

    _swap(patches, events, "add_all", add_all)
    _swap(patches, placing, "_forks", lambda *_: False)


@planted(refused_twice)
def a_step_counts_each_time(patches: ExitStack) -> None:
    _swap(patches, steps.incidents, "step_reply", lambda *_: None)
    _swap(patches, steps.incidents, "keep_step", lambda *_: None)


@planted(late_hand_over)
def a_late_hand_over_is_fresh(patches: ExitStack) -> None:
    _swap(patches, requests, "DELAYED_AFTER_S", 1e9)


@planted(two_desks_one_incident)
def what_came_before_the_hand_over_is_forgotten(patches: ExitStack) -> None:
    plain = requests._open

    def opened(work: Any, *rest: Any) -> Any:
        with patch.object(requests.events, "about", lambda *_: ()):
            return plain(work, *rest)

    _swap(patches, requests, "_open", opened)


@planted(rerouted_and_read)
def who_loses_an_incident_is_not_told(patches: ExitStack) -> None:
    _swap(patches, incidents.IncidentWork, "_gone", lambda *_: ())


@planted(cut_page)
def the_feed_skips_a_number(patches: ExitStack) -> None:
    plain = change_feed._token
    _swap(patches, change_feed, "_token", lambda hub, scope, no: plain(hub, scope, no + 1))
