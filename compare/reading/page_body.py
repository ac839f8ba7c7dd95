"""Where on a web page the article's text is: the outlet's selectors, else trafilatura's text read in the page's own lines.

Names of classes say what is furniture, but they are no proof. What they take out is therefore weighed against the text
that trafilatura finds on the whole page: of two texts the much shorter one is never taken.
"""

from __future__ import annotations

import copy
import logging
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from compare.reading.decode import UndecodableError, clean
from compare.reading.html import SILENT, Selectors, UnreadablePageError, elements, parse, prune, read_lines
from compare.reading.outlets import Layout
from compare.reading.page_lines import PageLine, ends_a_sentence, is_prose, page_lines

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST_ELEMENTS = 12_000
"""Larger trees are not given to trafilatura: on hostile ones its time grows with the square of their size."""
_LEAST_TELLING = 25
"""Shorter lines may stand anywhere by chance: they must be whole lines of the text that was found."""
_MOST_COMPARED = 2_000_000_000
"""Characters that are looked through, at most, to find the page's lines in that text."""
_MARKUP = re.compile(r"</?(?:p|br|div|strong|a)\b[^<>]{0,200}>", re.IGNORECASE)
_NO_LETTER = re.compile(r"[\W_]+")
_AMPLE = 800
"""Characters of text where an outlet's own selectors are believed without a second opinion."""
_MUCH_SHORTER = 0.7
_FEW_CHARACTERS = 300
_MOST_PASSED_OVER, _LEAST_WORDS, _LEAST_TEASERS = 3, 9, 2


class Body(NamedTuple):
    """The lines of the text with what may stand around it, and the captions that were taken out."""

    lines: Sequence[PageLine] = ()
    captions: tuple[str, ...] = ()


def find_body(root: HtmlElement, selectors: Selectors, layout: Layout) -> Body:
    """The text of the page; ``root`` itself is left as it is.

    What the outlet's selectors find is taken where it holds ample prose: they are exact, and forty times as quick as a
    guess. Otherwise it must not be much shorter than what trafilatura finds.
    """
    selected = _selected(root, selectors, layout)
    if layout.outlet is not None and _length(selected.lines) >= _AMPLE:
        return selected
    found = _extracted(root)
    if selected.lines and not _is_much_shorter(selected, found):
        return selected
    body = _read_as(root, found, selectors)
    return body if _has_prose(body.lines, layout) else _densest(root, selectors)


def claimed_lines(text: str) -> list[PageLine]:
    """The lines of a text that metadata carry, perhaps as markup."""
    if _MARKUP.search(text) is None:
        return page_lines(clean(text))
    try:
        return read_lines(parse(text.encode("utf-8", "replace")).root, teasers=False)
    except (UnreadablePageError, UndecodableError):
        return []


def _selected(root: HtmlElement, selectors: Selectors, layout: Layout) -> Body:
    for found in elements(selectors.body, root):
        parts = [copy.deepcopy(element) for element in found]
        captions = tuple(caption for part in parts for caption in prune(part, selectors))
        lines = [line for part in parts for line in read_lines(part, teasers=False)]
        if _has_prose(lines, layout):
            return Body(lines, captions)
    return Body()


def _has_prose(lines: Sequence[PageLine], layout: Layout) -> bool:
    return any(is_prose(line.text, layout) for line in lines)


def _length(lines: Iterable[PageLine]) -> int:
    return sum(len(line.text) for line in lines)


def _extracted(root: HtmlElement) -> list[str]:
    """The lines that trafilatura takes for the page's text."""
    from trafilatura import bare_extraction  # noqa: PLC0415 - known outlets' pages do not pay for it

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it could not find is found otherwise, or said
    if sum(1 for _ in root.iter()) > _MOST_ELEMENTS:
        return []
    try:
        found = bare_extraction(copy.deepcopy(root), include_comments=False, with_metadata=False)
    except Exception:  # noqa: BLE001 - a library's guess at odd markup must not end the run
        return []
    body = None if found is None or isinstance(found, dict) else found.body
    return [] if body is None else [line.text for line in read_lines(body, silent=frozenset())]


def _read_as(root: HtmlElement, found: Sequence[str], selectors: Selectors) -> Body:
    """The page's own lines that are in the text ``found``: on short pages trafilatura runs them all into one.

    What the names of classes call furniture is left out, unless much of that text stands there.
    """
    if not found:
        return Body()
    pruned = copy.deepcopy(root)
    captions = _captions(pruned, selectors)
    prune(pruned, selectors)
    body = Body(_matched(read_lines(pruned), found), captions)
    if _is_much_shorter(body, found):
        body = Body(_matched(read_lines(root, silent=SILENT), found), captions)
    if _is_much_shorter(body, found):
        body = Body([PageLine(text, number) for number, text in enumerate(found, 1)], captions)
    return body


