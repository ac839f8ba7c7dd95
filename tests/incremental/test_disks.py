"""A disk that is full or read-only: the old site stands whole, and what can be done without the disk is done."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from compare import builder
from compare.cache import Folder, Run
from compare.errors import OutputError

MOUNT = shutil.which("mount") or "mount"


def content(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def mount(*arguments: str) -> None:
    done = subprocess.run([MOUNT, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"no file system can be mounted here: {done.stderr.strip()}")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a quarter of a megabyte more than a small site takes."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    place = tmp_path / "disk"
    place.mkdir()
    mount("-t", "tmpfs", "-o", "size=700k", "tmpfs", str(place))
    yield place
    subprocess.run([f"{Path(MOUNT).parent}/umount", str(place)], check=True)


@pytest.fixture
def small(corpus: Path, tmp_path: Path) -> Path:
    """One event of the corpus."""
    folder = tmp_path / "small"
    folder.mkdir()
    for path in sorted(corpus.glob("e00000-*"))[:1]:
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


def test_a_full_disk_leaves_the_old_site_whole(corpus: Path, small: Path, disk: Path) -> None:
    builder.build([small], disk / "site")
    (disk / "site" / "CNAME").write_text("news.example")
    before = content(disk / "site")
    with pytest.raises(OutputError, match=r"No space left.*unchanged"):
        builder.build([corpus], disk / "site")
    assert content(disk / "site") == before
    assert [p.name for p in disk.iterdir()] == ["site"]
    subprocess.run([MOUNT, "-o", "remount,size=20m", str(disk)], check=True)
    builder.build([corpus], disk / "site")
    assert content(disk / "site").keys() > {"CNAME", "index.html"}


def test_a_full_disk_under_the_cache_costs_the_cache_alone(
    corpus: Path, disk: Path, build: Any, tmp_path: Path
) -> None:
    (disk / "filling").write_bytes(bytes(690_000))
    store = Folder(disk / "cache")
    builder.build([corpus], tmp_path / "site", run=Run(store=store))
    assert store.refused == "No space left on device"
    assert not list(disk.rglob("*.tmp-*"))
    build(corpus, tmp_path / "apart", cache=None)
    assert content(tmp_path / "site") == content(tmp_path / "apart")


def test_a_read_only_disk_is_named_and_its_cache_is_read(corpus: Path, small: Path, disk: Path, tmp_path: Path) -> None:
    first = Run(store=Folder(disk / "cache"))
    builder.build([small], disk / "site", run=first)
    before = content(disk / "site")
    subprocess.run([MOUNT, "-o", "remount,ro", str(disk)], check=True)
    with pytest.raises(OutputError, match="Read-only file system"):
        builder.build([corpus], disk / "site")
    assert content(disk / "site") == before
    run = Run(store=Folder(disk / "cache"))
    builder.build([small], tmp_path / "elsewhere", run=run)
    assert not run.counts.made
    assert content(tmp_path / "elsewhere") == before


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_named(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o555)
    with pytest.raises(OutputError, match="cannot be written"):
        builder.build([corpus], tmp_path / "locked" / "site")
