"""The index of events, the articles that stayed alone, and the feed."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from compare.model import Article, Event, Unreadable
from compare.report.context import EventContext, TaggedText, Told, headline, outlet_name, tagged, when
from compare.report.date_format import days, month
from compare.report.event_page import EventPage
from compare.report.neighbours import copy_source, find_neighbours, origin_of
from compare.report.points import StateKey, count_states
from compare.report.site import Imprint, SiteContext
from compare.report.urls import article_page, paginate

PER_PAGE = 200
"""Events on one index page: about 200 KB of HTML."""
MOST_SHOWN = 40
"""Above this, what stayed alone or could not be read has pages of its own."""
MOST_OUTLETS = 24
"""Outlets by which the index can be filtered: the stylesheet has a rule for each."""
OPEN_YEARS = 2
MONTHS_FROM = 30
"""A year with more events than this is parted by months."""
ALIKE = 90.0
"""Headlines at least so alike, of 100, say the same to a reader."""
LONGEST_LINE = 30
"""Words of a sentence that stands for what one outlet alone tells."""


class LinePart(NamedTuple):
    """What one account says, in the line of the index: ``words`` with those around them."""

    label: TaggedText
    before: str
    words: str
    after: str
    lang: str | None


class IndexLine(NamedTuple):
    """The one thing that the index says of an event: ``kind`` ("Figures differ", "Only in") and who says what."""

    kind: str
    differs: bool
    parts: tuple[LinePart, ...]


class Summary(NamedTuple):
    """An event in the index; ``sort`` is its last publication, empty where no article has a date.

    ``outlet_ids`` are the outlets' ids, ``outlets`` their names.
    """

    id: str
    title: TaggedText | None
    days: str
    month: str
    year: str
    sort: str
    outlets: tuple[TaggedText, ...]
    outlet_ids: tuple[str, ...]
    outlet_count: int
    origins: int
    line: IndexLine | None
    counts: dict[StateKey, int]
    sentences: int
    notices: tuple[str, ...]
    days_in_full: str


class Month(NamedTuple):
    """The events of one month, newest first."""

    name: str
    entries: tuple[Summary, ...]


class Year(NamedTuple):
    """The events of one year, newest first, parted by months where they are many; ``open`` where it stands open."""

    name: str
    open: bool
    total: int
    months: tuple[Month, ...]


class Partial(NamedTuple):
    """An article that was not read whole, and why."""

    article_id: str
    page: str
    outlet: TaggedText
    headline: TaggedText | None
    reason: str


class IndexPage(NamedTuple):
    """One page of the index; the first shows the newest that stayed alone, and the first that could not be read.

    ``filters`` are the outlets by which it can be filtered, in the order of their numbers; ``undated`` counts the articles
    without a date where they are many.
    """

    number: int
    pages: int
    years: tuple[Year, ...]
    filters: tuple[tuple[str, TaggedText], ...]
    any_differ: bool
    events: int
    articles: int
    singles: int
    unreadable: int
    shown_singles: tuple[Single, ...]
    shown_unreadable: tuple[Unreadable, ...]
    partial: tuple[Partial, ...]
    more_partial: int
    undated: int

    def classes(self, event: Summary) -> str:
        """The classes of an event's entry: the numbers of its outlets, and whether its figures or days differ."""
        found = [f"o{n}" for n, (outlet_id, _) in enumerate(self.filters, start=1) if outlet_id in event.outlet_ids]
        return " ".join([*found, *(["figures"] if event.line and event.line.differs else [])])


def summarise(imprint: Imprint, reading: EventContext, page: EventPage) -> Summary:
    """What the index says about an event with several articles."""
    last = max((a.published.instant for a in reading.articles if a.published), default=None)
    day = reading.last_day
    return Summary(
        id=page.id,
        title=page.title,
        days=days(reading.days, tight=True) or "no date",
        month=month(day) if day else "No date given",
        year=str(day.year) if day else "No date given",
        sort=f"{last:%Y-%m-%dT%H:%M:%S}" if last else "",
        outlets=tuple({account.outlet.text: account.outlet for account in page.accounts}.values()),
        outlet_ids=tuple(dict.fromkeys(article.outlet_id for article in reading.articles if article.outlet_id)),
        outlet_count=page.outlets,
        origins=page.origins,
        line=_line(page),
        counts=count_states(page.points.states.values()),
        sentences=len(page.points.states),
        notices=imprint.notices(*reading.articles),
        days_in_full=page.dates,
    )


