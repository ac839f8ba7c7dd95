"""Markup to a tree and a tree to lines: encoding settled, size bounded, what is no text of the article taken out."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from compare.errors import ConfigError
from compare.reading.decode import UndecodableError, clean, decode
from compare.reading.outlets import HtmlRules, compile_pattern
from compare.reading.page_lines import INVISIBLE, PageLine, ends_a_sentence

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

MAX_ATTRIBUTES = 1_000
"""Pages with an element of more are not read: parsers look each attribute up among all before it."""

_TAG = re.compile(r"<[A-Za-z]")
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{2000,}+")
_QUOTED = re.compile(r"\"[^\"]*+\"|'[^']*+'")
_EMBEDDED = re.compile(rb"data:[\w/+.;=-]{1,100}?;base64,[A-Za-z0-9+/=%]+")
_META_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_META_REACH = 8192
_SUPERSETS = {"euc_kr": "cp949", "iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
"""What browsers read where a page names the narrower encoding (the Encoding Standard, for those that occur here)."""
_MOST_BROKEN = 0.001
_XML_START = re.compile(r"<\?xml[^>]*\?>")
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://\S+)", re.IGNORECASE)
_SINGLE_FILE = re.compile(r"<!--\s*Page saved with SingleFile\s+url:\s*(https?://\S+)")
_HEAD_REACH = 4096
_SAVE_AGAIN = "Save the page again, as UTF-8."


class UnreadablePageError(ValueError):
    """A page that is not read; ``problem`` and ``hint`` are fit for a reader."""

    def __init__(self, problem: str, hint: str) -> None:
        """Keep the parts of the message."""
        super().__init__(problem)
        self.problem, self.hint = problem, hint


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
    _refuse_heavy(text)
    head = text[:_HEAD_REACH]
    saved = _SAVED_FROM.search(head) or _SINGLE_FILE.search(head)
    return Document(_tree(text), saved[1] if saved else None, remarks)


def _refuse_heavy(text: str) -> None:
    """Refuse before it is parsed what would take the parser minutes, or gigabytes.

    Raises:
        UnreadablePageError: Too many tags, or one tag of too many attributes.
    """
    if sum(1 for _ in islice(_TAG.finditer(text), MAX_ELEMENTS + 1)) > MAX_ELEMENTS:
        raise UnreadablePageError(f"more than {MAX_ELEMENTS:,} elements", "Save the article's page alone.")
    for tag in _LONG_TAG.finditer(text):
        if len(_QUOTED.sub("", tag.group()).split()) > MAX_ATTRIBUTES:
            problem = f"an element of more than {MAX_ATTRIBUTES:,} attributes"
            raise UnreadablePageError(problem, "Save the page from a browser.")


def _tree(text: str) -> HtmlElement:
    from lxml import etree, html  # noqa: PLC0415 - reading text pages does not pay for it

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = html.document_fromstring(_without_declaration(text).encode("utf-8", "replace"), parser=parser)
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


def _without_declaration(text: str) -> str:
    start = text.lstrip()
    found = _XML_START.match(start)
    return start[found.end() :] if found else text


def _decode(data: bytes, content_type: str | None) -> tuple[str, tuple[str, ...]]:
    """The text: by the mark at its start, the server's word, the page's own word, and what the bytes look like.

    Bytes beyond ASCII that are UTF-8 throughout are UTF-8, whatever is declared: crawlers re-encode pages and leave the
    old declaration in place. Else the first that fits without a fault wins; where none does, a page with few broken bytes is
    read with a remark.
    """
    named = [name for name in (_codec(_said(content_type)), *_declared(data)) if name]
    if not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        for name in ([] if data.isascii() else ["utf-8"]) + named:
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


_ATTRIBUTE = re.compile(r"^(?P<selector>.*)::attr\((?P<name>[\w-]+)\)$", re.DOTALL)
_PARTS = ("body", "headline", "deck", "byline", "published", "modified", "furniture", "captions")


class Selector(NamedTuple):
    """A compiled CSS selector, and the attribute that is read where it is not the element's text."""

    find: Callable[[HtmlElement], list[HtmlElement]]
    attribute: str | None = None


class Selectors(NamedTuple):
    """``HtmlRules`` compiled; the names are searched for in class names and ids."""

    body: tuple[Selector, ...]
    headline: tuple[Selector, ...]
    deck: tuple[Selector, ...]
    byline: tuple[Selector, ...]
    published: tuple[Selector, ...]
    modified: tuple[Selector, ...]
    furniture: tuple[Selector, ...]
    captions: tuple[Selector, ...]
    furniture_names: re.Pattern[str] | None
    caption_names: re.Pattern[str] | None
    paywall_names: re.Pattern[str] | None


