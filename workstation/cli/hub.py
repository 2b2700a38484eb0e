"""``workstation hub``: serve it, set it up, and let machines and people in."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final, get_args

from workstation.cli.arguments import Commands
from workstation.cli.passwords import asked_for
from workstation.cli.status import Status
from workstation.domain.events import Realm
from workstation.domain.roles import Role

#: The policy of a hub for which none is named.
POLICY: Final = "police-scotland"


def declare(commands: Commands) -> None:
    """Add the command and its parts."""
    one = commands.add_parser("hub", help="the hub of a force: serve, migrate, seed, code, person")
    parts = one.add_subparsers(title="what to do", metavar="WHAT", required=True)
    _declare_serve(parts)
    _declare_migrate(parts)
    _declare_seed(parts)
    _declare_code(parts)
    _declare_person(parts)
    _declare_certificates(parts)
    _declare_consultations(parts)
    _part(
        parts, "restored", "say that the records came from a backup: desks send and read anew"
    ).set_defaults(run=_restored)


def _part(parts: Commands, name: str, words: str) -> argparse.ArgumentParser:
    part = parts.add_parser(name, help=words, description=words[0].upper() + words[1:] + ".")
    where = part.add_mutually_exclusive_group()
    where.add_argument("--sqlite", type=Path, metavar="FILE", help="keep the records in this file")
    where.add_argument("--database", metavar="URL", help="postgresql://… or sqlite:///FILE")
    part.add_argument("--realm", choices=get_args(Realm), default="live", help="default: live")
    return part


def _declare_serve(parts: Commands) -> None:
    part = _part(parts, "serve", "serve desks and receivers until asked to stop")
    part.add_argument("--host", help="address to listen on; beyond loopback it needs TLS")
    part.add_argument("--port", type=int, help="port to listen on; 0: any free one")
    part.add_argument("--folder", type=Path, help="where hub.port is written once it listens")
    part.add_argument("--certificate", type=Path, metavar="PEM", help="the hub's certificate")
    part.add_argument("--key", type=Path, metavar="PEM", help="the certificate's key")
    for_children = part.add_argument_group("for the demonstration, which starts its own hub")
    for_children.add_argument("--until-stdin-ends", action="store_true", help="stop at its end")
    for_children.add_argument("--prepare", action="store_true", help="make and fill a new hub")
    for_children.add_argument("--callers", type=int, default=300, help="made-up callers")
    for_children.add_argument("--codes-for", default="", help="kinds of machines to make codes for")
    for_children.add_argument("--policy", default=POLICY, help=f"default: {POLICY}")
    part.set_defaults(run=_serve)


def _declare_migrate(parts: Commands) -> None:
    part = _part(parts, "migrate", "make or update the hub's tables; a new hub gets its identity")
    part.add_argument(
        "--recovery-key",
        type=Path,
        metavar="FILE",
        help="where a new hub writes the private recovery key; take it away and keep it safe",
    )
    part.set_defaults(run=_migrate)


def _declare_seed(parts: Commands) -> None:
    part = _part(parts, "seed", "install a policy and its teams; in the demo made-up people too")
    part.add_argument("--policy", default=POLICY, help=f"NAME or NAME/VERSION; default: {POLICY}")
    part.add_argument(
        "--callers",
        type=_count,
        metavar="N",
        help="people on record to make up, never in a live hub; the demo has 300 otherwise",
    )
    part.add_argument(
        "--contacts", type=_count, metavar="M", help="earlier contacts that they have together"
    )
    part.add_argument(
        "--seed", type=_count, metavar="S", help="the same people for the same number; default: 1"
    )
    part.set_defaults(run=_seed)


def _declare_code(parts: Commands) -> None:
    part = _part(parts, "code", "make a code with which one machine can enrol, once")
    part.add_argument("--kind", choices=("desk", "receiver", "supervisor"), default="desk")
    part.set_defaults(run=_code)


def _declare_person(parts: Commands) -> None:
    part = _part(parts, "person", "let a person sign in, or give them a new password")
    part.add_argument("user", help="the name they sign in with")
    part.add_argument("name", help="the name others read, such as “F. Grant”")
    part.add_argument("--role", action="append", choices=get_args(Role), required=True)
    part.add_argument("--team", action="append", default=[], help="a team they receive for")
    part.set_defaults(run=_person)


def _declare_certificates(parts: Commands) -> None:
    part = parts.add_parser("certificates", help="make the hub's certificate and its authority")
    part.add_argument("folder", type=Path, help="where they are kept")
    part.add_argument("name", nargs="+", help="host names and addresses of the hub")
    part.set_defaults(run=_certificates)


def _declare_consultations(parts: Commands) -> None:
    part = _part(parts, "consultations", "say who looked at whose record, and why, as CSV")
    part.add_argument(
        "--of", default="", metavar="CALLER", help="this person's record alone, by id"
    )
    part.add_argument("--by", default="", metavar="USER", help="looks of this user alone")
    part.add_argument("--days", type=_count, default=30, metavar="N", help="days back; default: 30")
    part.set_defaults(run=_consultations)


def _count(text: str) -> int:
    """A number of people or contacts. Raises `argparse.ArgumentTypeError`."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise argparse.ArgumentTypeError("a whole number, 0 or more")
    return int(text)


