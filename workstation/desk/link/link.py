"""The desk's link: its workers, what they meet, and what they tell the thread of the screens."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from workstation.desk.card_changes import CardChanges
from workstation.desk.link.back_off import BackOff
from workstation.desk.link.bell import Bell
from workstation.desk.link.caller_reading import CallerReading
from workstation.desk.link.card_puller import CardCopy, CardPuller
from workstation.desk.link.copier import CallersHere, Copier
from workstation.desk.link.hub_client import HubClient
from workstation.desk.link.link_state import LinkBoard, Part
from workstation.desk.link.listener import Listener
from workstation.desk.link.policies import PolicyFetcher, PolicyStore
from workstation.desk.link.ports import FeedCopy, LinkClock, LinkNews, Outbox
from workstation.desk.link.puller import Puller
from workstation.desk.link.reporter import GOODBYE_S, AtDesk, Reporter
from workstation.desk.link.resending import give_again_if_restored
from workstation.desk.link.sender import Sender
from workstation.desk.link.worker import Pause, Worker
from workstation.desk.ports import Inbox, LinkState
from workstation.domain.events import PolicyRef

T = TypeVar("T")


class Link:
    """`workstation.desk.ports.LinkPort`, with sender, puller and listener as threads of its own.

    Sending goes by the machine's credential, whoever is signed in. ``client`` belongs to the link
    from `start` on and is closed by `stop`.
    """

    def __init__(
        self,
        client: HubClient,
        outbox: Outbox,
        copy: FeedCopy,
        clock: LinkClock,
        inbox: Inbox,
        *,
        policies: PolicyStore | None = None,
        policy_arrived: Callable[[PolicyRef], None] = lambda _: None,
        cards: CardCopy | None = None,
        cards_arrived: Callable[[CardChanges], None] = lambda _: None,
        callers: CallersHere | None = None,
    ) -> None:
        self._client = client
        self._outbox = outbox
        self._inbox = inbox
        self._news: LinkNews | None = None
        self._to_send, self._to_pull, self._to_hear = Bell(), Bell(), Bell()
        self._to_report, self._to_look, self._to_copy = Bell(), Bell(), Bell()
        self._board, self._epoch = LinkBoard(clock, self._changed, self._returned), ""
        self._board.waiting(outbox.waiting())
        self._sender = Sender(outbox, client, clock, self._board, self._delivered, BackOff())
        self._copier = self._copying(callers) if callers else None
        people = self._of_people(callers) if callers else None
        self._puller = Puller(client, copy, people, self._board, self, BackOff())
        listener = Listener(client, self._board, self._to_pull.ring, BackOff())
        self._reporter = Reporter(client, outbox, clock, lambda: self.state().cache_as_of_utc)
        self._workers = [
            self._worker("send", self._send, self._to_send),
            self._worker("ask", self._pull, self._to_pull),
            self._worker("listen", listener.turn, self._to_hear),
            self._quiet("report", self._reporter.turn, self._to_report),
        ]
        if policies is not None:
            self._workers.append(self._fetcher(policies, policy_arrived))
        if cards is not None:
            self._workers.append(self._looker(cards, cards_arrived))
        if self._copier:
            self._workers.append(self._quiet("copy", self._copier.turn, self._to_copy))

    def _worker(self, part: Part, turn: Callable[[], Pause | None], bell: Bell) -> Worker:
        return Worker(f"link-{part}", turn, bell, partial(self._board.surprised, part))

    def _fetcher(self, policies: PolicyStore, arrived: Callable[[PolicyRef], None]) -> Worker:
        fetcher = PolicyFetcher(self._client, policies, self._posted(arrived), BackOff())
        return self._worker("ask", fetcher.turn, Bell())

    def _looker(self, cards: CardCopy, arrived: Callable[[CardChanges], None]) -> Worker:
        puller = CardPuller(self._client, cards, self._posted(arrived), BackOff())
        return self._quiet("cards", puller.turn, self._to_look)

    def _copying(self, callers: CallersHere) -> Copier:
        return Copier(callers.start, callers.copy, self._copied, BackOff())

    def _of_people(self, callers: CallersHere) -> CallerReading:
        reading = CallerReading(self._client, callers.copy, callers.recent_days, self._copy_wanted)
        if (as_of := reading.as_of()) is not None:
            self._board.in_step(as_of)
        return reading

    def _copy_wanted(self) -> None:
        if self._copier is not None and self._copier.want():
            self._to_copy.ring()

    def _quiet(self, part: str, turn: Callable[[], Pause | None], bell: Bell) -> Worker:
        """What fails in it concerns nobody here."""
        return Worker(f"link-{part}", turn, bell, _unheard)

    def start(self, news: LinkNews) -> None:
        """Begin; ``news`` is told through the inbox."""
        self._news = news
        for worker in self._workers:
            worker.start()

    def stop(self, within_s: float = 5.0) -> bool:
        """End every thread, also those that wait for a hub that says nothing; whether all ended."""
        self._news = None
        for worker in self._workers:
            worker.stop()
        if self._copier is not None:
            self._copier.end()
        self._say_goodbye()
        self._client.cut()
        end = time.monotonic() + within_s
        ended = [worker.join(max(0.0, end - time.monotonic())) for worker in self._workers]
        self._client.close()
        return all(ended)

    def _say_goodbye(self) -> None:
        """Where the hub is there, and within `GOODBYE_S`; what takes longer ends with the line."""
        if self._client.hello is not None:
            leaving = Worker("link-goodbye", self._reporter.goodbye, Bell(), _unheard)
            self._workers.append(leaving)
            leaving.start()
            leaving.join(GOODBYE_S)

    def at_desk(self, now: AtDesk) -> None:
        """How it is at the desk now, for the hub's supervisors."""
        if self._reporter.at_desk(now):
            self._to_report.ring()

    def nudge(self, *, urgent: bool) -> None:
        """Something new waits to be sent; what is urgent cuts a pause after a failure short."""
        self._board.waiting(self._outbox.waiting())
        self._to_send.ring(urgent=urgent)

    def state(self) -> LinkState:
        """The link as it is now."""
        return self._board.state()

    def _send(self) -> Pause | None:
        """A turn of the sender; a hub that was restored is first given everything again."""
        hello = self._client.hello
        if hello is not None and hello.epoch != self._epoch:
            give_again_if_restored(self._outbox, hello.epoch)
            self._epoch = hello.epoch
        return self._sender.turn()

    def _pull(self) -> Pause | None:
        """A turn of the puller; the sender does not wait to hear of a hub that was restored."""
        pause = self._puller.turn()
        hello = self._client.hello
        if hello is not None and hello.epoch != self._epoch:
            self._to_send.ring(urgent=True)
        return pause

    # -- news of the workers, in their threads ----------------------------------------------------

    def hub_news(self, stream_ids: frozenset[str]) -> None:
        """The cache holds something new of these incidents and contacts."""
        self._tell(lambda news: news.hub_news(stream_ids))

    def callers_changed(self) -> None:
        """The copy of the people on record took somebody in, or another one is in use."""
        self._tell(lambda news: news.callers_changed())

    def _copied(self) -> None:
        """There is more in a copy of the people on record, or another one is in use."""
        self.callers_changed()
        self._to_pull.ring()

    def _delivered(self, event_ids: Sequence[str]) -> None:
        self._tell(lambda news: news.delivered(event_ids))

    def _changed(self) -> None:
        self._to_report.ring()
        self._tell(lambda news: news.link_changed())

    def _returned(self) -> None:
        """The hub is there again: nobody waits out a pause."""
        waiting = (self._to_send, self._to_pull, self._to_hear, self._to_report, self._to_look)
        for bell in waiting:
            bell.ring(urgent=True)

    def _posted(self, hear: Callable[[T], None]) -> Callable[[T], None]:
        """``hear`` in the thread of the screens."""
        return lambda news: self._inbox.post(partial(hear, news))

    def _tell(self, say: Callable[[LinkNews], None]) -> None:
        def job() -> None:
            if self._news is not None:
                say(self._news)

        self._inbox.post(job)


def _unheard(_: Exception) -> None:
    """A report that could not be made or sent concerns nobody here."""
