"""How a contact ends without an incident, under every policy: danger first, then with an owner."""

from dataclasses import replace

import pytest

from tests.domain.contacts import Host
from workstation.content.policies import load_force
from workstation.domain.contact import commands as ask
from workstation.domain.contact import facts
from workstation.domain.contact.ending import closing_answer
from workstation.protocol.payloads import decoded

FORCES = ("police-scotland", "west-midlands", "essex")
NOW = "2026-11-21T14:02:31.000000Z"


def talking(policy):
    host = Host(policy)
    host.ring_and_answer()
    host.do(ask.Record(facts.HistoryChecked(0, NOW)))
    return host


def danger(host, answer):
    host.do(ask.Record(closing_answer(host.policy.closing_question, answer)))


def held(host, disposition="information"):
    return {guard.guard_id for guard in host.do(ask.Dispose(disposition)).held}


@pytest.mark.parametrize("force", FORCES)
def test_danger_is_asked_first_and_keeps_the_contact_from_ending(force):
    host = talking(load_force(force))
    assert held(host) == {"danger-not-asked"}
    danger(host, "yes")
    assert held(host) == {"danger-now"}
    assert host.contact.disposition is None
    danger(host, "no")
    assert held(host) == set()
    assert host.contact.disposition.fact.disposition == "information"


@pytest.mark.parametrize("force", FORCES)
def test_danger_that_was_asked_and_is_not_known_lets_it_end(force):
    host = talking(load_force(force))
    danger(host, "not_known")
    assert held(host) == set()


@pytest.mark.parametrize("force", FORCES)
def test_danger_never_holds_an_emergency(force):
    host = talking(load_force(force))
    danger(host, "yes")
    assert not host.do(ask.SendNow()).held
    assert host.requests


@pytest.mark.parametrize("force", FORCES)
def test_the_closing_question_is_none_of_those_that_an_incident_expects(force):
    host = talking(load_force(force))
    host.do(ask.SendNow())
    closing = host.policy.closing_question.key
    assert closing not in {item.about for item in host.requests[0].open_items}


def test_the_owner_and_the_words_told_go_on_record_with_the_policys_clock():
    policy = load_force("police-scotland")
    with_clock = tuple(replace(d, reply_within_s=86_400) for d in policy.dispositions)
    host = talking(replace(policy, dispositions=with_clock))
    danger(host, "no")
    host.do(ask.Dispose("message", "for PC Rae", "PC Rae will call back tomorrow"))
    ended = host.contact.disposition.fact
    assert (ended.name, ended.team) == ("message for an officer", "local_policing")
    assert ended.team_name == policy.team("local_policing").name
    assert ended.due_utc == "2026-11-22T14:02:31.000000Z"
    (promise,) = host.contact.promises
    assert (promise.fact.text, promise.fact.due_utc) == (
        "PC Rae will call back tomorrow",
        ended.due_utc,
    )


def test_an_end_that_the_policy_does_not_have_is_refused():
    host = talking(load_force("essex"))
    danger(host, "no")
    with pytest.raises(KeyError):
        host.do(ask.Dispose("a way of its own"))


def test_ends_of_the_first_release_are_read():
    old = decoded("ContactDisposed", 1, b'{"disposition":"advice","note":"told"}')
    assert old == facts.ContactDisposed("advice", "told")
