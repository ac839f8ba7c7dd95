"""The index: events newest first by month, what stayed alone, what could not be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from compare.model import Article, Event, Unreadable
from compare.report.dates import days, local, month
from compare.report.runs import Run
from compare.report.site import Catalogue
from compare.report.views.accounts import headline, outlet_name, when
from compare.report.views.event import EventPage
from compare.report.views.relations import copy_source, find_neighbours, origin_of

PER_PAGE = 200
"""Events on one index page: about 250 KB of HTML."""


class Bar(NamedTuple):
    """A state's part of an event's bar, in percent of the longest event's length."""

    key: str
    x: float
    width: float


class Summary(NamedTuple):
    """An event in the index; ``sort`` is its last publication, None where no article has a date."""

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


class Entry(NamedTuple):
    """A summary with its bar, drawn on the scale of all events."""

    event: Summary
    bar: tuple[Bar, ...]


class Month(NamedTuple):
    """The events of one month, newest first."""

    name: str
    entries: tuple[Entry, ...]


class Single(NamedTuple):
    """An article that stayed alone: why, or what came nearest."""

    event_id: str
    headline: Run | None
    outlet: Run
    when: str
    copy_of: str | None
    excluded: str | None
    nearest_event: str | None
    nearest_title: Run | None
    apart: str | None
    score: str | None
    notices: tuple[str, ...]


class IndexPage(NamedTuple):
    """One page of the index; what stayed alone or could not be read stands on the first."""

    number: int
    pages: int
    months: tuple[Month, ...]
    events: int
    articles: int
    one_origin: int
    longest: int
    singles: tuple[Single, ...]
    unreadable: tuple[Unreadable, ...]


def summarise(shelf: Catalogue, event: Event, page: EventPage) -> Summary:
    """What the index says about an event with several articles."""
    timezone = shelf.site.config.site.timezone
    articles = [shelf.articles[article_id] for article_id in event.article_ids]
    moments = [article.published for article in articles if article.published]
    last = max(moments, key=lambda moment: moment.instant, default=None)
    return Summary(
        id=event.id,
        title=page.title,
        days=days(moments, timezone, tight=True) or "no date given",
        month=month(local(last, timezone).date()) if last else "No date given",
        sort=f"{last.instant:%Y-%m-%dT%H:%M:%S}" if last else "",
        outlets=tuple({account.outlet.text: account.outlet for account in page.accounts}.values()),
        outlet_count=page.outlets,
        origins=page.origins,
        counts={count.state.key: count.sentences for count in page.tally.counts},
        sentences=page.tally.sentences,
        notices=tuple(dict.fromkeys(notice for account in page.accounts for notice in account.notices)),
    )


def view_index(shelf: Catalogue, summaries: Sequence[Summary]) -> Iterator[IndexPage]:
    """The pages of the index, newest events first; there is always one."""
    ranked = newest_first(summaries)
    longest = max((summary.sentences for summary in ranked), default=0)
    pages = max(1, -(-len(ranked) // PER_PAGE))
    singles = tuple(
        _single(shelf, shelf.articles[event.article_ids[0]], event)
        for event in reversed(shelf.site.grouping.events)
        if len(event.article_ids) == 1
    )
    for number in range(1, pages + 1):
        part = ranked[(number - 1) * PER_PAGE : number * PER_PAGE]
        yield IndexPage(
            number=number,
            pages=pages,
            months=by_month(part, longest),
            events=len(ranked),
            articles=len(shelf.site.corpus.articles),
            one_origin=sum(summary.origins == 1 for summary in ranked),
            longest=longest,
            singles=singles,
            unreadable=shelf.site.corpus.unreadable,
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


def _single(shelf: Catalogue, article: Article, event: Event) -> Single:
    nearest = next(iter(find_neighbours(shelf, [article]).listed), None)
    title = shelf.comparison(shelf.event_of[nearest.article_id]).title_of if nearest else None
    return Single(
        event_id=event.id,
        headline=headline(shelf, article),
        outlet=outlet_name(shelf, article),
        when=when(shelf, article),
        copy_of=copy_source(shelf, article, origin_of(shelf, article.id)),
        excluded=event.excluded,
        nearest_event=nearest.event_id if nearest else None,
        nearest_title=headline(shelf, shelf.articles[title]) if title else None,
        apart=_turn(nearest.apart) if nearest and nearest.apart else None,
        score=nearest.score if nearest else None,
        notices=article.notices,
    )


def _turn(apart: str) -> str:
    """The distance seen from the other side."""
    return apart.replace("later", "earlier") if "later" in apart else apart.replace("earlier", "later")