def _is_much_shorter(body: Body, found: Sequence[str]) -> bool:
    """Whether so much of the text ``found`` is missing that a body, its captions counted, cannot be all of it."""
    own, whole = _length(body.lines) + sum(map(len, body.captions)), sum(map(len, found))
    return own < _MUCH_SHORTER * whole and whole - own > _FEW_CHARACTERS


def _matched(lines: Sequence[PageLine], found: Sequence[str]) -> list[PageLine]:
    """Those of ``lines`` that stand in the text ``found``, each once, and paragraphs that stand right among them."""
    keys = [_NO_LETTER.sub("", text) for text in found]
    whole, single = "".join(keys), set(keys)
    inside = whole if len(lines) * len(whole) <= _MOST_COMPARED else single
    own = [_NO_LETTER.sub("", line.text) for line in lines]
    seen: set[str] = set()
    kept: list[int] = []
    for at, (line, key) in enumerate(zip(lines, own, strict=True)):
        fits = key in (inside if len(key) >= _LEAST_TELLING else single)
        if fits and key not in seen and (not line.linked or ends_a_sentence(line.text)):
            seen.add(key)
            kept.append(at)
    return [lines[at] for at in _without_teasers(lines, _filled(lines, kept, [key in seen for key in own]))]


def _filled(lines: Sequence[PageLine], kept: Sequence[int], known: Sequence[bool]) -> list[int]:
    """``kept`` with the paragraphs that trafilatura passed over between them, and right above the first.

    ``known`` says of each line whether its words are kept already: a text that stands twice is read once.
    """
    if not kept:
        return []
    filled: list[int] = []
    first = kept[0]
    while (
        first > 0 and kept[0] - first < _MOST_PASSED_OVER and _is_paragraph(lines[first - 1]) and not known[first - 1]
    ):
        first -= 1
    filled += range(first, kept[0])
    for before, after in zip(kept, [*kept[1:], kept[-1]], strict=True):
        filled.append(before)
        gap = range(before + 1, after)
        if len(gap) <= _MOST_PASSED_OVER and all(_is_paragraph(lines[at]) and not known[at] for at in gap):
            filled += gap
    return filled


def _is_paragraph(line: PageLine) -> bool:
    return not line.linked and line.text.count(" ") >= _LEAST_WORDS and ends_a_sentence(line.text)


def _without_teasers(lines: Sequence[PageLine], kept: Sequence[int]) -> Sequence[int]:
    """``kept`` without teasers at the end, two lines or more that each stand below a link of their own, and their heading."""
    stop = len(kept)
    while stop and kept[stop - 1] > 0 and lines[kept[stop - 1] - 1].linked:
        stop -= 1
    if stop and len(kept) - stop >= _LEAST_TEASERS:
        kept = kept[:stop]
    below = lines[kept[-1] + 1 : kept[-1] + 2] if kept else ()
    heads_links = any(line.linked for line in below) and not _is_paragraph(lines[kept[-1]])
    short = heads_links and lines[kept[-1]].text.count(" ") < _LEAST_WORDS and not ends_a_sentence(lines[kept[-1]].text)
    return kept[:-1] if short and len(kept) > 1 else kept


def _captions(pruned: HtmlElement, selectors: Selectors) -> tuple[str, ...]:
    """Captions of the article element, where the page has one: elsewhere stand those of other stories."""
    articles = pruned.findall(".//article")
    return prune(articles[0], selectors) if len(articles) == 1 else ()


def _densest(root: HtmlElement, selectors: Selectors) -> Body:
    """The lines of the element whose own paragraphs hold the most text, or of the page where it has no paragraphs."""
    pruned = copy.deepcopy(root)
    captions = _captions(pruned, selectors)
    prune(pruned, selectors)
    weights: dict[HtmlElement, int] = {}
    for paragraph in pruned.iter("p"):
        parent = paragraph.getparent()
        if parent is not None:
            weights[parent] = weights.get(parent, 0) + sum(map(len, paragraph.text_content().split()))
    best = max(weights, key=lambda e: weights[e], default=None)
    return Body(read_lines(pruned if best is None else best, teasers=False), captions)
