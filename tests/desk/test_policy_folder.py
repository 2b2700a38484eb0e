"""The policies a desk has been given: whole, or not there."""

import pytest

from workstation.content.policies import load_policy, pack, policy_folder
from workstation.desk.policy_folder import PolicyFolder

SOURCE = policy_folder("police-scotland")
OTHER = policy_folder("west-midlands")
POLICY = load_policy(SOURCE)


@pytest.fixture
def folder(tmp_path):
    kept = PolicyFolder(tmp_path)
    kept.keep(POLICY.ref, pack(SOURCE))
    kept.choose(POLICY.ref)
    return kept


def test_a_kept_policy_is_found_by_its_hash(folder):
    assert folder.find(POLICY.ref.hash) == POLICY == folder.current()
    assert folder.has(POLICY.ref.hash)


def test_what_was_never_kept_is_not_there(folder):
    assert folder.find("0" * 64) is None and not folder.has("0" * 64)


@pytest.mark.parametrize("content", [b"", b"{", b'{"files": {}}', b"\xff\xfe", pack(OTHER)])
def test_a_file_that_is_not_what_was_kept_is_not_there_and_can_be_had_again(
    folder, tmp_path, content
):
    (tmp_path / f"{POLICY.ref.hash}.json").write_bytes(content)
    assert folder.find(POLICY.ref.hash) is None
    assert folder.current() is None
    assert not folder.has(POLICY.ref.hash)
    folder.keep(POLICY.ref, pack(SOURCE))
    assert folder.find(POLICY.ref.hash) == POLICY


def test_another_package_is_not_kept_under_this_hash(folder):
    with pytest.raises(ValueError, match="not the one"):
        folder.keep(POLICY.ref, pack(OTHER))
