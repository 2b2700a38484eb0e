"""What a window brings into memory before it is painted: itself, and nothing of the desk behind."""

import subprocess
import sys

import pytest

#: Hundreds of frozen dataclasses, made at import, and what reads settings, stores and the wire.
HEAVY = ("dataclasses", "pydantic", "sqlalchemy", "httpx", "workstation.desk.ports")
#: Pure functions on words: no dataclass among them.
LIGHT = {"workstation.domain", "workstation.domain.text", "workstation.domain.contact"}
LIGHT |= {"workstation.domain.contact.told"}

SHOWN = """
import sys
import {module}
import workstation.ui.program
heavy = [name for name in {heavy!r} if name in sys.modules]
domain = [n for n in sys.modules if n.startswith("workstation.domain") and n not in {light!r}]
print(heavy, domain)
"""


@pytest.mark.parametrize("module", ["workstation.ui.desk.window"])
def test_the_domain_is_read_after_the_window_is_painted(module: str) -> None:
    code = SHOWN.format(module=module, heavy=HEAVY, light=LIGHT)
    ran = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert ran.stdout.split("\n")[0] == "[] []"
