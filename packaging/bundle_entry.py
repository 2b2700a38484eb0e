"""Where the bundle starts: the same `main` as `python -m workstation`."""

from workstation.__main__ import main

if __name__ == "__main__":
    raise SystemExit(main())
