"""The tables of the journal: one numbered step a schema version, never changed once released."""

from __future__ import annotations

from typing import Final

_1_STREAMS: Final = """
CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
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
    hash TEXT NOT NULL,
    UNIQUE (store_id, store_seq),
    UNIQUE (stream_id, stream_seq)
) STRICT;

CREATE TABLE stream (
    stream_id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    first_no INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    open INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX stream_by_kind ON stream (kind, open, first_no);

CREATE TABLE delivery (
    no INTEGER PRIMARY KEY REFERENCES event (no),
    lane INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'stored', 'refused', 'set_aside')),
    attempts INTEGER NOT NULL DEFAULT 0,
    cause TEXT NOT NULL DEFAULT '',
    sent_at TEXT
) STRICT;
CREATE INDEX delivery_open ON delivery (lane, no) WHERE state IN ('waiting', 'sent');
CREATE INDEX delivery_aside ON delivery (no) WHERE state = 'set_aside';

CREATE TABLE draft (
    contact_id TEXT NOT NULL,
    field TEXT NOT NULL,
    text TEXT NOT NULL,
    cursor INTEGER NOT NULL,
    at_utc TEXT NOT NULL,
    given INTEGER NOT NULL,
    PRIMARY KEY (contact_id, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE remembered (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE verifier (
    user TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    roles TEXT NOT NULL,
    teams TEXT NOT NULL,
    hash TEXT NOT NULL,
    signed_in_utc TEXT NOT NULL,
    until_utc TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""

#: An answer writes as few pages as it can: every page is encrypted, signed and synced while whoever
#: saves waits. What two of the five indexes of step 1 said, the order of ``no`` and the index on
#: (stream_id, stream_seq) say as well.
_2_FEWER_PAGES: Final = """
CREATE TABLE event_2 (
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
    hash TEXT NOT NULL,
    UNIQUE (stream_id, stream_seq)
) STRICT;
INSERT INTO event_2 SELECT no, event_id, stream_id, store_id, store_seq, stream_seq, prev_hash,
    type, v, realm, actor, sign_in, cause_id, seen_hub_no, at_utc, mono_ns, boot_id, hub_offset_ms,
    policy_id, policy_version, policy_hash, payload, payload_salt, payload_digest, hash
    FROM event ORDER BY no;
DROP TABLE event;
ALTER TABLE event_2 RENAME TO event;
ALTER TABLE stream DROP COLUMN last_seq;
"""

_ALL: Final = (
    "no, event_id, stream_id, store_id, store_seq, stream_seq, prev_hash, type, v, realm, actor,"
    " sign_in, cause_id, seen_hub_no, at_utc, mono_ns, boot_id, hub_offset_ms, policy_id,"
    " policy_version, policy_hash, payload, payload_salt, payload_digest, hash"
)

#: What is written while somebody waits goes into one page, and to its places a moment later.
_3_UNFILED: Final = """
CREATE TABLE unfiled (
    no INTEGER PRIMARY KEY,
    event_id TEXT NOT NULL,
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
    hash TEXT NOT NULL,
    lane INTEGER NOT NULL
) STRICT;
CREATE VIEW all_events AS
    SELECT {all} FROM event UNION ALL SELECT {all} FROM unfiled;
CREATE VIEW all_deliveries AS
    SELECT {all}, lane, state, attempts, cause, sent_at FROM event JOIN delivery USING (no)
    UNION ALL SELECT {all}, lane, 'waiting', 0, '', NULL FROM unfiled;
""".replace("{all}", _ALL)

#: What is durable before it is stored lies on a tape beside the file now.
_4_FILED: Final = """
INSERT INTO event ({all}) SELECT {all} FROM unfiled ORDER BY no;
INSERT INTO delivery (no, lane, state) SELECT no, lane, 'waiting' FROM unfiled ORDER BY no;
INSERT INTO stream (stream_id, kind, first_no, open)
    SELECT stream_id, substr(stream_id, 1, instr(stream_id, ':') - 1), no, 1
    FROM unfiled WHERE stream_seq=1 ORDER BY no;
UPDATE stream SET open=0
    WHERE stream_id IN (SELECT stream_id FROM unfiled WHERE type='ContactDisposed');
DROP VIEW all_deliveries;
DROP VIEW all_events;
DROP TABLE unfiled;
""".replace("{all}", _ALL)

#: The first version with a tape beside it.
TAPED: Final = 4
#: Step n brings a file from schema version n to n + 1.
STEPS: Final[tuple[str, ...]] = (_1_STREAMS, _2_FEWER_PAGES, _3_UNFILED, _4_FILED)
