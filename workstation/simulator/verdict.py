"""Did a played call end as its scenario says? Judged by the hub's stored record alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from workstation.content.scenarios import Expected, WrongEnd
from workstation.domain.grading import Held
from workstation.domain.incident import events as hub_said
from workstation.domain.incident.state import Incident
from workstation.simulator.stored import StoredCall


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the end is the expected one, and why; ``named`` is what stopped a wrong path."""

    as_expected: bool
    sentence: str
    named: str = ""


def of_right_path(stored: StoredCall, expected: Expected, held: tuple[Held, ...]) -> Verdict:
    """The verdict on the right path: nothing may have held it, and every expectation is met."""
    if held:
        return Verdict(False, f"A guard held the right path: {_words(held)}", held[0].guard_id)
    differences = _differences(stored, expected)
    if differences:
        return Verdict(False, "The hub's record differs: " + "; ".join(differences) + ".")
    newest = stored.newest
    if expected.end == "accepted" and newest is not None:
        by = f"accepted by {newest.accepted_by_name}, {newest.team_name}"
        return Verdict(True, f"The hand-over was {by}.")
    return Verdict(True, "The contact is stored at the hub, without an incident, as expected.")


def of_wrong_path(stored: StoredCall, expected: WrongEnd, held: tuple[Held, ...]) -> Verdict:
    """The verdict on the wrong path: the named guard, open item or refusal must be there."""
    found = _FINDERS[expected.by](stored, expected.names, held)
    if found is not None:
        return found
    wanted = f"{expected.by.replace('_', ' ')} “{expected.names}”"
    return Verdict(False, f"The wrong path did not end in the {wanted}.")


def _guard(stored: StoredCall, name: str, held: tuple[Held, ...]) -> Verdict | None:
    for one in held:
        if one.guard_id == name and not stored.incidents:
            return Verdict(True, f"Held by guard {name}: {one.sentence}", name)
    return None


def _open_item(stored: StoredCall, name: str, held: tuple[Held, ...]) -> Verdict | None:
    opened = stored.newest.opened if stored.newest else None
    for item in opened.open_items if opened else ():
        if item.about == name:
            return Verdict(True, f"Open item {name}: {item.text}", name)
    return None


def _refusal(stored: StoredCall, words: str, held: tuple[Held, ...]) -> Verdict | None:
    newest = stored.newest
    if newest is None or newest.standing != "refused" or words not in newest.refused_cause:
        return None
    cause = newest.refused_cause
    return Verdict(True, f"Refused by {newest.refused_by_name}, {newest.team_name}: {cause}", cause)


_FINDERS: Final = {"guard": _guard, "open_item": _open_item, "refusal": _refusal}


def _differences(stored: StoredCall, expected: Expected) -> list[str]:
    grade = stored.contact.grade.grade if stored.contact.grade else None
    indicated = stored.indicated
    reasons = {reason.rule for reason in indicated.reasons} if indicated else set()
    found = [
        _other("grade", expected.grade, grade),
        _other("indicated grade", expected.indicated_grade, indicated.grade if indicated else None),
        *(f"rule {rule} is no reason" for rule in expected.indicated if rule not in reasons),
    ]
    if expected.end == "contact_only":
        ended = stored.contact.disposition
        disposition = ended.fact.disposition if ended else None
        found.append(_other("disposition", expected.disposition, disposition))
        found.append(_other("outcome", expected.outcome, stored.contact.contact_outcome))
        if stored.incidents:
            found.append("there is an incident")
    else:
        found += _of_incident(stored, expected, stored.newest)
    return [difference for difference in found if difference]


def _of_incident(
    stored: StoredCall, expected: Expected, newest: Incident | None
) -> list[str | None]:
    if newest is None or newest.opened is None:
        return ["no incident is stored"]
    items = {item.about for item in newest.opened.open_items}
    refused = [
        said.body.cause
        for said in stored.entries_of(newest.incident_id)
        if isinstance(said.body, hub_said.Refused)
    ]
    first = expected.refused_first
    return [
        _other("state", "accepted", newest.standing),
        _other("outcome", expected.outcome, newest.opened.outcome),
        _other("team", expected.team, newest.team),
        _other("accepted by", expected.accepted_by, newest.accepted_by_name),
        *(f"no open item {about}" for about in expected.open_items if about not in items),
        f"no refusal says “{first}”" if first and not any(first in c for c in refused) else None,
    ]


def _other(what: str, wanted: str | None, found: str | None) -> str | None:
    if wanted is None or wanted == found:
        return None
    return f"{what} is {found or 'not there'}, not {wanted}"


def _words(held: tuple[Held, ...]) -> str:
    return "; ".join(f"{h.guard_id} ({h.sentence})" for h in held)
