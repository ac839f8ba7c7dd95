"""A saved web page to an article: its headline, its text, its byline, and whether the text is whole."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from compare.model import Article, ArticleKind, Outlet
from compare.reading.dates import day_first_in, from_machine
from compare.reading.draft import Draft, Paragraph, finish, language_of
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
    words_of_names,
)
from compare.reading.html_metadata import Claims, read_claims
from compare.reading.outlets import Layout, OutletTable, host_of, outlet_key
from compare.reading.page_body import claimed_lines, find_body
from compare.reading.page_byline import choose_byline, clean_author
from compare.reading.page_dates import (
    Dates,
    below_headline,
    choose_dates,
    date_beside_words,
    date_in_address,
    guess_date,
    refine,
)
from compare.reading.page_lines import MarkedLine, PageLine, distinct, ends_a_sentence, find_byline, mark
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
_LEAST_HOST = 6
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
            return html.unescape(text)
    titles = [title for claim in claims.titles if (title := strip_outlet(claim, table, names))]
    headings = [html.unescape(t) for heading in [*root.iter("h1")][:_MOST_HEADINGS] if (t := text_of(heading))]
    borne_out = [h for h in headings if any(_is_same(h, title) for title in titles)]
    if borne_out:
        return borne_out[0]
    if titles:
        return _whole(titles)
    return headings[0] if len(headings) == 1 else None


def strip_outlet(title: str, table: OutletTable, names: Sequence[str] = ()) -> str:
    """``title`` without the outlet's name at its end or start, and without the names of sections beside it."""
    own = {outlet_key(name) for name in names}
    parts = _SEPARATOR.split(title)
    marks = [mark.strip() for mark in _SEPARATOR.findall(title)]

    def is_name(text: str) -> bool:
        key = outlet_key(text)
        return (
            key in own or table.find(text) is not None or (len(key) >= _LEAST_HOST and any(key in name for name in own))
        )

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
_ACCOUNT = re.compile(r"header|log-?in|sign-?(?:in|out|up)|user|account|nav")
"""Words of names that are of a reader's account, not of a wall."""
_SPACELESS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f]")


def why_truncated(paragraphs: Sequence[str], root: HtmlElement, claims: Claims, selectors: Selectors) -> str | None:
    """Why the text is known not to be the whole article; None where nothing says so.

    What pages call their number of words is often one of characters: the text must be short of it as either. A paywall
    is one only where the text is no longer than a teaser.
    """
    count, length = _word_count(paragraphs), sum(map(len, paragraphs))
    if claims.words and claims.words >= _LEAST_CLAIMED and length < _LEAST_SHARE * claims.words:
        return f"the page holds {count} of the article's {claims.words} words"
    if count < _SHORT and (claims.free is False or _has_paywall(root, selectors, paragraphs)):
        return f"behind a paywall: {_counted(count)} on the page"
    return None


def _word_count(paragraphs: Sequence[str]) -> int:
    """Words; of writing without spaces, half as many as characters."""
    spaceless = sum(len(_SPACELESS.findall(text)) for text in paragraphs)
    return sum(len(words(_SPACELESS.sub(" ", text))) for text in paragraphs) + spaceless // 2


def _has_paywall(root: HtmlElement, selectors: Selectors, paragraphs: Sequence[str]) -> bool:
    """Whether the page has a part that is named a paywall, shows something, and is not around the text itself."""
    pattern = selectors.paywall_names
    if pattern is None:
        return False
    walls = (
        element
        for element in root.iter("div", "section", "aside", "p")
        if any(pattern.search(name) and _ACCOUNT.search(name) is None for name in words_of_names(element))
    )
    lead = _letters(paragraphs[0]) if paragraphs else ""
    return any(shown and lead not in shown for shown in (_letters(text_of(wall)) for wall in walls))


def _counted(count: int) -> str:
    return "1 word is" if count == 1 else f"{count} words are"


MAX_TEXT = 2_000_000
"""Pages with more characters of text are not read: no article has as many."""
_LEAST_SHOWN = 0.5
"""Where the page shows less than this share of the text that its metadata carry, the text is read from there."""
_LONGEST_NAME = 60
_MOST_ABOVE, _LONGEST_KICKER, _LEAST_HEADLINE, _LONGEST_ROLE = 8, 60, 15, 25
"""The headline stands among so many first lines, alone or with a kicker of so many characters."""
_LEAST_STORIES, _MOST_STORIES = 3, 0.6
_HEAD_ROLES = frozenset({"time", "byline", "furniture", "section"})


