"""Numbered, forward-only steps that make the tables; none changes once released."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa

from workstation.hub.store.engine import Database, Transaction

Step = tuple[str, ...]

_FIRST: Final[Step] = (
    "create table hub (name text primary key, value text not null)",
    "create table counters (name text primary key, value bigint not null)",
    "create table stores (store_id text primary key, device_id text not null,"
    " last_seq bigint not null, last_hash text not null, forked_from bigint,"
    " backed_up_to bigint not null)",
    "create table streams (stream_id text primary key, store_id text not null, erased_at text)",
    "create table events (event_id text primary key, stream_id text not null,"
    " store_id text not null, store_seq bigint not null, stream_seq bigint not null,"
    " prev_hash text not null, type text not null, v bigint not null, realm text not null,"
    " actor text not null, sign_in text not null, cause_id text, seen_hub_no bigint not null,"
    " at_utc text not null, mono_ns bigint not null, boot_id text not null,"
    " hub_offset_ms bigint, policy_id text, policy_version text, policy_hash text,"
    " payload bytea, payload_salt bytea, payload_digest text not null, hash text not null,"
    " arrived_at text not null, hub_no bigint, refused text, unique (store_id, store_seq))",
    "create index events_of_stream on events (stream_id, stream_seq)",
    "create table about (incident_id text not null, event_id text not null,"
    " arrived_at text not null, primary key (incident_id, event_id))",
    "create table set_aside (digest text primary key, device_id text not null,"
    " store_id text not null, event_id text not null, cause text not null, raw bytea not null,"
    " at_utc text not null)",
    "create table incidents (incident_id text primary key, request_id text not null,"
    " desk_id text not null, team text not null, standing text not null, item text not null)",
    "create index incidents_of_team on incidents (team, standing)",
    "create table incident_contacts (incident_id text not null, contact_id text not null,"
    " primary key (incident_id, contact_id))",
    "create index incidents_of_contact on incident_contacts (contact_id)",
    "create table incident_audiences (incident_id text not null, audience text not null,"
    " primary key (incident_id, audience))",
    "create table changes (audience text not null, no bigint not null, kind text not null,"
    " event_id text, stream_id text not null, primary key (audience, no), unique (no, audience))",
    "create table steps (op_id text primary key, asked text not null, reply text not null,"
    " at_utc text not null)",
    "create table timers (timer_id text primary key, incident_id text not null,"
    " due_at text not null)",
    "create index timers_due on timers (due_at)",
    "create index timers_of_incident on timers (incident_id)",
    "create table people (user_name text primary key, name text not null,"
    " password_hash text not null, roles text not null, teams text not null, left_at text)",
    "create table sessions (token_hash text primary key, sign_in text not null,"
    " user_name text not null, device_id text not null, began_at text not null,"
    " expires_at text not null, ended_at text)",
    "create index sessions_of_person on sessions (user_name)",
    "create table sign_in_faults (user_name text primary key, wrong bigint not null,"
    " last_at text not null)",
    "create table devices (device_id text primary key, name text not null, kind text not null,"
    " secret_hash text not null, reference_block text not null unique, enrolled_at text not null,"
    " revoked_at text)",
    "create table enrolment_codes (code_hash text primary key, kind text not null,"
    " made_by text not null, expires_at text not null, used_at text)",
    "create table teams (team text primary key, name text not null, closes bigint not null)",
    "create table callers (caller_id text primary key, no bigint not null unique,"
    " record text not null)",
    "create table policies (hash text primary key, id text not null, version text not null,"
    " package bytea not null, added_at text not null)",
    "create table grades (policy_hash text not null, grade text not null, rank bigint not null,"
    " urgent bigint not null, top bigint not null, accept_within_s bigint not null,"
    " primary key (policy_hash, grade))",
)

#: Timers also wait for a supervisor's approval; until then all of them waited for acceptance.
_APPROVALS: Final[Step] = ("alter table timers add column kind text not null default 'acceptance'",)

#: Desks report how they stand; until then the hub knew only when something they wrote arrived.
_REPORTS: Final[Step] = (
    "create table desk_reports (device_id text primary key, heard_at text not null,"
    " reported_at text not null, closed bigint not null, report text not null)",
    "insert into desk_reports select devices.device_id, max(events.arrived_at), '', 0, ''"
    " from events join stores on stores.store_id = events.store_id"
    " join devices on devices.device_id = stores.device_id group by devices.device_id",
    "create index events_of_late on events (arrived_at)"
    " where type in ('PhonedThrough', 'AcceptanceOverdue', 'ApprovalOverdue')",
)

#: Calls under way can be taken over by another desk.
_CONTACTS: Final[Step] = (
    "create table contacts (contact_id text primary key, desk_id text not null,"
    " answered_at text not null, over bigint not null, taken_by text, taken_at text)",
    "create index contacts_under_way on contacts (over, answered_at)",
    "insert into contacts select a.stream_id, min(s.device_id), min(a.at_utc), 0, null, null"
    " from events a join stores s on s.store_id = a.store_id where a.type = 'CallAnswered'"
    " and not exists (select 1 from events e where e.stream_id = a.stream_id"
    " and e.type = 'ContactDisposed') group by a.stream_id",
)

#: Every desk keeps a copy of what is open, in short; what stood before is caught up with.
_OPEN_INCIDENTS: Final[Step] = (
    "create table open_incidents (incident_id text primary key, no bigint not null unique,"
    " record text not null)",
    "insert into counters (name, value) values ('open_incidents', 0)",
)

#: What a team owes on an incident that it has passed on.
_OWED: Final[Step] = (
    "create table owed (incident_id text not null, team text not null,"
    " primary key (incident_id, team))",
    "create index owed_by_team on owed (team)",
)

#: A shift is counted without reading every event.
_SHIFT: Final[Step] = (
    "create index events_of_shift on events (arrived_at)"
    " where type in ('CallOffered', 'CallAnswered', 'TakenOver', 'IncidentOpened', 'Accepted',"
    " 'AcceptanceOverdue', 'GradeChanged')",
)

#: Tasks that nobody did in time are among what a supervisor is shown of late.
_TASKS_OF_LATE: Final[Step] = (
    "drop index events_of_late",
    "create index events_of_late on events (arrived_at)"
    " where type in ('PhonedThrough', 'AcceptanceOverdue', 'ApprovalOverdue', 'TaskOverdue')",
)

#: People on record at national scale, as they travel; what stood before is caught up with.
_CALLERS: Final[Step] = (
    "alter table callers rename to callers_before",
    "create table callers (caller_id text primary key, no bigint not null unique,"
    " priority bigint not null, household text not null, protected bigint not null,"
    " line text not null, history text not null)",
    "create index callers_by_priority on callers (priority, caller_id)",
    "create index callers_of_household on callers (household)",
    "create table contact_callers (contact_id text not null, caller_id text not null,"
    " primary key (contact_id, caller_id))",
    "create index contacts_of_caller on contact_callers (caller_id)",
    "create table number_callers (number text primary key, caller_id text not null)",
    "create table same_person (caller_id text not null, other_id text not null,"
    " apart bigint not null, said_at text not null, store_seq bigint not null,"
    " event_id text not null,"
    " primary key (caller_id, other_id))",
    "create index same_person_other on same_person (other_id)",
)

#: Whose record was looked at can be read back without reading everything.
_LOOKS: Final[Step] = (
    "create index events_of_looks on events (arrived_at) where type = 'Consulted'",
)

#: A change of somebody carries what is new of their history; what stood before is told whole.
_CALLER_PARTS: Final[Step] = (
    "alter table callers add column parts_after bigint",
    "create table caller_parts (caller_id text not null, at_utc text not null,"
    " contact_id text not null, no bigint not null, gone bigint not null, entry text not null,"
    " primary key (caller_id, at_utc, contact_id))",
    "create index caller_parts_by_no on caller_parts (caller_id, no)",
)

STEPS: Final[tuple[Step, ...]] = (
    _FIRST,
    _APPROVALS,
    _REPORTS,
    _CONTACTS,
    _OPEN_INCIDENTS,
    _OWED,
    _SHIFT,
    _TASKS_OF_LATE,
    _CALLERS,
    _LOOKS,
    _CALLER_PARTS,
)


class NewerDatabase(Exception):
    """The database was made by a newer release; it is left as it is."""


class OlderDatabase(Exception):
    """The database has not been brought to this release's shape."""


