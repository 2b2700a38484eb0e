"""A network of our own in which packets are lost: a network namespace with nftables in it.

Only root can make one, and nftables has to be there; on the machine outside nothing changes. What
is lost here is what no program can play: TCP that sends again and again, and at last gives up.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import pytest

#: The flag of unshare(2) and setns(2) that means the network.
CLONE_NEWNET = 0x40000000
PACKAGES = {"nft": "nftables", "ip": "iproute2"}
#: Seen from a desk: its questions, the hub's replies, or both.
Way = Literal["questions", "replies", "both"]


class Packets:
    """Loses packets between desks and their fronts until it is told otherwise."""

    def __init__(self) -> None:
        _run("ip", "link", "set", "lo", "up")
        _run("nft", "add table inet storm")
        _run("nft", "add chain inet storm way { type filter hook input priority 0; }")

    def lose(self, ports: list[int], percent: int, way: Way = "both") -> None:
        """Lose so many of a hundred packets, chosen by chance."""
        named = "{ " + ", ".join(map(str, ports)) + " }"
        ends = {"questions": ["dport"], "replies": ["sport"], "both": ["dport", "sport"]}
        for end in ends[way]:
            chance = f"numgen random mod 100 < {percent}" if percent < 100 else ""
            _run("nft", f"add rule inet storm way tcp {end} {named} {chance} drop")

    def heal(self) -> None:
        """Lose nothing more."""
        _run("nft", "flush chain inet storm way")


@contextmanager
def network_of_its_own() -> Iterator[Packets]:
    """This thread, and what it starts from here on, is in an empty network; back at the end."""
    missing = [package for tool, package in PACKAGES.items() if not shutil.which(tool)]
    if os.name == "nt" or os.geteuid() != 0:
        pytest.skip("only root can make a network namespace: run `make soak` as root")
    if missing:
        pytest.skip(f"packets cannot be lost without {' and '.join(missing)}: install from Debian")
    libc = ctypes.CDLL(None, use_errno=True)
    before = os.open("/proc/thread-self/ns/net", os.O_RDONLY)
    try:
        if libc.unshare(CLONE_NEWNET) != 0:
            why = os.strerror(ctypes.get_errno())
            pytest.skip(f"this machine lets nobody make a network namespace: {why}")
        yield Packets()
    finally:
        assert libc.setns(before, CLONE_NEWNET) == 0
        os.close(before)


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)
