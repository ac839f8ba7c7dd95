"""A file is read once for a content, a name and a way of reading, in whatever process; what it gives is the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from compare import builder, workers
from compare.cache import Folder, Run
from compare.config import Config, RecordsConfig
from compare.errors import CorpusError
from compare.model import Corpus

PAGE = "<html><body><article><h1>{0}</h1><p>The {0} was closed on Monday. Nobody said why.</p></article></body></html>"


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """Pages, records of outlets that no table knows, and files with something wrong."""
    folder = tmp_path / "mixed"
    folder.mkdir()
    for name in ("harbour", "bridge"):
        (folder / f"{name}.html").write_text(PAGE.format(name), encoding="utf-8")
    (folder / "fetched.jsonl").write_text('{"file": "bridge.html", "url": "https://a.example/1"}\n', encoding="utf-8")
    lines = ['{"id": "x", "outlet": "Odd News", "text": "Rain fell."}', "no JSON", '{"outlet": "odd news", "text": ""}']
    (folder / "records.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / "table.csv").write_text("id,story,text\n1,The mayor left.,Snow fell.\n", encoding="utf-8")
    (folder / "empty.txt").touch()
    (folder / "odd.bin").touch()
    return folder


Reading = Callable[..., tuple[Corpus, int]]


@pytest.fixture
def read(mixed: Path, tmp_path: Path) -> Reading:
    """Read the folder with a cache: the corpus, and how many files were read anew."""

    def read_counted(config: Config | None = None, **more: Any) -> tuple[Corpus, int]:
        run = Run(store=Folder(tmp_path / "cache"), **more)
        return builder.read_corpus([mixed], config or Config(), run), run.counts.made["read"]

    return read_counted


def test_files_that_were_read_are_not_read_again(read: Reading, mixed: Path) -> None:
    plain = builder.read_corpus([mixed], Config())
    assert len(plain.articles) == 4
    assert len(plain.unreadable) == 4
    assert read() == (plain, 5)
    assert read() == (plain, 0)


def append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


CHANGES: dict[str, tuple[Callable[[Path], object], int]] = {
    "a page": (lambda folder: append(folder / "bridge.html", "<p>It opens again on Friday.</p>"), 1),
    "a name": (lambda folder: (folder / "bridge.html").rename(folder / "span.html"), 1),
    "how a page came": (
        lambda folder: append(folder / "fetched.jsonl", '{"file": "harbour.html", "url": "https://b.example/2"}\n'),
        1,
    ),
    "when a page came": (
        lambda folder: append(
            folder / "fetched.jsonl",
            '{"file": "bridge.html", "url": "https://a.example/1", "fetched": "2024-01-09T10:00:00Z"}\n',
        ),
        0,
    ),
    "the table of outlets": (lambda folder: append(folder / "outlets.toml", '[outlets.odd]\nname = "Odd News"\n'), 5),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_reading_hangs_on_is_read_anew_and_nothing_else(read: Reading, mixed: Path, change: str) -> None:
    read()
    alter, files = CHANGES[change]
    alter(mixed)
    assert read() == (builder.read_corpus([mixed], Config()), files)


def test_other_columns_of_records_are_read_anew(read: Reading, mixed: Path) -> None:
    before, _ = read()
    config = Config(records=RecordsConfig(columns={"text": "story"}))
    after, files = read(config)
    assert files == 5
    assert after == builder.read_corpus([mixed], config)
    assert after != before


def test_a_damaged_entry_is_read_anew(read: Reading, tmp_path: Path) -> None:
    before, _ = read()
    (entry, *_) = (p for p in (tmp_path / "cache").rglob("*") if b"harbour" in (p.read_bytes() if p.is_file() else b""))
    entry.write_bytes(entry.read_bytes().replace(b"harbour", b"hXrbour"))
    assert read() == (before, 1)
    assert read() == (before, 0)


def edit_first(work: Callable[[Any], Any], items: Sequence[Any], *, page: Path, text: str) -> Iterator[Any]:
    """Somebody saves the page when its digest is taken and it is not read yet."""
    page.write_text(text, encoding="utf-8")
    return map(work, items)


def test_a_page_edited_before_it_is_read_is_not_kept_under_what_it_was(read: Reading, mixed: Path) -> None:
    page = mixed / "bridge.html"
    before = page.read_text(encoding="utf-8")
    edited, _ = read(here=partial(edit_first, page=page, text=PAGE.format("tunnel")))
    assert "tunnel" in {a.headline for a in edited.articles}
    page.write_text(before, encoding="utf-8")
    again, files = read()
    assert files == 1
    assert again == builder.read_corpus([mixed], Config())


def lock_out(work: Callable[[Any], Any], items: Sequence[Any], *, page: Path) -> Iterator[Any]:
    page.unlink()
    return map(work, items)


def test_a_file_that_could_not_be_read_is_tried_again(read: Reading, mixed: Path) -> None:
    content = (mixed / "bridge.html").read_bytes()
    lost, _ = read(here=partial(lock_out, page=mixed / "bridge.html"))
    assert "cannot be read: No such file or directory" in {u.problem for u in lost.unreadable}
    (mixed / "bridge.html").write_bytes(content)
    assert read() == (builder.read_corpus([mixed], Config()), 1)


def test_an_archive_is_read_each_time(read: Reading, mixed: Path) -> None:
    (mixed / "outlets.toml").write_text('[outlets.c]\nname = "The C"\ndomains = ["c.example"]\n', encoding="utf-8")
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE.format("market").encode()
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://c.example/3\r\nContent-Length: {len(answer)}"
    kind = "Content-Type: application/http; msgtype=response"
    (mixed / "crawl.warc").write_bytes(f"{head}\r\n{kind}\r\n\r\n".encode() + answer + b"\r\n\r\n")
    first, _ = read()
    assert "market" in {a.headline for a in first.articles}
    assert read() == (first, 1)


def test_two_processes_give_the_same_corpus_and_errors_cold_and_warm(mixed: Path, tmp_path: Path) -> None:
    serial = builder.read_corpus([mixed], Config())
    with workers.processes(2) as spread:
        for made in (5, 0):
            run = Run(map=spread, here=spread, store=Folder(tmp_path / "cache"))
            assert builder.read_corpus([mixed], Config(), run) == serial
            assert run.counts.made["read"] == made
        (mixed / "z.jsonl").write_text('{"id": "x", "text": "Rain fell."}\n', encoding="utf-8")
        told = []
        for run in (Run(), Run(here=spread), Run(store=Folder(tmp_path / "cache"))):
            with pytest.raises(CorpusError, match="given twice") as failed:
                builder.read_corpus([mixed], Config(), run)
            told.append(str(failed.value))
    assert len(set(told)) == 1


def test_a_large_file_comes_in_parts_and_gives_the_same(mixed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rest = "".join(f'{{"outlet": "New {k} News", "text": "Rain fell {k} times."}}\n' for k in range(7))
    (mixed / "many.jsonl").write_text(rest, encoding="utf-8")
    whole = builder.read_corpus([mixed], Config())
    monkeypatch.setattr(builder, "PART", 2)
    assert builder.read_corpus([mixed], Config()) == whole


def test_slim_articles_hold_the_opening_alone_and_make_the_same_events(tmp_path: Path) -> None:
    said = "The harbour of Quillon was closed on Monday, said Ines Palfrey of the port, as {} barges sank at berth {}."
    body = " ".join(said.format(k, 3 * k) for k in range(200))
    lines = [
        json.dumps({"id": f"a{k}", "title": "Quillon closes its harbour", "text": body + "x" * k}) for k in range(3)
    ]
    (tmp_path / "r.jsonl").write_text("\n".join(lines), encoding="utf-8")
    whole, slim = (builder.read_corpus([tmp_path], Config(), slim=flag) for flag in (False, True))
    assert max(len(article.body) for article in slim.articles) < 0.2 * len(body)
    assert not any(article.sentences for article in slim.articles)
    grouped = builder.group(whole)
    assert len(grouped.events) < len(whole.articles)
    assert builder.group(slim, related=False).events == grouped.events