def _url(chosen: argparse.Namespace) -> str:
    from workstation.bootstrap.hub import database_url
    from workstation.settings.read import read

    return database_url(read().settings, chosen.sqlite, chosen.database)


def _serve(chosen: argparse.Namespace) -> int:
    from workstation.bootstrap import logs
    from workstation.bootstrap.hub import hub_folder, serve
    from workstation.hub.settings import HubSettings
    from workstation.settings.read import read

    logs.to_standard_error()
    settings = read().settings
    folder = chosen.folder or hub_folder(settings)
    if chosen.prepare:
        from workstation.bootstrap.demo_hub import prepare

        kinds = [kind for kind in chosen.codes_for.split(",") if kind]
        database = chosen.sqlite.absolute()
        prepare(settings, database, folder, chosen.callers, kinds, chosen.policy)
    serve(
        HubSettings(
            database=_url(chosen),
            realm=chosen.realm,
            data_dir=folder,
            host=chosen.host or settings.hub_host,
            port=settings.hub_port if chosen.port is None else chosen.port,
            tls_certificate=chosen.certificate or settings.hub_certificate,
            tls_key=chosen.key or settings.hub_key,
        ),
        leashed=chosen.until_stdin_ends,
    )
    return Status.DONE


def _migrate(chosen: argparse.Namespace) -> int:
    from workstation.bootstrap.hub import hub_folder, migrate
    from workstation.settings.read import read

    file = chosen.recovery_key or hub_folder(read().settings) / "recovery-key.pem"
    hub_id = migrate(_url(chosen), chosen.realm, file)
    print(f"The hub {hub_id} is set up for this release.")
    if file.exists():
        print(
            f"Take {file} away and keep it safe: it opens the journal of a desk that lost its key."
        )
    return Status.DONE


def _seed(chosen: argparse.Namespace) -> int:
    from workstation.bootstrap.seeding import MadeUp, seed
    from workstation.settings.read import read

    asked = {name: getattr(chosen, name) for name in ("callers", "contacts", "seed")}
    said = {name: value for name, value in asked.items() if value is not None}
    made_up = MadeUp(**said) if said else None
    print(seed(_url(chosen), chosen.realm, chosen.policy, read().settings.resources, made_up))
    return Status.DONE


def _code(chosen: argparse.Namespace) -> int:
    from workstation.bootstrap.hub import code

    print(code(_url(chosen), chosen.realm, chosen.kind))
    return Status.DONE


def _person(chosen: argparse.Namespace) -> int:
    from workstation.bootstrap.hub import person

    password = asked_for(chosen.user)
    person(_url(chosen), chosen.realm, chosen.user, chosen.name, password, chosen.role, chosen.team)
    print(f"{chosen.name} can sign in as {chosen.user}.")
    return Status.DONE


def _certificates(chosen: argparse.Namespace) -> int:
    from workstation.hub.certificates import make_certificates

    made = make_certificates(chosen.folder, chosen.name)
    print(f"For the hub: --certificate {made.certificate} --key {made.key}")
    print(f"For every machine: workstation enrol --ca {made.authority}")
    print(f"Lock away: {made.authority_key}")
    return Status.DONE


def _consultations(chosen: argparse.Namespace) -> int:
    from workstation.bootstrap.consultations import write_consultations

    write_consultations(
        _url(chosen), chosen.realm, chosen.days, sys.stdout, of=chosen.of, by=chosen.by
    )
    return Status.DONE


def _restored(chosen: argparse.Namespace) -> int:
    from workstation.hub.installation import restored

    print(f"The hub has the new epoch {restored(_url(chosen), chosen.realm)}.")
    return Status.DONE
