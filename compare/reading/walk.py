"""Inputs to files: folders walked in order, links kept inside, ids made of paths."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from compare.config import CACHE_TAG, MANIFEST
from compare.errors import CorpusError
from compare.model import Unreadable
from compare.reading.fetched import FETCHED

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
    ".warc",
    ".warc.gz",
)
_PAGES = (".html", ".htm", ".xhtml")
_PARTS = ("_files", ".files", "-files")
"""What browsers append to a page's name for the folder of its pictures and scripts."""
_IGNORED_STEMS = frozenset({"readme", "license", "licence"})


class Source(NamedTuple):
    """A file to read: its path, the id its article gets, and its format."""

    path: Path
    id: str
    format: str


def find_sources(inputs: Sequence[Path]) -> tuple[list[Source], list[Unreadable]]:
    """The files that ``inputs`` name or hold, in input order, each once; and what is no file of a known format.

    Raises:
        CorpusError: An input does not exist.
    """
    sources: list[Source] = []
    refused: list[Unreadable] = []
    for given in inputs:
        if not given.exists():
            raise CorpusError("does not exist.", where=printable(str(given)), mend="Give a folder or a file that does.")
        if given.is_dir():
            found = [(path, path.relative_to(given).as_posix()) for path in _walk(given, refused)]
        else:
            found = [(given, given.name)]
        for path, id_ in found:
            source = _source(path, printable(id_))
            if isinstance(source, Source):
                sources.append(source)
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