def _line(page: EventPage) -> IndexLine | None:
    """A figure or a day that differs, else what one outlet alone tells, else what all tell, else another headline."""
    for kind, title in (("Figures", "Figures differ"), ("Days and dates", "Dates differ"), ("Places", "Places differ")):
        rows = [row for group in page.ledger.groups if group.title == kind for row in group.rows]
        row = next((row for row in rows if row.differs), None)
        if row is not None:
            values = row.values[:2]
            parts = tuple(_part(page, v.shown.told, v.shown.before, v.shown.words, v.shown.after) for v in values)
            return IndexLine(title, kind != "Places", parts)
    only = [
        tell for found in page.only for tell in found.tells if tell.told.words <= LONGEST_LINE and _is_closed(tell.text)
    ]
    if only:
        best = max(only, key=lambda tell: (tell.score, -tell.told.account, -tell.told.number))
        said = f" ({best.speaker})" if best.speaker else ""
        return IndexLine("Only in", differs=False, parts=(_part(page, best.told, "", best.text, said),))
    if page.story.all_tell:
        clause = page.story.all_tell[0].clause
        kind = "Both tell" if len(page.readable) == 2 else "All tell"  # noqa: PLR2004 - two are both
        return IndexLine(kind, differs=False, parts=(_part(page, clause.told, "", clause.text, ""),))
    return _other_headline(page)


def _other_headline(page: EventPage) -> IndexLine | None:
    """The headline most unlike the event's title: short accounts often differ in nothing else that can be told."""
    from rapidfuzz import fuzz  # noqa: PLC0415 - start-up stays short

    title = page.title.text if page.title else ""
    headed = [(account.label, account.headline) for account in page.accounts if account.headline]
    likeness = [fuzz.token_set_ratio(title, headline.text) for _, headline in headed]
    if min(likeness, default=ALIKE) >= ALIKE:
        return None
    label, headline = headed[likeness.index(min(likeness))]
    return IndexLine("Also headed", differs=False, parts=(LinePart(label, "", headline.text, "", headline.lang),))


def _part(page: EventPage, told: Told, before: str, words: str, after: str) -> LinePart:
    account = page.accounts[told.account]
    return LinePart(account.label, before, words, after, account.lang)


def _is_closed(text: str) -> bool:
    """Whether every quotation mark in the text has its partner."""
    return text.count('"') % 2 == 0 and text.count("“") == text.count("”")


def view_index(shelf: SiteContext, summaries: Sequence[Summary], singles: tuple[Single, ...]) -> Iterator[IndexPage]:
    """The pages of the index, newest events first; there is always one."""
    ranked = newest_first(summaries)
    filters = _filters(shelf, ranked)
    partial = _partial(shelf)
    for part in paginate(ranked, PER_PAGE):
        yield IndexPage(
            number=part.number,
            pages=part.pages,
            years=by_year(part.items),
            filters=filters,
            any_differ=any(s.line is not None and s.line.differs for s in part.items),
            events=len(ranked),
            articles=len(shelf.site.corpus.articles),
            singles=len(singles),
            unreadable=len(shelf.site.corpus.unreadable),
            shown_singles=singles[:MOST_SHOWN],
            shown_unreadable=shelf.site.corpus.unreadable[:MOST_SHOWN],
            partial=partial[:MOST_SHOWN],
            more_partial=max(0, len(partial) - MOST_SHOWN),
            undated=len(shelf.site.corpus.undated) if shelf.site.corpus.weakly_dated else 0,
        )


def _filters(shelf: SiteContext, summaries: Sequence[Summary]) -> tuple[tuple[str, TaggedText], ...]:
    """The outlets of most events, by name."""
    counts = Counter(outlet_id for summary in summaries for outlet_id in summary.outlet_ids)
    kept = sorted(counts, key=lambda outlet_id: (-counts[outlet_id], outlet_id))[:MOST_OUTLETS]
    language = shelf.imprint.site.language
    outlets = shelf.imprint.outlets
    named = [(i, tagged(outlets[i].name if i in outlets else i, None, language)) for i in kept]
    return tuple(sorted(named, key=lambda item: (item[1].text.casefold(), item[0])))


def _partial(shelf: SiteContext) -> tuple[Partial, ...]:
    """The articles that are known not to have been read whole, or of which the headline alone was read."""
    found = []
    for article in shelf.site.corpus.articles:
        reason = article.truncated or ("the headline alone" if not article.prose else None)
        if reason:
            name = outlet_name(shelf.imprint, article)
            page = article_page(article.id)
            found.append(Partial(article.id, page, name, headline(shelf.imprint, article), reason))
    return tuple(sorted(found, key=lambda one: one.article_id))


def newest_first(summaries: Sequence[Summary]) -> list[Summary]:
    """The events by their last publication, those without a date last; ties break by id."""
    return sorted(sorted(summaries, key=lambda summary: summary.id), key=lambda summary: summary.sort, reverse=True)


def by_year(part: Sequence[Summary]) -> tuple[Year, ...]:
    """Events, newest first, under their years; the newest years stand open."""
    years = [(name, list(group)) for name, group in groupby(part, key=lambda summary: summary.year)]
    return tuple(
        Year(name, place < OPEN_YEARS, len(found), _by_month(found)) for place, (name, found) in enumerate(years)
    )


def _by_month(found: Sequence[Summary]) -> tuple[Month, ...]:
    if len(found) <= MONTHS_FROM:
        return (Month("", tuple(found)),)
    groups = groupby(found, key=lambda summary: summary.month)
    return tuple(Month(name, tuple(group)) for name, group in groups)


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
