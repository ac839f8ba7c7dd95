"""An article's own page: its sentences in order, where each is compared, and how to cite it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from compare.model import Article, SentenceRef
from compare.report.context import Account, EventContext, Told, outlet_name, when
from compare.report.event_page import EventPage
from compare.report.marking import Segment
from compare.report.points import ONLY, Point, State, as_published
from compare.report.site import Imprint
from compare.report.urls import SENTENCES_A_PAGE, article_page, at_source, page_name, paginate, web_address
from compare.text.tokens import MONTH_STARTS

_BY = re.compile(r"^by\s+", re.IGNORECASE)
_SPECIAL = re.compile(r"[\\{}#$%&_~^]")
_LATEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "{": r"\textbraceleft{}",  # BibTeX counts braces, escaped or not
    "}": r"\textbraceright{}",
}


class Citation(NamedTuple):
    """One citation in three forms, each ready to be copied; ``source`` leads to the sentence as published."""

    plain: str
    bibtex: str
    csl: str
    source: str | None


class _Work(NamedTuple):
    """What all citations of one article have in common."""

    key: str
    author: str
    title: str
    outlet: str
    when: str
    date: str
    url: str | None
    language: str | None
    site: str


def cite_all(imprint: Imprint, article: Article, told: tuple[Told, ...]) -> tuple[Citation, ...]:
    """A citation of every sentence ``told`` by the article, with its place there and its address on this site.

    The address is absolute where the site's ``base_url`` is known, else it names the page within the site.
    """
    work = _describe(imprint, article)
    return tuple(_cite(work, sentence) for sentence in told)


def _describe(imprint: Imprint, article: Article) -> _Work:
    site = imprint.site
    return _Work(
        key=f"article-{article_page(article.id).split('/')[1]}",
        author=_BY.sub("", article.byline or ""),
        title=article.headline or "no headline given",
        outlet=outlet_name(imprint, article).text,
        when=when(imprint, article),
        date=article.published.iso[:10] if article.published else "",
        url=web_address(article.url),
        language=article.language,
        site=f"{site.base_url.rstrip('/')}/" if site.base_url else f"{site.title}, ",
    )


def _cite(work: _Work, told: Told) -> Citation:
    source = at_source(work.url, told.sentence.text[told.lead_in :]) if work.url else None
    place = f"sentence {told.number}"
    compared = f"Compared at: {work.site}{article_page(told.sentence.article_id, told.number)}#{told.anchor}"
    author = f"{work.author}, " if work.author else ""
    plain = f"{author}“{work.title}”, {work.outlet}, {work.when}, {place}.{f' {source}' if source else ''} {compared}"
    note = f"{place.capitalize()}. {compared}"
    return Citation(plain, _bibtex(work, told, source, note), _csl(work, told, source, note), source)


def _bibtex(work: _Work, told: Told, source: str | None, note: str) -> str:
    """A ``misc`` entry in UTF-8, which both BibTeX and biblatex know; its key begins with a letter."""
    year, month, day = [*work.date.split("-"), "", ""][:3]
    fields = {
        "author": work.author and f"{{{_escape(work.author)}}}",
        "title": f"{{{_escape(work.title)}}}",
        "howpublished": _escape(work.outlet),
        "year": year,
        "month": month and MONTH_STARTS[int(month) - 1],  # names that every BibTeX style defines, and biblatex too
        "day": day.lstrip("0"),
        "note": _escape(note),
        "url": (source or "").replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C"),
    }
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'}" for name, value in fields.items() if value]
    return f"@misc{{{work.key}-{told.number},\n" + ",\n".join(lines) + "\n}"


def _csl(work: _Work, told: Told, source: str | None, note: str) -> str:
    """A list of one item, as CSL-JSON has it (https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html)."""
    item = {
        "id": f"{work.key}-{told.number}",
        "type": "article-newspaper",
        "title": work.title,
        "author": [{"literal": work.author}] if work.author else None,
        "container-title": work.outlet,
        "issued": {"date-parts": [[int(part) for part in work.date.split("-")]]} if work.date else None,
        "URL": source,
        "language": work.language,
        "note": note,
    }
    return json.dumps([{key: value for key, value in item.items() if value}], ensure_ascii=False)


def _escape(text: str) -> str:
    """``text`` with what LaTeX reads as a command escaped."""
    return _SPECIAL.sub(lambda match: _LATEX.get(match.group(), f"\\{match.group()}"), text)


class Placed(NamedTuple):
    """A sentence in its article. ``point`` is what it shares and ``row`` the link to it, if it shares anything.

    ``also`` are sentences that it is linked to without a point, each with the link to where it is compared. ``opens`` says that a paragraph begins with it.
    """

    told: Told
    state: State
    segments: tuple[Segment, ...]
    point: Point | None
    row: str
    also: tuple[tuple[Told, str], ...]
    cite: Citation
    opens: bool


class Gap(NamedTuple):
    """Sentences in a row that are not reprinted; ``anchors`` keep their addresses."""

    anchors: tuple[str, ...]


class ArticlePage(NamedTuple):
    """One page of an account; ``items`` are its sentences and gaps."""

    path: str
    number: int
    pages: int
    event: EventPage
    account: Account
    items: tuple[Placed | Gap, ...]
    notices: tuple[str, ...]
    credit: tuple[str, ...]
    gaps: int


def view_articles(imprint: Imprint, reading: EventContext, page: EventPage) -> Iterator[ArticlePage]:
    """The pages of every account of the event: one each, more where an account is very long."""
    carried = {ref: point for point in page.points.shared for ref in point.bead.sentences}
    for place, account in enumerate(page.accounts):
        yield from _view(imprint, reading, page, place, account, carried)


def _view(
    imprint: Imprint,
    reading: EventContext,
    page: EventPage,
    place: int,
    account: Account,
    carried: dict[SentenceRef, Point],
) -> Iterator[ArticlePage]:
    article, told = reading.articles[place], reading.by_account[place]
    lists = (*page.points.also, *page.points.perhaps)
    beside = {item.told.anchor: item.see_also or item.perhaps for found in lists for item in found.sentences}
    placed = [
        _place(
            page,
            beside,
            one,
            cite,
            carried.get(one.sentence.ref),
            opens=n == 0 or _paragraph(told[n - 1]) != _paragraph(one),
        )
        for n, (one, cite) in enumerate(zip(told, cite_all(imprint, article, told), strict=True))
    ]
    full = imprint.site.full_text
    folder = article_page(article.id).removesuffix("index.html")
    for part in paginate(placed, SENTENCES_A_PAGE):
        items = tuple(part.items) if full else tuple(_leave_out(part.items))
        yield ArticlePage(
            path=folder + page_name("index", part.number),
            number=part.number,
            pages=part.pages,
            event=page,
            account=account,
            items=items,
            notices=article.notices,
            credit=article.credit if full else (),
            gaps=sum(len(item.anchors) for item in items if isinstance(item, Gap)),
        )


def _place(
    page: EventPage,
    beside: Mapping[str, tuple[Told, ...]],
    told: Told,
    cite: Citation,
    point: Point | None,
    *,
    opens: bool,
) -> Placed:
    state = page.points.states[told.sentence.ref]
    row = _link(page, f"p-{point.anchor[2:]}") if point else ""
    also = tuple((one, _link(page, one.anchor)) for one in beside.get(told.anchor, ()))
    return Placed(told, state, as_published(told), point, row, also, cite, opens)


def _link(page: EventPage, anchor: str) -> str:
    return f"../../e/{page.id}/{page.layout.places[anchor]}#{anchor}"


def _leave_out(items: Sequence[Placed]) -> Iterator[Placed | Gap]:
    for alone, group in groupby(items, key=lambda item: item.state is ONLY):
        if alone:
            yield Gap(tuple(item.told.anchor for item in group))
        else:
            yield from group


def _paragraph(told: Told) -> int:
    return told.sentence.paragraph
