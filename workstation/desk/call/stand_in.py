"""A call whose pinned policy is not at this desk: what it goes on by, and what that is called."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from workstation.domain.contact.state import Contact
from workstation.domain.events import PolicyRef
from workstation.domain.policy import Grade, IncidentType, Marker, Policy


def stand_in(here: Policy, contact: Contact) -> Policy:
    """``here`` with names for what ``contact`` has on record from a policy that cannot be read.

    Nothing is guessed that could hold an emergency back: a grade that is not known here counts as
    urgent and below every other, so that nothing is held for it and any choice raises it.
    """
    types = _unknown([contact.incident_type or ""], (t.key for t in here.incident_types))
    grades = _unknown((t.fact.grade for t in contact.grades), (g.key for g in here.grades))
    markers = _unknown(contact.markers, (m.key for m in here.markers))
    return replace(
        here,
        incident_types=(*here.incident_types, *(IncidentType(k, _named(k)) for k in types)),
        grades=(*here.grades, *(_grade(k, here) for k in grades)),
        markers=(*here.markers, *(Marker(k, _named(k), vulnerability=True) for k in markers)),
    )


def missing_sentence(pinned: PolicyRef, here: PolicyRef) -> str:
    """What a person is told of it."""
    return (
        f"The policy {pinned.id} {pinned.version} of a call is not on this desk; every entry is "
        f"safe and reads as recorded; questions, guards and indication are those of {here.id} "
        f"{here.version} instead: judge the grade yourself and tell the administrator."
    )


def _unknown(keys: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    have = set(known)
    return tuple(key for key in dict.fromkeys(keys) if key and key not in have)


def _grade(key: str, here: Policy) -> Grade:
    lowest = max(grade.rank for grade in here.grades)
    return Grade(
        key,
        _named(key),
        criterion="The policy that names it is not on this desk.",
        rank=lowest + 1,
        urgent=True,
        accept_within_s=here.top_grade.accept_within_s,
        accept_within_source="product default",
        target="not published",
    )


def _named(key: str) -> str:
    return f"{key} (its policy is not here)"
