"""The measurement of completed places runs and finds what was typed; how fast, no test asks."""

import json
from pathlib import Path

import pytest

from workstation.__main__ import main


def test_every_address_that_is_typed_in_full_is_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "figures.json"
    assert main(["bench", "places", "--rows", "300", "--json", str(file)]) == 0
    report = json.loads(file.read_text(encoding="utf-8"))
    assert report["properties"] == 300
    assert report["found"] == 1.0
    assert 0 < report["key_ms"]["p50"] <= report["key_ms"]["p99"] <= report["key_ms"]["max"]
    assert "300 properties loaded" in capsys.readouterr().out
