"""Lines of the story that are ended before there is a call, or before somebody is signed in."""

from __future__ import annotations

from collections.abc import Sequence

from workstation.desk.call.attendance import Attendance
from workstation.desk.call.deciding import Deciding
from workstation.desk.call.half_typed import HalfTyped
from workstation.desk.call.open_calls import OpenCalls
from workstation.desk.call.typed_line import line_of
from workstation.desk.call.view import Result
from workstation.desk.changes import Change, Changes


class EarlyLines:
    """Keeps each as a line, in its order, until it can go on record: nothing is lost."""

    def __init__(
        self,
        changes: Changes,
        calls: OpenCalls,
        attendance: Attendance,
        deciding: Deciding,
        half_typed: HalfTyped,
    ) -> None:
        self._changes, self._calls, self._attendance = changes, calls, attendance
        self._deciding, self._half_typed = deciding, half_typed
        changes.subscribe(self._changed)

    def end(self, text: str, clears: Sequence[str] = ()) -> Result:
        """A line was ended: on record at once, or once there is a call and somebody signed in.

        ``clears`` names the half-typed fields that it commits.
        """
        live = self._calls.find()
        result = self._deciding.do(live, line_of(text), clears)
        if result.done or (live is not None and self._attendance.person is not None):
            return result
        self._half_typed.end_line(live, text)
        self._changes.publish(Change.CONTACT)
        return Result(True)

    def _changed(self, kinds: frozenset[Change]) -> None:
        if Change.SIGN_IN not in kinds or self._attendance.person is None:
            return
        for live in tuple(self._calls):
            if live.contact.answered_at is not None:
                self._half_typed.keep_lines(live, self._deciding.do)
