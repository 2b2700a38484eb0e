"""Calls of a script, told once the source is started."""

from workstation.desk.telephony.scripted import ScriptedCalls
from workstation.domain.call_event import CallEvent


def test_calls_rung_before_the_start_are_told_at_the_start_and_none_after_the_end() -> None:
    source, heard = ScriptedCalls(), list[CallEvent]()
    first, second, third = (CallEvent("offered", str(n), "101") for n in range(3))
    source.ring(first)
    source.start(heard.append)
    source.ring(second)
    source.stop()
    source.ring(third)
    assert heard == [first, second]
