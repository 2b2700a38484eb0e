"""Every word that somebody in the file is found by, with how many people have it."""

from __future__ import annotations

import json
from collections import Counter
from typing import Final

from workstation.desk.cache.callers.words import PLACE
from workstation.desk.journal.encrypted_file import Connection

_COUNT: Final = (
    "INSERT INTO word (word, people) VALUES (?, ?)"
    " ON CONFLICT (word) DO UPDATE SET people=people+excluded.people"
)


def is_kept(word: str) -> bool:
    """Names and names of places, whose misspellings and endings are looked for; not numbers."""
    return word.isalpha() or (word[0] == PLACE and word[1:].isalpha())


def count(connection: Connection, people: Counter[str]) -> None:
    """Add to, or take from, how many people have a word; what nobody has any more is gone."""
    changes = sorted((word, n) for word, n in people.items() if n and is_kept(word))
    connection.executemany(_COUNT, changes)
    fewer = json.dumps([word for word, n in changes if n < 0])
    connection.execute(
        "DELETE FROM word WHERE people<=0 AND word IN (SELECT value FROM json_each(?))", (fewer,)
    )
