"""No change that could change a result keeps the program's digest."""

from __future__ import annotations

import shutil
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from compare.cache import program as digest_of_program

PROGRAM = digest_of_program()
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the package, whose digest is asked for."""
    import sys  # noqa: PLC0415

    shutil.copytree(ROOT / "compare", tmp_path / "compare", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(sys.modules["compare.cache"], "_PACKAGE", tmp_path / "compare")
    return tmp_path / "compare"


def digest() -> str:
    return digest_of_program.__wrapped__()


def test_the_same_files_are_the_same_program(package: Path) -> None:
    assert digest() == PROGRAM
    (package / "__pycache__").mkdir()
    (package / "__pycache__" / "text.pyc").write_bytes(b"compiled")
    assert digest() == PROGRAM


@pytest.mark.parametrize(
    "name", ["text.py", "data/outlets.toml", "report/event_page.py", "alignment/new.py", "data/new.toml"]
)
def test_every_file_of_code_or_data_counts(package: Path, name: str) -> None:
    with (package / name).open("a") as file:
        file.write("# another line\n")
    assert digest() != PROGRAM


@pytest.mark.parametrize("name", ["numpy", "jinja2", "rapidfuzz"])
def test_another_version_of_a_library_is_another_program(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    import sys  # noqa: PLC0415

    module = sys.modules["compare.cache"]
    installed = module.version
    monkeypatch.setattr(module, "version", lambda asked: "99" if asked == name else installed(asked))
    assert digest() != PROGRAM


def test_a_program_that_was_not_installed_has_a_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys  # noqa: PLC0415

    def missing(name: str) -> list[str]:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(sys.modules["compare.cache"], "requires", missing)
    assert digest() == digest() != PROGRAM


def test_what_only_moves_results_about_is_left_out(package: Path) -> None:
    with (package / "cli" / "build.py").open("a") as file:
        file.write("# another line\n")
    assert digest() == PROGRAM
