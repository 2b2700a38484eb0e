"""A link is opened: the desk that runs on this machine is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from workstation.bootstrap.faults import CannotGoOn
from workstation.desk.telephony.call_link import query_of
from workstation.desk.telephony.call_query import NotACall
from workstation.desk.telephony.link_door import NoDesk, left_in
from workstation.desk.telephony.link_handing import hand_in
from workstation.settings.places import seat_folder

if TYPE_CHECKING:
    from workstation.domain.events import Realm
    from workstation.settings.declared import Settings

_NOT_A_CALL: Final = (
    "This link offers no call that this program can show; nothing was rung; type the number at the "
    "desk instead."
)
_NO_DESK: Final = (
    "No desk is open on this machine to show the call of this link; nothing was rung; open the "
    "desk and use the link again, or type the number there."
)
_TOO_MANY: Final = (
    "So many links were opened within a minute that this one was not shown; nothing was rung; "
    "type the number at the desk, and say so if nobody opened them."
)


def hand_over(settings: Settings, realm: Realm, link: str) -> None:
    """Let the call of ``link`` ring at the desk of ``realm`` that runs here. Raises `CannotGoOn`.

    The link is words of whoever made it: it is never shown, kept or given to a shell.
    """
    try:
        query = query_of(link)
        status = hand_in(left_in(seat_folder(settings.data, realm, "desk")), query)
    except NotACall as fault:
        raise CannotGoOn(_NOT_A_CALL) from fault
    except NoDesk as fault:
        raise CannotGoOn(_NO_DESK) from fault
    if status == 429:
        raise CannotGoOn(_TOO_MANY)
    if status != 204:
        raise CannotGoOn(_NO_DESK if status == 503 else _NOT_A_CALL)
