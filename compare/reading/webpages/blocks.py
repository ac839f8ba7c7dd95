"""A part of a page to lines: one a block, white space settled; what is no text of the article taken out before."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from compare.reading.pages.lines import INVISIBLE, Line
from compare.reading.pages.marking import ends_a_sentence
from compare.reading.webpages.selectors import Selectors

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SILENT = frozenset(
    [
        "head",
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "audio",
        "video",
        "canvas",
        "map",
        "button",
        "select",
        "option",
        "textarea",
        "input",
        "label",
        "nav",
        "dialog",
        "menu",
        "aside",
        "footer",
    ]
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "ref",
        "hi",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "img",
        "picture",
        "source",
        "del",
        "nobr",
    ]
)
_LINKS = frozenset({"a", "ref"})
_LISTS = frozenset({"ul", "ol", "dl"})
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_LEAST_LINKED = 0.8
_LEAST_LINKS = 2
_MOST_TAKEN = {"furniture": 0.5, "caption": 0.75}
"""A part that holds more of the text than this is not taken out by its name: the name means something else there."""

Part = Literal["furniture", "caption", "silent"]


def prune(top: HtmlElement, selectors: Selectors) -> tuple[str, ...]:
    """Take out of ``top``, in place, what is no text of the article; returns the captions that stood there.

    Gone are scripts and controls, hidden parts, figures, lists of links, and what the outlet's selectors or the names
    of classes call furniture. Where something was, a break stays.
    """
    from lxml import etree  # noqa: PLC0415 - loaded by whoever parsed the page

    named = _named(top, selectors)
    whole = _length(top)
    taken: list[tuple[HtmlElement, Part]] = []
    walker = etree.iterwalk(top, events=("start",))
    for _, element in walker:
        part = None if element is top else named.get(element) or _by_tag(element)
        if part is None and element is not top:
            part = _by_name(element, selectors)
            part = None if part and _length(element) > _MOST_TAKEN[part] * whole else part
        if part is not None:
            taken.append((element, part))
            walker.skip_subtree()
    captions = [text for element, part in taken if part == "caption" for text in _caption(element)]
    for element, _ in taken:
        tail = element.tail
        element.clear()
        element.tag, element.tail = "hr", tail
    return tuple(captions)


def read_lines(top: HtmlElement, *, teasers: bool = True) -> list[Line]:
    """The lines of ``top``; without ``teasers`` a line is left out that is nothing but a link, and no sentence."""
    from lxml import etree  # noqa: PLC0415 - as above

    writer = _Writer(teasers=teasers)
    walker = etree.iterwalk(top, events=("start", "end"))
    for event, element in walker:
        tag = element.tag
        if event == "start":
            if tag in _SILENT and element is not top:
                walker.skip_subtree()
                continue
            writer.enter(tag, element.text)
        elif tag in _SILENT and element is not top:
            writer.leave("hr", element.tail)
        else:
            writer.leave(tag, element.tail if element is not top else None)
    writer.flush()
    return writer.lines


def text_of(element: HtmlElement) -> str:
    """The text of an element on one line."""
    return " ".join(line.text for line in read_lines(element))


class _Writer:
    """Collects text; every block boundary ends a line."""

    def __init__(self, *, teasers: bool) -> None:
        self._teasers = teasers
        self.lines: list[Line] = []
        self._parts: list[str] = []
        self._linked = self._links = 0
        self._gap = False

    def enter(self, tag: str, text: str | None) -> None:
        if tag not in _INLINE:
            self.flush()
            self._gap = self._gap or tag != "br"
        self._links += tag in _LINKS
        self._add(text)

    def leave(self, tag: str, tail: str | None) -> None:
        if tag not in _INLINE:
            self.flush()
            self._gap = self._gap or tag != "br"
        self._links -= tag in _LINKS
        self._add(tail)

    def flush(self) -> None:
        text = " ".join(INVISIBLE.sub("", "".join(self._parts)).split())
        if text:
            if self._teasers or self._linked < _LEAST_LINKED * len(text) or ends_a_sentence(text):
                self.lines.append(Line(text, len(self.lines) + 1, gap=self._gap))
            self._gap = False
        self._parts, self._linked = [], 0

    def _add(self, text: str | None) -> None:
        if text:
            self._parts.append(text)
            self._linked += len(text.strip()) if self._links else 0


def _named(top: HtmlElement, selectors: Selectors) -> dict[HtmlElement, Part]:
    named: dict[HtmlElement, Part] = {}
    for part, found in (("furniture", selectors.furniture), ("caption", selectors.captions)):
        for selector in found:
            named.update(dict.fromkeys(selector.find(top), part))
    return named


def _by_tag(element: HtmlElement) -> Part | None:
    if element.tag in _SILENT:
        return "silent"
    if element.tag in {"figure", "figcaption"}:
        return "caption"
    return "furniture" if element.tag in _LISTS and _is_link_list(element) else None


def _by_name(element: HtmlElement, selectors: Selectors) -> Part | None:
    """What the names of an element's classes say that it is, or that it is hidden; names may mean something else."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}".split()
    if any(_fits(selectors.caption_names, name) for name in names):
        return "caption"
    hidden = element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "")
    return "furniture" if hidden or any(_fits(selectors.furniture_names, name) for name in names) else None


def _fits(pattern: re.Pattern[str] | None, name: str) -> bool:
    return pattern is not None and pattern.search(name) is not None


def _is_link_list(element: HtmlElement) -> bool:
    links = list(element.iter("a"))
    return len(links) >= _LEAST_LINKS and sum(map(_length, links)) >= _LEAST_LINKED * max(1, _length(element))


def _length(element: HtmlElement) -> int:
    """How much text is inside, white space aside."""
    return sum(map(len, element.text_content().split()))


def _caption(element: HtmlElement) -> Iterable[str]:
    inner = element.findall(".//figcaption") or [element]
    return (text for part in inner if (text := text_of(part)))
