"""Nothing outside the output, its staging sibling and the cache is touched, whatever inputs are called."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from compare import builder
from compare.errors import OutputError

HOSTILE = [
    "../../outside",
    "/etc/outside",
    "..",
    ".",
    "a/../../b",
    "a\\..\\b",
    "nul\0byte",
    "e/index.html",
    "CON",
    "x" * 300,
    "\u202eabc",
    "~",
    "$(id)",
    "%2e%2e%2f",
]


def content(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """Records whose ids, outlets, titles and addresses would lead elsewhere if they were paths."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    rows = [
        {
            "id": name,
            "outlet": name,
            "title": name,
            "url": f"https://x.example/{name}",
            "text": f"The bell of tower {n} rang on Monday. {name}",
        }
        for n, name in enumerate(HOSTILE)
    ]
    (folder / "rows.jsonl").write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in rows))
    return folder


def test_ids_outlets_and_titles_lead_nowhere(hostile: Path, tmp_path: Path, build: Any) -> None:
    before = content(tmp_path)
    build(hostile, tmp_path / "deep" / "er" / "site")
    after = content(tmp_path)
    assert {path for path in after if before.get(path) != after[path]} == {
        path for path in after if path.startswith(("deep/er/site/", "cache/"))
    }
    names = {part for path in content(tmp_path / "deep" / "er" / "site") for part in path.split("/")}
    assert not {name for name in names if name.startswith(".") or len(name) > 100 or not name.isascii()}
    assert [p.name for p in (tmp_path / "deep" / "er").iterdir()] == ["site"]


def test_a_link_in_the_place_of_a_folder_of_ours_is_refused(corpus: Path, tmp_path: Path, build: Any) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    build(corpus, tmp_path / "site")
    for path in sorted((tmp_path / "site" / "a").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    (tmp_path / "site" / "a").rmdir()
    (tmp_path / "site" / "a").symlink_to(outside)
    with pytest.raises(OutputError, match="not ours"):
        build(corpus, tmp_path / "site")
    assert list(outside.iterdir()) == []


def test_a_link_in_the_place_of_a_page_is_replaced_and_not_followed(corpus: Path, tmp_path: Path, build: Any) -> None:
    build(corpus, tmp_path / "site")
    (tmp_path / "mine.html").write_text("mine")
    (tmp_path / "site" / "index.html").unlink()
    (tmp_path / "site" / "index.html").symlink_to(tmp_path / "mine.html")
    build(corpus, tmp_path / "site")
    assert (tmp_path / "mine.html").read_text() == "mine"
    assert not (tmp_path / "site" / "index.html").is_symlink()


def test_an_output_that_is_a_link_is_written_where_it_leads(corpus: Path, tmp_path: Path, build: Any) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "site").symlink_to(tmp_path / "real")
    build(corpus, tmp_path / "site")
    assert (tmp_path / "site").is_symlink()
    assert (tmp_path / "real" / "index.html").is_file()


@pytest.mark.parametrize("where", ["site/cache", "site"])
def test_a_cache_inside_the_site_is_refused(run: Any, corpus: Path, tmp_path: Path, where: str) -> None:
    done = run("build", corpus, "-o", tmp_path / "site", "--cache", tmp_path / where)
    assert done.exit_code == 2
    assert "--cache lies in the site's folder" in done.stderr
    assert not (tmp_path / "site").exists()


def test_a_cache_inside_the_inputs_is_no_input(corpus: Path, tmp_path: Path) -> None:
    from compare.cache import Folder, Run  # noqa: PLC0415

    for _ in range(2):
        found, _ = builder.build([corpus], tmp_path / "site", run=Run(store=Folder(corpus / "kept")))
        assert found.unreadable == ()
