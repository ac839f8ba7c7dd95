"""What ``check`` finds: exactly the files that differ, by kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare.config import MANIFEST
from compare.errors import OutputError
from compare.publish import Drift, find_drift, write

PAGES = {"index.html": b"index", "e/1/index.html": b"one", "e/2/index.html": b"two"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write(PAGES, tmp_path / "site")
    return tmp_path / "site"


def test_a_site_that_was_just_built_has_no_drift(site: Path) -> None:
    assert find_drift(PAGES, site) == Drift((), (), (), ())
    assert not find_drift(PAGES, site)


def test_one_page_edited_one_deleted_one_added(site: Path) -> None:
    (site / "index.html").write_bytes(b"INDEX")
    (site / "e" / "1" / "index.html").unlink()
    (site / "added.html").write_bytes(b"added by hand")
    assert find_drift(PAGES, site) == Drift(
        missing=("e/1/index.html",), stale=("index.html",), orphaned=(), foreign=("added.html",)
    )


def test_an_input_that_changed_an_article_that_came_and_one_that_went(site: Path) -> None:
    now = {"index.html": b"other", "e/2/index.html": b"two", "e/3/index.html": b"three"}
    drift = find_drift(now, site)
    assert drift.missing == ("e/3/index.html",)
    assert drift.stale == ("index.html", MANIFEST)
    assert drift.orphaned == ("e/1/index.html",)


def test_a_foreign_file_alone_is_no_drift(site: Path) -> None:
    (site / "CNAME").write_text("news.example")
    assert not find_drift(PAGES, site)


def test_a_page_of_the_same_length_but_other_bytes_is_stale(site: Path) -> None:
    (site / "index.html").write_bytes(b"xedni")
    assert find_drift(PAGES, site).stale == ("index.html",)


def test_a_folder_in_place_of_a_page_is_missing_it(site: Path) -> None:
    (site / "index.html").unlink()
    (site / "index.html").mkdir()
    assert find_drift(PAGES, site).missing == ("index.html",)


def test_a_site_that_was_never_built_is_all_missing(tmp_path: Path) -> None:
    assert find_drift(PAGES, tmp_path / "nowhere").missing == tuple(sorted([*PAGES, MANIFEST]))


def test_a_folder_that_we_did_not_make_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").touch()
    with pytest.raises(OutputError, match="not made by outlet-compare"):
        find_drift(PAGES, tmp_path)


def test_checking_writes_nothing(site: Path) -> None:
    before = sorted((p, p.stat().st_mtime_ns) for p in site.rglob("*"))
    find_drift({"index.html": b"other"}, site)
    assert sorted((p, p.stat().st_mtime_ns) for p in site.rglob("*")) == before
