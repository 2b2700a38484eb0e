"""Which people live at one address, told from the address as it is written."""

from __future__ import annotations

import hashlib
import re
from typing import Final

_WORDS: Final = re.compile(r"\w+")


def household_of(address: str, postcode: str = "") -> str:
    """The same for everybody at one address, however it is punctuated; empty without an address.

    An address that is written in another way makes another household: nobody is put into one by
    guessing.
    """
    words = _WORDS.findall(address.casefold())
    if not words:
        return ""
    written = " ".join(words) + "|" + "".join(_WORDS.findall(postcode.casefold()))
    return hashlib.blake2b(written.encode(), digest_size=8).hexdigest()
