"""Inputs to a corpus: what was read, in input order, and what could not be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

from compare.corpus.decode import MAX_PAGE_BYTES, UndecodableError, clean, decode
from compare.corpus.fetched import FetchedPages
from compare.corpus.outlets import OutletTable, load_outlets
from compare.corpus.pages import NoTextError, read_page
from compare.corpus.records import read_records
from compare.corpus.walk import Source, find_sources
from compare.corpus.webpages import MAX_SAVED_BYTES, UnreadablePageError, read_webpage
from compare.errors import CorpusError
from compare.model import Article, Corpus, Outlet, Unreadable


class _Desk(NamedTuple):
    """What every reader needs: the known outlets, those that were met beside them, how fetched pages came."""

    table: OutletTable
    extra: dict[str, Outlet]
    fetched: FetchedPages


def read(paths: Sequence[Path], *, outlets: OutletTable | None = None) -> Corpus:
    """The articles of ``paths`` (folders and files), in input order, and what could not be read.

    ``outlets`` defaults to the shipped table with the ``outlets.toml`` of every folder among ``paths``, and beside every
    file among them. Nothing readable at all is no error here: the corpus is empty then.

    Raises:
        CorpusError: An input does not exist, or two articles have the same id.
        ConfigError: A folder's ``outlets.toml`` cannot be used.
    """
    sources, unreadable = find_sources(paths)
    table = outlets or load_outlets([path if path.is_dir() else path.parent for path in paths])
    articles: list[Article] = []
    places: dict[str, str] = {}
    desk = _Desk(table, {}, FetchedPages())
    for source in sources:
        for item, place in _items(source, desk):
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


def _items(source: Source, desk: _Desk) -> Iterator[tuple[Article | Unreadable, str]]:
    """The articles of one file and what could not be read of it, each with the place to name in a message."""
    most = None if source.format == ".jsonl" else MAX_PAGE_BYTES if source.format == ".txt" else MAX_SAVED_BYTES
    try:
        size = source.path.stat().st_size
        data = source.path.read_bytes() if most is None or size <= most else None
    except OSError as error:
        yield Unreadable(source.id, None, f"cannot be read: {error.strerror}", "Check its permissions."), source.id
        return
    if data is None:
        problem = f"larger than {(most or 0) // 1_000_000} MB: no single article is"
        yield Unreadable(source.id, None, problem, "Save the article's page alone."), source.id
    elif source.format == ".jsonl":
        items = read_records(data, source.id, desk.table, desk.extra)
        yield from ((item, f"{source.id}:{line}") for item, line in items)
    else:
        yield _page(data, source, desk), source.id


def _page(data: bytes, source: Source, desk: _Desk) -> Article | Unreadable:
    if not data:
        return Unreadable(source.id, None, "empty", "Save the page again, or remove the file.")
    outlet = _told_outlet(source.id, desk.table)
    try:
        if source.format == ".txt":
            return read_page(clean(decode(data)), source.id, desk.table, outlet)
        return read_webpage(data, source.id, desk.table, desk.extra, outlet, desk.fetched.find(source.path))
    except UndecodableError as error:
        return Unreadable(source.id, error.line, error.problem, error.mend)
    except (NoTextError, UnreadablePageError) as error:
        return Unreadable(source.id, None, error.problem, error.mend)


def _told_outlet(path: str, table: OutletTable) -> Outlet | None:
    """The outlet whose ``files`` patterns name the path."""
    return next(
        (table.outlets[id_] for id_, entry in table.rules.items() if any(fnmatchcase(path, p) for p in entry.files)),
        None,
    )
