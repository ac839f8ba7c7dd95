"""What is installed is what is needed: a wheel and an editable install both find templates and data."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
    made = subprocess.run(
        [sys.executable, "-c", build, str(folder)], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return folder / made.stdout.split()[-1]


def tracked(folder: str) -> set[str]:
    """The files of a folder in the checkout, without what Python leaves behind."""
    return {
        p.relative_to(ROOT).as_posix()
        for p in (ROOT / folder).rglob("*")
        if p.is_file() and "__pycache__" not in p.parts
    }


def test_the_wheel_holds_the_package_the_templates_and_nothing_else(wheel: Path) -> None:
    names = {n for n in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in n}
    assert names == tracked("compare") | {f"compare/{name}" for name in tracked("templates")}


def test_the_wheel_builds_a_site_without_the_checkout(wheel: Path, tmp_path: Path) -> None:
    unpacked = tmp_path / "installed"
    zipfile.ZipFile(wheel).extractall(unpacked)
    # -I leaves the checkout's editable path in place, so the unpacked wheel is put before it and its origin checked.
    program = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); import compare; "
        "assert compare.__file__.startswith(sys.path[0]), compare.__file__; from compare.cli import main; main()"
    )
    run = subprocess.run(
        [
            sys.executable,
            "-I",
            "-c",
            program,
            str(unpacked),
            "build",
            str(ROOT / "seeds"),
            "-o",
            str(tmp_path / "site"),
        ],
        cwd=tmp_path,
        check=False,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    assert (tmp_path / "site" / "index.html").is_file()


def test_an_editable_install_finds_the_checkouts_templates() -> None:
    from compare.settings import template_folders  # noqa: PLC0415

    assert template_folders() == [str(ROOT / "templates")]


def test_a_users_templates_come_first(tmp_path: Path) -> None:
    from compare.settings import template_folders  # noqa: PLC0415

    assert template_folders(tmp_path)[0] == str(tmp_path)
