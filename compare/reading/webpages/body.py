"""Where on a page the article's text is: the outlet's selectors, else trafilatura, else the densest part."""

from __future__ import annotations

import copy
import logging
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from compare.reading.decode import UndecodableError, clean
from compare.reading.layout import Layout
from compare.reading.pages.lines import Line, page_lines
from compare.reading.pages.marking import is_prose
from compare.reading.webpages.blocks import prune, read_lines
from compare.reading.webpages.document import UnreadablePageError, parse
from compare.reading.webpages.selectors import Selectors, elements

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST_ELEMENTS = 12_000
"""Larger trees are not given to trafilatura: on hostile ones its time grows with the square of their size."""
_LEAST_TELLING = 25
"""Shorter lines may stand anywhere by chance: they must be whole lines of the text that was found."""
_MOST_COMPARED = 2_000_000_000
"""Characters that are looked through, at most, to find the page's lines in that text."""
_MARKUP = re.compile(r"</?(?:p|br|div|strong|a)\b[^<>]{0,200}>", re.IGNORECASE)


class Body(NamedTuple):
    """The lines of the text with what may stand around it, and the captions that were taken out."""

    lines: Sequence[Line] = ()
    captions: tuple[str, ...] = ()


def find_body(root: HtmlElement, selectors: Selectors, layout: Layout) -> Body:
    """The text of the page; ``root`` itself is left as it is.

    What the outlet's selectors find is taken where it holds prose: they are exact, and forty times as quick as a guess.
    """
    for found in elements(selectors.body, root):
        parts = [copy.deepcopy(element) for element in found]
        captions = tuple(caption for part in parts for caption in prune(part, selectors))
        lines = [line for part in parts for line in read_lines(part, teasers=False)]
        if _has_prose(lines, layout):
            return Body(lines, captions)
    pruned = copy.deepcopy(root)
    captions = _captions(pruned, selectors)
    prune(pruned, selectors)
    lines = _extracted(pruned)
    return Body(lines if _has_prose(lines, layout) else _densest(pruned), captions)


def claimed_lines(text: str) -> list[Line]:
    """The lines of a text that metadata carry, perhaps as markup."""
    if _MARKUP.search(text) is None:
        return page_lines(clean(text))
    try:
        return read_lines(parse(text.encode("utf-8", "replace")).root, teasers=False)
    except (UnreadablePageError, UndecodableError):
        return []


def _has_prose(lines: Sequence[Line], layout: Layout) -> bool:
    return any(is_prose(line.text, layout) for line in lines)


def _captions(pruned: HtmlElement, selectors: Selectors) -> tuple[str, ...]:
    """Captions of the article element, where the page has one: elsewhere stand those of other stories."""
    articles = pruned.findall(".//article")
    return prune(articles[0], selectors) if len(articles) == 1 else ()


def _extracted(pruned: HtmlElement) -> list[Line]:
    """The page's own lines that trafilatura takes for text: on short pages it would run them all into one."""
    from trafilatura import bare_extraction  # noqa: PLC0415 - known outlets' pages do not pay for it

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it could not find is found otherwise, or said
    if sum(1 for _ in pruned.iter()) > _MOST_ELEMENTS:
        return []
    try:
        found = bare_extraction(copy.deepcopy(pruned), include_comments=False, with_metadata=False)
    except Exception:  # noqa: BLE001 - a library's guess at odd markup must not end the run
        return []
    body = None if found is None or isinstance(found, dict) else found.body
    if body is None:
        return []
    texts = [line.text for line in read_lines(body)]
    whole, single = "\n".join(texts), set(texts)
    lines = read_lines(pruned, teasers=False)
    inside = whole if len(lines) * len(whole) <= _MOST_COMPARED else single
    return [line for line in lines if line.text in (inside if len(line.text) >= _LEAST_TELLING else single)]


def _densest(pruned: HtmlElement) -> list[Line]:
    """The lines of the element whose own paragraphs hold the most text, or of the page where it has no paragraphs."""
    weights: dict[HtmlElement, int] = {}
    for paragraph in pruned.iter("p"):
        parent = paragraph.getparent()
        if parent is not None:
            weights[parent] = weights.get(parent, 0) + sum(map(len, paragraph.text_content().split()))
    best = max(weights, key=lambda e: weights[e], default=None)
    return read_lines(pruned if best is None else best, teasers=False)
