"""Where the policies, scenarios and other files that the program was built with are."""

from __future__ import annotations

import sys
from pathlib import Path

#: The folder's name, in the source tree and in the bundle as well as inside the installed package.
FOLDER = "resources"


def resource_root() -> Path:
    """The folder that holds ``policies/`` and ``scenarios/``.

    In a bundle it lies in the folder the bundle unpacks to, in an installed wheel inside the
    package, in a source tree beside it. Raises FileNotFoundError when it is in none of them.
    """
    package = Path(__file__).resolve().parent.parent
    homes = [package, package.parent]
    if bundle := getattr(sys, "_MEIPASS", None):
        homes.insert(0, Path(bundle))
    for home in homes:
        if (home / FOLDER).is_dir():
            return home / FOLDER
    raise FileNotFoundError(
        "The folder “resources” with policies and scenarios is missing from this installation; "
        "nothing on this desk was touched; install the program again."
    )
