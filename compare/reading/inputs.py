"""Files and folders to a corpus: inputs walked in order, each file read, articles named one by one, and how fetched pages came."""

from __future__ import annotations

import difflib
import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct, structs

from compare.config import CACHE_TAG, MANIFEST, RecordsConfig
from compare.errors import CompareError, CorpusError
from compare.faults import note_fault
from compare.model import Article, Corpus, Outlet, Place, Unreadable
from compare.reading import bounds
from compare.reading.decode import UndecodableError, clean, decode
from compare.reading.formats import READERS
from compare.reading.html import MAX_SAVED_BYTES, UnreadablePageError
from compare.reading.mhtml import unpack
from compare.reading.outlets import OutletTable, load_outlets
from compare.reading.tables import Desk, read_entries
from compare.reading.text_page import NoTextError, read_page
from compare.reading.warc import read_archive
from compare.reading.web_page import CameFrom, read_webpage
from compare.text.anchors import outlet_folder, short_digest, tell_apart

FETCHED = "fetched.jsonl"
"""One JSON object a line and page; of several lines for one file the last holds."""
CONFIGURATION = frozenset({"outlets.toml", "overrides.toml", "outlet-compare.toml", FETCHED})
FORMATS = (
    ".txt",
    ".html",
    ".htm",
    ".xhtml",
    ".mhtml",
    ".mht",
    ".jsonl",
    ".ndjson",
    ".jsonl.gz",
    ".ndjson.gz",
    ".json",
    ".csv",
    ".tsv",
    ".parquet",
    ".xlsx",
    ".ods",
    ".rss",
    ".atom",
    ".xml",
    ".warc",
    ".warc.gz",
)
_PAGES = (".html", ".htm", ".xhtml")
_PARTS = ("_files", ".files", "-files")
"""What browsers append to a page's name for the folder of its pictures and scripts."""
_IGNORED_STEMS = frozenset({"readme", "license", "licence"})


_REACH = 3
"""How many folders up from a page its line in ``fetched.jsonl`` is looked for: pages lie in a folder an outlet."""


class Source(NamedTuple):
    """A file to read: its path, the id its article gets, its format, and how many folders up lie within the input."""

    path: Path
    id: str
    format: str
    reach: int = _REACH


def find_sources(inputs: Sequence[Path]) -> tuple[list[Source], list[Unreadable]]:
    """The files that ``inputs`` name or hold, in input order, each once; and what is no file of a known format.

    Raises:
        CorpusError: An input does not exist.
    """
    sources: list[Source] = []
    refused: list[Unreadable] = []
    for given in inputs:
        if not given.exists():
            raise CorpusError("does not exist.", where=printable(str(given)), hint="Give a folder or a file that does.")
        if given.is_dir():
            found = [(path, path.relative_to(given).as_posix()) for path in _walk(given, refused)]
        else:
            found = [(given, given.name)]
        for path, id_ in found:
            source = _source(path, printable(id_))
            if isinstance(source, Source):
                within = id_.count("/") + 1 if given.is_dir() else _REACH
                sources.append(source._replace(reach=min(within, _REACH)))
            else:
                refused.append(source)
    return _once(sources), refused


