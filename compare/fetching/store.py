"""The folder of fetched pages and its two logs: nothing is overwritten or written outside, and a page is kept before its line."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Literal, TypeVar
from urllib.parse import unquote, urlsplit

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from compare.errors import CorpusError, OutputError
from compare.fetching.http import Response, page_key
from compare.reading.inputs import FETCHED

_LONGEST_NAME = 80
_UNSAFE = re.compile(r"[^a-z0-9]+")
_ENDINGS = re.compile(r"\.(?:x?html?|php|aspx?|jsp|do|amp)$", re.IGNORECASE)
_PARTS = 2


def folder_name(outlet_id: str) -> str:
    """The folder of an outlet: its id where that is a plain name, else letters, digits, dots and hyphens of it."""
    name = re.sub(r"[^\w.-]+", "-", outlet_id, flags=re.ASCII).strip(".-")
    return name or f"outlet-{digest(outlet_id)}"


def page_stem(day: str, url: str) -> str:
    """``<day>-<slug>`` of a page's address: its last two parts and its query in plain letters and digits."""
    parts = urlsplit(url)
    segments = [s for s in unquote(parts.path, errors="replace").split("/") if s][-_PARTS:]
    told = " ".join(_ENDINGS.sub("", segment) for segment in segments)
    slug = _UNSAFE.sub("-", f"{told} {unquote(parts.query, errors='replace')}".casefold()).strip("-")
    return f"{day}-{slug[:_LONGEST_NAME].strip('-') or digest(url)}"


