"""What a build does to the folder it writes."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from compare.config import MANIFEST
from compare.errors import OutputError
from compare.publish import find_drift, write
from compare.publish import write as write_pages
from compare.publish.write import locked

OLD = {"index.html": b"old", "e/1/index.html": b"event one", "style.css": b"css"}
NEW = {"index.html": b"new", "e/2/index.html": b"event two", "style.css": b"css"}


def content(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in folder.rglob("*")
        if p.is_file() and p.name != MANIFEST
    }


def siblings(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.parent.iterdir() if p != folder)


def test_a_new_folder_is_made_with_its_parents(tmp_path: Path) -> None:
    done = write(OLD, tmp_path / "a" / "b")
    assert content(tmp_path / "a" / "b") == OLD
    assert done.written == (*sorted(OLD)[:2], MANIFEST, "style.css")


def test_a_second_build_writes_what_changed_removes_what_is_gone_and_keeps_the_rest(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write(OLD, site)
    before = (site / "style.css").stat()
    done = write(NEW, site)
    assert content(site) == NEW
    assert done.removed == ("e/1/index.html",)
    assert done.kept == ("style.css",)
    after = (site / "style.css").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert siblings(site) == []


def test_an_unchanged_site_is_not_touched(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write(OLD, site)
    before = site.stat()
    done = write(OLD, site)
    assert done.written == done.removed == ()
    assert (site.stat().st_ino, site.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_files_that_are_not_ours_stay_with_their_folders_and_links(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write(OLD, site)
    (site / "CNAME").write_text("news.example")
    (site / "own" / "deep").mkdir(parents=True)
    (site / "own" / "note.txt").write_text("mine")
    (site / "e" / "1" / "beside-a-page.txt").write_text("mine too")
    (site / "link").symlink_to("CNAME")
    done = write(NEW, site)
    assert done.foreign == ("CNAME", "e/1/beside-a-page.txt", "link", "own/note.txt")
    assert (site / "CNAME").read_text() == "news.example"
    assert (site / "own" / "note.txt").read_text() == "mine"
    assert (site / "own" / "deep").is_dir()
    assert (site / "e" / "1" / "beside-a-page.txt").read_text() == "mine too"
    assert (site / "link").is_symlink()
    assert not (site / "e" / "1" / "index.html").exists()


def test_a_folder_that_we_did_not_make_is_refused_unless_empty(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("years of work")
    with pytest.raises(OutputError, match=r"not made by outlet-compare.*-o"):
        write(OLD, tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["thesis.doc"]
    empty = tmp_path / "empty"
    empty.mkdir()
    write(OLD, empty)
    assert content(empty) == OLD


def test_a_page_does_not_replace_a_file_that_is_not_ours(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write(OLD, site)
    (site / "e" / "2").mkdir()
    (site / "e" / "2" / "index.html").write_text("by hand")
    with pytest.raises(OutputError, match="not ours"):
        write(NEW, site)
    assert (site / "e" / "2" / "index.html").read_text() == "by hand"
    assert (site / "index.html").read_bytes() == b"old"


@pytest.mark.parametrize("blocker", ["e/2", "e/2/index.html/inside"])
def test_a_file_where_a_folder_must_go_and_the_other_way_round_are_refused(tmp_path: Path, blocker: str) -> None:
    site = tmp_path / "site"
    write(OLD, site)
    (site / blocker).parent.mkdir(parents=True, exist_ok=True)
    (site / blocker).write_text("by hand")
    with pytest.raises(OutputError, match="not ours"):
        write(NEW, site)
    assert (site / blocker).read_text() == "by hand"


def test_a_page_that_someone_edited_or_turned_into_a_link_is_made_anew(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write(OLD, site)
    victim = tmp_path / "victim"
    victim.write_bytes(b"old")
    (site / "index.html").unlink()
    (site / "index.html").symlink_to(victim)
    (site / "style.css").write_bytes(b"CSS")
    write(OLD, site)
    assert content(site) == OLD
    assert not (site / "index.html").is_symlink()
    assert victim.read_bytes() == b"old"


@pytest.mark.parametrize("path", ["../escape", "/etc/escape", "a/../../b", "c:/x", "a\\b", "", MANIFEST, "nul\0"])
def test_a_page_outside_the_folder_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(OutputError, match="may not be written"):
        write({path: b""}, tmp_path / "site")


@pytest.mark.parametrize(
    "manifest",
    [
        b"not json",
        b'{"files": {"../../etc/passwd": "0"}}',
        b'{"files": {}, "generator": "another"}',
        b'{"files": {}, "schema_version": 9}',
        b"[]",
    ],
)
def test_a_damaged_or_foreign_manifest_is_not_trusted(tmp_path: Path, manifest: bytes) -> None:
    (tmp_path / MANIFEST).write_bytes(manifest)
    with pytest.raises(OutputError, match="manifest"):
        write(OLD, tmp_path)


def test_a_disk_that_refuses_leaves_the_old_site_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    write(OLD, site)

    def full(_path: Path, _data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OutputError, match=r"No space left.*unchanged"):
        write(NEW, site)
    assert content(site) == OLD
    assert siblings(site) == []


def test_without_hard_links_files_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    write(OLD, site)
    (site / "CNAME").write_text("news.example")

    def refuse(*_args: object, **_named: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    write(NEW, site)
    assert content(site) == {**NEW, "CNAME": b"news.example"}


def test_two_renames_do_where_no_exchange_exists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["compare.publish.write"], "_exchange_at_once", lambda _a, _b: False)
    site = tmp_path / "site"
    write(OLD, site)
    write(NEW, site)
    assert content(site) == NEW
    assert siblings(site) == []


def test_a_stop_between_two_renames_is_mended_by_the_next_build(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write(OLD, site)
    (site / "CNAME").write_text("news.example")
    site.rename(tmp_path / "site.tmp-1-old")
    write(NEW, site)
    assert content(site) == {**NEW, "CNAME": b"news.example"}
    assert siblings(site) == []


def test_leftovers_of_a_stopped_build_are_cleared_and_folders_that_only_look_alike_are_not(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write(OLD, site)
    (tmp_path / "site.tmp-99").mkdir()
    (tmp_path / "site.tmp-99" / ".outlet-compare-staging").touch()
    (tmp_path / "site.tmp-98").mkdir()
    (tmp_path / "site.tmp-notes").mkdir()
    (tmp_path / "site.tmp-notes" / "mine.txt").touch()
    write(NEW, site)
    assert siblings(site) == ["site.tmp-notes"]


def test_a_second_build_into_the_same_folder_fails_clearly_while_the_first_is_at_work(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write(OLD, site)
    with locked(site), pytest.raises(OutputError, match="Another run"):
        write(NEW, site)
    assert content(site) == OLD


def test_a_folder_replaced_while_its_lock_was_sought_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    write(OLD, site)
    monkeypatch.setattr(os.path, "samestat", lambda _a, _b: False)
    with pytest.raises(OutputError, match="Another run"):
        write(NEW, site)


@pytest.mark.slow
def test_a_killed_build_leaves_one_site_whole(tmp_path: Path) -> None:
    site = tmp_path / "site"
    old = {f"e/{n}/index.html": b"old" * 50 for n in range(60)}
    new = {f"e/{n}/index.html": b"new" * 50 for n in range(20, 90)}
    program = textwrap.dedent(f"""
        from pathlib import Path
        from compare.publish import write
        old = {old!r}
        new = {new!r}
        print("ready", flush=True)
        while True:
            write(new, Path({str(site)!r}))
            write(old, Path({str(site)!r}))
    """)
    write_pages(old, site)
    (site / "CNAME").write_text("news.example")
    rng = random.Random(7)
    for _ in range(12):
        with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as process:
            assert process.stdout
            process.stdout.readline()
            time.sleep(rng.uniform(0.0, 0.05))
            process.send_signal(signal.SIGKILL)
        standing = content(site)
        assert standing.pop("CNAME") == b"news.example"
        assert standing in (old, new)
    write(new, site)
    assert content(site) == {**new, "CNAME": b"news.example"}
    assert siblings(site) == []
    assert not find_drift(new, site)
