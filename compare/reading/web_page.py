"""A saved web page to an article: its headline, its text, its byline, and whether the text is whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from compare.model import Article, ArticleKind, Outlet
from compare.reading.dates import from_machine
from compare.reading.draft import Draft, Piece, finish, language_of
from compare.reading.html import (
    Document,
    Selector,
    Selectors,
    UnreadablePageError,
    compile_selectors,
    elements,
    parse,
    read_lines,
    text_of,
)
from compare.reading.html_metadata import Claims, read_claims
from compare.reading.lines import Line, Mark, distinct, find_byline, mark
from compare.reading.outlets import Layout, OutletTable, host_of
from compare.reading.page_body import claimed_lines, find_body
from compare.reading.page_dates import Dates, choose_dates, date_in_address, guess_date, refine
from compare.reading.text_page import NoTextError, Story, find_kind, read_story, recognise
from compare.text.tokens import words

if TYPE_CHECKING:
    from lxml.html import HtmlElement


_SEPARATOR = re.compile(r"\s*(?:[|｜]|::+)\s*|\s+[-–—:<>»›«·•l]\s+")
"""Marks between a headline and names; a small l too, which some sites write for a bar."""
_CHAINS = frozenset(":<>|»›«｜")
"""Separators that sites put between several sections: "Headline : National : News : The Outlet"."""
_LONGEST_SECTION = 3
_LEAST_WORDS = 2
_LEAST_SHARED = 0.6
_MOST_HEADINGS = 30
_CUT = ("...", "…")


def choose_headline(
    root: HtmlElement, claims: Claims, selectors: Selectors, table: OutletTable, names: Sequence[str]
) -> str | None:
    """The headline: where the outlet's selectors say, else the heading that the page's claims bear out, else a claim.

    ``names`` are further names of the outlet, beside those that ``table`` knows.
    """
    for found in elements(selectors.headline, root):
        if text := text_of(found[0]):
            return text
    titles = [title for claim in claims.titles if (title := strip_outlet(claim, table, names))]
    headings = [text for heading in [*root.iter("h1")][:_MOST_HEADINGS] if (text := text_of(heading))]
    borne_out = [h for h in headings if any(_is_same(h, title) for title in titles)]
    if borne_out:
        return borne_out[0]
    if titles:
        return _whole(titles)
    return headings[0] if len(headings) == 1 else None


def strip_outlet(title: str, table: OutletTable, names: Sequence[str] = ()) -> str:
    """``title`` without the outlet's name at its end or start, and without the names of sections beside it."""
    own = {_key(name) for name in names}
    parts = _SEPARATOR.split(title)
    marks = [mark.strip() for mark in _SEPARATOR.findall(title)]

    def is_name(text: str) -> bool:
        return _key(text) in own or table.find(text) is not None

    if len(parts) > 1 and is_name(parts[-1]):
        mark = marks[-1]
        parts.pop()
        while len(parts) > 1 and mark in _CHAINS and marks[len(parts) - 2] == mark and _is_section(parts[-1]):
            parts.pop()
    elif len(parts) > 1 and is_name(parts[0]):
        return title[title.index(parts[1], len(parts[0])) :].strip()
    end = _end(title, len(parts))
    return title[:end].strip()


def _end(title: str, kept: int) -> int:
    """Where the first ``kept`` parts of ``title`` end."""
    for number, found in enumerate(_SEPARATOR.finditer(title), start=1):
        if number == kept:
            return found.start()
    return len(title)


def _is_section(text: str) -> bool:
    return len(words(text)) <= _LONGEST_SECTION


def _key(name: str) -> str:
    key = "".join(c for c in name.casefold() if c.isalnum())
    return key.removeprefix("the") or key


def _is_same(heading: str, title: str) -> bool:
    """Whether both are one headline, perhaps in two versions; a site's name or a section shares no words with it."""
    a, b = {w.casefold() for w in words(heading)}, {w.casefold() for w in words(title)}
    return bool(a) and len(a & b) >= _LEAST_SHARED * min(len(a), len(b)) and len(a) >= min(_LEAST_WORDS, len(b))


def _whole(titles: Sequence[str]) -> str:
    """The first title, or one that goes on where it was cut off."""
    first = titles[0]
    stem = first.rstrip(".… ") if first.endswith(_CUT) else first
    return next((t for t in titles if first.endswith(_CUT) and t != first and t.startswith(stem)), first)


_SHORT = 150
"""Fewer words than this beside a paywall are taken for the teaser: subscribers' own copies are longer."""
_LEAST_SHARE = 0.6
_LEAST_CLAIMED = 100


def why_truncated(paragraphs: Sequence[str], root: HtmlElement, claims: Claims, selectors: Selectors) -> str | None:
    """Why the text is known not to be the whole article; None where nothing says so."""
    count = sum(len(words(paragraph)) for paragraph in paragraphs)
    if claims.words and claims.words >= _LEAST_CLAIMED and count < _LEAST_SHARE * claims.words:
        return f"the page holds {count} of the article's {claims.words} words"
    if count < _SHORT and (claims.free is False or _has_paywall(root, selectors)):
        return f"behind a paywall: {_counted(count)} on the page"
    return None