def version(database: Database) -> int:
    """The number of steps taken so far; 0 for an empty database."""
    with database.reading() as tx:
        return _version(tx)


def check(database: Database, steps: Sequence[Step] = STEPS) -> None:
    """Raise `NewerDatabase` or `OlderDatabase` unless the shape is exactly this release's."""
    stands = version(database)
    if stands > len(steps):
        raise NewerDatabase(f"step {stands}, this release knows {len(steps)}")
    if stands < len(steps):
        raise OlderDatabase(f"step {stands}, this release needs {len(steps)}")


def migrate(database: Database, steps: Sequence[Step] = STEPS) -> int:
    """Take the steps that are missing, all or none; returns how many were taken.

    A SQLite file that holds something is copied beside itself first. Raises `NewerDatabase`.
    """
    before = version(database)
    if 0 < before < len(steps):
        database.back_up(f"before-step-{len(steps)}")
    with database.writing() as tx:
        tx.lock("schema", "migrate")
        stands = _version(tx)
        if stands > len(steps):
            raise NewerDatabase(f"step {stands}, this release knows {len(steps)}")
        if stands == len(steps):
            return 0
        if stands == 0:
            tx.sql.execute(sa.text("create table schema_version (version bigint not null)"))
            tx.sql.execute(sa.text("insert into schema_version values (0)"))
        for step in steps[stands:]:
            for statement in step:
                spoken = statement if tx.postgres else statement.replace("bytea", "blob")
                tx.sql.execute(sa.text(spoken))
        tx.sql.execute(sa.text("update schema_version set version = :n"), {"n": len(steps)})
    return len(steps) - stands


def _version(tx: Transaction) -> int:
    if not sa.inspect(tx.sql).has_table("schema_version"):
        return 0
    return int(tx.sql.execute(sa.text("select version from schema_version")).scalar_one())
