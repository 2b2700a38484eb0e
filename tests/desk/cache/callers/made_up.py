"""A few people who do not exist, and pages of them as a hub would send them."""

from typing import Any

from workstation.domain.callers.caller import Caller, PastContact
from workstation.protocol.callers import CallerChanges, CopyPage, line_of

KEY = bytes(range(32))
NOW = "2026-03-01T12:00:00.000000Z"
EPOCH = "epoch-1"


def person(caller_id: str, name: str = "", **given: Any) -> Caller:
    facts: dict[str, Any] = {"born": None, "address": "", "address_protected": False, "phones": ()}
    return Caller(caller_id, name or f"Name {caller_id}", **{**facts, **given})


def past(at_utc: str, summary: str = "", **given: Any) -> PastContact:
    return PastContact(at_utc, "", summary, "", given.pop("contact_id", at_utc), **given)


def copied(*people: Caller, begin: int = 0, end: str = "", no: int = 1, total: int = 9) -> CopyPage:
    lines = [line_of(one, no) for one in people]
    return CopyPage(callers=lines, next=end, epoch=EPOCH, from_no=no, total=total, now_utc=NOW)


def changed(
    *people: Caller, no: int = 2, gone: tuple[str, ...] = (), more: bool = False
) -> CallerChanges:
    lines = [line_of(one, no) for one in people]
    return CallerChanges(
        callers=lines, gone=list(gone), epoch=EPOCH, up_to=no, more=more, now_utc=NOW
    )
