"""Bytes of a page to a tree: encoding settled, embedded pictures out, size and depth bounded."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, NamedTuple

from compare.reading.decode import UndecodableError, clean, decode

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_SAVED_BYTES = 60_000_000
"""Saved files beyond this are not read; with its pictures embedded a page is a few megabytes."""
MAX_MARKUP_BYTES = 10_000_000
"""Longer pages, embedded pictures not counted, are not read: no article's markup is that long."""
MAX_ELEMENTS = 100_000
"""Pages of more elements are not read."""
MAX_DEPTH = 250
"""Elements that lie deeper are not read, and so is the page: the parser itself stops a little further down."""

_EMBEDDED = re.compile(rb"data:[\w/+.;=-]{1,100}?;base64,[A-Za-z0-9+/=%]+")
_META_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_META_REACH = 8192
_SUPERSETS = {"euc_kr": "cp949", "iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
"""What browsers read where a page names the narrower encoding (the Encoding Standard, for those that occur here)."""
_MOST_BROKEN = 0.001
_XML_START = re.compile(r"\s*<\?xml[^>]*\?>")
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://\S+)", re.IGNORECASE)
_SINGLE_FILE = re.compile(r"<!--\s*Page saved with SingleFile\s+url:\s*(https?://\S+)")
_HEAD_REACH = 4096
_SAVE_AGAIN = "Save the page again, as UTF-8."


class UnreadablePageError(ValueError):
    """A page that is not read; ``problem`` and ``mend`` are fit for a reader."""

    def __init__(self, problem: str, mend: str) -> None:
        """Keep the parts of the message."""
        super().__init__(problem)
        self.problem, self.mend = problem, mend


class Document(NamedTuple):
    """A parsed page: its tree, the address a browser noted when it saved it, and what was wrong with its bytes."""

    root: HtmlElement
    saved_from: str | None = None
    remarks: tuple[str, ...] = ()


def parse(data: bytes, content_type: str | None = None) -> Document:
    """The tree of ``data``; ``content_type`` is what the server said of it.

    Raises:
        UnreadablePageError: Too long, too many elements, nested too deeply, or nothing in it.
        UndecodableError: The bytes are binary or of an unknown encoding.
    """
    data = _EMBEDDED.sub(b"data:,", data)
    if len(data) > MAX_MARKUP_BYTES:
        problem = f"more than {MAX_MARKUP_BYTES // 1_000_000} MB of markup: no article's page is that long"
        raise UnreadablePageError(problem, "Save the article's page alone.")
    text, remarks = _decode(data, content_type)
    text = clean(text)
    head = text[:_HEAD_REACH]
    saved = _SAVED_FROM.search(head) or _SINGLE_FILE.search(head)
    return Document(_tree(text), saved[1] if saved else None, remarks)


def _tree(text: str) -> HtmlElement:
    from lxml import etree, html  # noqa: PLC0415 - reading text pages does not pay for it

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = html.document_fromstring(_XML_START.sub("", text, count=1).encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError) as error:
        raise UnreadablePageError("no page: it holds no markup and no text", "Save the page again.") from error
    elements = deepest = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest, elements = max(deepest, depth), elements + 1
    if deepest > MAX_DEPTH:
        raise UnreadablePageError(f"elements nested more than {MAX_DEPTH} deep", "Save the page from a browser.")
    if elements > 2 * MAX_ELEMENTS:
        raise UnreadablePageError(f"more than {MAX_ELEMENTS:,} elements", "Save the article's page alone.")
    return root


def _decode(data: bytes, content_type: str | None) -> tuple[str, tuple[str, ...]]:
    """The text: by the mark at its start, the server's word, the page's own word, and what the bytes look like.

    The first that fits without a fault wins; where none does, a page with few broken bytes is read with a remark.
    """
    named = [name for name in (_codec(_said(content_type)), *_declared(data)) if name]
    if not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        for name in named:
            try:
                return data.decode(name), ()
            except UnicodeDecodeError:
                continue
    try:
        return decode(data), ()
    except UndecodableError:
        for name in (*named, "utf-8"):
            text = data.decode(name, errors="replace")
            broken = text.count("\ufffd")
            if broken <= max(1, _MOST_BROKEN * len(text)) and "\0" not in text:
                return text, (f"encoding: {broken} places are no {name.upper()} and could not be read. {_SAVE_AGAIN}",)
        raise


def _said(content_type: str | None) -> str | None:
    found = _HEADER_CHARSET.search(content_type or "")
    return found[1] if found else None


def _declared(data: bytes) -> list[str | None]:
    found = (_META_CHARSET.search(data[:_META_REACH]), _XML_CHARSET.match(data[:_META_REACH]))
    return [_codec(match[1].decode("ascii", "replace")) for match in found if match]


def _codec(name: str | None) -> str | None:
    """Python's name of the text encoding that a page means by ``name``; None where there is none such."""
    if name is None:
        return None
    try:
        info = codecs.lookup(name.replace("ks_c_5601-1987", "cp949"))
    except (LookupError, ValueError):
        return None
    if not info._is_text_encoding or info.name.startswith(("utf-16", "utf-32", "utf-7")):  # noqa: SLF001 - no public way
        return None
    return _SUPERSETS.get(info.name, info.name)