def _has_paywall(root: HtmlElement, selectors: Selectors) -> bool:
    pattern = selectors.paywall_names
    return pattern is not None and any(
        pattern.search(name)
        for element in root.iter("div", "section", "aside", "p")
        for name in f"{element.get('class') or ''} {element.get('id') or ''}".split()
    )


def _counted(count: int) -> str:
    return "1 word is" if count == 1 else f"{count} words are"


MAX_TEXT = 2_000_000
"""Pages with more characters of text are not read: no article has as many."""
_LEAST_SHOWN = 0.5
"""Where the page shows less than this share of the text that its metadata carry, the text is read from there."""
_LONGEST_NAME = 60
_HEAD_ROLES = frozenset({"time", "byline", "furniture", "section"})


class CameFrom(NamedTuple):
    """What is known of how a page came: the server's word on its bytes, its address, its outlet, its feed's date."""

    content_type: str | None = None
    url: str | None = None
    outlet: str | None = None
    feed_date: str | None = None


class _Page(NamedTuple):
    document: Document
    claims: Claims
    address: str | None
    outlet: Outlet | None
    layout: Layout
    selectors: Selectors
    zone: str | None

    @property
    def root(self) -> HtmlElement:
        return self.document.root


class _Text(NamedTuple):
    """The marked lines of the text's element, where in them the text starts, and what was read there."""

    marks: Sequence[Mark]
    start: int
    story: Story
    captions: tuple[str, ...]
    notices: tuple[str, ...]


def read_webpage(
    data: bytes,
    article_id: str,
    table: OutletTable,
    extra: dict[str, Outlet],
    outlet: Outlet | None = None,
    came_from: CameFrom | None = None,
) -> Article:
    """The article on a page that a browser or a crawler saved.

    ``outlet`` is given where the corpus says whose page it is. An outlet that is not in ``table`` is entered in
    ``extra``, under its host.

    Raises:
        NoTextError: Nothing on the page is an article's text.
        UnreadablePageError: It is too long, nested too deeply, or no page.
        UndecodableError: The bytes are binary or of an unknown encoding.
    """
    came_from = came_from or CameFrom()
    page = _look(parse(data, came_from.content_type), table, extra, outlet, came_from)
    headline = choose_headline(page.root, page.claims, page.selectors, table, _names(page))
    deck = _first_text(page.root, page.selectors.deck)
    text = _read_text(page, headline, deck)
    captions = distinct(text.captions + text.story.captions)
    pieces = [Piece(paragraph) for paragraph in text.story.paragraphs]
    kind, reason = _kind(page, headline, text.marks)
    if not pieces and captions:
        kind, reason, pieces = (
            "photo",
            "pictures with captions, no text",
            [Piece(c, "caption", whole=True) for c in captions],
        )
    if not pieces:
        raise NoTextError("no article text was found on the page", "Save the whole page, or remove the file.")
    dates = _dates(page, came_from)
    draft = Draft(
        pieces,
        outlet=page.outlet,
        url=page.address,
        language=_language(pieces, page),
        headline=headline,
        deck=deck,
        byline=_byline(page, text, table),
        published=dates.published,
        modified=dates.modified,
        captions=captions,
        credits=text.story.credits,
        notices=text.notices,
        kind=kind,
        kind_reason=reason,
        remarks=page.document.remarks + _doubt_outlet(page, table),
        truncated=text.story.truncated or why_truncated(text.story.paragraphs, page.root, page.claims, page.selectors),
    )
    return finish(article_id, draft, page.layout)


def _read_text(page: _Page, headline: str | None, deck: str | None) -> _Text:
    """The lines of the page's text, told apart as those of a text page are."""
    body = find_body(page.root, page.selectors, page.layout)
    claimed = claimed_lines(page.claims.text or "")
    lines = claimed if _length(body.lines) < _LEAST_SHOWN * _length(claimed) else body.lines
    if _length(lines) > MAX_TEXT:
        raise UnreadablePageError(f"more than {MAX_TEXT:,} characters of text", "Save the article's page alone.")
    marks = [mark(line, page.layout) for line in lines]
    notices = tuple(m.text for m in marks if m.role == "notice")
    marks = [m for m in marks if m.role != "notice"]
    start = _skip_head(marks, headline, deck)
    return _Text(marks, start, read_story(marks, start, page.layout, headline), body.captions, notices)


def _length(lines: Sequence[Line]) -> int:
    return sum(len(line.text) for line in lines)


