"""What callers are told by default, in every policy: no time of arrival, and always something."""

import re

import pytest

from workstation.content.policies import load_force

FORCES = ("police-scotland", "west-midlands", "essex")
#: Words that a caller hears as a time of arrival. To say that none can be given is the contrary.
TIMES = re.compile(
    r"\d|\b(minutes?|hours?|half an hour|soon|shortly|quickly|straight ?away|immediately|at once"
    r"|any moment|right away|on (their|the) way|today|tonight|tomorrow|within|next)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("force", FORCES)
def test_who_is_sent_somebody_is_told_no_time_of_arrival(force):
    sending = [o for o in load_force(force).outcomes if o.attends]
    assert {o.key for o in sending} >= {"send_now"}
    for outcome in sending:
        words = outcome.promise.replace("I'm sending this to", "").replace(" now.", ".")
        assert not TIMES.search(words), outcome.key


@pytest.mark.parametrize("force", FORCES)
def test_dispatch_says_that_no_time_can_be_given(force):
    policy = load_force(force)
    sends = [o for o in policy.outcomes if o.attends and not o.wants_appointment]
    usual = [o for o in sends if "Officers are being sent" in o.promise]
    assert usual
    assert all("can't give you a time" in o.promise for o in usual)


@pytest.mark.parametrize("force", FORCES)
def test_an_end_without_an_incident_promises_no_time_that_has_no_clock(force):
    for end in load_force(force).dispositions:
        assert end.promise
        words = end.promise.replace("I've given you advice today", "").replace("ring 999", "")
        assert end.reply_within_s is not None or not TIMES.search(words), end.key


@pytest.mark.parametrize("force", FORCES)
def test_what_somebody_is_to_follow_up_has_an_owner(force):
    policy = load_force(force)
    ends = {end.key: end for end in policy.dispositions}
    assert {"advice", "information", "message", "praise", "complaint", "property"} <= ends.keys()
    for key in ("message", "praise", "complaint", "property"):
        assert policy.team(ends[key].team).name


@pytest.mark.parametrize(
    "words", ["Officers will be there in 10 minutes.", "They are on their way.", "They come soon."]
)
def test_a_time_of_arrival_is_found(words):
    assert TIMES.search(words)
