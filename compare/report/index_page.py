"""The index of events, the articles that stayed alone, and the feed."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from compare.model import Article, Event, Unreadable
from compare.report.context import EventContext, TaggedText, headline, outlet_name, when
from compare.report.date_format import days, local, month
from compare.report.event_page import EventPage
from compare.report.neighbours import copy_source, find_neighbours, origin_of
from compare.report.site import Imprint, SiteContext
from compare.report.urls import paginate

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
    title: TaggedText | None
    days: str
    month: str
    sort: str
    outlets: tuple[TaggedText, ...]
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


def summarise(imprint: Imprint, reading: EventContext, page: EventPage) -> Summary:
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


def view_index(shelf: SiteContext, summaries: Sequence[Summary], singles: tuple[Single, ...]) -> Iterator[IndexPage]:
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


class Single(NamedTuple):
    """An article that stayed alone: why, or what came nearest."""

    event_id: str
    headline: TaggedText | None
    outlet: TaggedText
    when: str
    copy_of: str | None
    excluded: str | None
    nearest_event: str | None
    nearest_title: TaggedText | None
    apart: str | None
    score: str | None
    notices: tuple[str, ...]


def view_singles(shelf: SiteContext) -> tuple[Single, ...]:
    """Every article that is an event of its own, newest first."""
    events = (event for event in reversed(shelf.site.grouping.events) if len(event.article_ids) == 1)
    return tuple(_single(shelf, shelf.articles[event.article_ids[0]], event) for event in events)


def _single(shelf: SiteContext, article: Article, event: Event) -> Single:
    nearest = next(iter(find_neighbours(shelf, [article]).listed), None)
    title = _title(shelf, nearest.event_id) if nearest else None
    return Single(
        event_id=event.id,
        headline=headline(shelf.imprint, article),
        outlet=outlet_name(shelf.imprint, article),
        when=when(shelf.imprint, article),
        copy_of=copy_source(shelf.imprint, article, origin_of(shelf, article.id)),
        excluded=event.excluded,
        nearest_event=nearest.event_id if nearest else None,
        nearest_title=title,
        apart=_turn(nearest.apart) if nearest and nearest.apart else None,
        score=nearest.score if nearest else None,
        notices=shelf.imprint.notices(article),
    )


def _title(shelf: SiteContext, event_id: str) -> TaggedText | None:
    brief = shelf.brief(event_id)
    if brief.title is not None:
        return TaggedText(brief.title)
    return headline(shelf.imprint, shelf.articles[brief.title_of]) if brief.title_of else None


def _turn(apart: str) -> str:
    """The distance seen from the other side."""
    return apart.replace("later", "earlier") if "later" in apart else apart.replace("earlier", "later")


MOST_ENTRIES = 50
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://outlet-compare.invalid/event")
"""Event ids have no address of their own; this makes them globally unique names (RFC 4122, version 5)."""


class FeedEntry(NamedTuple):
    """An event in the feed; ``updated`` is RFC 3339."""

    event: Summary
    urn: str
    updated: str


class Feed(NamedTuple):
    """The feed; ``updated`` is its newest entry's."""

    urn: str
    updated: str
    entries: tuple[FeedEntry, ...]


def view_feed(title: str, summaries: Sequence[Summary]) -> Feed | None:
    """The feed of the newest dated events, None where no event has a date: Atom requires one (RFC 4287)."""
    dated = [summary for summary in summaries if summary.sort][:MOST_ENTRIES]
    if not dated:
        return None
    entries = tuple(FeedEntry(summary, _urn(summary.id), f"{summary.sort}Z") for summary in dated)
    return Feed(_urn(f"feed of {title}"), entries[0].updated, entries)


def _urn(name: str) -> str:
    return uuid.uuid5(_SPACE, name.encode(errors="backslashreplace").decode()).urn
