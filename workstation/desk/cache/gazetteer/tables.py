"""The tables of a gazetteer's file. Built in one go, never changed: another layout is loaded anew.

``rank`` orders entries from the most to the least worth showing, and is the rowid of the index: the
first rows that match are the best. Kinds lie one after the other, so each is a range of ranks.
"""

from __future__ import annotations

from typing import Final

#: Letters of a word that the index knows the beginnings of; longer ones are slow to look for
#: (1.4 ms against 0.1 among 100,000 addresses), so a question is cut to that.
LETTERS: Final = 9

SCHEMA: Final = """
CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE place (
    rank INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL,
    head TEXT NOT NULL,
    area TEXT NOT NULL,
    street TEXT NOT NULL,
    postcode TEXT NOT NULL,
    uprn TEXT NOT NULL,
    latitude REAL NOT NULL,
    longitude REAL NOT NULL,
    radius_m REAL NOT NULL,
    number TEXT NOT NULL,
    unit INTEGER NOT NULL
) STRICT;

CREATE VIRTUAL TABLE word USING fts5(
    words, content='', columnsize=0, detail=none, prefix='1 2 3 4 5 6 7 8 9',
    tokenize="ascii tokenchars '/'"
);
"""

#: While loading: everything found, in the order of the file.
FOUND: Final = """
CREATE TEMP TABLE found (
    no INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL,
    sort TEXT NOT NULL,
    head TEXT NOT NULL,
    area TEXT NOT NULL,
    street TEXT NOT NULL,
    locality TEXT NOT NULL,
    town TEXT NOT NULL,
    postcode TEXT NOT NULL,
    uprn TEXT NOT NULL,
    latitude REAL NOT NULL,
    longitude REAL NOT NULL,
    radius_m REAL NOT NULL,
    number TEXT NOT NULL,
    unit INTEGER NOT NULL,
    words TEXT NOT NULL,
    UNIQUE (kind, uprn, head, area, postcode)
) STRICT
"""

RANKED: Final = """
CREATE TEMP TABLE ranked AS
SELECT row_number() OVER (ORDER BY kind, sort, no) AS rank, no FROM found
"""
FILL_PLACES: Final = """
INSERT INTO place
SELECT rank, kind, head, area, street, postcode, uprn, latitude, longitude, radius_m, number, unit
FROM ranked JOIN found USING (no) ORDER BY rank
"""
FILL_WORDS: Final = """
INSERT INTO word (rowid, words) SELECT rank, words FROM ranked JOIN found USING (no) ORDER BY rank
"""
