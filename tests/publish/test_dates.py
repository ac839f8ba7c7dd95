"""SOURCE_DATE_EPOCH dates what is written; without it no build asks a clock for anything that is published."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from compare.config import MANIFEST
from compare.errors import OutputError
from compare.publish import write

PAGES = {"index.html": b"one", "e/1/index.html": b"two"}
ROOT = Path(__file__).resolve().parents[2]


def dates(folder: Path) -> dict[str, float]:
    return {p.relative_to(folder).as_posix(): p.stat().st_mtime for p in [folder, *folder.rglob("*")]}


def test_files_and_folders_bear_the_date_of_the_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1594166400")
    write(PAGES, tmp_path / "site")
    assert set(dates(tmp_path / "site").values()) == {1594166400.0}
    assert set(dates(tmp_path / "site")) == {".", "e", "e/1", MANIFEST, *PAGES}


def test_what_is_unchanged_keeps_its_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(PAGES, tmp_path / "site")
    os.utime(tmp_path / "site" / "index.html", (5, 5))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1594166400")
    write(PAGES | {"e/2/index.html": b"three"}, tmp_path / "site")
    found = dates(tmp_path / "site")
    assert (found["index.html"], found["e/2/index.html"]) == (5, 1594166400)


@pytest.mark.parametrize("value", ["soon", "-1", "1.5", "²"])
def test_a_date_that_is_none_is_refused_and_the_site_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    write(PAGES, tmp_path / "site")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
    with pytest.raises(OutputError, match="SOURCE_DATE_EPOCH"):
        write({"index.html": b"new"}, tmp_path / "site")
    assert (tmp_path / "site" / "index.html").read_bytes() == b"one"
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_only_rooms_whose_results_are_not_published_ask_a_clock() -> None:
    clock = re.compile(r"time\.time\(|\.now\(|\.today\(|utcnow\(|gmtime\(|localtime\(|time_ns\(")
    asking = {
        path.relative_to(ROOT / "compare").parts[0]
        for path in (ROOT / "compare").rglob("*.py")
        if clock.search(path.read_text(encoding="utf-8"))
    }
    assert asking <= {"cache.py", "fetching", "serving", "cli"}