def digest(text: str) -> str:
    """Ten hexadecimal digits that tell ``text`` from any other."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:10]


T = TypeVar("T")


class FetchedPage(Struct, frozen=True, kw_only=True):
    """One page that was kept: ``file`` relative to the folder, its content as it came, unpacked.

    ``requested`` is the address as the source named it, ``url`` the one that answered. ``feed_date`` is when the source
    says it was published (ISO 8601, or a day), ``feed_changed`` when it says it was last changed.
    """

    file: str
    url: str
    requested: str
    fetched: str
    status: int
    content_type: str
    outlet: str
    feed_date: str | None
    sha256: str
    etag: str | None = None
    last_modified: str | None = None
    feed_changed: str | None = None


class Asked(Struct, frozen=True, kw_only=True):
    """An answer that made no new page: a source, a page that has not changed, or one that is not to be had.

    ``file`` is the copy of a source below the folder's ``.fetch``; ``problem`` says why there is no page.
    """

    kind: Literal["source", "page"]
    url: str
    asked: str
    status: int | None = None
    content_type: str = ""
    file: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    feed_changed: str | None = None
    problem: str | None = None


def read_log(path: Path, of: type[T]) -> Iterator[T]:
    """The lines of a log. A last line cut short by an interruption is ignored; ``append`` repairs it.

    Raises:
        CorpusError: The file cannot be read, or another line is not what this module writes; names it.
    """
    try:
        lines = path.read_bytes().split(b"\n") if path.exists() else []
    except OSError as error:
        hint = "Fetch into another folder, or repair this file."
        raise CorpusError(f"cannot be read ({error.strerror or error}).", where=str(path), hint=hint) from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield msgspec.json.decode(line, type=of)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            if number < len(lines) and any(rest.strip() for rest in lines[number:]):
                problem = f"not a line that fetch writes: {error}."
                hint = "Restore the line, or take it out: its page would be fetched again."
                raise CorpusError(problem, where=str(path), line=number, hint=hint) from error


def append(path: Path, record: Struct) -> None:
    """Append a line and sync it to the disk; a truncated last line is removed first."""
    with path.open("ab+") as log:
        size = log.seek(0, os.SEEK_END)
        if size:
            log.seek(size - 1)
            if log.read(1) != b"\n":
                log.truncate(_end_of_last_line(log.name, size))
        log.write(msgspec.json.encode(record) + b"\n")
        log.flush()
        os.fsync(log.fileno())


def _end_of_last_line(name: str, size: int) -> int:
    """Where the last whole line ends; the log is read whole, which happens after a stop only."""
    content = Path(name).read_bytes()[:size]
    tail = content.rpartition(b"\n")[2]
    try:
        msgspec.json.decode(tail)
    except msgspec.DecodeError:
        return content.rfind(b"\n") + 1
    Path(name).write_bytes(content + b"\n")
    return size + 1


_OWN = ".fetch"
_VERSION = re.compile(r"(?:\.v\d+)?\.html$")


class PageFolder:
    """The pages fetched into a folder, and their logs."""

    def __init__(self, root: Path) -> None:
        """Read the logs of ``root``, an existing folder.

        Raises:
            CorpusError: A log holds a line that is not ours.
        """
        self.root = root.resolve()
        self._own = self.root / _OWN
        self._files: set[str] = set()
        self._pages: dict[str, FetchedPage] = {}
        self._seen: dict[str, Asked] = {}
        self._sources: dict[str, Asked] = {}
        for page in read_log(self.root / FETCHED, FetchedPage):
            self._remember(page)
        for asked in read_log(self._own / "asked.jsonl", Asked):
            self._remember_asked(asked)

    def page(self, url: str) -> FetchedPage | None:
        """The latest version of a page that is held, found by the address that was asked or the one that answered."""
        return self._pages.get(page_key(url))

    def last_asked(self, url: str) -> Asked | None:
        """The last answer to ``url`` that made no page."""
        return self._seen.get(page_key(url))

    def has_file(self, page: FetchedPage) -> bool:
        """Whether a page's file still stands."""
        return (self.root / page.file).is_file()

    def source(self, url: str) -> tuple[Asked, bytes] | None:
        """The last answer of a feed or sitemap with its content."""
        asked = self._sources.get(url)
        if asked is None or asked.file is None:
            return None
        try:
            return asked, (self._own / Path(asked.file).name).read_bytes()
        except OSError:
            return None

    def keep_page(self, answer: Response, page: FetchedPage, day: str) -> FetchedPage | None:
        """Write a page's content and its line; None where the content is what is held already.

        ``page`` comes without ``file`` and ``sha256``; ``day`` is for the name of its file.

        Raises:
            OutputError: The disk refuses, or the outlet's folder leads out of this one.
        """
        before = self.page(page.requested) or self.page(page.url)
        sha256 = hashlib.sha256(answer.body).hexdigest()
        if before and before.sha256 == sha256 and self.has_file(before):
            return None
        home = self._inside(self.root / folder_name(page.outlet))
        stem = _VERSION.sub("", Path(before.file).name) if before else page_stem(day, page.url)
        try:
            file = self._write_new(home, _names(stem, page.url, is_version=before is not None), answer.body)
        except OSError as error:
            raise _refused(home, error) from error
        kept = replace(page, file=self._relative(file), sha256=sha256)
        self._append(self.root / FETCHED, kept)
        self._remember(kept)
        return kept

    def keep_source(self, answer: Response, url: str, now: dt.datetime) -> None:
        """Keep a feed's or sitemap's content with what a conditional request needs."""
        name = f"{digest(url)}.source"
        own = self._inside(self._own)
        try:
            staged = own / f"{name}.tmp"
            staged.write_bytes(answer.body)
            staged.replace(own / name)
        except OSError as error:
            raise _refused(own, error) from error
        self.note(
            Asked(
                kind="source",
                url=url,
                asked=stamp(now),
                status=answer.status,
                content_type=answer.headers.get("content-type", ""),
                file=name,
                etag=answer.headers.get("etag"),
                last_modified=answer.headers.get("last-modified"),
            )
        )

    def note(self, asked: Asked) -> None:
        """Remember an answer that made no page."""
        self._append(self._inside(self._own) / "asked.jsonl", asked)
        self._remember_asked(asked)

    def _write_new(self, home: Path, names: Iterable[str], content: bytes) -> Path:
        """A file under the first of ``names`` that is free, or that holds this content and no line speaks of."""
        for path in (home / name for name in names):
            if path.exists():
                if self._relative(path) not in self._files and path.read_bytes() == content:
                    break  # written before an interruption, so it has no line yet
                continue
            with suppress(FileExistsError):
                _write_exclusively(path, content, self._inside(self._own))
                break
        return path

    def _inside(self, folder: Path) -> Path:
        try:
            folder.mkdir(exist_ok=True)
        except OSError as error:
            raise _refused(folder, error) from error
        if not folder.resolve().is_relative_to(self.root):
            raise OutputError("This folder is a link that leads out.", where=str(folder), hint="Remove the link.")
        return folder

    def _relative(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def _append(self, path: Path, record: FetchedPage | Asked) -> None:
        try:
            append(path, record)
        except OSError as error:
            raise _refused(path, error) from error

    def _remember(self, page: FetchedPage) -> None:
        self._files.add(page.file)
        self._pages[page_key(page.url)] = self._pages[page_key(page.requested)] = page

    def _remember_asked(self, asked: Asked) -> None:
        if asked.kind == "source":
            self._sources[asked.url] = asked
        else:
            self._seen[page_key(asked.url)] = asked


def _names(stem: str, url: str, *, is_version: bool) -> Iterator[str]:
    """File names to try: the plain one, one that tells addresses of one slug apart, then numbers without end."""
    if not is_version:
        yield f"{stem}.html"
        yield f"{stem}-{digest(page_key(url))}.html"
    for number in count(2):
        yield f"{stem}.v{number}.html"


def stamp(moment: dt.datetime) -> str:
    """ISO 8601 in UTC, to the second."""
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds")


def _write_exclusively(path: Path, content: bytes, staging: Path) -> None:
    """Write a whole file under a name that nothing has yet; a stop leaves no half of it there."""
    staged = staging / f"{digest(path.as_posix())}.tmp"
    with staged.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(staged, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        with path.open("xb") as file:
            file.write(content)
    finally:
        with suppress(OSError):
            staged.unlink()


def _refused(where: Path, error: OSError) -> OutputError:
    return OutputError(
        f"Cannot be written ({error.strerror or error}).",
        where=str(where),
        hint="What was fetched before is kept; run the command again once it can.",
    )
