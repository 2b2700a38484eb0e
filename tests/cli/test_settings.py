"""Settings: one declaration each, read from the environment and one file, faults in a sentence."""

from pathlib import Path
from typing import Any

import pytest

from workstation.__main__ import main
from workstation.settings import places
from workstation.settings.declared import Settings, declared, variable
from workstation.settings.read import BadSetting, read, stray_variables

NOWHERE = Path("does-not-exist.toml")


def _file(folder: Path, text: str) -> Path:
    place = folder / "settings.toml"
    place.write_text(text, encoding="utf-8")
    return place


def test_without_environment_and_file_every_setting_has_its_default() -> None:
    found = read({}, NOWHERE)
    assert found.settings == Settings()
    assert set(found.origins.values()) == {"default"}


def test_the_environment_wins_over_the_file_and_the_file_over_the_default(tmp_path: Path) -> None:
    place = _file(tmp_path, 'theme = "dark"\ntext_scale = 150\nsound = false\n')
    found = read({"WORKSTATION_THEME": "light"}, place)
    assert found.settings.theme == "light"
    assert found.settings.text_scale == 150
    assert found.settings.sound is False
    assert found.origins["theme"] == "environment"
    assert found.origins["text_scale"] == "file"
    assert found.origins["data"] == "default"


@pytest.mark.parametrize(
    ("said", "meant"), [("yes", True), ("0", False), ("On", True), ("false", False)]
)
def test_switches_are_said_in_words(said: str, meant: bool) -> None:
    assert read({"WORKSTATION_SOUND": said}, NOWHERE).settings.sound is meant


def test_an_empty_path_means_the_default_place() -> None:
    assert read({"WORKSTATION_DATA": ""}, NOWHERE).settings.data is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("theme = 'mauve'", "theme"),
        ("text_scale = 'big'", "text_scale"),
        ("text_scale = 999", "100 to 200"),
        ("text_scale = true", "text_scale"),
        ("sound = 'perhaps'", "sound"),
        ("data = 7", "data"),
        ("colour = 'red'", "colour"),
        ("theme = ", "TOML"),
    ],
)
def test_what_does_not_fit_is_told_in_one_sentence_with_its_place(
    tmp_path: Path, text: str, named: str
) -> None:
    place = _file(tmp_path, text)
    with pytest.raises(BadSetting, match=named) as told:
        read({}, place)
    assert str(place) in str(told.value)
    assert "nothing was started" in str(told.value)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="cannot be read"):
        read({}, tmp_path)


def test_a_misspelt_variable_is_noticed() -> None:
    strays = stray_variables({"WORKSTATION_TEHME": "dark", "WORKSTATION_THEME": "dark", "HOME": ""})
    assert strays == ("WORKSTATION_TEHME",)


def test_every_setting_says_what_it_means() -> None:
    for one in declared():
        meaning = one.metadata["meaning"]
        assert meaning.endswith("."), one.name


def test_the_command_lists_every_setting_with_value_origin_and_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WORKSTATION_CONFIG", str(_file(tmp_path, "text_scale = 125\n")))
    monkeypatch.setenv("WORKSTATION_THEME", "high_contrast")
    assert main(["settings"]) == 0
    said = capsys.readouterr().out
    for one in declared():
        assert variable(one.name) in said
    assert "text_scale = 125 percent   [file" in said
    assert "theme = high_contrast   [environment" in said


def test_a_bad_setting_stops_every_command_with_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WORKSTATION_CONFIG", str(_file(tmp_path, "text_scale = 5\n")))
    assert main(["settings"]) == 1
    told: Any = capsys.readouterr()
    assert told.err.count("\n") == 1
    assert "text_scale" in told.err


def test_places_follow_the_setting(tmp_path: Path) -> None:
    assert places.demo_folder(tmp_path) == tmp_path / "demo"
    assert places.seat_folder(tmp_path, "live", "desk") == tmp_path / "live" / "desk"
    assert places.data_folder(None).name == "workstation"


def test_every_setting_is_read_somewhere() -> None:
    product = Path(places.__file__).parent.parent
    code = "\n".join(
        file.read_text(encoding="utf-8")
        for file in product.rglob("*.py")
        if file.parent.name != "settings"
    )
    unread = [one.name for one in declared() if f"settings.{one.name}" not in code]
    assert unread == []
