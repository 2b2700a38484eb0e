"""What each figure of the shift is: its name, its unit and one sentence that defines it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

#: "calls" and "incidents" are counted; of the others the lengths of time are given, too.
Unit = Literal["calls", "incidents", "call times", "incident times"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. ``meaning`` is one sentence for whoever reads it."""

    key: str
    name: str
    unit: Unit
    meaning: str

    @property
    def timed(self) -> bool:
        """Whether it has a mean, a median and a longest time."""
        return self.unit in ("call times", "incident times")


#: In the order in which they are read.
FIGURES: Final = (
    Figure(
        "answered",
        "Answered",
        "calls",
        "Calls that were answered, by the hour of the answer.",
    ),
    Figure(
        "recorded",
        "On record",
        "calls",
        "Answered calls that have a record; as many as were answered, or some are unexplained.",
    ),
    Figure(
        "accepted",
        "All incidents accepted",
        "calls",
        "Answered calls whose record has ended and whose every incident a team has accepted.",
    ),
    Figure(
        "contact_only",
        "Without an incident",
        "calls",
        "Answered calls whose record has ended, in a way the policy names, without an incident.",
    ),
    Figure(
        "abandoned",
        "Abandoned",
        "calls",
        "Answered calls whose record has ended as abandoned: the caller was gone before it was "
        "known what they needed.",
    ),
    Figure(
        "elsewhere",
        "Taken over by another desk",
        "calls",
        "Answered calls that another desk took over and accounts for as a call of its own.",
    ),
    Figure(
        "open",
        "Still open",
        "calls",
        "Answered calls whose record nobody has ended, or with an incident that no team has "
        "accepted.",
    ),
    Figure(
        "unexplained",
        "Unexplained",
        "calls",
        "Answered calls without a record, records without an answer, and ends that nobody knows; "
        "there should be none.",
    ),
    Figure(
        "failure_demand",
        "Failure demand",
        "calls",
        "Answered calls that the advisor noted as failure demand: chasing, a promise or an "
        "appointment that was not kept, or the same matter once more.",
    ),
    Figure(
        "unanswered",
        "Rang off unanswered",
        "calls",
        "Calls that were offered here and ended before anybody answered, by the hour of the first "
        "ring.",
    ),
    Figure(
        "wait",
        "Wait",
        "call times",
        "From the first ring here to the answer, of the calls answered in the hour; what a caller "
        "waited before, in the telephone network, is not known here.",
    ),
    Figure(
        "handling",
        "Handling",
        "call times",
        "From the answer to the end of the line, of the calls answered in the hour whose line has "
        "ended.",
    ),
    Figure(
        "wrap_up",
        "Wrap-up",
        "call times",
        "From the end of the line to the end of the record, of the calls answered in the hour "
        "whose line and record have ended; 0 where the record ended first.",
    ),
    Figure(
        "sent",
        "Handed over",
        "incidents",
        "Incidents that were handed over to a team, by the hour in which they were sent.",
    ),
    Figure(
        "acceptance",
        "Time to acceptance",
        "incident times",
        "From sending to the first acceptance by a person of the team, of the incidents sent in "
        "the hour that have been accepted.",
    ),
    Figure(
        "overdue",
        "Overdue",
        "incidents",
        "Times that nobody accepted, or nobody re-routed, within the policy's clock, by the hour "
        "in which it ran out.",
    ),
    Figure(
        "raised",
        "Grade raised",
        "incidents",
        "Changes to a higher grade after the hand-over, by the hour of the change.",
    ),
    Figure(
        "lowered",
        "Grade lowered",
        "incidents",
        "Changes to a lower grade after the hand-over, by the hour of the change.",
    ),
)
BY_KEY: Final = {figure.key: figure for figure in FIGURES}
#: Every answered call is in exactly one of these.
FATES: Final = ("accepted", "contact_only", "abandoned", "elsewhere", "open", "unexplained")
