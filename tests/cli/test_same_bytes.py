"""Two builds of the same inputs are equal byte for byte."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
RunApart = Callable[..., "subprocess.CompletedProcess[str]"]


def content(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    from compare import builder  # noqa: PLC0415

    site = tmp_path_factory.mktemp("reference") / "site"
    builder.build([ROOT / "seeds"], site)
    return content(site)


@pytest.mark.parametrize("seed", ["0", "4242"])
def test_another_hash_seed_and_working_directory(
    run_apart: RunApart, reference: dict[str, bytes], tmp_path: Path, seed: str
) -> None:
    done = run_apart(
        "build", ROOT / "seeds", "-o", tmp_path / "site", cwd=tmp_path, PYTHONHASHSEED=seed, PYTHONPATH=str(ROOT)
    )
    assert done.returncode == 0, done.stderr
    assert content(tmp_path / "site") == reference


def test_another_place_and_a_relative_path(run_apart: RunApart, reference: dict[str, bytes], tmp_path: Path) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "elsewhere" / "seeds")
    run_apart(
        "build",
        "seeds",
        "-o",
        "site",
        cwd=tmp_path / "elsewhere",
        PYTHONPATH=str(ROOT),
        TZ="America/New_York",
        LC_ALL="C",
    )
    assert content(tmp_path / "elsewhere" / "site") == reference


def test_inputs_in_another_order() -> None:
    from compare import builder  # noqa: PLC0415

    files = sorted((ROOT / "seeds").glob("*.txt"))
    one = builder.make_site(builder.read_corpus(files)).pages
    other = builder.make_site(builder.read_corpus(files[::-1])).pages
    assert [path for path in one if one[path] != other[path]] == []
    assert one.keys() == other.keys()


def test_the_committed_site_is_what_the_seeds_make(reference: dict[str, bytes]) -> None:
    assert content(ROOT / "reports") == reference
