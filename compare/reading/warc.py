"""Web archives (WARC): the pages of known outlets, streamed, one record in memory at a time."""

from __future__ import annotations

import hashlib
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from compare.model import Article, Unreadable
from compare.reading.decode import UndecodableError
from compare.reading.html import UnreadablePageError
from compare.reading.outlets import OutletTable
from compare.reading.text_page import NoTextError
from compare.reading.web_page import CameFrom, read_webpage

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

MAX_RECORD_BYTES = 20_000_000
"""Longer records are passed over: no article's page is that long."""
MAX_HEADER_BYTES = 64_000
MOST_ENCODINGS = 4
"""A server packs an answer once or twice; each further layer reads it all again."""
_PAGE_TYPES = ("text/html", "application/xhtml+xml")
_UNPRINTABLE = re.compile(r"[\x00-\x20\x7f-\xa0]")
_OK = 200
_PAGES_FIRST = "Add the outlet, with its domain, to outlets.toml."


class _Capture(NamedTuple):
    """One page as it was answered."""

    address: str
    time: str
    data: bytes
    content_type: str | None
    whole: bool


def read_archive(path: Path, file_id: str, table: OutletTable) -> Iterator[Article | Unreadable]:
    """The articles among an archive's pages whose address is a known outlet's; other pages are passed over.

    An article's id is ``FILE#ADDRESS``; where one address was captured again with other content, the time is added.

    Raises:
        OSError: The file cannot be opened.
    """
    seen: Counter[str] = Counter()
    contents: set[bytes] = set()
    passed = 0
    with path.open("rb") as file:
        try:
            for capture in _captures(file, table):
                if capture is None:
                    passed += 1
                    continue
                digest = hashlib.sha256(capture.address.encode() + capture.data).digest()
                if digest in contents:
                    continue
                contents.add(digest)
                seen[capture.address] += 1
                again = f"@{capture.time}" if seen[capture.address] > 1 else ""
                yield _read(capture, f"{file_id}#{capture.address}{again}", table)
        except (OSError, ValueError) as error:
            yield Unreadable(file_id, None, f"the archive is damaged: {error}", "What stands before it was read.")
            return
    if not seen:
        problem = f"none of its {passed} pages is a known outlet's" if passed else "no page is in it"
        yield Unreadable(file_id, None, problem, _PAGES_FIRST if passed else "Check the file.")


def _captures(file: IO[bytes], table: OutletTable) -> Iterator[_Capture | None]:
    """The pages of known outlets; None for each page of another."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType  # noqa: PLC0415 - only archives need it

    wanted = WarcRecordType.response | WarcRecordType.resource
    records = ArchiveIterator(file, record_types=wanted, parse_http=False, max_header_len=MAX_HEADER_BYTES)
    for record in records:
        address = _UNPRINTABLE.sub(_quoted, (record.headers.get("WARC-Target-URI") or "").strip("<>"))
        if not address.startswith(("http://", "https://")):
            continue
        if table.find(address) is None:
            yield None
        elif record.content_length <= MAX_RECORD_BYTES and (capture := _capture(record, address)):
            yield capture


def _quoted(found: re.Match[str]) -> str:
    """A character that no address has, as a browser would send it."""
    return quote(found[0], safe="")


def _capture(record: WarcRecord, address: str) -> _Capture | None:
    """The page in a record; None where it is no page, or was not answered with one."""
    content_type, encodings = record.headers.get("Content-Type") or "", ""
    if record.is_http:
        try:
            record.parse_http(auto_decode="none", max_header_len=MAX_HEADER_BYTES)
        except (OSError, ValueError):
            return None
        head = record.http_headers
        if head.status_code != _OK:
            return None
        content_type = head.get("Content-Type") or ""
        encodings = f"{head.get('Content-Encoding') or ''},{head.get('Transfer-Encoding') or ''}"
    if content_type.partition(";")[0].strip().casefold() not in _PAGE_TYPES:
        return None
    if encodings.count(",") >= MOST_ENCODINGS:
        return None
    packed = record.reader.read(MAX_RECORD_BYTES + 1)
    data = _unpacked(packed, encodings.casefold())
    if not data or len(data) > MAX_RECORD_BYTES:
        return None
    whole = len(packed) >= record.content_length
    return _Capture(address, record.headers.get("WARC-Date") or "", data, content_type, whole)


def _unpacked(data: bytes, encodings: str) -> bytes:
    """``data`` without its transfer and content encodings, up to the limit.

    Many crawlers store the body unpacked and leave the header that says otherwise: what does not unpack stands as it is.
    """
    from fastwarc import stream_io  # noqa: PLC0415 - as above

    readers: dict[str, Callable[[io.BytesIO], Any]] = {
        "chunked": stream_io.ChunkedReader,
        "gzip": stream_io.GzipReader,
        "x-gzip": stream_io.GzipReader,
        "deflate": partial(stream_io.GzipReader, zlib=True),
        "br": stream_io.BrotliReader,
        "zstd": stream_io.ZstdReader,
    }
    for name in reversed([part.strip() for part in encodings.split(",")]):
        if name in readers:
            try:
                data = readers[name](io.BytesIO(data)).read(MAX_RECORD_BYTES + 1)
            except (OSError, ValueError):
                continue
    return data


def _read(capture: _Capture, article_id: str, table: OutletTable) -> Article | Unreadable:
    if not capture.whole:
        return Unreadable(article_id, None, "the archive breaks off in this page", "Fetch or unpack the archive again.")
    try:
        came_from = CameFrom(capture.content_type, capture.address)
        return read_webpage(capture.data, article_id, table, {}, table.find(capture.address), came_from)
    except UndecodableError as error:
        return Unreadable(article_id, error.line, error.problem, error.hint)
    except (NoTextError, UnreadablePageError) as error:
        return Unreadable(article_id, None, error.problem, "Nothing is to be done if it is no article's page.")
