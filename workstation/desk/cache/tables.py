"""The tables of the cache: one numbered step a schema version, never changed once released."""

from __future__ import annotations

from typing import Final

_1_CALLERS_AND_CHANGES: Final = """
CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE caller (
    caller_id TEXT PRIMARY KEY,
    no INTEGER NOT NULL,
    name TEXT NOT NULL,
    born TEXT,
    address TEXT NOT NULL,
    address_protected INTEGER NOT NULL,
    phones TEXT NOT NULL,
    markers TEXT NOT NULL,
    notes TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE phone (
    e164 TEXT NOT NULL,
    caller_id TEXT NOT NULL,
    PRIMARY KEY (e164, caller_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX phone_of_caller ON phone (caller_id);

CREATE TABLE history (
    caller_id TEXT NOT NULL,
    at_utc TEXT NOT NULL,
    part INTEGER NOT NULL,
    grade TEXT NOT NULL,
    summary TEXT NOT NULL,
    outcome TEXT NOT NULL,
    PRIMARY KEY (caller_id, at_utc DESC, part)
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
    no INTEGER PRIMARY KEY,
    event_id TEXT NOT NULL UNIQUE,
    stream_id TEXT NOT NULL,
    store_id TEXT NOT NULL,
    store_seq INTEGER NOT NULL,
    stream_seq INTEGER NOT NULL,
    prev_hash TEXT NOT NULL,
    type TEXT NOT NULL,
    v INTEGER NOT NULL,
    realm TEXT NOT NULL,
    actor TEXT NOT NULL,
    sign_in TEXT NOT NULL,
    cause_id TEXT,
    seen_hub_no INTEGER NOT NULL,
    at_utc TEXT NOT NULL,
    mono_ns INTEGER NOT NULL,
    boot_id TEXT NOT NULL,
    hub_offset_ms INTEGER,
    policy_id TEXT,
    policy_version TEXT,
    policy_hash TEXT,
    payload BLOB,
    payload_salt BLOB,
    payload_digest TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
CREATE INDEX event_of_stream ON event (stream_id, stream_seq)
"""

_2_OPEN_INCIDENTS: Final = """
CREATE TABLE open_card (
    incident_id TEXT PRIMARY KEY,
    record TEXT NOT NULL
) STRICT, WITHOUT ROWID
"""

#: People on record have files of their own (`workstation.desk.cache.callers`).
_3_NO_CALLERS: Final = """
DROP TABLE caller;
DROP TABLE phone;
DROP TABLE history;
DELETE FROM meta WHERE name IN ('callers_up_to', 'as_of_utc')
"""

#: Step n brings a file from schema version n to n + 1.
STEPS: Final[tuple[str, ...]] = (_1_CALLERS_AND_CHANGES, _2_OPEN_INCIDENTS, _3_NO_CALLERS)
