"""Policies: loaded from their folder or from a package, whole or not at all."""

from __future__ import annotations

from pathlib import Path

from workstation.content.faults import ContentError
from workstation.content.package import Texts, packed, texts_in, unpacked
from workstation.content.reading import read_policy
from workstation.content.resources import resource_root
from workstation.domain.policy import Policy


def load_force(force: str, version: str | None = None, root: Path | None = None) -> Policy:
    """A force's policy, the newest version when none is named.

    ``force`` is the folder's name, such as "police-scotland"; ``root`` is laid out like
    ``resources/``, those built in by default. Raises ContentError.
    """
    return load_policy(policy_folder(force, version, root))


def named_folder(named: str, root: Path | None = None) -> Path:
    """The folder of a policy named FORCE or FORCE/VERSION. Raises ContentError when there is none.

    The newest version when none is named.
    """
    force, _, version = named.partition("/")
    return policy_folder(force, version or None, root)


def load_policy(folder: Path) -> Policy:
    """The policy in ``folder``. Raises ContentError naming every fault."""
    return _whole(_texts(folder), f"{folder}")


def pack(folder: Path) -> bytes:
    """The package of the policy in ``folder``, as it travels to desks. Raises ContentError."""
    return packed(_texts(folder))


def unpack(package: bytes) -> Policy:
    """The policy in a package, with the hash it has in its folder. Raises ContentError."""
    return _whole(unpacked(package), "that arrived as a package")


def policy_folder(force: str, version: str | None = None, root: Path | None = None) -> Path:
    """The folder of a force's policy, the newest version when none is named.

    Raises ContentError when there is none.
    """
    home = (root or resource_root()) / "policies" / force
    versions = _versions(home)
    if version is None and versions:
        return home / versions[-1]
    if version is not None and version in versions:
        return home / version
    wanted = f"{force} {version}" if version else force
    known = ", ".join(versions) or "none"
    raise ContentError(
        f"There is no policy {wanted} (versions here: {known}); no call was touched; "
        "name one that exists or install it."
    )


def _versions(home: Path) -> list[str]:
    """Version folders, oldest first: 3.10 is newer than 3.9."""
    if not home.is_dir():
        return []
    names = [p.name for p in home.iterdir() if p.is_dir()]
    numbered = [n for n in names if all(part.isdecimal() for part in n.split("."))]
    return sorted(numbered, key=lambda n: [int(part) for part in n.split(".")])


def _texts(folder: Path) -> Texts:
    if not folder.is_dir():
        raise ContentError(
            f"There is no policy folder {folder}; no call was touched; name one that exists."
        )
    texts, faults = texts_in(folder, "")
    if faults:
        raise ContentError(_sentence(f"{folder}", str(faults[0]), len(faults)), tuple(faults))
    return texts


def _whole(texts: Texts, named: str) -> Policy:
    read = read_policy(texts)
    if read.policy is None:
        first = str(read.faults[0])
        raise ContentError(_sentence(named, first, len(read.faults)), read.faults)
    return read.policy


def _sentence(named: str, first: str, count: int) -> str:
    more = f" and {count - 1} more" if count > 1 else ""
    return (
        f"The policy {named} cannot be used ({first}{more}); no call was touched; "
        "`workstation content check` names every fault."
    )