def printable(name: str) -> str:
    """``name`` as text that can be written: bytes of a file name that are no UTF-8 become backslash escapes."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _walk(root: Path, refused: list[Unreadable]) -> Iterator[Path]:
    home = root.resolve()
    for folder, names, file_names in os.walk(root):
        here = Path(folder)
        if here != root and (MANIFEST in file_names or CACHE_TAG in file_names):  # what we made is no input
            names.clear()
            continue
        linked = [name for name in names if (here / name).is_symlink()]
        pages = {Path(name).stem for name in file_names if Path(name).suffix.casefold() in _PAGES}
        names[:] = sorted(n for n in names if not (n.startswith(".") or n in linked or _is_parts(n, pages)))
        for name in sorted([*file_names, *linked]):
            path = here / name
            if _is_ignored(name):
                continue
            if path.is_symlink():
                _refuse_link(path, root, home, refused)
            else:
                yield path


def _is_parts(folder: str, pages: set[str]) -> bool:
    """Whether a folder holds the pictures and scripts of a saved page beside it."""
    return any(folder.removesuffix(end) in pages for end in _PARTS if folder.endswith(end))


def _refuse_link(path: Path, root: Path, home: Path, refused: list[Unreadable]) -> None:
    """A link to a place inside the folder is left alone, for that place is read anyway; any other is named."""
    target = path.resolve()
    if target.exists() and target.is_relative_to(home):
        return
    problem = "a link that leads out of the folder" if target.exists() else "a link that leads nowhere"
    where = printable(path.relative_to(root).as_posix())
    refused.append(Unreadable(where, None, problem, "Put the file itself there, or name it as an input."))


def _is_ignored(name: str) -> bool:
    return name.startswith(".") or name in CONFIGURATION or name.partition(".")[0].casefold() in _IGNORED_STEMS


def _source(path: Path, id_: str) -> Source | Unreadable:
    format_ = next((ending for ending in FORMATS if path.name.casefold().endswith(ending)), None)
    if format_ is None:
        known = ", ".join(FORMATS)
        return Unreadable(id_, None, f"not a format that is read: {known}", "Convert it, or leave it out.")
    try:
        regular = stat.S_ISREG(path.stat().st_mode)
    except OSError as error:
        return Unreadable(id_, None, f"cannot be opened: {error.strerror}", "Check the file and its permissions.")
    if not regular:
        return Unreadable(id_, None, "not a regular file", "Leave it out.")
    return Source(path, id_, format_)


def _once(sources: list[Source]) -> list[Source]:
    """Each file once, under the id that says most of its place."""
    best: dict[Path, Source] = {}
    for source in sources:
        real = source.path.resolve()
        if real not in best or (-len(source.id), source.id) < (-len(best[real].id), best[real].id):
            best[real] = source
    kept = {id(source) for source in best.values()}
    return [source for source in sources if id(source) in kept]


class Fetched(Struct, frozen=True):
    """One page that was fetched. ``file`` is its path from the folder of ``fetched.jsonl``.

    ``url`` is the address it came from in the end, ``requested`` the one that was asked for; ``fetched`` is when (ISO
    8601), ``content_type`` what the server said, ``feed_date`` the date its feed or sitemap gave, ``sha256`` of the
    bytes in the file.
    """

    file: str
    url: str
    requested: str | None = None
    fetched: str | None = None
    status: int | None = None
    content_type: str | None = None
    outlet: str | None = None
    feed_date: str | None = None
    sha256: str | None = None


class FetchedPages:
    """The lines of every ``fetched.jsonl`` that is met, each file read once."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._folders: dict[Path, dict[str, Fetched]] = {}

    def find(self, page: Path, reach: int) -> Fetched | None:
        """What is known of ``page``: the line in its own folder, or in one of those above it, ``reach`` in all.

        Nothing is looked for above a folder that was given as the input: what lies there was not given.
        """
        for folder in [*page.parents][:reach]:
            facts = self._folders.get(folder)
            if facts is None:
                facts = self._folders[folder] = _fetched_by_file(folder / FETCHED)
            if facts and (found := facts.get(page.relative_to(folder).as_posix())):
                return found
        return None


def _fetched_by_file(path: Path) -> dict[str, Fetched]:
    """The lines by file; one that is no such object is passed over: the page itself is still read."""
    decoder = msgspec.json.Decoder(Fetched)
    facts: dict[str, Fetched] = {}
    try:
        lines = path.read_bytes().splitlines() if path.is_file() else []
    except OSError:
        return facts
    for line in lines:
        try:
            found = decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            continue
        facts[found.file] = found
    return facts


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


class ReadingTerms(Struct, frozen=True):
    """What reading depends on besides the file itself: the outlets' table as JSON, its name, and the columns of records."""

    table: bytes
    where: str
    records: RecordsConfig


ReadAll = Callable[[Sequence[SourceFile], ReadingTerms], Iterable[Found]]
"""Reads files in order; may find what some of them gave before."""


def read_each(files: Sequence[SourceFile], terms: ReadingTerms) -> Iterator[Found]:
    """Read one file after the other."""
    return (read_source(file, terms) for file in files)


