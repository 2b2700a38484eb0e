"""The way to the first window loads neither HTTP nor message models; the link's threads do."""

import subprocess
import sys

LOADED = """
import sys
import workstation.desk.link.link, workstation.desk.link.receiver_link
import workstation.desk.receive.queue_desk
from workstation.desk.clock import SystemClock
from workstation.desk.link.hub_client import HubClient
from workstation.desk.link.identity import HubIdentity
client = HubClient(HubIdentity("demo", "http://127.0.0.1:1"), SystemClock())
heavy = {"httpx", "pydantic", "sqlalchemy"}
print(sorted(heavy & set(sys.modules)))
client.ready()
print(sorted(heavy & set(sys.modules)))
client.close()
"""


def test_what_is_loaded_before_the_first_question_and_after_it() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", LOADED], capture_output=True, text=True, timeout=60, check=True
    )
    assert ran.stdout.splitlines() == ["[]", "['httpx', 'pydantic']"]
