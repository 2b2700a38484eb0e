"""Only the hub of our identity is spoken to; every failure is one of five kinds, in a sentence."""

import threading
from collections.abc import Iterator

import pytest

from tests.desk.link.front import PORTAL, Act, Front, Hang, Say, front, hello, problem
from workstation.desk.answers import (
    Failure,
    Later,
    NotOurHub,
    Refused,
    SignInNeeded,
    Unreachable,
)
from workstation.desk.clock import SystemClock
from workstation.desk.link.hub_client import HubClient
from workstation.desk.link.identity import BadAddress, DeviceCredential, HubIdentity

CREDENTIAL = DeviceCredential("desk-1", "the-secret")


@pytest.fixture
def door() -> Iterator[Front]:
    with front() as made:
        yield made


@pytest.fixture
def client(door: Front) -> Iterator[HubClient]:
    made = HubClient(HubIdentity("demo", door.url, hub_id="hub-1"), SystemClock(), CREDENTIAL)
    yield made
    made.cut()
    made.close()


def policy_after_hello(door: Front, act: Act) -> None:
    door.plan = lambda asked: hello() if asked.path == "/hello" else act


@pytest.mark.parametrize(
    ("said", "word"),
    [
        (PORTAL, "Not our server"),
        (Say(302, b"", headers={"Location": "http://login.invalid/"}), "Not our server"),
        (Say(511, b"<html>", "text/html"), "Not our server"),
        (Say(200, b'{"product":"something else"}'), "Not our server"),
        (Say(200, b"[1, 2]"), "Not our server"),
        (Say(404, b'{"detail":"Not Found"}'), "Not our server"),
        (hello(hub_id="hub-2"), "another hub"),
        (hello(realm="live"), "marked live"),
        (hello(now_utc="yesterday"), "Not our server"),
    ],
)
def test_whatever_is_not_our_hub_is_told_nothing(
    door: Front, client: HubClient, said: Say, word: str
) -> None:
    door.plan = lambda asked: said
    answer = client.sign_in("f.grant", "a password")
    assert isinstance(answer, NotOurHub)
    assert word in answer.sentence
    assert [a.path for a in door.asked] == ["/hello"]


def test_a_hub_of_another_release_is_refused_with_what_to_do(
    door: Front, client: HubClient
) -> None:
    door.plan = lambda asked: Say(200, hello().body.replace(b"[1]", b"[7, 8]"))
    answer = client.ready()
    assert isinstance(answer, Refused)
    assert "install the release" in answer.sentence


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        (PORTAL, NotOurHub),
        (Say(200, b'{"id": "a", "ver', "application/json"), Unreachable),
        (problem(401, "not_enrolled"), SignInNeeded),
        (Say(401, b"<html>", "text/html"), NotOurHub),
        (problem(403, "not_a_desk"), Refused),
        (problem(404, "not_found"), Refused),
        (problem(429, "later"), Later),
        (Say(502, b"<html>", "text/html"), Later),
        (problem(500, "hub_fault"), Later),
    ],
)
def test_each_failure_is_of_its_kind(
    door: Front, client: HubClient, act: Act, expected: type[Failure]
) -> None:
    policy_after_hello(door, act)
    answer = client.current_policy()
    assert type(answer) is expected
    assert answer.sentence.endswith(".")


def test_how_long_the_hub_wants_to_be_left_alone(door: Front, client: HubClient) -> None:
    policy_after_hello(door, problem(429, "later", **{"Retry-After": "7"}))
    assert client.current_policy() == Later("The hub says later.", 7.0)


def test_nobody_answers() -> None:
    with front() as gone:
        identity = HubIdentity("demo", gone.url)
    client = HubClient(identity, SystemClock())
    answer = client.ready()
    assert isinstance(answer, Unreachable)
    assert not answer.may_have_arrived
    client.close()


def test_after_a_failure_the_hub_must_say_again_who_it_is(door: Front, client: HubClient) -> None:
    policy_after_hello(door, problem(404, "not_found"))
    client.current_policy()
    client.current_policy()
    assert door.count("/hello") == 1
    policy_after_hello(door, PORTAL)
    client.current_policy()
    client.current_policy()
    assert door.count("/hello") == 2


def test_a_sentence_from_outside_is_bounded_and_plain(door: Front, client: HubClient) -> None:
    rude = b'{"word": "x", "sentence": "a\\u0000\\u202eb\\n' + b"c" * 5_000 + b'"}'
    policy_after_hello(door, Say(403, rude))
    answer = client.current_policy()
    assert isinstance(answer, Refused)
    assert answer.sentence.startswith("ab c")
    assert len(answer.sentence) == 500


def test_cutting_ends_a_question_that_hangs(door: Front) -> None:
    policy_after_hello(door, Hang())
    client = HubClient(HubIdentity("demo", door.url), SystemClock(), CREDENTIAL)
    answers: list[object] = []
    asking = threading.Thread(target=lambda: answers.append(client.current_policy()))
    asking.start()
    assert door.hanging.wait(20)
    client.cut()
    asking.join(20)
    client.close()
    assert isinstance(answers[0], Unreachable)
    assert isinstance(client.current_policy(), Unreachable)


@pytest.mark.parametrize(
    "url", ["http://hub.invalid:8443", "http://10.0.0.5", "ftp://127.0.0.1", "hub", "http://"]
)
def test_an_address_that_would_carry_words_in_the_open_is_refused(url: str) -> None:
    with pytest.raises(BadAddress, match="nothing was sent"):
        HubIdentity("live", url)


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "http://[::1]:1", "https://hub.invalid"])
def test_loopback_and_encrypted_addresses_are_taken(url: str) -> None:
    assert HubIdentity("live", url).url == url


def test_a_credential_does_not_show_its_secret() -> None:
    assert "the-secret" not in repr(CREDENTIAL)
