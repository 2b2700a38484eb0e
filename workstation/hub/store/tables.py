"""Every table of the hub, on SQLite and PostgreSQL alike.

Times are ISO 8601 text with microseconds and ``Z``, so that they compare as text on both. The
numbered steps in `migrations` make these tables; a test holds the two together.
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

METADATA: Final = sa.MetaData()


def _text(name: str, *, key: bool = False, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, primary_key=key, nullable=null)


def _number(name: str, *, key: bool = False, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, primary_key=key, nullable=null, autoincrement=False)


def _bytes(name: str, *, null: bool = False) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary, nullable=null)


#: What the hub is: hub_id, realm, epoch, its own store's id, recovery public key, current policy.
HUB: Final = sa.Table("hub", METADATA, _text("name", key=True), _text("value"))

#: Numbers handed out one after another: changes, callers, desks.
COUNTERS: Final = sa.Table("counters", METADATA, _text("name", key=True), _number("value"))

#: Which device writes a store. ``forked_from`` is the first number that was written twice.
STORES: Final = sa.Table(
    "stores",
    METADATA,
    _text("store_id", key=True),
    _text("device_id"),
    _number("last_seq"),
    _text("last_hash"),
    _number("forked_from", null=True),
    _number("backed_up_to"),
)

#: Which store writes a stream, for ever.
STREAMS: Final = sa.Table(
    "streams",
    METADATA,
    _text("stream_id", key=True),
    _text("store_id"),
    _text("erased_at", null=True),
)

#: What a supervisor is shown of late, by type; an index of its own, for all else is far more.
OF_LATE: Final = sa.text(
    "type in ('PhonedThrough', 'AcceptanceOverdue', 'ApprovalOverdue', 'TaskOverdue')"
)

#: What a shift is counted from, by type: where a call or an incident begins or turns.
OF_SHIFT: Final = sa.text(
    "type in ('CallOffered', 'CallAnswered', 'TakenOver', 'IncidentOpened', 'Accepted',"
    " 'AcceptanceOverdue', 'GradeChanged')"
)

#: What says whose record was looked at, and why.
OF_LOOKS: Final = sa.text("type = 'Consulted'")

#: Every sealed event, as it was sent, with what the hub answered.
EVENTS: Final = sa.Table(
    "events",
    METADATA,
    _text("event_id", key=True),
    _text("stream_id"),
    _text("store_id"),
    _number("store_seq"),
    _number("stream_seq"),
    _text("prev_hash"),
    _text("type"),
    _number("v"),
    _text("realm"),
    _text("actor"),
    _text("sign_in"),
    _text("cause_id", null=True),
    _number("seen_hub_no"),
    _text("at_utc"),
    _number("mono_ns"),
    _text("boot_id"),
    _number("hub_offset_ms", null=True),
    _text("policy_id", null=True),
    _text("policy_version", null=True),
    _text("policy_hash", null=True),
    _bytes("payload", null=True),
    _bytes("payload_salt", null=True),
    _text("payload_digest"),
    _text("hash"),
    _text("arrived_at"),
    _number("hub_no", null=True),
    _text("refused", null=True),
    sa.UniqueConstraint("store_id", "store_seq"),
    sa.Index("events_of_stream", "stream_id", "stream_seq"),
    sa.Index("events_of_late", "arrived_at", sqlite_where=OF_LATE, postgresql_where=OF_LATE),
    sa.Index("events_of_shift", "arrived_at", sqlite_where=OF_SHIFT, postgresql_where=OF_SHIFT),
    sa.Index("events_of_looks", "arrived_at", sqlite_where=OF_LOOKS, postgresql_where=OF_LOOKS),
)

#: Which events of desks speak about which incident, whether it is open already or not.
ABOUT: Final = sa.Table(
    "about",
    METADATA,
    _text("incident_id", key=True),
    _text("event_id", key=True),
    _text("arrived_at"),
)

#: What could not be read or not be placed: bytes kept, visible, in nobody's way.
SET_ASIDE: Final = sa.Table(
    "set_aside",
    METADATA,
    _text("digest", key=True),
    _text("device_id"),
    _text("store_id"),
    _text("event_id"),
    _text("cause"),
    _bytes("raw"),
    _text("at_utc"),
)

#: The newest reading of each incident, for queues.
INCIDENTS: Final = sa.Table(
    "incidents",
    METADATA,
    _text("incident_id", key=True),
    _text("request_id"),
    _text("desk_id"),
    _text("team"),
    _text("standing"),
    _text("item"),
    sa.Index("incidents_of_team", "team", "standing"),
)

#: Open incidents in short, by their last change. ``record`` is JSON, empty once it is closed.
OPEN_INCIDENTS: Final = sa.Table(
    "open_incidents",
    METADATA,
    _text("incident_id", key=True),
    _number("no"),
    _text("record"),
    sa.UniqueConstraint("no"),
)

#: Which contacts belong to an incident.
INCIDENT_CONTACTS: Final = sa.Table(
    "incident_contacts",
    METADATA,
    _text("incident_id", key=True),
    _text("contact_id", key=True),
    sa.Index("incidents_of_contact", "contact_id"),
)

#: Calls that desks answered. ``over`` is 1 once the call has ended, or goes on at another desk;
#: ``taken_by`` is the desk that took it over.
CONTACTS: Final = sa.Table(
    "contacts",
    METADATA,
    _text("contact_id", key=True),
    _text("desk_id"),
    _text("answered_at"),
    _number("over"),
    _text("taken_by", null=True),
    _text("taken_at", null=True),
    sa.Index("contacts_under_way", "over", "answered_at"),
)

#: Who hears of an incident now.
INCIDENT_AUDIENCES: Final = sa.Table(
    "incident_audiences", METADATA, _text("incident_id", key=True), _text("audience", key=True)
)

#: The change feed. A number stands for one event or tombstone; each audience has its own row.
CHANGES: Final = sa.Table(
    "changes",
    METADATA,
    _text("audience", key=True),
    _number("no", key=True),
    _text("kind"),
    _text("event_id", null=True),
    _text("stream_id"),
    sa.UniqueConstraint("no", "audience"),
)

#: Replies to receivers' steps, replayed when a step is sent again.
STEPS: Final = sa.Table(
    "steps",
    METADATA,
    _text("op_id", key=True),
    _text("asked"),
    _text("reply"),
    _text("at_utc"),
)

#: Teams that still owe something on an incident that is with another team.
OWED: Final = sa.Table(
    "owed",
    METADATA,
    _text("incident_id", key=True),
    _text("team", key=True),
    sa.Index("owed_by_team", "team"),
)

#: What is to happen when nobody acts.
TIMERS: Final = sa.Table(
    "timers",
    METADATA,
    _text("timer_id", key=True),
    _text("incident_id"),
    _text("due_at"),
    _text("kind"),
    sa.Index("timers_due", "due_at"),
    sa.Index("timers_of_incident", "incident_id"),
)

#: Local accounts. ``roles`` and ``teams`` are JSON lists.
PEOPLE: Final = sa.Table(
    "people",
    METADATA,
    _text("user_name", key=True),
    _text("name"),
    _text("password_hash"),
    _text("roles"),
    _text("teams"),
    _text("left_at", null=True),
)

#: Sign-ins. Only the hash of a session's token is kept.
SESSIONS: Final = sa.Table(
    "sessions",
    METADATA,
    _text("token_hash", key=True),
    _text("sign_in"),
    _text("user_name"),
    _text("device_id"),
    _text("began_at"),
    _text("expires_at"),
    _text("ended_at", null=True),
    sa.Index("sessions_of_person", "user_name"),
)

#: Wrong passwords, per name that was typed.
SIGN_IN_FAULTS: Final = sa.Table(
    "sign_in_faults",
    METADATA,
    _text("user_name", key=True),
    _number("wrong"),
    _text("last_at"),
)

#: Enrolled machines. Only the hash of a secret is kept.
DEVICES: Final = sa.Table(
    "devices",
    METADATA,
    _text("device_id", key=True),
    _text("name"),
    _text("kind"),
    _text("secret_hash"),
    _text("reference_block"),
    _text("enrolled_at"),
    _text("revoked_at", null=True),
    sa.UniqueConstraint("reference_block"),
)

#: How each desk stands. ``heard_at``: the last word of it, ``reported_at``: its last report, which
#: ``report`` is as JSON; both empty before the first. ``closed`` is 1 after a goodbye.
DESK_REPORTS: Final = sa.Table(
    "desk_reports",
    METADATA,
    _text("device_id", key=True),
    _text("heard_at"),
    _text("reported_at"),
    _number("closed"),
    _text("report"),
)

#: Codes with which a machine enrols once.
ENROLMENT_CODES: Final = sa.Table(
    "enrolment_codes",
    METADATA,
    _text("code_hash", key=True),
    _text("kind"),
    _text("made_by"),
    _text("expires_at"),
    _text("used_at", null=True),
)

#: Teams that can receive. ``closes`` is 1 where the policy lets the team end an incident.
TEAMS: Final = sa.Table(
    "teams", METADATA, _text("team", key=True), _text("name"), _number("closes")
)

#: People on record. ``no`` is the number of the last change, ``priority`` their place in a first
#: copy, -1 for who is on record no more. ``protected`` is this person's own mark. ``line`` is JSON
#: as it travels, without id and number, ``history`` the JSON list of earlier contacts. What of that
#: changed after ``parts_after`` stands in `CALLER_PARTS`; where there is no such number, it is told
#: whole to whoever has not heard of ``no``.
CALLERS: Final = sa.Table(
    "callers",
    METADATA,
    _text("caller_id", key=True),
    _number("no"),
    _number("priority"),
    _text("household"),
    _number("protected"),
    _text("line"),
    _text("history"),
    _number("parts_after", null=True),
    sa.UniqueConstraint("no"),
    sa.Index("callers_by_priority", "priority", "caller_id"),
    sa.Index("callers_of_household", "household"),
)

#: Earlier contacts that changed or left, each with the number of the change by which it last did.
#: ``entry`` is JSON as it travels: the contact, or time and id of one that is ``gone``.
CALLER_PARTS: Final = sa.Table(
    "caller_parts",
    METADATA,
    _text("caller_id", key=True),
    _text("at_utc", key=True),
    _text("contact_id", key=True),
    _number("no"),
    _number("gone"),
    _text("entry"),
    sa.Index("caller_parts_by_no", "caller_id", "no"),
)

#: People on record as releases before wrote them, until `catch_up` has taken them over.
CALLERS_BEFORE: Final = sa.Table(
    "callers_before",
    METADATA,
    _text("caller_id", key=True),
    _number("no"),
    _text("record"),
    sa.UniqueConstraint("no"),
)

#: Whose record a contact of the desks stands in, or will once that person is on record.
CONTACT_CALLERS: Final = sa.Table(
    "contact_callers",
    METADATA,
    _text("contact_id", key=True),
    _text("caller_id", key=True),
    sa.Index("contacts_of_caller", "caller_id"),
)

#: Records that stand for a number and not for a person: switchboards, relays, payphones, unknown.
NUMBER_CALLERS: Final = sa.Table(
    "number_callers", METADATA, _text("number", key=True), _text("caller_id")
)

#: What was said last of two records being the same human being; ``caller_id`` < ``other_id``.
SAME_PERSON: Final = sa.Table(
    "same_person",
    METADATA,
    _text("caller_id", key=True),
    _text("other_id", key=True),
    _number("apart"),
    _text("said_at"),
    _number("store_seq"),
    _text("event_id"),
    sa.Index("same_person_other", "other_id"),
)

#: Policy packages by the hash of their files; none is ever removed.
POLICIES: Final = sa.Table(
    "policies",
    METADATA,
    _text("hash", key=True),
    _text("id"),
    _text("version"),
    _bytes("package"),
    _text("added_at"),
)

#: The grades of each policy package, so that requests can be judged by the policy they name.
GRADES: Final = sa.Table(
    "grades",
    METADATA,
    _text("policy_hash", key=True),
    _text("grade", key=True),
    _number("rank"),
    _number("urgent"),
    _number("top"),
    _number("accept_within_s"),
)
