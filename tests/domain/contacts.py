"""Made-up contacts for tests: random facts, random commands, and a small host that applies them."""

import itertools

from hypothesis import strategies as st

from workstation.domain.contact import commands as ask
from workstation.domain.contact import facts
from workstation.domain.contact.decide import Decided, NotNow, decide
from workstation.domain.contact.evolve import evolve
from workstation.domain.contact.state import Contact
from workstation.domain.events import Entry
from workstation.domain.location import LocationFixed
from workstation.domain.policy import Policy

CONTACT_ID = "contact:made-up"
DESK_STREAM = "desk:made-up"
WORDS = st.text(
    alphabet=st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=40
)


def plain_facts(policy: Policy) -> st.SearchStrategy:
    """Any fact that can be put on record as it is, with keys that ``policy`` knows."""
    by_type = {kind: st.builds(kind) for kind in (*ask.RECORDABLE, LocationFixed)}
    by_type[facts.QuestionEnded] = st.builds(
        facts.QuestionEnded, question=st.sampled_from([q.key for q in policy.questions])
    )
    by_type[facts.QuestionReopened] = st.builds(
        facts.QuestionReopened, question=st.sampled_from([q.key for q in policy.questions])
    )
    by_type[facts.MarkerSet] = st.builds(
        facts.MarkerSet, marker=st.sampled_from([m.key for m in policy.markers])
    )
    by_type[facts.TypeChosen] = st.builds(
        facts.TypeChosen, st.sampled_from([t.key for t in policy.incident_types])
    )
    return st.one_of(*by_type.values())


def any_command(policy: Policy) -> st.SearchStrategy:
    """Any command an advisor can give, sensible at that moment or not."""
    return st.one_of(
        st.builds(ask.Record, plain_facts(policy)),
        st.builds(ask.Type, WORDS, st.booleans()),
        st.builds(ask.ChooseGrade, st.sampled_from([g.key for g in policy.grades]), WORDS),
        st.builds(ask.HandOver, st.sampled_from([o.key for o in policy.outcomes])),
        st.builds(ask.SendNow, st.lists(WORDS, max_size=2).map(tuple)),
        st.builds(ask.Dispose, st.sampled_from(["advice", "incidents", "abandoned"]), WORDS),
        st.just(ask.Answer()),
    )


class Host:
    """Applies commands as the desk does: decides, numbers, folds; keeps what was written."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.contact = Contact(CONTACT_ID)
        self.entries: tuple[Entry, ...] = ()
        self.requests: list = []
        self._ids = itertools.count(1)

    def context(self) -> ask.Context:
        """A context with counted ids and a fixed time."""
        return ask.Context(
            policy=self.policy,
            desk_stream=DESK_STREAM,
            desk_name="Desk 14",
            actor="f.grant",
            advisor_name="F. Grant",
            at_utc="2026-11-21T14:02:31.000000Z",
            new_id=lambda: f"id-{next(self._ids)}",
            next_reference=lambda: "D14-0001-K",
        )

    def ring_and_answer(self) -> None:
        """Bring a 999 call to the point where the advisor talks."""
        self.do(ask.Offer(facts.CallOffered("call-1", "999", "+441414960123")))
        self.do(ask.Answer())

    def do(self, command: ask.Command) -> Decided | None:
        """Apply a command; ``None`` when it did not fit the state."""
        try:
            decided = decide(self.contact, self.entries, command, self.context())
        except NotNow:
            return None
        for happened in decided.events:
            if happened.stream_id == DESK_STREAM:
                self.requests.append(happened.body)
                continue
            entry = Entry(
                happened.event_id,
                happened.stream_id,
                self.contact.last_seq + 1,
                "2026-11-21T14:02:31.000000Z",
                "f.grant",
                happened.body,
            )
            self.entries = (*self.entries, entry)
            self.contact = evolve(self.contact, entry)
        return decided


def with_grade(host: Host, grade: str) -> Host:
    """``host`` after the advisor chose ``grade``."""
    host.do(ask.ChooseGrade(grade))
    return host
