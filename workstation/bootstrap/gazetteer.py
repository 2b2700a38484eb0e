"""Where a desk's gazetteer is, and the made-up one that the demonstration completes places from."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workstation.bootstrap.faults import CannotGoOn
from workstation.content.resources import resource_root
from workstation.desk.cache.gazetteer import (
    Gazetteer,
    GazetteerFault,
    Loaded,
    digest_of,
    held,
    load,
)
from workstation.desk.clock import SystemClock
from workstation.settings.places import demo_folder, seat_folder

if TYPE_CHECKING:
    from workstation.bootstrap.machine import Machine
    from workstation.domain.events import Realm
    from workstation.domain.place import Place
    from workstation.settings.declared import Settings

_FOLDER: Final = "gazetteer"
#: The gazetteer of a made-up town and of the places of the scenarios, in the resources.
MADE_UP: Final = Path("gazetteer", "made-up.csv")


def gazetteer_folder(settings: Settings, realm: Realm) -> Path:
    """Where the gazetteer of this machine's desks of ``realm`` is kept."""
    if realm == "demo":
        return demo_folder(settings.data) / _FOLDER
    return seat_folder(settings.data, realm, _FOLDER)


def load_gazetteer(settings: Settings, realm: Realm, file: Path) -> Loaded:
    """Put the gazetteer in ``file`` in force; open desks take it up at the next key press.

    Raises `GazetteerFault`.
    """
    return load(file, gazetteer_folder(settings, realm), SystemClock().moment().at_utc)


def find_places(settings: Settings, realm: Realm, text: str) -> tuple[Place, ...]:
    """What a desk would show for ``text``. Raises `CannotGoOn` when there is no gazetteer."""
    folder = gazetteer_folder(settings, realm)
    with Gazetteer(folder) as places:
        found = places.complete(text)
        if held(folder) is None:
            raise CannotGoOn(
                f"No gazetteer is in force here for {realm}; nothing was changed; load one with "
                "`workstation gazetteer load FILE`."
            )
    return found


def state_of(machine: Machine) -> str:
    """What ``machine`` completes places from, in words. Raises `CannotGoOn` when it is damaged."""
    folder = machine.folder.parent / _FOLDER
    with Gazetteer(folder) as places:
        places.complete("a")
        if places.trouble:
            raise CannotGoOn(places.trouble)
    known = held(folder)
    if known is None:
        return "none here, places are typed in full (`workstation gazetteer load FILE`)"
    return f"{known.source} of {known.loaded_at_utc[:10]}, {known.properties:,} properties"


def places_of(machine: Machine) -> Gazetteer:
    """The gazetteer that ``machine`` completes places from; the demonstration brings its own."""
    folder = machine.folder.parent / _FOLDER
    if machine.realm == "demo":
        try:
            _have_made_up(folder)
        except (GazetteerFault, OSError) as fault:
            # Places are then typed in full; no reason not to open the desk.
            logging.getLogger(__name__).warning("no made-up gazetteer: %s", fault)
    return Gazetteer(folder)


def _have_made_up(folder: Path) -> None:
    """Load the made-up gazetteer unless it, or one that somebody loaded, is in force."""
    shipped = resource_root() / MADE_UP
    known = held(folder)
    if known is None or (known.source == shipped.name and known.digest != digest_of(shipped)):
        load(shipped, folder, SystemClock().moment().at_utc)
