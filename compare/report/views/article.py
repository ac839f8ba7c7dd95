"""The reader's article: an account in its own order, each sentence with its state, its row and its citation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from compare.model import SentenceRef
from compare.report.anchors import SENTENCES_A_PAGE, article_page
from compare.report.citations import Citation, cite_all
from compare.report.imprint import Imprint
from compare.report.reading import Reading, Told
from compare.report.segments import Segment
from compare.report.states import ALSO, ONLY, State
from compare.report.views.accounts import Account
from compare.report.views.event import EventPage
from compare.report.views.paging import page_name, paginate
from compare.report.views.points import Point, as_published


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


def view_articles(imprint: Imprint, reading: Reading, page: EventPage) -> Iterator[ArticlePage]:
    """The pages of every account of the event: one each, more where an account is very long."""
    carried = {ref: point for point in page.points.shared for ref in point.bead.sentences}
    for place, account in enumerate(page.accounts):
        yield from _view(imprint, reading, page, place, account, carried)


def _view(
    imprint: Imprint, reading: Reading, page: EventPage, place: int, account: Account, carried: dict[SentenceRef, Point]
) -> Iterator[ArticlePage]:
    article, told = reading.articles[place], reading.by_account[place]
    beside = {item.told.anchor: item.see_also for found in page.points.also for item in found.sentences}
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
    also = tuple((one, _link(page, one.anchor)) for one in beside[told.anchor]) if state is ALSO else ()
    return Placed(told, state, as_published(told), point, row, also, cite, opens)


def _link(page: EventPage, anchor: str) -> str:
    return f"../../e/{page.id}/{page.parts.places[anchor]}#{anchor}"


def _leave_out(items: Sequence[Placed]) -> Iterator[Placed | Gap]:
    for alone, group in groupby(items, key=lambda item: item.state is ONLY):
        if alone:
            yield Gap(tuple(item.told.anchor for item in group))
        else:
            yield from group


def _paragraph(told: Told) -> int:
    return told.sentence.paragraph
