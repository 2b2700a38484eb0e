"""The use cases of a receiver, driven alike by the window and by programs without one.

Lives in the thread that owns the screens; whatever asks the hub runs in one of two threads of its
own (reading does not hold up a step) and comes back through the inbox.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from workstation.desk.answers import (
    FAILURES,
    Alike,
    Failure,
    IncidentRecord,
    QueuePage,
    Refused,
    Session,
    SignInNeeded,
    StepAnswer,
    StepAsk,
    StepWords,
)
from workstation.desk.changes import Change, Changes
from workstation.desk.errands import Errands
from workstation.desk.ports import Clock, Inbox, Sound
from workstation.desk.receive.open_incident import OpenIncident
from workstation.desk.receive.pinned import PolicyOf
from workstation.desk.receive.ports import QueueHub
from workstation.desk.receive.shown_queue import ShownQueue
from workstation.desk.receive.stepping import NEED_WORDS, OpenSteps, sentence, take
from workstation.desk.receive.view import QueueView
from workstation.domain.incident.steps import StepName
from workstation.domain.roles import ALLOWED, Action
from workstation.domain.text import cleaned, one_line

NEWS_KEPT: Final = 5
_NO_QUEUE: Final = (
    "Your role receives for no team, so there is no queue to show; nothing was changed: ask your"
    " administrator."
)
_SAY_WHY: Final = "Write the words for it first: others read them. Nothing was sent."
_SAY_WHERE: Final = "Choose the team it belongs to first. Nothing was sent."
_SAY_WHOM: Final = "Write who has it now: call sign or name. Nothing was sent."
_CHOOSE: Final = "Choose an incident first."


class QueueDesk:
    """One receiver's machine: who is signed in, a team's queue, one incident open."""

    def __init__(
        self,
        hub: QueueHub,
        clock: Clock,
        inbox: Inbox,
        changes: Changes,
        sound: Sound,
        new_id: Callable[[], str],
        team_names: Mapping[str, str],
        policy_of: PolicyOf = lambda _: None,
    ) -> None:
        self._hub = hub
        self.changes = changes
        self._sound = sound
        self._team_names = dict(team_names)
        self._reading = Errands("queue-reading", inbox)
        self._acting = Errands("queue-acting", inbox)
        self._inbox = inbox
        self._steps = OpenSteps(new_id)
        self._shown = ShownQueue(clock)
        self._session: Session | None = None
        self._signing_in = False
        self._team = ""
        self._open = OpenIncident(policy_of)
        self._news: deque[str] = deque(maxlen=NEWS_KEPT)
        self._reads_now = False
        self._read_again = False

    def stop(self) -> None:
        """End the threads; the hub's line is cut before, so that none waits for an answer."""
        self._hub.follow("", _nobody)
        self._acting.stop()
        self._reading.stop()

    # -- use cases --------------------------------------------------------------------------------

    def sign_in(self, user: str, password: str) -> None:
        """Sign a person in; the answer is a view with a queue, or news."""
        if self._signing_in:
            return
        self._signing_in = True
        self.changes.publish(Change.SIGN_IN)
        self._acting.run(lambda: self._hub.sign_in(user, password), self._signed_in)

    def sign_out(self) -> None:
        """Sign the person out; what was claimed or accepted stays so."""
        if (session := self._session) is not None:
            self._acting.run(lambda: self._hub.sign_out(session.token), lambda _: None)
        self._leave()

    def choose_team(self, team: str) -> None:
        """Show the queue of another of the person's teams."""
        if self._session is None or team not in self._session.teams or team == self._team:
            return
        self._team = team
        self._shown.clear()
        self.select(None)
        self.refresh()

    def select(self, incident_id: str | None) -> None:
        """Open an incident; its record is read from the hub."""
        self._open.choose(incident_id)
        self.changes.publish(Change.QUEUE)
        if incident_id is not None:
            self.refresh()

    def looked_at(self, incident_id: str) -> None:
        """What was new in the open incident has been looked at."""
        if self._open.looked_at(incident_id):
            self.changes.publish(Change.QUEUE)

    def step(self, step: StepName, incident_id: str | None = None, **said: Any) -> None:
        """Take a step on the open incident, or the named one; what came of it is news.

        ``said`` are the `StepWords` that it needs.
        """
        named = incident_id or self._open.incident_id
        words = self._words(said)
        if self._session is None or named is None:
            return self._tell(_CHOOSE)
        if (missing := self._missing(step, named, words)) is not None:
            return self._tell(missing)
        if named in self._steps.busy:
            return None
        ask = self._steps.begin(named, step, words)
        token = self._session.token
        self.changes.publish(Change.QUEUE)
        self._acting.run(
            lambda: take(self._hub, ask, token, self._acting.ending),
            lambda answer: self._stepped(ask, token, answer),
        )
        return None

    def look_alike(self, told: Callable[[tuple[Alike, ...] | Failure], None]) -> None:
        """Ask the hub what else may be the same as the open incident; ``told`` gets the answer."""
        session, incident_id = self._session, self._open.incident_id
        if session is not None and incident_id is not None:
            token = session.token
            self._reading.run(lambda: self._hub.alike(incident_id, token), told)

    def refresh(self) -> None:
        """Read the queue and the open incident again; several wishes at once are one reading."""
        if self._session is None:
            return
        if self._reads_now:
            self._read_again = True
            return
        self._reads_now, self._read_again = True, False
        self._shown.asked()
        token, team, incident_id = self._session.token, self._team, self._open.incident_id
        asked = (token, team, incident_id, self._steps.ended)
        self._reading.run(
            lambda: (
                self._hub.queue(team, token),
                self._hub.record(incident_id, token) if incident_id else None,
            ),
            lambda answers: self._was_read(asked, *answers),
        )

    def tick(self) -> None:
        """About once a second: alarms that have become due; a reading when the last is old."""
        if self._shown.is_stale():
            self.refresh()
        if self._shown.sound_is_due():
            self._sound.alarm()
            self.changes.publish(Change.QUEUE)

    def dismiss_news(self) -> None:
        """The news was read."""
        self._news.clear()
        self.changes.publish(Change.NEWS)

    def link_changed(self) -> None:
        """The link came or went."""
        self.changes.publish(Change.LINK)

    def view(self) -> QueueView:
        """What the queue screen shows."""
        session = self._session
        return QueueView(
            person=session.user if session else "",
            person_name=session.name if session else "",
            teams=session.teams if session else (),
            team=self._team,
            team_name=self._team_names.get(self._team, self._team),
            team_names=self._team_names,
            rows=self._shown.rows,
            selected_id=self._open.incident_id,
            selected=self._open.shown,
            link=self._hub.state(),
            news=tuple(self._news),
            alarms=self._shown.alarms(),
            busy=self._steps.busy,
            may=allowed(session.roles) if session else frozenset(),
            signing_in=self._signing_in,
            hub_now_utc=self._shown.hub_now(),
            as_of_utc=self._shown.as_of,
        )

    # -- answers, in the owning thread ------------------------------------------------------------

    def _signed_in(self, answer: Session | Failure) -> None:
        self._signing_in = False
        if isinstance(answer, FAILURES):
            self._tell(answer.sentence)
        elif not answer.teams or "see_team_queue" not in allowed(answer.roles):
            token = answer.token
            self._acting.run(lambda: self._hub.sign_out(token), lambda _: None)
            self._tell(_NO_QUEUE)
        else:
            self._session, self._team = answer, answer.teams[0]
            self._news.clear()
            self._hub.follow(answer.token, lambda: self._inbox.post(self.refresh))
            self.refresh()
        self.changes.publish(Change.SIGN_IN, Change.QUEUE)

    def _was_read(
        self,
        asked: tuple[str, str, str | None, int],
        page: QueuePage | Failure,
        record: IncidentRecord | Failure | None,
    ) -> None:
        self._reads_now = False
        token, team, incident_id, steps = asked
        # A step that ended meanwhile knows more than this, and its own reading comes next.
        older = steps != self._steps.ended
        if self._session is None or self._session.token != token:
            return None
        if isinstance(page, SignInNeeded):
            return self._thrown_out(page)
        if isinstance(page, QueuePage) and team == self._team and not older:
            for news in self._shown.take(page, team):
                self._tell(news)
        if isinstance(record, IncidentRecord) and not older:
            self._open.take(record)
        elif isinstance(record, Refused) and incident_id == self._open.incident_id:
            self._tell(record.sentence)
        self.tick()
        self.changes.publish(Change.QUEUE, Change.LINK)
        if self._read_again or (team, incident_id) != (self._team, self._open.incident_id):
            self.refresh()
        return None

    def _stepped(self, ask: StepAsk, token: str, answer: StepAnswer | Failure) -> None:
        row = self._shown.row(ask.incident_id)
        self._steps.end(ask, answer)
        if self._session is None or self._session.token != token:
            return None
        if isinstance(answer, SignInNeeded):
            return self._thrown_out(answer)
        if isinstance(answer, StepAnswer) and answer.row is not None:
            self._shown.replace(answer.row)
        self._tell(sentence(ask, row, answer))
        self.changes.publish(Change.QUEUE)
        self.refresh()
        return None

    # -- within -----------------------------------------------------------------------------------

    def _words(self, said: Mapping[str, Any]) -> StepWords:
        """What is said, cleaned, with the team's name beside its key."""
        words = StepWords(**said)
        team_name = self._team_names.get(words.team, "")
        return replace(
            words, cause=cleaned(words.cause), to=one_line(words.to), team_name=team_name
        )

    def _missing(self, step: StepName, incident_id: str, words: StepWords) -> str | None:
        """What the step still needs before it is worth asking the hub, as a sentence."""
        row = self._shown.row(incident_id)
        in_haste = step == "reroute" and row is not None and row.urgent
        if step in NEED_WORDS and not words.cause and not in_haste:
            return _SAY_WHY
        if step == "reroute" and words.team not in self._team_names:
            return _SAY_WHERE
        if step == "assign" and not words.to:
            return _SAY_WHOM
        return None

    def _thrown_out(self, answer: SignInNeeded) -> None:
        self._leave()
        self._tell(answer.sentence)

    def _leave(self) -> None:
        self._hub.follow("", _nobody)
        self._session, self._team = None, ""
        self._shown.clear()
        self._open.leave()
        self._reads_now = self._read_again = False
        self.changes.publish(Change.SIGN_IN, Change.QUEUE)

    def _tell(self, news: str) -> None:
        self._news.append(news)
        self.changes.publish(Change.NEWS)


def allowed(roles: frozenset[str]) -> frozenset[Action]:
    """What the role table allows a person with ``roles``."""
    return frozenset(a for role, actions in ALLOWED.items() if role in roles for a in actions)


def _nobody() -> None:
    """Nobody follows."""
