"""MHTML: a page and its pictures as one file, as Chrome and Edge save it.

Parts are found here, one after the other, and only their headers are given to the mail library: with a hostile file that
library takes time with the square of a header, and memory with the number of parts.
"""

from __future__ import annotations

import binascii
import quopri
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from itertools import islice
from typing import NamedTuple

from compare.reading.html import UnreadablePageError

MAX_HEAD_BYTES = 16_000
"""Parts with longer headers are passed over."""
MAX_PARTS = 2_000
"""Further parts are not looked at: the page is among the first."""
_MOST_PARAMETERS = 100
_DEEPEST = 3
_BLANK = re.compile(rb"\r?\n\r?\n")
_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})


class SavedPage(NamedTuple):
    """The page in an archive: its bytes, what the archive says of their encoding, and its address."""

    data: bytes
    content_type: str | None
    address: str | None


class _Part(NamedTuple):
    head: Message
    body: bytes


def unpack(data: bytes) -> SavedPage:
    """The page of an MHTML file, pictures and frames left aside.

    Raises:
        UnreadablePageError: It holds no page.
    """
    top = _part(data.lstrip())
    start = top and _parameter(top.head, "start")
    pages = list(islice(_pages(top, 0), MAX_PARTS)) if top else []
    first = [part for part in pages if start and str(part.head.get("Content-ID")).strip() == start]
    for part in [*first, *pages]:
        content = _decoded(part)
        if content.strip():
            address = str(part.head.get("Content-Location") or "").strip()
            said = str(part.head.get("Content-Type") or "")
            return SavedPage(content, said, address if "://" in address else None)
    raise UnreadablePageError("no web page is in it", "Save the page again, or remove the file.")


def _part(data: bytes) -> _Part | None:
    """Headers and body of a part; None where the headers do not end, or are none that a browser writes."""
    blank = _BLANK.search(data, 0, MAX_HEAD_BYTES)
    if blank is None or data.count(b";", 0, blank.start()) > _MOST_PARAMETERS:
        return None
    return _Part(message_from_bytes(data[: blank.start()]), data[blank.end() :])


def _pages(part: _Part, depth: int) -> Iterator[_Part]:
    """The parts that are web pages, in order."""
    kind = part.head.get_content_type()
    if kind in _PAGE_TYPES:
        yield part
    elif kind.startswith("multipart/") and depth < _DEEPEST:
        boundary = _parameter(part.head, "boundary").encode("ascii", "replace")
        for piece in islice(_pieces(part.body, boundary), MAX_PARTS) if boundary else ():
            if (inner := _part(piece)) is not None:
                yield from _pages(inner, depth + 1)


def _pieces(body: bytes, boundary: bytes) -> Iterator[bytes]:
    """What stands between the lines of ``boundary``."""
    mark = re.compile(rb"(?:^|\n)--" + re.escape(boundary) + rb"(?P<last>--)?[ \t]*\r?(?:\n|$)")
    start: int | None = None
    for found in mark.finditer(body):
        if start is not None:
            yield body[start : found.start()]
        start = found.end()
        if found["last"]:
            return
    if start is not None:
        yield body[start:]


def _parameter(head: Message, name: str) -> str:
    value = head.get_param(name)
    return value.strip() if isinstance(value, str) else ""


def _decoded(part: _Part) -> bytes:
    encoding = str(part.head.get("Content-Transfer-Encoding") or "").strip().casefold()
    if encoding == "quoted-printable":
        return quopri.decodestring(part.body)
    if encoding == "base64":
        try:
            return binascii.a2b_base64(part.body)
        except binascii.Error:
            return b""
    return part.body