class CameFrom(NamedTuple):
    """How a page was fetched: the server's word on its bytes, its address, its outlet, its feed's date."""

    content_type: str | None = None
    url: str | None = None
    outlet: str | None = None
    feed_date: str | None = None


class _WebPage(NamedTuple):
    """A parsed page, its lines, and its outlet; the layout knows the page's time zone."""

    document: Document
    lines: Sequence[PageLine]
    claims: Claims
    address: str | None
    outlet: Outlet | None
    layout: Layout
    selectors: Selectors

    @property
    def root(self) -> HtmlElement:
        return self.document.root


class _Text(NamedTuple):
    """The marked lines of the text's element, where in them the text starts, and what was read there."""

    marks: Sequence[MarkedLine]
    start: int
    story: Story
    captions: tuple[str, ...]
    notices: tuple[str, ...]

    @property
    def byline(self) -> str | None:
        """A writer named right above or below the text."""
        return next((m.byline for m in self.marks[: self.start] if m.role == "byline"), self.story.byline)


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
    byline = _byline(page, headline, table)
    text = _read_text(page, headline, deck, byline)
    captions = distinct(text.captions + text.story.captions)
    pieces = [Paragraph(paragraph) for paragraph in text.story.paragraphs]
    kind, reason = _kind(page, headline, text.marks)
    if not pieces and captions:
        kind, reason, pieces = (
            "photo",
            "pictures with captions, no text",
            [Paragraph(c, "caption", whole=True) for c in captions],
        )
    if not pieces:
        raise NoTextError("no article text was found on the page", "Save the whole page, or remove the file.")
    dates = _dates(page, headline, came_from)
    draft = Draft(
        pieces,
        outlet=page.outlet,
        url=page.address,
        language=_language(pieces, page),
        headline=headline,
        deck=deck,
        byline=byline or text.byline,
        published=dates.published,
        modified=dates.modified,
        captions=captions,
        credits=text.story.credits + _agency_credits(page, table),
        notices=text.notices,
        kind=kind,
        kind_reason=reason,
        remarks=page.document.remarks + _doubt_outlet(page, table),
        truncated=text.story.truncated or why_truncated(text.story.paragraphs, page.root, page.claims, page.selectors),
    )
    return finish(article_id, draft, page.layout)


def _read_text(page: _WebPage, headline: str | None, deck: str | None, byline: str | None) -> _Text:
    """The lines of the page's text, told apart as those of a text page are."""
    body = find_body(page.root, page.selectors, page.layout)
    claimed = claimed_lines(page.claims.text or "")
    lines = claimed if _length(body.lines) < _LEAST_SHOWN * _length(claimed) else body.lines
    if _length(lines) > MAX_TEXT:
        raise UnreadablePageError(f"more than {MAX_TEXT:,} characters of text", "Save the article's page alone.")
    marks = [mark(line, page.layout) for line in lines]
    notices = tuple(m.text for m in marks if m.role == "notice")
    marks = [m for m in marks if m.role != "notice"]
    start = _skip_head(marks, headline, deck, byline, page.layout)
    return _Text(marks, start, read_story(marks, start, page.layout, headline, chosen=True), body.captions, notices)


def _length(lines: Sequence[PageLine]) -> int:
    return sum(len(line.text) for line in lines)


def _look(
    document: Document, table: OutletTable, extra: dict[str, Outlet], outlet: Outlet | None, came_from: CameFrom
) -> _WebPage:
    claims = read_claims(document.root)
    url = came_from.url or document.saved_from
    came_from = came_from._replace(url=url if host_of(url) else None)
    claims = claims._replace(addresses=tuple(address for address in claims.addresses if host_of(address)))
    lines = read_lines(document.root)
    outlet = outlet or _outlet(lines, claims, came_from, table, extra)
    layout = table.layout(outlet.id if outlet else None)
    address = _address(claims, came_from.url, table, outlet)
    zone = outlet.timezone if outlet and outlet.timezone else table.zone_of(host_of(address))
    day_first = day_first_in(_claimed_language(claims), zone)
    layout = layout._replace(setting=layout.setting._replace(zone=zone, day_first=day_first))
    selectors = compile_selectors(table.html(outlet.id if outlet else None), table.where)
    return _WebPage(document, lines, claims, address, outlet, layout, selectors)


