"""The two logs of a fetched folder, one JSON object a line: what was kept, and what else was asked."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, TypeVar

import msgspec
from msgspec import Struct

from compare.errors import CorpusError
from compare.reading.inputs import FETCHED

__all__ = ["FETCHED", "Asked", "Fetched", "append", "read_log"]

T = TypeVar("T")


class Fetched(Struct, frozen=True, kw_only=True):
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
    """The lines of a log. A last line that a stop cut short is passed over; ``append`` mends it.

    Raises:
        CorpusError: The file cannot be read, or another line is not what this module writes; names it.
    """
    try:
        lines = path.read_bytes().split(b"\n") if path.exists() else []
    except OSError as error:
        mend = "Fetch into another folder, or mend this file."
        raise CorpusError(f"cannot be read ({error.strerror or error}).", where=str(path), mend=mend) from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield msgspec.json.decode(line, type=of)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            if number < len(lines) and any(rest.strip() for rest in lines[number:]):
                problem = f"not a line that fetch writes: {error}."
                mend = "Restore the line, or take it out: its page would be fetched again."
                raise CorpusError(problem, where=str(path), line=number, mend=mend) from error


def append(path: Path, record: Struct) -> None:
    """Add a line, whole and on the disk before this returns; a cut last line is taken off first."""
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
