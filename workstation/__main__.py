"""``python -m workstation`` and the command ``workstation``."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit status is in `workstation.cli`.

    Rarer collections of garbage: what starting makes is kept, and looking through it again and
    again took a tenth of the time to the first window.
    """
    gc.set_threshold(50_000, 20, 50)
    from workstation.cli.commands import run

    return run(sys.argv[1:] if arguments is None else arguments)


if __name__ == "__main__":
    sys.exit(main())