def _outlet(
    lines: Sequence[PageLine], claims: Claims, came_from: CameFrom, table: OutletTable, extra: dict[str, Outlet]
) -> Outlet | None:
    """The outlet of a page: by where it was fetched, its own address, the name the site has for itself, or its text.

    A page of an unlisted outlet belongs to its host, under the name that the page gives itself; without a host, to that
    name. A publisher that JSON-LD names may be the agency of a reprint: it counts where nothing else does, and an
    agency's name alone makes no page its own.
    """
    address = came_from.url or _own_address(claims)
    known = (came_from.outlet, address, *claims.sites)
    found = next((outlet for name in known if name and (outlet := table.find(name))), None)
    publishers = [name for name in claims.publishers if not ((outlet := table.find(name)) and outlet.agency)]
    if found is None and address is None and not claims.sites:
        found = next((outlet for name in publishers if (outlet := table.find(name))), None) or recognise(lines, table)
    host = host_of(address)
    name = next((name for name in (*claims.sites, *publishers) if len(name) <= _LONGEST_NAME), None)
    id_ = host or name
    if found or id_ is None:
        return found
    return extra.setdefault(id_, Outlet(id_, name or id_, timezone=table.zone_of(host)))


def _own_address(claims: Claims) -> str | None:
    """The page's address: of several hosts the one that the site's name fits, else the one the page is shared under.

    Papers of one house name the page of a sister paper as the lasting one.
    """
    hosts = {host_of(address): address for address in reversed(claims.addresses)}
    keys = [outlet_key(name) for name in claims.sites]
    fits = [a for h, a in hosts.items() if any(key and key in outlet_key(h or "") for key in keys)]
    return next(iter(fits or claims.shared or claims.addresses), None)


def _doubt_outlet(page: _WebPage, table: OutletTable) -> tuple[str, ...]:
    """A remark where only the page's own claim tells its outlet."""
    outlet = page.outlet
    if outlet is None or outlet.id in table.outlets or "." in outlet.id:
        return ()
    said = f"outlet: nothing but the page's own word names it “{outlet.name}”."
    return (f"{said} Give it a table in outlets.toml to be sure.",)


def _address(claims: Claims, came_from: str | None, table: OutletTable, outlet: Outlet | None) -> str | None:
    """The page's lasting address where that is its outlet's own; else the one it came from."""
    own = [a for a in claims.addresses if outlet is None or table.find(a) == outlet or host_of(a) == outlet.id]
    return next(iter(own), came_from)


def _names(page: _WebPage) -> Sequence[str]:
    """What the outlet is called at the end of titles, beside its names in the table."""
    outlet = page.outlet
    return [
        name
        for name in (*page.claims.sites, *page.claims.publishers, outlet and outlet.name, host_of(page.address))
        if name
    ]


def _first_text(root: HtmlElement, selectors: Sequence[Selector]) -> str | None:
    return next((text for found in elements(selectors, root) if (text := text_of(found[0]))), None)


def _skip_head(
    marks: Sequence[MarkedLine], headline: str | None, deck: str | None, byline: str | None, layout: Layout
) -> int:
    """The index of the text's first line, where headline, byline and date lines stand inside the text's element."""
    titles = [_letters(text) for text in (headline, deck) if text]
    start = 0
    for at, here in enumerate(marks[:_MOST_ABOVE]):
        letters = _letters(html.unescape(here.text))
        headed = any(_is_headline(letters, title) for title in titles)
        if headed or (
            start == at
            and (here.role in _HEAD_ROLES or _is_name(letters, byline) or date_beside_words([here.text], layout))
        ):
            start = at + 1
        elif ends_a_sentence(here.text) and len(here.text) > _LONGEST_KICKER:
            break
    return start