def read(
    paths: Sequence[Path],
    *,
    outlets: OutletTable | None = None,
    records: RecordsConfig | None = None,
    read_all: ReadAll = read_each,
    keep: Callable[[Article], Article] | None = None,
) -> Corpus:
    """The articles of ``paths`` (folders and files), in input order, and what could not be read.

    ``outlets`` defaults to the shipped table with the ``outlets.toml`` of every folder among ``paths``, and beside every
    file among them. ``records`` says which columns of tables hold what. ``keep`` is applied
    to each article as it comes and says what is held of it. Nothing readable at all is no error here: the corpus is empty then.

    Raises:
        CorpusError: An input does not exist, or two articles have the same id.
        ConfigError: A folder's ``outlets.toml`` cannot be used.
    """
    sources, unreadable = find_sources(paths)
    table = outlets or load_outlets([path if path.is_dir() else path.parent for path in paths])
    fetched = FetchedPages()
    files = [SourceFile(source, _came_from(fetched.find(source.path, source.reach))) for source in sources]
    terms = ReadingTerms(msgspec.json.encode(table.given), table.where, records or RecordsConfig())
    articles: dict[str, tuple[Article, Place]] = {}
    known: dict[str, Outlet] = {}
    for found in read_all(files, terms):
        known = {**found.outlets, **known}
        unreadable += [item.unreadable for item in found.items if item.unreadable]
        for item in found.items:
            if item.article:
                _add(articles, keep(item.article) if keep else item.article, item.place)
    articles = _with_own_addresses(articles)
    used = {article.outlet_id for article, _ in articles.values()}
    known |= table.outlets
    kept = {id_: known[id_] for id_ in sorted(known) if id_ in used}
    places = {article_id: place for article_id, (_, place) in articles.items() if place.line is not None}
    return Corpus(tuple(article for article, _ in articles.values()), kept, tuple(unreadable), places=places)


def _add(articles: dict[str, tuple[Article, Place]], article: Article, place: Place) -> None:
    if article.id in articles:
        problem = f"the id {article.id!r} is given twice: in {articles[article.id][1]} and in {place}."
        raise CorpusError(problem, where=str(place), hint="Give each article an id of its own.")
    articles[article.id] = article, place


def _with_own_addresses(articles: dict[str, tuple[Article, Place]]) -> dict[str, tuple[Article, Place]]:
    """The articles with other ids, and outlets, where two of them would share the address of their pages."""
    renamed = tell_apart(articles, short_digest)
    outlets = tell_apart({a.outlet_id for a, _ in articles.values() if a.outlet_id}, outlet_folder)
    if not renamed and not outlets:
        return articles
    told = {}
    for article, place in articles.values():
        id_, outlet = renamed.get(article.id, article.id), article.outlet_id
        remarks = [
            f"{field}: {old!r} is read as {new!r}, since its page would have the address of another's. Give it another."
            for field, old, new in (("id", article.id, id_), ("outlet", outlet, outlets.get(outlet or "", outlet)))
            if old != new
        ]
        told[id_] = (
            structs.replace(
                article,
                id=id_,
                outlet_id=outlets.get(outlet or "", outlet),
                sentences=tuple(structs.replace(sentence, article_id=id_) for sentence in article.sentences),
                remarks=(*article.remarks, *remarks),
            ),
            place,
        )
    return told


_REPORT = "Please report it."


def read_source(file: SourceFile, terms: ReadingTerms) -> Found:
    """What one file gives; it depends only on its content, name and format, how it was fetched, and the terms."""
    (found,) = read_parts(file, terms)
    return found


PART = 500
"""Articles of a large file that are held at a time."""


def read_parts(file: SourceFile, terms: ReadingTerms, most: int | None = None) -> Iterator[Found]:
    """The same in parts of at most ``most`` articles, in order; the last alone has the digest."""
    desk = Desk(_table(terms.table, terms.where), {}, terms.records)
    items: list[Item] = []
    digest = file.digest
    try:
        for item, place in _items(file.source, desk, file.came_from):
            if len(items) == most:
                yield Found(tuple(items), desk.extra, None)
                items = []
            items.append(Item(place, unreadable=item) if isinstance(item, Unreadable) else Item(place, article=item))
    except OSError as error:
        problem = f"cannot be read: {error.strerror or error}"
        refused = Unreadable(file.source.id, None, problem, "Check its permissions.")
        items.append(Item(Place(file.source.id), unreadable=refused))
        digest = None
    except CompareError:
        raise
    except Exception as error:  # noqa: BLE001 - one file must not stop the others
        problem = note_fault("reading", error)
        items.append(Item(Place(file.source.id), unreadable=Unreadable(file.source.id, None, problem, _REPORT)))
        digest = None
    yield Found(tuple(items), desk.extra, digest and digest_of(file.source))


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


_MOST_TEXT_BYTES = 2 * bounds.ARTICLE
"""A Hangul syllable takes three bytes, most letters one."""


