"""Inputs to a corpus: what was read, in input order, and what could not be."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct

from compare.config import RecordsConfig
from compare.errors import CorpusError
from compare.model import Article, Corpus, Outlet, Place, Unreadable
from compare.reading.archive import read_archive
from compare.reading.decode import MAX_PAGE_BYTES, UndecodableError, clean, decode
from compare.reading.fetched import Fetched, FetchedPages
from compare.reading.outlets import OutletTable, load_outlets
from compare.reading.pages import NoTextError, read_page
from compare.reading.records import READERS, Desk, read_entries
from compare.reading.walk import Source, find_sources
from compare.reading.webpages import MAX_SAVED_BYTES, CameFrom, UnreadablePageError, read_webpage, unpack

_MHTML = frozenset({".mhtml", ".mht"})
_ARCHIVES = frozenset({".warc", ".warc.gz"})


class Item(Struct, frozen=True):
    """An article of a file, or what could not be read of it; ``place`` names it in a message."""

    place: Place
    article: Article | None = None
    unreadable: Unreadable | None = None


class Found(Struct, frozen=True):
    """What one file gave, in its order; ``outlets`` were met in it beside the known ones.

    ``digest`` is the content's after it was read; None where it could not be read.
    """

    items: tuple[Item, ...]
    outlets: dict[str, Outlet]
    digest: str | None


class SourceFile(NamedTuple):
    """A file to read, with what is known of how it came, and the digest of its content before it is read.

    The digest is None for what is read each time: an archive, which is large, and a file that cannot be read.
    """

    source: Source
    came_from: CameFrom
    digest: str | None = None


class Terms(Struct, frozen=True):
    """What reading any file hangs on beside it: the outlets' table as JSON, its name, and the columns of records."""

    table: bytes
    where: str
    records: RecordsConfig


ReadAll = Callable[[Sequence[SourceFile], Terms], Iterable[Found]]
"""Reads files in order; may find what some of them gave before."""


def read_each(files: Sequence[SourceFile], terms: Terms) -> Iterator[Found]:
    """Read one file after the other."""
    return (read_source(file, terms) for file in files)


def read(
    paths: Sequence[Path],
    *,
    outlets: OutletTable | None = None,
    records: RecordsConfig | None = None,
    read_all: ReadAll = read_each,
) -> Corpus:
    """The articles of ``paths`` (folders and files), in input order, and what could not be read.

    ``outlets`` defaults to the shipped table with the ``outlets.toml`` of every folder among ``paths``, and beside every
    file among them. ``records`` says which columns of tables hold what. Nothing readable at all is no error here: the corpus is empty then.

    Raises:
        CorpusError: An input does not exist, or two articles have the same id.
        ConfigError: A folder's ``outlets.toml`` cannot be used.
    """
    sources, unreadable = find_sources(paths)
    table = outlets or load_outlets([path if path.is_dir() else path.parent for path in paths])
    fetched = FetchedPages()
    files = [SourceFile(source, _came_from(fetched.find(source.path))) for source in sources]
    terms = Terms(msgspec.json.encode(table.given), table.where, records or RecordsConfig())
    articles: dict[str, tuple[Article, Place]] = {}
    known: dict[str, Outlet] = {}
    for found in read_all(files, terms):
        known = {**found.outlets, **known}
        unreadable += [item.unreadable for item in found.items if item.unreadable]
        for item in found.items:
            if item.article:
                _add(articles, item.article, item.place)
    used = {article.outlet_id for article, _ in articles.values()}
    known |= table.outlets
    kept = {id_: known[id_] for id_ in sorted(known) if id_ in used}
    places = {article_id: place for article_id, (_, place) in articles.items() if place.line is not None}
    return Corpus(tuple(article for article, _ in articles.values()), kept, tuple(unreadable), places=places)


def _add(articles: dict[str, tuple[Article, Place]], article: Article, place: Place) -> None:
    if article.id in articles:
        problem = f"the id {article.id!r} is given twice: in {articles[article.id][1]} and in {place}."
        raise CorpusError(problem, where=str(place), mend="Give each article an id of its own.")
    articles[article.id] = article, place


def read_source(file: SourceFile, terms: Terms) -> Found:
    """What one file gives; it hangs on the file's content, name and format, how it came, and the terms alone."""
    desk = Desk(_table(terms.table, terms.where), {}, terms.records)
    items: list[Item] = []
    digest = file.digest
    try:
        for item, place in _items(file.source, desk, file.came_from):
            items.append(Item(place, unreadable=item) if isinstance(item, Unreadable) else Item(place, article=item))
    except OSError as error:
        problem = f"cannot be read: {error.strerror or error}"
        refused = Unreadable(file.source.id, None, problem, "Check its permissions.")
        items.append(Item(Place(file.source.id), unreadable=refused))
        digest = None
    return Found(tuple(items), desk.extra, digest and digest_of(file.source))


def digest_of(source: Source) -> str | None:
    """The SHA-256 of a file's content; None for an archive, and for a file that cannot be read."""
    if source.format in _ARCHIVES:
        return None
    try:
        with source.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _came_from(facts: Fetched | None) -> CameFrom:
    return CameFrom(facts.content_type, facts.url, facts.outlet, facts.feed_date) if facts else CameFrom()


@lru_cache(maxsize=4)
def _table(given: bytes, where: str) -> OutletTable:
    """The table, compiled once a process."""
    return OutletTable(msgspec.json.decode(given), where)


def _items(source: Source, desk: Desk, came_from: CameFrom) -> Iterator[tuple[Article | Unreadable, Place]]:
    """The articles of one file and what could not be read of it, each with the place to name in a message."""
    if source.format in READERS:
        items = read_entries(READERS[source.format](source.path, desk), source.id, desk)
        yield from ((item, Place(source.id, number)) for item, number in items)
    elif source.format in _ARCHIVES:
        yield from ((item, Place(source.id)) for item in read_archive(source.path, source.id, desk.table))
    else:
        yield _page(source, desk, came_from), Place(source.id)


def _page(source: Source, desk: Desk, came_from: CameFrom) -> Article | Unreadable:
    most = MAX_PAGE_BYTES if source.format == ".txt" else MAX_SAVED_BYTES
    if source.path.stat().st_size > most:
        problem = f"larger than {most // 1_000_000} MB: no single article is"
        return Unreadable(source.id, None, problem, "Save the article's page alone.")
    data = source.path.read_bytes()
    if not data:
        return Unreadable(source.id, None, "empty", "Save the page again, or remove the file.")
    try:
        return _article(data, source, desk, came_from)
    except UndecodableError as error:
        return Unreadable(source.id, error.line, error.problem, error.mend)
    except (NoTextError, UnreadablePageError) as error:
        return Unreadable(source.id, None, error.problem, error.mend)


def _article(data: bytes, source: Source, desk: Desk, came_from: CameFrom) -> Article:
    outlet = _told_outlet(source.id, desk.table)
    if source.format == ".txt":
        return read_page(clean(decode(data)), source.id, desk.table, outlet)
    if source.format in _MHTML:
        data, *said = unpack(data)
        came_from = CameFrom(*said)
    return read_webpage(data, source.id, desk.table, desk.extra, outlet, came_from)


def _told_outlet(path: str, table: OutletTable) -> Outlet | None:
    """The outlet whose ``files`` patterns name the path."""
    return next(
        (table.outlets[id_] for id_, entry in table.rules.items() if any(fnmatchcase(path, p) for p in entry.files)),
        None,
    )