def _is_name(line: str, byline: str | None) -> bool:
    """Whether a line, as letters alone, is one of the writers, perhaps with a word such as "By" before the name."""
    names = [_letters(name) for name in (byline or "").split(", ")]
    return any(name and name in line and len(line) <= len(name) + _LONGEST_ROLE for name in names)


def _is_headline(line: str, title: str) -> bool:
    """Whether a line is the headline, perhaps with a kicker before or a few words after it; both as letters alone."""
    if line == title:
        return True
    beside = len(title) >= _LEAST_HEADLINE and len(line) <= len(title) + _LONGEST_KICKER
    return beside and (line.startswith(title) or line.endswith(title))


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _kind(page: _WebPage, headline: str | None, marks: Sequence[MarkedLine]) -> tuple[ArticleKind, str | None]:
    found = find_kind(headline, None, [m.text for m in marks], 0, page.layout)
    if found:
        return found.kind, found.reason
    if page.claims.opinion:
        return "editorial", "an opinion piece"
    if page.claims.live:
        return "summary", "a live blog"
    if page.claims.article or not _is_index(page.lines, marks):
        return "news", None
    path = urlsplit(page.address or "/?").path.strip("/")
    return "list", "a list of stories" if path else "the front page of a site"


def _is_index(lines: Sequence[PageLine], marks: Sequence[MarkedLine]) -> bool:
    """Whether most paragraphs of the text stand right below a link of their own: what they tell stands elsewhere."""
    texts = {m.text for m in marks if m.role == "text"}
    below = [at for at, line in enumerate(lines) if line.text in texts]
    linked = [at for at in below if lines[at].linked or any(line.linked for line in lines[max(0, at - 2) : at])]
    return len(linked) >= _LEAST_STORIES and len(linked) >= _MOST_STORIES * len(below)


def _dates(page: _WebPage, headline: str | None, came_from: CameFrom) -> Dates:
    dates = choose_dates(page.root, page.lines, headline, page.claims, page.selectors, page.layout)
    published = (
        dates.published
        or from_machine(came_from.feed_date or "", page.layout.setting)
        or date_in_address(page.address)
        or guess_date(page.root, page.address)
        or date_beside_words(below_headline(page.lines, headline, page.layout), page.layout)
    )
    return Dates(published and refine(published, page.root, page.layout), dates.modified).settled()


def _byline(page: _WebPage, headline: str | None, table: OutletTable) -> str | None:
    """The writer: of a known outlet as its selectors say, else as the page claims or prints it."""
    selected = _first_text(page.root, page.selectors.byline)
    if selected:
        named = find_byline(selected, page.layout) or find_byline(f"By {selected}", page.layout) or selected
        return clean_author(named) or named
    outlet = page.outlet
    names = [*page.claims.sites, *page.claims.publishers, host_of(page.address) or ""]
    names += [outlet.name, outlet.id, outlet.native_name or ""] if outlet else []
    names += [a for a in page.claims.authors if outlet is not None and table.find(a) == outlet]
    claimed = (page.claims.authors, page.claims.author_metas)
    printed = below_headline(page.lines, headline, page.layout)
    return choose_byline(
        page.root, claimed, printed, headline, page.layout, [n for n in names if not _agency(n, table)]
    )


def _agency(name: str, table: OutletTable) -> bool:
    outlet = table.find(name) if name else None
    return outlet is not None and outlet.agency


def _agency_credits(page: _WebPage, table: OutletTable) -> tuple[str, ...]:
    """The agency that JSON-LD names as publisher of a page that is another outlet's: a reprint's credit."""
    found = ((name, table.find(name)) for name in page.claims.publishers)
    return tuple(name for name, agency in found if agency and agency.agency and agency != page.outlet)


def _language(pieces: Sequence[Paragraph], page: _WebPage) -> str | None:
    """What the writing tells where it tells it; of scripts that several languages share, what the page claims."""
    claimed = _claimed_language(page.claims)
    told = language_of(pieces, None)
    usual = page.outlet.language if page.outlet else None
    if told in {"ru", "ar", "hi"}:
        return claimed or usual or told
    return told or usual or claimed


def _claimed_language(claims: Claims) -> str | None:
    claimed = (claims.language or "").replace("_", "-").partition("-")[0].strip().casefold()
    return claimed if claimed.isalpha() and len(claimed) in {2, 3} else None
