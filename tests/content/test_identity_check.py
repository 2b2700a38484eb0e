"""How it is established who is calling: read from the policy, and never by what it protects."""

import shutil

import pytest

from workstation.content.faults import ContentError
from workstation.content.package import packed, texts_in
from workstation.content.policies import load_force, load_policy, policy_folder, unpack
from workstation.domain.contact.who import Said, identity_checked
from workstation.domain.identity_check import NO_CHECK

FORCES = ("police-scotland", "west-midlands", "essex")


def copied(tmp_path, force="police-scotland"):
    return shutil.copytree(policy_folder(force), tmp_path / "1.0")


@pytest.mark.parametrize("force", FORCES)
def test_every_force_has_a_check_that_says_it_is_not_published(force):
    policy = load_force(force)
    assert policy.identity.items
    assert policy.identity.source == "product default"
    assert "not published" in dict(policy.sources)["identity.toml"]


def test_what_those_around_a_person_know_is_not_enough():
    check = load_force("police-scotland").identity
    known_to_many = [item.key for item in check.items if not item.private]
    private = [item.key for item in check.items if item.private]
    assert len(known_to_many) >= check.needed
    assert not check.established_by(known_to_many)
    assert check.established_by([*known_to_many[: check.needed - 1], private[0]])
    assert not check.established_by([])


def test_a_policy_without_a_check_establishes_nobody():
    assert not NO_CHECK.established_by(["name", "born"])
    assert not identity_checked(
        NO_CHECK, "c", "Ishbel Corrie", {"name": Said("x", True)}
    ).established


def test_a_policy_of_an_earlier_release_has_none_and_is_read(tmp_path):
    folder = copied(tmp_path)
    (folder / "identity.toml").unlink()
    earlier = load_policy(folder)
    assert earlier.identity == NO_CHECK
    texts, faults = texts_in(folder, "")
    assert not faults
    assert unpack(packed(texts)) == earlier


@pytest.mark.parametrize(
    ("was", "becomes", "words"),
    [
        ("needed = 3", "needed = 9", "9 are needed and there are 5"),
        ("private_needed = 1", "private_needed = 3", "3 are needed and there are 2"),
        ('against = "born"', 'against = "address"', "against"),
        ('key = "born"', 'key = "name"', "stands here twice"),
    ],
)
def test_a_check_that_cannot_work_is_refused(tmp_path, was, becomes, words):
    file = copied(tmp_path) / "identity.toml"
    file.write_text(file.read_text().replace(was, becomes))
    with pytest.raises(ContentError, match=words) as refused:
        load_policy(file.parent)
    assert "identity.toml" in str(refused.value)
