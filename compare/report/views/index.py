"""The index: events newest first by month, what stayed alone, what could not be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from compare.model import Unreadable
from compare.report.dates import days, local, month
from compare.report.imprint import Imprint
from compare.report.reading import Reading
from compare.report.runs import Run
from compare.report.site import Catalogue
from compare.report.views.event import EventPage
from compare.report.views.paging import paginate
from compare.report.views.singles import Single

PER_PAGE = 200
"""Events on one index page: about 250 KB of HTML."""
MOST_WORDS = 160
"""Characters of an event's other headlines and point names in the search index."""
MOST_SHOWN = 40
"""Above this, what stayed alone or could not be read has pages of its own."""


class Bar(NamedTuple):
    """A state's part of an event's bar, in percent of the longest event's length."""

    key: str
    x: float
    width: float


class Summary(NamedTuple):
    """An event in the index; ``sort`` is its last publication, empty where no article has a date.

    ``words`` are its other headlines and the names of its points, for the search index.
    """

    id: str
    title: Run | None
    days: str
    month: str
    sort: str
    outlets: tuple[Run, ...]
    outlet_count: int
    origins: int
    counts: dict[str, int]
    sentences: int
    notices: tuple[str, ...]
    days_in_full: str
    words: str


class Entry(NamedTuple):
    """A summary with its bar, drawn on the scale of all events."""

    event: Summary
    bar: tuple[Bar, ...]


class Month(NamedTuple):
    """The events of one month, newest first."""

    name: str
    entries: tuple[Entry, ...]


class IndexPage(NamedTuple):
    """One page of the index; the first shows the newest that stayed alone, and the first that could not be read."""

    number: int
    pages: int
    months: tuple[Month, ...]
    events: int
    articles: int
    one_origin: int
    longest: int
    singles: int
    unreadable: int
    shown_singles: tuple[Single, ...]
    shown_unreadable: tuple[Unreadable, ...]


def summarise(imprint: Imprint, reading: Reading, page: EventPage) -> Summary:
    """What the index says about an event with several articles."""
    timezone = imprint.site.timezone
    moments = [article.published for article in reading.articles if article.published]
    last = max(moments, key=lambda moment: moment.instant, default=None)
    return Summary(
        id=page.id,
        title=page.title,
        days=days(moments, timezone, tight=True) or "no date given",
        month=month(local(last, timezone).date()) if last else "No date given",
        sort=f"{last.instant:%Y-%m-%dT%H:%M:%S}" if last else "",
        outlets=tuple({account.outlet.text: account.outlet for account in page.accounts}.values()),
        outlet_count=page.outlets,
        origins=page.origins,
        counts={count.state.key: count.sentences for count in page.tally.counts},
        sentences=page.tally.sentences,
        notices=imprint.notices(*reading.articles),
        days_in_full=page.dates,
        words=_words(page),
    )


def _words(page: EventPage) -> str:
    """Headlines that are not the title, then terms of points, each once, up to ``MOST_WORDS`` characters."""
    headlines = (account.headline.text for account in page.accounts if account.headline)
    terms = (term for point in page.points.shared for term in point.terms)
    said: dict[str, None] = {page.title.text if page.title else "": None}
    length = 0
    for piece in (*headlines, *terms):
        if piece not in said and length + len(piece) <= MOST_WORDS:
            said[piece] = None
            length += len(piece) + 1
    return " ".join(list(said)[1:])


def view_index(shelf: Catalogue, summaries: Sequence[Summary], singles: tuple[Single, ...]) -> Iterator[IndexPage]:
    """The pages of the index, newest events first; there is always one."""
    ranked = newest_first(summaries)
    longest = max((summary.sentences for summary in ranked), default=0)
    for part in paginate(ranked, PER_PAGE):
        yield IndexPage(
            number=part.number,
            pages=part.pages,
            months=by_month(part.items, longest),
            events=len(ranked),
            articles=len(shelf.site.corpus.articles),
            one_origin=sum(summary.origins == 1 for summary in ranked),
            longest=longest,
            singles=len(singles),
            unreadable=len(shelf.site.corpus.unreadable),
            shown_singles=singles[:MOST_SHOWN],
            shown_unreadable=shelf.site.corpus.unreadable[:MOST_SHOWN],
        )


def newest_first(summaries: Sequence[Summary]) -> list[Summary]:
    """The events by their last publication, those without a date last; ties break by id."""
    return sorted(sorted(summaries, key=lambda summary: summary.id), key=lambda summary: summary.sort, reverse=True)


def by_month(part: Sequence[Summary], longest: int) -> tuple[Month, ...]:
    """Events, newest first, under their months; bars are drawn on the scale of the ``longest``."""
    groups = groupby(part, key=lambda summary: summary.month)
    return tuple(Month(name, tuple(Entry(s, tuple(_bar(s, longest))) for s in group)) for name, group in groups)


def _bar(summary: Summary, longest: int) -> Iterator[Bar]:
    x = 0.0
    for key, sentences in summary.counts.items():
        width = 100 * sentences / longest
        yield Bar(key, round(x, 2), round(width, 2))
        x += width
