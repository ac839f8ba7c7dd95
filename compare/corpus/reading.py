"""Inputs to a corpus: what was read, in input order, and what could not be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from compare.config import RecordsConfig
from compare.corpus.archive import read_archive
from compare.corpus.decode import MAX_PAGE_BYTES, UndecodableError, clean, decode
from compare.corpus.fetched import FetchedPages
from compare.corpus.outlets import OutletTable, load_outlets
from compare.corpus.pages import NoTextError, read_page
from compare.corpus.records import READERS, Desk, read_entries
from compare.corpus.walk import Source, find_sources
from compare.corpus.webpages import MAX_SAVED_BYTES, CameFrom, UnreadablePageError, read_webpage, unpack
from compare.errors import CorpusError
from compare.model import Article, Corpus, Outlet, Unreadable

_MHTML = frozenset({".mhtml", ".mht"})
_ARCHIVES = frozenset({".warc", ".warc.gz"})


def read(paths: Sequence[Path], *, outlets: OutletTable | None = None, records: RecordsConfig | None = None) -> Corpus:
    """The articles of ``paths`` (folders and files), in input order, and what could not be read.

    ``outlets`` defaults to the shipped table with the ``outlets.toml`` of every folder among ``paths``, and beside every
    file among them. ``records`` says which columns of tables hold what. Nothing readable at all is no error here: the corpus is empty then.

    Raises:
        CorpusError: An input does not exist, or two articles have the same id.
        ConfigError: A folder's ``outlets.toml`` cannot be used.
    """
    sources, unreadable = find_sources(paths)
    table = outlets or load_outlets([path if path.is_dir() else path.parent for path in paths])
    articles: list[Article] = []
    places: dict[str, str] = {}
    desk, fetched = Desk(table, {}, records or RecordsConfig()), FetchedPages()
    for source in sources:
        for item, place in _items(source, desk, fetched):
            if isinstance(item, Unreadable):
                unreadable.append(item)
            elif item.id in places:
                problem = f"the id {item.id!r} is given twice: in {places[item.id]} and in {place}."
                raise CorpusError(problem, where=place, mend="Give each article an id of its own.")
            else:
                places[item.id] = place
                articles.append(item)
    used = {article.outlet_id for article in articles}
    known = {**desk.extra, **table.outlets}
    return Corpus(tuple(articles), {id_: known[id_] for id_ in sorted(known) if id_ in used}, tuple(unreadable))


def _items(source: Source, desk: Desk, fetched: FetchedPages) -> Iterator[tuple[Article | Unreadable, str]]:
    """The articles of one file and what could not be read of it, each with the place to name in a message."""
    try:
        if source.format in READERS:
            items = read_entries(READERS[source.format](source.path, desk), source.id, desk)
            yield from ((item, f"{source.id}:{number}") for item, number in items)
        elif source.format in _ARCHIVES:
            yield from ((item, source.id) for item in read_archive(source.path, source.id, desk.table))
        else:
            yield _page(source, desk, fetched), source.id
    except OSError as error:
        problem = f"cannot be read: {error.strerror or error}"
        yield Unreadable(source.id, None, problem, "Check its permissions."), source.id


def _page(source: Source, desk: Desk, fetched: FetchedPages) -> Article | Unreadable:
    most = MAX_PAGE_BYTES if source.format == ".txt" else MAX_SAVED_BYTES
    if source.path.stat().st_size > most:
        problem = f"larger than {most // 1_000_000} MB: no single article is"
        return Unreadable(source.id, None, problem, "Save the article's page alone.")
    data = source.path.read_bytes()
    if not data:
        return Unreadable(source.id, None, "empty", "Save the page again, or remove the file.")
    try:
        return _article(data, source, desk, fetched)
    except UndecodableError as error:
        return Unreadable(source.id, error.line, error.problem, error.mend)
    except (NoTextError, UnreadablePageError) as error:
        return Unreadable(source.id, None, error.problem, error.mend)


def _article(data: bytes, source: Source, desk: Desk, fetched: FetchedPages) -> Article:
    outlet = _told_outlet(source.id, desk.table)
    if source.format == ".txt":
        return read_page(clean(decode(data)), source.id, desk.table, outlet)
    came_from = CameFrom()
    if source.format in _MHTML:
        data, *said = unpack(data)
        came_from = CameFrom(*said)
    elif facts := fetched.find(source.path):
        came_from = CameFrom(facts.content_type, facts.url, facts.outlet, facts.feed_date)
    return read_webpage(data, source.id, desk.table, desk.extra, outlet, came_from)


def _told_outlet(path: str, table: OutletTable) -> Outlet | None:
    """The outlet whose ``files`` patterns name the path."""
    return next(
        (table.outlets[id_] for id_, entry in table.rules.items() if any(fnmatchcase(path, p) for p in entry.files)),
        None,
    )
