"""The configuration file: where it is found, what it may say, how its errors read."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare import settings
from compare.config import Config
from compare.errors import ConfigError


def write(folder: Path, text: str, name: str = "outlet-compare.toml") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def test_without_a_file_the_shipped_defaults_hold(tmp_path: Path) -> None:
    assert settings.load([tmp_path]) == Config()


def test_a_corpus_folder_brings_its_own(tmp_path: Path) -> None:
    write(tmp_path, '[site]\ntitle = "Two papers"\n')
    assert settings.load([tmp_path]).site.title == "Two papers"


def test_a_pyproject_table_does_too(tmp_path: Path) -> None:
    write(tmp_path, '[tool.outlet-compare.site]\ntitle = "Two papers"\n', "pyproject.toml")
    assert settings.load([tmp_path]).site.title == "Two papers"


def test_a_pyproject_of_something_else_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path, '[project]\nname = "other"\n', "pyproject.toml")
    assert settings.load([tmp_path]) == Config()


def test_a_named_file_goes_before_the_folders(tmp_path: Path) -> None:
    write(tmp_path / "corpus", '[site]\ntitle = "folder"\n')
    named = write(tmp_path, '[site]\ntitle = "named"\n', "mine.toml")
    assert settings.load([tmp_path / "corpus"], named).site.title == "named"


def test_two_folders_with_a_configuration_each_are_refused(tmp_path: Path) -> None:
    write(tmp_path / "a", "")
    write(tmp_path / "b", "")
    with pytest.raises(ConfigError, match=r"b.outlet-compare\.toml.*--config"):
        settings.load([tmp_path / "a", tmp_path / "b"])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[site]\ntitel = 'x'\n", r"outlet-compare\.toml:2: Unknown key 'titel' in \[site\]"),
        ("\n[sight]\ntitle = 'x'\n", r"outlet-compare\.toml:2: Unknown key 'sight'\."),
        ("[site]\n\ntitle = 3\n", r"outlet-compare\.toml:3: site\.title: Expected `str`, got `int`"),
        ("[events]\nthreshold = 7\n", r"outlet-compare\.toml:2: events\.threshold: Expected `float` <= 1"),
        ("[site]\ntitle = \n", r"outlet-compare\.toml:2: Not TOML"),
    ],
)
def test_an_error_names_the_file_the_line_and_the_key(tmp_path: Path, text: str, message: str) -> None:
    write(tmp_path, text)
    with pytest.raises(ConfigError, match=message):
        settings.load([tmp_path])


def test_a_file_that_is_not_text_is_an_error_of_ours(tmp_path: Path) -> None:
    (tmp_path / "outlet-compare.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="cannot be read"):
        settings.load([tmp_path])


def test_what_print_config_prints_is_a_configuration(tmp_path: Path) -> None:
    assert settings.decode(write(tmp_path, settings.encode(Config()))) == Config()