def _page(source: Source, desk: Desk, came_from: CameFrom) -> Article | Unreadable:
    most = _MOST_TEXT_BYTES if source.format == ".txt" else MAX_SAVED_BYTES
    if source.path.stat().st_size > most:
        problem = f"larger than {most // 1_000_000} MB: no single article is"
        return Unreadable(source.id, None, problem, "Save the article's page alone.")
    data = source.path.read_bytes()
    if not data:
        return Unreadable(source.id, None, "empty", "Save the page again, or remove the file.")
    try:
        return _article(data, source, desk, came_from)
    except UndecodableError as error:
        return Unreadable(source.id, error.line, error.problem, error.hint)
    except (NoTextError, UnreadablePageError) as error:
        return Unreadable(source.id, None, error.problem, error.hint)


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


_MOST_LISTED = 10


def read_named(paths: Sequence[Path], records: RecordsConfig | None = None, among: Corpus | None = None) -> Corpus:
    """The articles that are named one by one, in that order: files, records of a file, articles ``among`` a corpus.

    ``FILE#ID`` picks one record of a file. What is the name of a file and an id is the file. Where two files have one
    name, their ids are their paths below the folder they share.

    Raises:
        CorpusError: There is no such file, record or article, or one is named twice.
    """
    found = [_named_corpus(path, records, among) for path in paths]
    parts = [part for part, _ in found]
    if len({a.id for part in parts for a in part.articles}) < sum(len(part.articles) for part in parts):
        parts = _tell_apart(parts, [file for _, file in found])
    return Corpus(
        articles=tuple(a for part in parts for a in part.articles),
        outlets={key: outlet for part in parts for key, outlet in part.outlets.items()},
        unreadable=tuple(u for part in parts for u in part.unreadable),
        places={id_: place for part in parts for id_, place in part.places.items()},
    )


def _named_corpus(path: Path, records: RecordsConfig | None, among: Corpus | None) -> tuple[Corpus, Path]:
    file, wanted = _split_address(path)
    if file.is_file():
        return _pick(read([file], records=records), file, wanted), file
    own = [article for article in among.articles if article.id == str(path)] if among else []
    if among and own:
        return structs.replace(among, articles=tuple(own), unreadable=()), path
    raise _unknown(path, among)


def _unknown(path: Path, among: Corpus | None) -> CorpusError:
    if among is None:
        hint = "Give an article's file, FILE#ID for one record of a file, or an id with --corpus INPUT."
        return CorpusError("There is no such file.", where=str(path), hint=hint)
    near = difflib.get_close_matches(str(path), [article.id for article in among.articles], n=1)
    hint = "".join(f"Did you mean {id_}? " for id_ in near) + "`outlet-compare events` lists the ids."
    return CorpusError("There is no such file, and no article of the corpus has this id.", where=str(path), hint=hint)


def _split_address(path: Path) -> tuple[Path, str | None]:
    if path.exists() or "#" not in path.name:
        return path, None
    name, _, wanted = str(path).partition("#")
    return Path(name), wanted


def _pick(part: Corpus, file: Path, wanted: str | None) -> Corpus:
    if wanted is None:
        return part
    articles = tuple(a for a in part.articles if a.id == wanted)
    if not articles:
        ids = [a.id for a in part.articles[:_MOST_LISTED]] + ["..."] * (len(part.articles) > _MOST_LISTED)
        hint = f"Its ids are {', '.join(ids)}." if ids else "None of its articles could be read."
        raise CorpusError(f"No article here has the id {wanted!r}.", where=str(file), hint=hint)
    return structs.replace(part, articles=articles, unreadable=())


def _tell_apart(parts: Sequence[Corpus], files: Sequence[Path]) -> list[Corpus]:
    """The parts with each article's id led by its folder below the one all files share."""
    resolved = [file.resolve() for file in files]
    if len(set(resolved)) < len(resolved):
        twice = next(file for file, path in zip(files, resolved, strict=True) if resolved.count(path) > 1)
        raise CorpusError("The same article is named twice.", where=str(twice), hint="Name two different articles.")
    shared = Path(os.path.commonpath([path.parent for path in resolved]))
    return [
        _rename(part, path.parent.relative_to(shared).as_posix()) for part, path in zip(parts, resolved, strict=True)
    ]


def _rename(part: Corpus, folder: str) -> Corpus:
    def led(name: str) -> str:
        return name if folder == "." else f"{folder}/{name}"

    return structs.replace(
        part,
        articles=tuple(_with_id(a, led(a.id)) for a in part.articles),
        places={led(id_): Place(led(place.file), place.line) for id_, place in part.places.items()},
    )


def _with_id(article: Article, new: str) -> Article:
    sentences = tuple(structs.replace(s, article_id=new) for s in article.sentences)
    return structs.replace(article, id=new, sentences=sentences)
