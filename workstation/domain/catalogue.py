"""Every event type of this release: name, payload, version, and whose stream it belongs in."""

from __future__ import annotations

from typing import Final

from workstation.domain import desk_stream
from workstation.domain.callers import register
from workstation.domain.contact import course, facts, who
from workstation.domain.contact.copied import Copied
from workstation.domain.incident import events as incident
from workstation.domain.incident import link_events, tasks, work_events
from workstation.domain.location import LocationFixed

CONTACT: Final[tuple[type, ...]] = (
    facts.CallOffered,
    facts.CallAnswered,
    facts.CallHeld,
    facts.CallResumed,
    facts.CallEnded,
    facts.TakenOver,
    facts.GoesOnElsewhere,
    Copied,
    facts.NarrativeAdded,
    facts.NarrativeCorrected,
    facts.TypeChosen,
    facts.QuestionEnded,
    facts.QuestionReopened,
    facts.MarkerSet,
    LocationFixed,
    facts.PlaceReadBack,
    facts.PersonRecorded,
    facts.VehicleRecorded,
    facts.OfficerSafetyNoted,
    facts.ServiceAsked,
    facts.AdviceGiven,
    facts.AccessNoted,
    facts.CallerStanding,
    facts.CallBackGiven,
    course.CallBackTried,
    course.SilentSign,
    course.AnswersBy,
    course.InterpreterStep,
    course.ChildCalling,
    who.IdentityChecked,
    who.FailureDemandNoted,
    facts.PromiseMade,
    facts.HistoryChecked,
    facts.GradeChosen,
    facts.RationaleGiven,
    facts.OutcomeChosen,
    facts.IncidentAttached,
    facts.IncidentDetached,
    facts.ContactDisposed,
)

DESK: Final[tuple[type, ...]] = (
    desk_stream.StoreOpened,
    desk_stream.SignedIn,
    desk_stream.SignedOut,
    desk_stream.Consulted,
    register.CallerAdded,
    register.SamePersonMarked,
    desk_stream.HandOverRequested,
    desk_stream.ApprovalAsked,
    desk_stream.ReRouteRequested,
    desk_stream.GradeRaised,
    desk_stream.LowerGradeRequested,
    desk_stream.Corrected,
    desk_stream.StandDownRequested,
    desk_stream.PhonedThrough,
    desk_stream.TaskAnswered,
    desk_stream.ItemSettled,
)

INCIDENT: Final[tuple[type, ...]] = (
    incident.IncidentOpened,
    incident.Claimed,
    incident.Accepted,
    incident.Refused,
    incident.ReRouted,
    incident.Reopened,
    incident.GradeChanged,
    incident.ContactLinked,
    incident.CorrectionArrived,
    incident.StandDownAsked,
    incident.AcceptanceOverdue,
    incident.ApprovalAskedAnew,
    incident.ApprovalDecided,
    incident.ApprovalOverdue,
    incident.PhonedThroughNoted,
    incident.IncidentClosed,
    incident.RequestRefused,
    tasks.TaskSet,
    tasks.TaskDone,
    tasks.TaskOverdue,
    work_events.LoweringAsked,
    work_events.LoweringDecided,
    work_events.Reassessed,
    work_events.Assigned,
    work_events.ActionAdded,
    link_events.ContactSeparated,
    link_events.NewFactHeard,
    link_events.NewFactsSeen,
    link_events.IncidentsLinked,
    link_events.IncidentsParted,
    link_events.MajorDeclared,
    link_events.MajorEnded,
)

BY_NAME: Final[dict[str, type]] = {t.__name__: t for t in (*CONTACT, *DESK, *INCIDENT)}

#: Types whose payload has changed shape since the first release; all others are version 1.
VERSIONS: Final[dict[str, int]] = {
    "CallBackGiven": 2,
    "ContactDisposed": 2,
    "PersonRecorded": 2,
}


def version_of(type_name: str) -> int:
    """The version this release writes for ``type_name``."""
    return VERSIONS.get(type_name, 1)


def is_request(type_name: str) -> bool:
    """Whether the hub may refuse events of this type."""
    kind = BY_NAME.get(type_name)
    return kind is not None and kind in desk_stream.REQUESTS
