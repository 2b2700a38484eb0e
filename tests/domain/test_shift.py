"""The shift's counting: the parts are always the whole, and nothing that is done leaves a gap."""

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.contacts import CONTACT_ID, Host, any_command
from workstation.content.policies import load_force
from workstation.domain.contact import commands as ask
from workstation.domain.contact import facts
from workstation.domain.shift import Account, account_of, earlier, fate_of, tally

POLICY = load_force("police-scotland")
NOW = "2026-11-21T14:02:31.000000Z"
LONG_AGO = "2026-11-20T00:00:00.000000Z"
INCIDENTS = tuple(f"incident:{n}" for n in range(4))
TIMES = tuple(f"2026-11-2{day}T0{hour}:00:00.000000Z" for day in "01" for hour in "0369")
IDS = st.sampled_from([f"contact:{n}" for n in range(9)])
ACCOUNTS = st.builds(
    Account,
    contact_id=IDS,
    answered_at=st.sampled_from(TIMES),
    end=st.sampled_from([None, "", "incidents", "abandoned", "advice", "praise"]),
    incidents=st.lists(st.sampled_from(INCIDENTS), max_size=2, unique=True).map(tuple),
)


def parts(counted):
    return (
        counted.accepted,
        counted.contact_only,
        counted.abandoned,
        counted.open,
        counted.unexplained,
    )


@given(
    st.lists(ACCOUNTS, max_size=9, unique_by=lambda a: a.contact_id),
    st.sets(IDS),
    st.frozensets(st.sampled_from(INCIDENTS)),
    st.sampled_from(TIMES),
)
def test_the_parts_always_add_up_to_the_whole(accounts, others, waiting, since):
    answered = dict.fromkeys(others, TIMES[-1]) | {a.contact_id: a.answered_at for a in accounts}
    counted = tally(since, answered, accounts, waiting)
    every = [account.contact_id for part in parts(counted) for account in part]
    assert sorted(every) == sorted(one for one, at in answered.items() if at >= since)
    assert len(every) == counted.answered
    assert sum(counted.ends.values()) == len(counted.contact_only)


@given(st.lists(ACCOUNTS, max_size=9, unique_by=lambda a: a.contact_id), st.data())
def test_a_call_without_its_record_and_a_record_without_its_answer_are_unexplained(accounts, data):
    answered = {a.contact_id: a.answered_at for a in accounts}
    lost = data.draw(st.sets(st.sampled_from(sorted(answered)))) if answered else set()
    kept = [a for a in accounts if a.contact_id not in lost]
    without_record = tally(LONG_AGO, answered, kept, ())
    assert lost <= {a.contact_id for a in without_record.unexplained}
    assert without_record.answered - without_record.recorded == len(lost)
    heard = {one: at for one, at in answered.items() if one not in lost}
    without_answer = tally(LONG_AGO, heard, accounts, ())
    assert lost <= {a.contact_id for a in without_answer.unexplained}


ENDS = st.sampled_from(["incidents", "abandoned", *(d.key for d in POLICY.dispositions)])


#: What lets a contact end without an incident, in whichever order it comes.
SHORT_PATH = st.sampled_from(
    [
        ask.Record(facts.QuestionEnded("T.danger", "answered", "no")),
        ask.Record(facts.HistoryChecked(0, NOW)),
    ]
)


@given(
    st.lists(any_command(POLICY) | SHORT_PATH | st.builds(ask.Dispose, ENDS), max_size=14),
    st.booleans(),
)
def test_no_sequence_of_commands_makes_a_contact_unexplained(commands, all_wait):
    host = Host(POLICY)
    host.ring_and_answer()
    for command in commands:
        host.do(command)
    account = account_of(host.contact)
    waiting = set(account.incidents) if all_wait else set()
    assert fate_of(account, waiting) != "unexplained"
    counted = tally(LONG_AGO, {CONTACT_ID: account.answered_at}, [account], waiting)
    assert (counted.answered, counted.recorded, counted.unexplained) == (1, 1, ())


def test_a_contact_is_open_until_every_team_has_accepted():
    host = Host(POLICY)
    host.ring_and_answer()
    host.do(ask.SendNow())
    host.do(ask.Dispose("incidents"))
    account = account_of(host.contact)
    assert fate_of(account, set(account.incidents)) == "open"
    assert fate_of(account, set()) == "accepted"


def test_a_call_nobody_answered_is_not_counted():
    host = Host(POLICY)
    host.do(ask.Offer(facts.CallOffered("call-1", "999", None)))
    assert account_of(host.contact) is None


def test_twelve_hours_before():
    assert earlier(NOW, 12 * 3600) == "2026-11-21T02:02:31.000000Z"