def _look(
    document: Document, table: OutletTable, extra: dict[str, Outlet], outlet: Outlet | None, came_from: CameFrom
) -> _Page:
    claims = read_claims(document.root)
    url = came_from.url or document.saved_from
    came_from = came_from._replace(url=url if host_of(url) else None)
    claims = claims._replace(addresses=tuple(address for address in claims.addresses if host_of(address)))
    outlet = outlet or _outlet(document.root, claims, came_from, table, extra)
    layout = table.layout(outlet.id if outlet else None)
    address = _address(claims, came_from.url, table, outlet)
    zone = outlet.timezone if outlet and outlet.timezone else table.zone_of(host_of(address))
    selectors = compile_selectors(table.html(outlet.id if outlet else None), table.where)
    return _Page(document, claims, address, outlet, layout, selectors, zone)


def _outlet(
    root: HtmlElement, claims: Claims, came_from: CameFrom, table: OutletTable, extra: dict[str, Outlet]
) -> Outlet | None:
    """Whose page it is: by where it came from, its own address, the name it gives, and what stands on it.

    A page of an outlet that nobody knows is its host's, under the name that it gives itself; without a host it is that
    name's.
    """
    known = (came_from.outlet, came_from.url, *claims.addresses, *claims.sites)
    found = next((outlet for name in known if name and (outlet := table.find(name))), None)
    found = found or recognise(read_lines(root), table)
    host = next((h for a in (came_from.url, *claims.addresses) if (h := host_of(a))), None)
    name = next((name for name in claims.sites if len(name) <= _LONGEST_NAME), None)
    id_ = host or name
    return found if found or id_ is None else extra.setdefault(id_, Outlet(id_, name or id_))


def _doubt_outlet(page: _Page, table: OutletTable) -> tuple[str, ...]:
    """A remark where nothing but the page's own word says whose it is."""
    outlet = page.outlet
    if outlet is None or outlet.id in table.outlets or outlet.id not in page.claims.sites:
        return ()
    said = f"outlet: nothing but the page's own word names it “{outlet.name}”."
    return (f"{said} Give it a table in outlets.toml to be sure.",)


def _address(claims: Claims, came_from: str | None, table: OutletTable, outlet: Outlet | None) -> str | None:
    """The page's lasting address where that is its outlet's own; else the one it came from."""
    own = [a for a in claims.addresses if outlet is None or table.find(a) == outlet or host_of(a) == outlet.id]
    return next(iter(own), came_from)


def _names(page: _Page) -> Sequence[str]:
    """What the outlet is called at the end of titles, beside its names in the table."""
    outlet = page.outlet
    return [name for name in (*page.claims.sites, outlet and outlet.name, host_of(page.address)) if name]


def _first_text(root: HtmlElement, selectors: Sequence[Selector]) -> str | None:
    return next((text for found in elements(selectors, root) if (text := text_of(found[0]))), None)


def _skip_head(marks: Sequence[Mark], headline: str | None, deck: str | None) -> int:
    """The index of the text's first line, where headline, byline and date lines stand inside the text's element."""
    titles = {text for text in (headline, deck) if text}
    return sum(1 for _ in takewhile(lambda m: m.role in _HEAD_ROLES or m.text in titles, marks))


def _kind(page: _Page, headline: str | None, marks: Sequence[Mark]) -> tuple[ArticleKind, str | None]:
    found = find_kind(headline, None, [m.text for m in marks], 0, page.layout)
    if found:
        return found.kind, found.reason
    if page.claims.opinion:
        return "editorial", "an opinion piece"
    path = urlsplit(page.address or "/?").path.strip("/")
    return ("list", "the front page of a site") if page.claims.front and not path else ("news", None)


def _dates(page: _Page, came_from: CameFrom) -> Dates:
    dates = choose_dates(page.root, page.claims, page.selectors, page.layout, page.zone)
    published = (
        dates.published
        or from_machine(came_from.feed_date or "", page.zone, page.layout.zones)
        or date_in_address(page.address)
        or guess_date(page.root, page.address)
    )
    return Dates(published and refine(published, page.root, page.layout, page.zone), dates.modified).settled()


def _byline(page: _Page, text: _Text, table: OutletTable) -> str | None:
    selected = _first_text(page.root, page.selectors.byline)
    authors = " and ".join(a for a in page.claims.authors if "://" not in a and not _is_outlet(a, page, table))
    above = next((m.byline for m in text.marks[: text.start] if m.role == "byline"), None)
    given = next((name for name in (selected, above, authors, text.story.byline) if name), None)
    if given is None:
        return None
    return find_byline(given, page.layout) or find_byline(f"By {given}", page.layout) or given


def _is_outlet(name: str, page: _Page, table: OutletTable) -> bool:
    return page.outlet is not None and table.find(name) == page.outlet


def _language(pieces: Sequence[Piece], page: _Page) -> str | None:
    claimed = (page.claims.language or "").replace("_", "-").partition("-")[0].strip().casefold()
    return language_of(pieces, page.outlet) or (claimed if claimed.isalpha() and len(claimed) in {2, 3} else None)
