"""Asking for a password: never on the command line, where every program can read it."""

from __future__ import annotations

import getpass
import sys


def asked_for(user: str) -> str:
    """The password from the terminal, or the first line of standard input where there is none."""
    if sys.stdin.isatty():
        return getpass.getpass(f"Password for {user}: ")
    return sys.stdin.readline().rstrip("\r\n")