@lru_cache(maxsize=512)
def compile_selectors(rules: HtmlRules, where: str) -> Selectors:
    """The selectors of ``rules``, which stand in the file ``where``.

    Raises:
        ConfigError: One is no CSS selector, or no regular expression; names it.
    """
    parts: dict[str, Any] = {
        part: tuple(_selector(css, part, where) for css in getattr(rules, part)) for part in _PARTS
    }
    return Selectors(
        **parts,
        furniture_names=_names(rules.furniture_names, "furniture_names", where),
        caption_names=_names(rules.caption_names, "caption_names", where),
        paywall_names=_names(rules.paywall_names, "paywall_names", where),
    )


def elements(selectors: Sequence[Selector], root: HtmlElement) -> Iterator[list[HtmlElement]]:
    """For each selector that finds any: the elements it finds, outermost ones only, in document order."""
    for selector in selectors:
        found = selector.find(root)
        inside = set(found)
        if outermost := [e for e in found if inside.isdisjoint(e.iterancestors())]:
            yield outermost


def _selector(css: str, part: str, where: str) -> Selector:
    from cssselect import SelectorError  # noqa: PLC0415 - only web pages need it
    from lxml.cssselect import CSSSelector  # noqa: PLC0415 - as above

    split = _ATTRIBUTE.match(css)
    try:
        found = CSSSelector(split["selector"] if split else css, translator="html")
    except (SelectorError, ValueError, RecursionError) as error:
        problem = f"html.{part}: {css!r} is no CSS selector: {error}."
        raise ConfigError(problem, where=where, hint="Correct it.") from error
    return Selector(found, split["name"] if split else None)


def _names(patterns: tuple[str, ...], key: str, where: str) -> re.Pattern[str] | None:
    for pattern in patterns:
        compile_pattern(pattern, f"html.{key}", where)
    joined = "|".join(f"(?:{p})" for p in patterns)
    return re.compile(rf"(?<![a-z])(?:{joined})(?![a-z])", re.IGNORECASE) if patterns else None


SILENT = frozenset(
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
    ]
)
"""Elements whose content is no text to read."""
_MARGINS = frozenset({"nav", "dialog", "menu", "aside", "footer"})
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
_ROWS, _CELLS = frozenset({"tr", "row"}), frozenset({"td", "th", "cell"})
_LONGEST_CELL, _MOST_IN_A_ROW = 80, 100
_LINKS = frozenset({"a", "ref"})
_LISTS = frozenset({"ul", "ol", "dl"})
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_LEAST_LINKED = 0.8
_LEAST_LINKS = 2
_NEVER_PRUNED = frozenset({"html", "body", "main", "article"})
_STREAMED = re.compile(r"S:[0-9a-f]+")
"""Parts that a script of React moves into the page; they are hidden until then."""
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_STATE = re.compile(
    r"(?:^|.*[-_])(?:has|is|no|not|with|without|hide|show)[-_].*"
    r"|(?:category|tag|format|type|status|page|post|template|theme|layout)-(?!.*(?:list|cloud|box|wrap|links|group|area)s?$).*"
    r"|.*[-_](?:enabled|disabled|open(?:ed)?|closed|on|off|allowed|prices?|holders?|capital)"
)
"""Names that tell a state or a topic ("has-banners", "category-promotion", "share-price"), not what a part is."""
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
    lengths = _visible_lengths(top)
    taken: list[tuple[HtmlElement, Part]] = []
    walker = etree.iterwalk(top, events=("start",))
    for _, element in walker:
        if element is top or element.tag in _NEVER_PRUNED:
            continue
        part = named.get(element) or _by_tag(element)
        if part is None and (part := _by_name(element, selectors)) is not None:
            part = None if lengths[element] > _MOST_TAKEN[part] * lengths[top] else part
        if part is not None:
            taken.append((element, part))
            walker.skip_subtree()
    captions = [text for element, part in taken if part == "caption" for text in _caption(element)]
    for element, _ in taken:
        tail = element.tail
        element.clear()
        element.tag, element.tail = "hr", tail
    return tuple(captions)


def read_lines(top: HtmlElement, *, teasers: bool = True, silent: frozenset[str] = SILENT | _MARGINS) -> list[PageLine]:
    """The lines of ``top``; without ``teasers`` a line is left out that is nothing but a link, and no sentence.

    What stands in the ``silent`` elements is no text.
    """
    from lxml import etree  # noqa: PLC0415 - as above

    writer = _Writer(teasers=teasers, cells=_table_cells(top))
    walker = etree.iterwalk(top, events=("start", "end"))
    for event, element in walker:
        tag = element.tag
        if event == "start":
            if tag in silent and element is not top:
                walker.skip_subtree()
                continue
            writer.enter(element)
        elif tag in silent and element is not top:
            writer.leave(element, "hr", element.tail)
        else:
            writer.leave(element, tag, element.tail if element is not top else None)
    writer.flush()
    return writer.lines


