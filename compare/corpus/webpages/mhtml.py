"""MHTML: a page and its pictures as one file, as Chrome and Edge save it."""

from __future__ import annotations

from email import message_from_bytes
from email.message import Message
from typing import NamedTuple

from compare.corpus.webpages.document import UnreadablePageError


class SavedPage(NamedTuple):
    """The page in an archive: its bytes, what the archive says of their encoding, and its address."""

    data: bytes
    content_type: str | None
    address: str | None


def unpack(data: bytes) -> SavedPage:
    """The page of an MHTML file, pictures and frames left aside.

    Raises:
        UnreadablePageError: It holds no page.
    """
    try:
        page = next((found for part in _parts(message_from_bytes(data)) if (found := _page(part))), None)
    except Exception as error:
        raise UnreadablePageError("not MHTML: its parts cannot be told apart", "Save the page again.") from error
    if page is None:
        raise UnreadablePageError("no web page is in it", "Save the page again, or remove the file.")
    return page


def _parts(message: Message) -> list[Message]:
    """The parts in which the page is looked for: the one that the archive names as its start goes first."""
    parts = list(message.walk())
    start = str(message.get_param("start") or "")
    first = [part for part in parts if start and str(part.get("Content-ID")) == start]
    return [*first, *parts]


def _page(part: Message) -> SavedPage | None:
    if part.get_content_type() not in {"text/html", "application/xhtml+xml"}:
        return None
    content = part.get_payload(decode=True)
    address = str(part.get("Content-Location") or "").strip()
    if not isinstance(content, bytes) or not content.strip():
        return None
    return SavedPage(content, str(part.get("Content-Type") or ""), address if "://" in address else None)
