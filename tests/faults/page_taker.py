"""Takes pages of the change feed into a cache, each with its place, until it is killed.

    python -m tests.faults.page_taker FOLDER PAGES

Page n brings events 2n-1 and 2n and the token `token-n`; it begins where the cache says it stands.
"""

import sys
from pathlib import Path

from tests.desk.cache.test_cache import change, opened, page, sealed


def main(folder: Path, pages: int) -> None:
    """Take what has not been taken."""
    with opened(folder) as cache:
        stands = cache.feed_token()
        first = int(stands.rpartition("-")[2]) + 1 if stands else 1
        for n in range(first, pages + 1):
            changes = (change(2 * n - 1, sealed(2 * n - 1)), change(2 * n, sealed(2 * n)))
            cache.put_changes(page(*changes, token=f"token-{n}", up_to=2 * n)).result(20)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