def text_of(element: HtmlElement) -> str:
    """The text of an element on one line."""
    return " ".join(line.text for line in read_lines(element))


class _Writer:
    """Collects text; every block boundary ends a line."""

    def __init__(self, *, teasers: bool, cells: frozenset[HtmlElement]) -> None:
        self._teasers, self._cells = teasers, cells
        self.lines: list[PageLine] = []
        self._parts: list[str] = []
        self._linked = self._links = 0
        self._gap = False

    def enter(self, element: HtmlElement) -> None:
        self._break(element, element.tag)
        self._links += element.tag in _LINKS
        self._add(element.text)

    def leave(self, element: HtmlElement, tag: str, tail: str | None) -> None:
        self._break(element, tag)
        self._links -= tag in _LINKS
        self._add(tail)

    def _break(self, element: HtmlElement, tag: str) -> None:
        if element in self._cells:
            self._parts.append(" ")
        elif tag not in _INLINE:
            self.flush()
            self._gap = self._gap or tag != "br"

    def flush(self) -> None:
        text = " ".join(INVISIBLE.sub("", "".join(self._parts)).split())
        if text:
            linked = self._linked >= _LEAST_LINKED * len(text)
            if self._teasers or not linked or ends_a_sentence(text):
                self.lines.append(PageLine(text, len(self.lines) + 1, gap=self._gap, linked=linked))
            self._gap = False
        self._parts, self._linked = [], 0

    def _add(self, text: str | None) -> None:
        if text:
            self._parts.append(text)
            self._linked += len(text.strip()) if self._links else 0


def _table_cells(top: HtmlElement) -> frozenset[HtmlElement]:
    """The cells, and the blocks inside them, of rows that hold figures or short words: such a row is one line."""
    cells: set[HtmlElement] = set()
    for row in top.iter(*_ROWS):
        inside = [e for e in row.iterdescendants() if isinstance(e.tag, str)]
        own = [e for e in inside if e.tag in _CELLS]
        if len(own) > 1 and len(inside) <= _MOST_IN_A_ROW and all(_length(e) <= _LONGEST_CELL for e in own):
            cells.update(e for e in inside if e.tag not in SILENT)
    return frozenset(cells)


def _named(top: HtmlElement, selectors: Selectors) -> dict[HtmlElement, Part]:
    named: dict[HtmlElement, Part] = {}
    for part, found in (("furniture", selectors.furniture), ("caption", selectors.captions)):
        for selector in found:
            named.update(dict.fromkeys(selector.find(top), part))
    return named


def _by_tag(element: HtmlElement) -> Part | None:
    if element.tag in SILENT:
        return "silent"
    if element.tag in {"figure", "figcaption"}:
        return "caption"
    return "furniture" if element.tag in _LISTS and _is_link_list(element) else None


def _by_name(element: HtmlElement, selectors: Selectors) -> Part | None:
    """What an element is by the names of its classes, by being hidden or in a margin; all of them may mean nothing."""
    names = [name for name in words_of_names(element) if not _STATE.fullmatch(name)]
    if any(_fits(selectors.caption_names, name) for name in names):
        return "caption"
    hidden = element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "")
    if element.tag in _MARGINS or (hidden and not _STREAMED.fullmatch(element.get("id") or "")):
        return "furniture"
    return "furniture" if any(_fits(selectors.furniture_names, name) for name in names) else None


def words_of_names(element: HtmlElement) -> list[str]:
    """An element's classes and id, their words parted by hyphens: "articleAuthor" is "article-author"."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}".split()
    return [_HUMP.sub("-", name).replace("_", "-").casefold() for name in names]


def _fits(pattern: re.Pattern[str] | None, name: str) -> bool:
    return pattern is not None and pattern.search(name) is not None


def _is_link_list(element: HtmlElement) -> bool:
    links = list(element.iter("a"))
    return len(links) >= _LEAST_LINKS and sum(map(_length, links)) >= _LEAST_LINKED * max(1, _length(element))


def _visible_lengths(top: HtmlElement) -> dict[HtmlElement, int]:
    """How much text is inside each element, white space, scripts and controls aside."""
    from lxml import etree  # noqa: PLC0415 - as above

    lengths: dict[HtmlElement, int] = {}
    for _, element in etree.iterwalk(top, events=("end",)):
        silent = element.tag in SILENT and element is not top
        own = sum(map(len, (element.text or "").split()))
        lengths[element] = (
            0 if silent else own + sum(lengths[e] + sum(map(len, (e.tail or "").split())) for e in element)
        )
    return lengths


def _length(element: HtmlElement) -> int:
    """How much text is inside, white space aside."""
    return sum(len(word) for text in element.itertext() for word in text.split())


def _caption(element: HtmlElement) -> Iterable[str]:
    inner = element.findall(".//figcaption") or [element]
    return (text for part in inner if (text := text_of(part)))
