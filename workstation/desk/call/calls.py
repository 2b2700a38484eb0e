"""The use cases of taking calls, driven alike by the window, the simulator and the player.

Lives in the thread that owns the screens. What is decided is shown at once and written by the
journal's own thread; nothing here waits for a disk or a network.
Data runs one way: arrivals and commands are decided (`deciding`), written (`saving`) and followed
to whoever takes them (`hand_overs`, `watch`); `reading` turns all of it into what screens show.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workstation.desk.call.alarms import Alarms
from workstation.desk.call.arrivals import Arrivals
from workstation.desk.call.attendance import Attendance
from workstation.desk.call.attention import Attention
from workstation.desk.call.deciding import Deciding
from workstation.desk.call.early_lines import EarlyLines
from workstation.desk.call.half_typed import CHOSEN, HalfTyped
from workstation.desk.call.hand_overs import HandOvers
from workstation.desk.call.identity import DeskIdentity, PersonAtDesk, PolicyShelf
from workstation.desk.call.mend import Mend
from workstation.desk.call.news import NewsLine
from workstation.desk.call.open_calls import OpenCalls
from workstation.desk.call.open_near import Linking
from workstation.desk.call.reading import call_view, tray
from workstation.desk.call.recall import recall
from workstation.desk.call.saving import Saving
from workstation.desk.call.shift_book import ShiftBook
from workstation.desk.call.taking_over import TakingOver
from workstation.desk.call.taking_up import take_up
from workstation.desk.call.view import CallView, DeskView, Result, ShiftView
from workstation.desk.call.watch import Watch
from workstation.desk.call.who_calls import WhoCalls
from workstation.desk.changes import Change
from workstation.desk.ports import Surroundings
from workstation.domain.call_event import CallEvent
from workstation.domain.contact import commands as ask


class Calls:
    """All calls of one desk: what can be done, and what the screens read."""

    def __init__(self, around: Surroundings, policies: PolicyShelf, identity: DeskIdentity) -> None:
        self._on, self._identity, self._resumed = around, identity, ""
        self._news = NewsLine(around.changes)
        self._saving = Saving(around, self._news.tell)
        self._open = OpenCalls(around, policies, self._news)
        self._half_typed = half_typed = HalfTyped(around, identity.stream_id)
        self._hand_overs = hand_overs = HandOvers(around.journal, around.cache, around.clock)
        self._alarms = Alarms(hand_overs, around.link, around.clock)
        self._attendance = Attendance(around, identity, hand_overs, self._news, self._saving)
        self._shift = ShiftBook(around, self._open, hand_overs)
        own = (self._attendance, hand_overs, self._saving, self._shift)
        self._deciding = Deciding(around, identity, *own)
        self.linking = Linking(around, self._open, self._deciding, self._attendance, self._news)
        self.who = WhoCalls(around, self._open, self._deciding, self._attendance)
        answering = (self._attendance, self._deciding, half_typed)
        self._arrivals = Arrivals(around, self._open, *answering, self.who.consulting, self._alarms)
        self.lines = EarlyLines(around.changes, self._open, *answering)
        attention = Attention(around, hand_overs, self._news)
        self._watch = Watch(around, hand_overs, self._alarms, self._open, self._news, attention)
        self.changes = around.changes  # where screens subscribe
        self.places = around.places  # completes places as one types, without the hub
        self.inbox = around.inbox  # where threads of the screens post what came of their work
        self.mend = Mend(around, attention, self._attendance, self._open, hand_overs, self._saving)
        both = (self._attendance, self._open, hand_overs, self._saving, self._shift, self._news)
        self.taking_over = TakingOver(around, identity, *both)

    def sign_in(self, person: PersonAtDesk) -> None:
        """``person`` takes the desk; what the last person left unsent goes on being sent."""
        self._attendance.sign_in(person)

    def sign_out(self) -> None:
        """The person leaves; calls, drafts and what waits stay where they are."""
        self._attendance.sign_out()

    def hear(self, event: CallEvent) -> None:
        """One step of a call, from whichever source of calls."""
        self._arrivals.hear(event)

    def tell(self, sentence: str) -> None:
        """A sentence for the person at this desk, from a part of it that cannot do its work."""
        self._news.tell(sentence)

    def answer(self, contact_id: str | None = None) -> Result:
        """Take a ringing call: the one named, else that on the screen, else the longest waiting."""
        return self._arrivals.answer(self._open.ringing(contact_id))

    def do(
        self, command: ask.Command, contact_id: str | None = None, *, clears: Sequence[str] = ()
    ) -> Result:
        """Decide ``command`` for a call, the current one when none is named.

        ``clears`` names the half-typed fields that the command commits; an outcome commits all.
        """
        return self._deciding.do(self._open.find(contact_id), command, clears)

    def send_now(self) -> Result:
        """Everything known of the current call goes at once, half-typed texts included."""
        return self._deciding.send_now(self._open.find())

    def draft(self, name: str, text: str, cursor: int, contact_id: str | None = None) -> None:
        """Keep half-typed text of a field, or for the next call; durable within a second."""
        self._half_typed.keep(self._open.find(contact_id), name, text, cursor)

    def choose(self, name: str, value: str, contact_id: str | None = None) -> None:
        """Keep what is chosen in a list, as `draft` with the cursor `CHOSEN`: never a line."""
        self.draft(name, value, CHOSEN, contact_id)

    def show(self, contact_id: str) -> None:
        """Make a call the current one; the one before stays in the tray as it is."""
        self._arrivals.show(contact_id)

    def at(self, place: str) -> None:
        """Where the advisor is on the screen, to open there again."""
        self._on.journal.remember("place", place)

    def place(self) -> str:
        """Where the advisor was on the screen last."""
        return self._on.journal.recall("place") or "narrative"

    def resume(self) -> str:
        """Open what was unfinished when this program last stopped; a sentence, or nothing."""
        found = recall(self._on.journal, self._open.policies)
        self._open.take(found.calls, found.current)
        own, ids = self._identity.stream_id, self._open.ids()
        take_up(self._on.journal, own, self._hand_overs, self.mend.attention, ids)
        self.taking_over.resume()
        self._watch.bring_back()
        self._half_typed.resume()
        self._resumed = found.sentence
        self.changes.publish(Change.CALL, Change.HAND_OVER)
        return found.sentence

    def delivered(self, event_ids: Sequence[str]) -> None:
        """The hub answered for these events of this desk."""
        self._watch.delivered(event_ids)

    def hub_news(self, stream_ids: Iterable[str]) -> None:
        """The copies of these incidents, and of other desks' contacts, changed."""
        self._watch.hub_news(named := tuple(stream_ids))
        self.taking_over.hub_news(named)

    def callers_changed(self) -> None:
        """The copy of the people on record changed; open calls are looked up in it again."""
        self._open.callers_changed()

    def link_changed(self) -> None:
        """The link came, went, or has another number waiting."""
        self._watch.tick()
        self.changes.publish(Change.LINK)

    def saving_trouble(self, sentence: str) -> None:
        """Why nothing can be saved at the moment; empty when saving has resumed."""
        self._saving.trouble(sentence)

    def use(self, policies: PolicyShelf) -> None:
        """Another policy is in force: for calls that come, never for those under way."""
        self._open.use(policies)

    def tick(self) -> None:
        """About once a second: alarms that have become due."""
        self._watch.tick()

    def view(self, contact_id: str | None = None) -> CallView | None:
        """What the screen shows of a call, the current one when none is named."""
        live = self._open.find(contact_id)
        if live is None:
            return None
        followed = (self._hand_overs, self._alarms, self._saving.fault)
        return call_view(self._open, live, self.linking, *followed)

    def desk_view(self) -> DeskView:
        """What the frame of the window shows."""
        person = self._attendance.person
        return DeskView(
            desk_name=self._identity.desk_name,
            person=person.user if person else "",
            person_name=person.name if person else "",
            hub_sign_in=self._attendance.hub_sign_in(),
            calls=tray(self._open, self._alarms.in_need()),
            current=self._open.current,
            link=self._on.link.state(),
            news=self._news.sentences,
            resumed=self._resumed,
            loose=tuple(self._half_typed.loose.values()),
            unsent_urgent_of_others=self._hand_overs.undelivered_urgent(),
            need_attention=self.mend.attention.count(),
            major=self.linking.major(),
            to_ask=len(self.linking.call_backs.to_ask()),
        )

    def shift(self) -> ShiftView:
        """What came of the calls answered here: since this person signed in, and lately."""
        return self._shift.view(self._attendance.since_utc)

    def wait_saved(self, timeout_s: float) -> bool:
        """Wait until everything is durable; for programs without a window, and for closing one."""
        return self._saving.wait(timeout_s)
