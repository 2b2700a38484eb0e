"""The tables of a file of callers: one numbered step a schema version, never changed once released.

`INDEXES` are made with the tables, except in a first copy: there they come last, over everything.

A caller's rank is the row number in the search index `who`: the lower, the likelier to be meant, so
that the first rows found are the best ones. Whoever came with the first copy has the rank ``id``;
whoever called since has a rank below nought, which `front` leads back to the caller.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_1_CALLERS: Final = """
CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE caller (
    id INTEGER PRIMARY KEY,
    caller_id TEXT NOT NULL,
    rk INTEGER NOT NULL,
    no INTEGER NOT NULL,
    own INTEGER NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    born TEXT,
    address TEXT NOT NULL,
    postcode TEXT NOT NULL,
    household TEXT NOT NULL,
    address_protected INTEGER NOT NULL,
    phones TEXT NOT NULL,
    lists TEXT NOT NULL,
    contacts INTEGER NOT NULL,
    last_at_utc TEXT
) STRICT;

CREATE TABLE front (
    rk INTEGER PRIMARY KEY,
    id INTEGER NOT NULL
) STRICT;

CREATE TABLE phone (
    backwards TEXT NOT NULL,
    rk INTEGER NOT NULL,
    id INTEGER NOT NULL,
    PRIMARY KEY (backwards, rk)
) STRICT, WITHOUT ROWID;

CREATE TABLE history (
    id INTEGER NOT NULL,
    at_utc TEXT NOT NULL,
    contact_id TEXT NOT NULL,
    line TEXT NOT NULL,
    grade TEXT NOT NULL,
    summary TEXT NOT NULL,
    outcome TEXT NOT NULL,
    matter TEXT NOT NULL,
    promise TEXT NOT NULL,
    promise_due_utc TEXT,
    promised TEXT NOT NULL,
    PRIMARY KEY (id, at_utc DESC, contact_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE own_mark (
    caller_id TEXT NOT NULL,
    other_id TEXT NOT NULL,
    apart INTEGER NOT NULL,
    PRIMARY KEY (caller_id, other_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE word (
    word TEXT PRIMARY KEY,
    people INTEGER NOT NULL,
    heard TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE near (
    trace INTEGER NOT NULL,
    word TEXT NOT NULL,
    PRIMARY KEY (trace, word)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE who USING fts5(
    words, content='', columnsize=0, detail=none, prefix='1 2 3 4 5 6', tokenize='ascii'
)
"""

#: Step n brings a file from schema version n to n + 1.
STEPS: Final[tuple[str, ...]] = (_1_CALLERS,)


@dataclass(frozen=True, slots=True)
class Index:
    """What people are looked up by: ``key``, expressions over `caller`, for whom ``of`` holds."""

    name: str
    key: tuple[str, ...]
    of: str = "1"

    @property
    def sql(self) -> str:
        """The statement that makes it where it is not there."""
        return f"CREATE INDEX IF NOT EXISTS {self.standing[len('CREATE INDEX ') :]}"

    @property
    def standing(self) -> str:
        """The statement as the file's schema has it."""
        whom = f" WHERE {self.of}" if self.of != "1" else ""
        return f"CREATE INDEX {self.name} ON caller ({', '.join(self.key)}){whom}"


#: Identifiers are found by their last characters, the part that differs: half the size, and a first
#: copy sorts them in memory.
INDEXES: Final = (
    Index("caller_by_id", ("substr(caller_id, -12)",)),
    Index("caller_born", ("born", "rk", "name"), "born IS NOT NULL"),
    Index("caller_household", ("substr(household, -12)", "rk"), "household <> ''"),
)
