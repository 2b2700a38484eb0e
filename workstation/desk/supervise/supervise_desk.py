"""The use cases of a supervisor, driven alike by the window and by tests.

Lives in the thread that owns the screen; whatever asks the hub runs in a thread of its own and
comes back through the inbox. The last answer stays, with its age, while the link is lost.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection
from typing import Final

from workstation.desk.answers import (
    FAILURES,
    Failure,
    QueueRow,
    Session,
    SignInNeeded,
    StepAnswer,
    StepAsk,
    StepWords,
)
from workstation.desk.changes import Change, Changes
from workstation.desk.errands import Errands
from workstation.desk.ports import Clock, Inbox, Sound
from workstation.desk.supervise.alarms import SupervisorAlarm, alarms_in
from workstation.desk.supervise.deeds import done_words
from workstation.desk.supervise.finding import NO_SUCH, among, find, known_rows
from workstation.desk.supervise.view import SuperviseHub, SuperviseView
from workstation.desk.supervising import Supervision
from workstation.domain.incident.steps import StepName
from workstation.domain.text import cleaned

NEWS_KEPT: Final = 5
#: Seconds after which the control room is read again although nothing woke us.
LOOK_S: Final = 5.0
NO_SUPERVISOR: Final = "is no supervisor; nobody is signed in: use the screen of your role."
SAY_WHY: Final = "Write a line first: desk and team read it. Nothing was sent."


class SuperviseDesk:
    """One supervisor's machine: who is signed in, and the control room as last read."""

    def __init__(
        self,
        hub: SuperviseHub,
        clock: Clock,
        inbox: Inbox,
        sound: Sound,
        new_id: Callable[[], str],
        teams: Collection[str] = (),
    ) -> None:
        """``teams``: those whose queues hold every open incident."""
        self._hub, self._clock, self._inbox, self._sound = hub, clock, inbox, sound
        self._new_id, self._teams = new_id, teams
        self.changes = Changes()
        self._reading = Errands("supervision-reading", inbox)
        self._acting = Errands("supervision-acting", inbox)
        self._session: Session | None = None
        self._signing_in = False
        self._seen: Supervision | None = None
        self._read_at = 0.0
        self._asked_at = 0.0
        self._reads_now = self._read_again = False
        self._heard: frozenset[tuple[str, str, str]] = frozenset()
        self._news: deque[str] = deque(maxlen=NEWS_KEPT)

    def stop(self) -> None:
        """End the threads; the hub's line is cut before, so that none waits for an answer."""
        self._hub.follow("", _nobody)
        self._acting.stop()
        self._reading.stop()

    def sign_in(self, user: str, password: str) -> None:
        """Sign a supervisor in; what came of it is the control room, or news."""
        if self._signing_in:
            return
        self._signing_in = True
        self._acting.run(lambda: self._hub.sign_in(user, password), self._signed_in)
        self.changes.publish(Change.SIGN_IN)

    def sign_out(self) -> None:
        """The person leaves; nothing is shown any more."""
        if (session := self._session) is not None:
            self._acting.run(lambda: self._hub.sign_out(session.token), lambda _: None)
        self._leave()

    def refresh(self) -> None:
        """Read everything again; several wishes while it is being read are one more reading."""
        if self._session is None:
            return
        if self._reads_now:
            self._read_again = True
            return
        self._reads_now, self._read_again = True, False
        self._asked_at = self._clock.monotonic()
        token = self._session.token
        self._reading.run(
            lambda: self._hub.supervision(token), lambda answer: self._was_read(token, answer)
        )

    def take(self, step: StepName, incident_id: str, reason: str) -> None:
        """Take a supervisor's step with a line of why; what came of it is news."""
        why = cleaned(reason)
        if self._session is None:
            return
        if not why:
            self._tell(SAY_WHY)
            return
        ask = StepAsk(self._new_id(), incident_id, step, StepWords(why))
        token = self._session.token
        self._acting.run(lambda: self._hub.step(ask, token), lambda said: self._took(ask, said))

    def take_on(self, step: StepName, reference: str, reason: str) -> None:
        """The same on any open incident by its reference, also on one that is on no list."""
        known = among(known_rows(self._seen), reference) if self._seen else None
        if known is not None:
            self.take(step, known.incident_id, reason)
        elif self._session is not None:
            token = self._session.token
            self._acting.run(
                lambda: find(lambda team: self._hub.queue(team, token), self._teams, reference),
                lambda found: self._found(step, found, reference, reason),
            )

    def tick(self) -> None:
        """About once a second: a reading when the last is old, and alarms that are new."""
        if self._clock.monotonic() - self._asked_at >= LOOK_S:
            self.refresh()
        self._hear()

    def link_changed(self) -> None:
        """The link came or went."""
        self.changes.publish(Change.LINK)

    def view(self) -> SuperviseView:
        """What the screen shows."""
        session = self._session
        return SuperviseView(
            session.name if session else "",
            self._signing_in,
            self._hub.state(),
            tuple(self._news),
            self._seen,
            self._age_s,
            self._alarms(),
        )

    # -- within -----------------------------------------------------------------------------------

    @property
    def _age_s(self) -> float:
        return self._clock.monotonic() - self._read_at if self._seen else 0.0

    def _alarms(self) -> tuple[SupervisorAlarm, ...]:
        return alarms_in(self._seen, self._age_s) if self._seen else ()

    def _hear(self) -> None:
        """Sound once for whatever is new; what has ended may come again."""
        due = self._alarms()
        named = frozenset((a.kind, a.about, a.since) for a in due)
        fresh = [a for a in due if (a.kind, a.about, a.since) not in self._heard]
        changed = named != self._heard
        self._heard = named
        self._news.extend(alarm.sentence for alarm in fresh)
        if fresh:
            self._sound.alarm()
        if changed:
            self.changes.publish(Change.QUEUE, Change.NEWS)

    def _signed_in(self, answer: Session | Failure) -> None:
        self._signing_in = False
        if isinstance(answer, FAILURES):
            self._tell(answer.sentence)
        elif "supervisor" not in answer.roles:
            token = answer.token
            self._acting.run(lambda: self._hub.sign_out(token), lambda _: None)
            self._tell(f"{answer.name} {NO_SUPERVISOR}")
        else:
            self._session = answer
            self._news.clear()
            self._hub.follow(answer.token, lambda: self._inbox.post(self.refresh))
            self.refresh()
        self.changes.publish(Change.SIGN_IN)

    def _was_read(self, token: str, answer: Supervision | Failure) -> None:
        self._reads_now = False
        if self._session is None or self._session.token != token:
            return
        if isinstance(answer, SignInNeeded):
            self._leave()
            self._tell(answer.sentence)
        elif isinstance(answer, Supervision):
            self._seen, self._read_at = answer, self._clock.monotonic()
            self._hear()
        self.changes.publish(Change.QUEUE, Change.LINK)
        if self._read_again:
            self.refresh()

    def _found(
        self, step: StepName, found: QueueRow | Failure | None, reference: str, reason: str
    ) -> None:
        if found is None:
            self._tell(NO_SUCH.format(reference.strip() or "of no reference"))
        elif isinstance(found, FAILURES):
            self._tell(f"{found.sentence} Nothing was changed.")
        else:
            self.take(step, found.incident_id, reason)

    def _took(self, ask: StepAsk, answer: StepAnswer | Failure) -> None:
        if isinstance(answer, FAILURES):
            self._tell(f"{answer.sentence} It is safe to decide it again.")
        elif answer.done:
            self._tell(done_words(ask.step, answer.row.reference if answer.row else ""))
        else:
            self._tell(answer.cause)
        self.refresh()

    def _leave(self) -> None:
        self._hub.follow("", _nobody)
        self._session, self._seen = None, None
        self._reads_now = self._read_again = False
        self._heard = frozenset()
        self.changes.publish(Change.SIGN_IN, Change.QUEUE)

    def _tell(self, sentence: str) -> None:
        if not self._news or self._news[-1] != sentence:
            self._news.append(sentence)
        self.changes.publish(Change.NEWS)


def _nobody() -> None:
    """Nobody follows."""
