"""Forms about who is calling: why one looks, a new person, the identity check, failure demand."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from workstation.domain.callers.caller import Caller
from workstation.domain.callers.typed_person import iso_date, typed_person
from workstation.domain.contact import commands as ask
from workstation.domain.contact.who import FailureDemandNoted, FailureKind, Said
from workstation.domain.text import cleaned, one_line
from workstation.ui.pieces.call_words import FAILURE
from workstation.ui.pieces.entry import draft_name
from workstation.ui.pieces.form import Choices, Field, Form, NewId, Values
from workstation.ui.pieces.numbers import national
from workstation.ui.pieces.shown import shown_line
from workstation.ui.pieces.times import date, day

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date as date_of

    from workstation.desk.call.identifying import Identifying
    from workstation.desk.call.view import CallView, Result
    from workstation.desk.call.who_calls import WhoCalls
    from workstation.domain.identity_check import IdentityItem

WHY: Final = "why_look"
NEW_PERSON: Final = "new_person"
IDENTITY: Final = "identity"
FAILURE_DEMAND: Final = "failure_demand"
NO_DATE: Final = (
    "That is no birth date that the record can keep; nobody was added yet: write it as 12/03/1988, "
    "or leave it empty."
)
NO_PHONE: Final = (
    "That is no whole telephone number; nobody was added yet: write all of it, or leave it empty."
)
NO_REASON: Final = "Say in one line why you look; nothing was shown."
_LOOK: Final = "Nobody is on the line: each look at a person's history is recorded with this."
_AGREES: Final[Choices] = (("", "not asked"), ("yes", "agrees"), ("no", "does not agree"))
#: Characters of what is on record, beside the caller's words.
ON_RECORD: Final = 90


def why_form(keep: Callable[[str], Result]) -> Form:
    """Why somebody's record is looked at while nobody is on the line."""
    return Form(
        WHY,
        "Why do you look?",
        (Field("reason", "Reason, one line"),),
        lambda v, _: lambda: keep(one_line(v["reason"])),
        "Ctrl+W",
        _LOOK,
        of_call=False,
    )


def new_person_form(line: str, who: WhoCalls) -> Form:
    """Somebody who is not on record, as typed on one line; everything is to be confirmed."""
    today = datetime.now(UTC).date()
    told = typed_person(line, today)
    fields = (
        Field("name", "Name", value=told.name),
        Field("born", "Born", value=date(told.born)),
        Field("phone", "Telephone", value=told.phone),
        Field("address", "Address"),
        Field("postcode", "Postcode", value=told.postcode),
    )
    names = tuple(draft_name(NEW_PERSON, field.key) for field in fields)

    def make(v: Values, _: NewId) -> Callable[[], Result]:
        phone, born = one_line(v["phone"]), one_line(v["born"])
        if refused := _not_kept(born, phone, today):
            return lambda: refused
        person = Caller(
            "", one_line(v["name"]), iso_date(born, today) or None, one_line(v["address"]), False,
            (phone,) if phone else (), postcode=one_line(v["postcode"], 10).upper(),
        )  # fmt: skip
        return lambda: who.add(person, names if who.in_call else ())

    note = "A record of its own: nobody of the same name or birth date is merged with it."
    of_call = who.in_call
    return Form(NEW_PERSON, "New person", fields, make, "Ctrl+Shift+N", note, of_call=of_call)


def _not_kept(born: str, phone: str, today: date_of) -> Result | None:
    """Why the record could not keep what was typed, which would be lost without a word."""
    from workstation.desk.call.view import Result
    from workstation.desk.numbers import e164

    if born and not iso_date(born, today):
        return Result(False, NO_DATE)
    return Result(False, NO_PHONE) if phone and e164(phone) is None else None


def identity_form(call: CallView, person: Caller, identifying: Identifying) -> Form:
    """What the caller says to each item of the policy's check, and whether it agrees.

    What was half-filled for somebody else stays with them: it was compared with another record.
    """
    check, whose = call.policy.identity, person.caller_id
    rang = call.contact.call.number if call.contact.call else None
    fields = [
        field
        for item in check.items
        for field in (
            Field(f"{whose}/{item.key}/said", f"{item.name}: {item.ask}"),
            Field(
                f"{whose}/{item.key}/agrees",
                f"On record: {_on_record(item, person, rang)}",
                _AGREES,
            ),
        )
    ]
    names = tuple(draft_name(IDENTITY, field.key) for field in fields)

    def make(v: Values, _: NewId) -> Callable[[], Result]:
        said = {
            item.key: _said(v[f"{whose}/{item.key}/said"], v[f"{whose}/{item.key}/agrees"])
            for item in check.items
        }
        return lambda: identifying.check(said, names)

    private = sum(item.private for item in check.items)
    of_them = f", {check.private_needed} of the {private} private ones" * bool(check.private_needed)
    note = (
        f"{shown_line(person.name, ON_RECORD)}: {check.needed} must agree{of_them} "
        f"({check.source}). Never read out what is on record: let them say it."
    )
    return Form(IDENTITY, "Identity", tuple(fields), make, "Ctrl+I", note)


def failure_form(call: CallView) -> Form:
    """What kind of failure demand this call is, if any; what is suggested stands first."""
    maybe, noted = call.calling.failure, call.contact.failure_demand
    first: FailureKind = noted.fact.kind if noted else maybe.kind if maybe else "none"
    order = dict.fromkeys((first, *FAILURE))
    because = maybe.because if maybe else None

    def make(v: Values, _: NewId) -> ask.Command:
        kind: FailureKind = v["kind"]  # type: ignore[assignment]
        matter = because.matter if because and kind != "none" else ""
        return ask.Record(FailureDemandNoted(kind, cleaned(v["about"]), matter))

    return Form(
        FAILURE_DEMAND,
        "Failure demand",
        (
            Field("kind", "Would this call not have been needed?", _kinds(order)),
            Field("about", "About", value=because.summary if because else ""),
        ),
        make,
        "Ctrl+Shift+F",
        "Contact because of what was not done, or not done right, before.",
    )


def _kinds(order: Sequence[FailureKind] | dict[FailureKind, None]) -> Choices:
    return tuple((kind, FAILURE[kind]) for kind in order)


def _said(text: str, agrees: str) -> Said:
    """What was asked and not answered is said to be so: it was asked."""
    words = cleaned(text)
    return Said(words or ("nothing" if agrees == "no" else ""), agrees == "yes")


def _on_record(item: IdentityItem, person: Caller, rang: str | None) -> str:
    """What the caller's words are compared with; never where they live."""
    last = person.history[0] if person.history else None
    known = {
        "name": person.name,
        "born": date(person.born) if person.born else "",
        "phone": ", ".join(national(phone) for phone in person.phones if phone != rang),
        "contact": f"{day(last.at_utc)} {last.summary}" if last else "",
        "note": "; ".join(person.notes),
    }[item.against]
    return shown_line(known, ON_RECORD) or "nothing"
