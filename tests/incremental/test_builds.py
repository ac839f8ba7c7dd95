"""A build does the work that its inputs make new, writes the pages that changed, and ends with the same bytes as any other."""

from __future__ import annotations

import random
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import pytest

from compare import builder
from compare.clustering.cluster import form_event
from compare.config import MANIFEST, AlignmentConfig, Config, EventsConfig, OriginsConfig, SiteConfig

SHARED = {"index.html", "outlets.html", "method.html", "search.html", "feed.xml", "findings.csv"}


def content(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def rewrite(path: Path, **changes: Any) -> None:
    """Change fields of the record in the file."""
    record = msgspec.json.decode(path.read_bytes()) | changes
    path.write_bytes(msgspec.json.encode(record) + b"\n")


def test_a_build_of_the_same_inputs_works_on_nothing_and_writes_nothing(
    corpus: Path, build: Any, tmp_path: Path
) -> None:
    build(corpus, tmp_path / "site")
    before = {p: (p.stat().st_ino, p.stat().st_mtime_ns) for p in (tmp_path / "site").rglob("*")}
    written, counts = build(corpus, tmp_path / "site")
    assert not counts.made
    assert written.written == written.removed == ()
    assert {p: (p.stat().st_ino, p.stat().st_mtime_ns) for p in (tmp_path / "site").rglob("*")} == before


def test_a_cache_alone_makes_the_whole_site_again(corpus: Path, build: Any, tmp_path: Path) -> None:
    build(corpus, tmp_path / "site")
    _, counts = build(corpus, tmp_path / "fresh")
    assert not counts.made
    assert content(tmp_path / "fresh") == content(tmp_path / "site")


def test_one_added_article_touches_its_event_and_the_shared_pages(corpus: Path, build: Any, tmp_path: Path) -> None:
    (last,) = sorted(corpus.glob("e00003-*"))[-1:]
    late = last.rename(tmp_path / last.name)
    build(corpus, tmp_path / "site")
    late.rename(last)
    written, counts = build(corpus, tmp_path / "site")
    assert counts.made["compare"] == counts.made["render"] == 1
    assert (counts.found["compare"], counts.found["render"]) == (3, 3)
    events = {path.split("/")[1] for path in written.written if path.startswith("e/")}
    found = builder.read_corpus([corpus])
    (event,) = (e for e in builder.group(found).events if last.stem in e.article_ids)
    assert len(event.article_ids) == 3
    redirects = {form_event([a]).id for a in found.articles if a.id in event.article_ids}
    assert events <= redirects
    others = {path for path in written.written if not path.startswith(("e/", "a/", "outlet/", "search/"))}
    assert others - {MANIFEST, "findings.jsonl"} <= SHARED
    assert content(tmp_path / "site") == content(built_apart(corpus, build, tmp_path))


def built_apart(corpus: Path, build: Any, tmp_path: Path, **more: Any) -> Path:
    """The site of a build that knows of no other."""
    folder: Path = tmp_path / f"apart-{random.random()}"
    build(corpus, folder, cache=None, **more)
    return folder


def test_an_article_of_a_new_event_leaves_every_other_event_alone(
    corpus: Path, accounts: ModuleType, build: Any, tmp_path: Path
) -> None:
    build(corpus, tmp_path / "site")
    stranger = next(accounts.make_records(1, 1, seed=77)) | {"id": "stranger"}
    (corpus / "stranger.jsonl").write_bytes(msgspec.json.encode(stranger) + b"\n")
    _, counts = build(corpus, tmp_path / "site")
    assert (counts.made["compare"], counts.found["compare"]) == (1, 4)


def test_a_removed_article_takes_its_pages_along(corpus: Path, build: Any, tmp_path: Path) -> None:
    build(corpus, tmp_path / "site")
    next(iter(sorted(corpus.glob("e00001-*")))).unlink()
    written, counts = build(corpus, tmp_path / "site")
    assert counts.made["compare"] == 1
    assert written.removed
    assert content(tmp_path / "site") == content(built_apart(corpus, build, tmp_path))


def rename_outlet(corpus: Path, tree: str) -> None:
    """Call the outlet otherwise, by the corpus's own table."""
    table = f'[outlets.{tree}]\nname = "The {tree}"\naliases = ["Paper {tree}"]\n'
    (corpus / "outlets.toml").write_text(table, encoding="utf-8")


CHANGES: dict[str, Any] = {
    "a body": lambda corpus: rewrite(next(corpus.glob("e00000-*")), text="The harbour was closed. Nobody said why."),
    "a headline": lambda corpus: rewrite(next(corpus.glob("e00001-*")), title="Another headline"),
    "a date": lambda corpus: rewrite(next(corpus.glob("e00001-*")), published="2024-01-09"),
    "an address": lambda corpus: rewrite(next(corpus.glob("e00001-*")), url="https://paper.example/1"),
    "an outlet": lambda corpus: rewrite(next(corpus.glob("e00002-*")), outlet="Paper Juniper"),
    "an outlet's name": lambda corpus: rename_outlet(corpus, next(corpus.glob("e00000-*")).stem.split("-")[1]),
    "what could not be read": lambda corpus: (corpus / "odd.bin").write_bytes(b"\0"),
    "a notice": lambda corpus: rewrite(
        next(corpus.glob("e00000-*")), text="Correction: none.\nThe harbour was closed."
    ),
}
CONFIGS = {
    "title": Config(site=SiteConfig(title="Another")),
    "zone": Config(site=SiteConfig(timezone="Europe/Paris")),
    "notice": Config(site=SiteConfig(notice="Invented.")),
    "extracts": Config(site=SiteConfig(full_text=False)),
    "base": Config(site=SiteConfig(base_url="https://site.example/")),
    "links": Config(alignment=AlignmentConfig(threshold=0.6)),
    "events": Config(events=EventsConfig(threshold=0.99)),
    "origins": Config(origins=OriginsConfig(reprint=0.01)),
}


@pytest.mark.parametrize("change", CHANGES)
def test_nothing_that_changed_is_found_as_it_was(corpus: Path, build: Any, tmp_path: Path, change: str) -> None:
    build(corpus, tmp_path / "site")
    CHANGES[change](corpus)
    written, _ = build(corpus, tmp_path / "site")
    assert written.written
    assert content(tmp_path / "site") == content(built_apart(corpus, build, tmp_path))


@pytest.mark.parametrize("name", CONFIGS)
def test_no_setting_is_forgotten(corpus: Path, build: Any, tmp_path: Path, name: str) -> None:
    build(corpus, tmp_path / "site")
    written, counts = build(corpus, tmp_path / "site", config=CONFIGS[name])
    assert written.written
    assert content(tmp_path / "site") == content(built_apart(corpus, build, tmp_path, config=CONFIGS[name]))
    if name in {"title", "zone", "notice", "extracts", "base"}:
        assert not counts.made["compare"]


def test_a_template_renders_anew_and_compares_nothing(corpus: Path, build: Any, tmp_path: Path) -> None:
    build(corpus, tmp_path / "site")
    own = tmp_path / "templates"
    own.mkdir()
    for text in ("one {{ target }}", "two {{ target }}"):
        (own / "redirect.html").write_text(text, encoding="utf-8")
        _, counts = build(corpus, tmp_path / "site", templates=own)
        assert (counts.made["compare"], counts.made["render"]) == (0, 4)
        assert content(tmp_path / "site") == content(built_apart(corpus, build, tmp_path, templates=own))


def test_a_cache_whose_every_entry_is_damaged_is_as_good_as_none(corpus: Path, build: Any, tmp_path: Path) -> None:
    build(corpus, tmp_path / "site")
    draw = random.Random(5)
    entries = [p for p in (tmp_path / "cache").rglob("*") if p.is_file() and len(p.parent.name) == 2]
    for entry in entries:
        data = bytearray(entry.read_bytes())
        data[draw.randrange(len(data))] ^= draw.randrange(1, 256)
        entry.write_bytes(data)
    _, counts = build(corpus, tmp_path / "again")
    assert not counts.found
    assert content(tmp_path / "again") == content(tmp_path / "site")
    _, counts = build(corpus, tmp_path / "again")
    assert not counts.made
