"""Results as flat rows, the public line formats of ``events``, ``align`` and ``differences``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from compare.differences import opposed
from compare.model import Article, Claim, Comparison, Conflict, Difference, DifferenceKind, DifferenceStatus, Grouping


class ArticleRow(Struct, frozen=True, omit_defaults=False):
    """An article and the event it is in; ``excluded`` says why it was kept out of grouping."""

    article: str
    event: str
    outlet: str | None
    published: str | None
    title: str | None
    excluded: str | None


class LinkRow(Struct, frozen=True):
    """Sentence ``i`` of article ``a`` and sentence ``j`` of ``b``, both 0-based: a link, or what is perhaps one."""

    event: str
    a: str
    i: int
    b: str
    j: int
    kind: str
    score: float
    conflicts: tuple[Conflict, ...]


class DifferenceRow(Struct, frozen=True):
    """What two accounts tell differently; spans count characters of sentences a/i and b/j, which need not be linked."""

    event: str
    a: str
    i: int
    b: str
    j: int
    kind: DifferenceKind
    status: DifferenceStatus
    a_span: tuple[int, int]
    b_span: tuple[int, int]
    about: str


def list_articles(articles: Iterable[Article], grouping: Grouping) -> list[ArticleRow]:
    """One row an article, in the order of ``articles``."""
    events = {article_id: event for event in grouping.events for article_id in event.article_ids}
    return [_article_row(article, events[article.id].id, events[article.id].excluded) for article in articles]


def sort_by_event(rows: Iterable[ArticleRow], grouping: Grouping) -> list[ArticleRow]:
    """The rows event by event, in the order of the grouping."""
    places = {id_: place for place, id_ in enumerate(id_ for event in grouping.events for id_ in event.article_ids)}
    return sorted(rows, key=lambda row: places[row.article])


def list_links(comparisons: Mapping[str, Comparison], labels: Mapping[str, str] | None = None) -> list[LinkRow]:
    """One row a link, in the order of the comparisons; ``labels`` renames events."""
    named = labels or {}
    return [
        LinkRow(
            event=named.get(event, event),
            a=link.a.article_id,
            i=link.a.index,
            b=link.b.article_id,
            j=link.b.index,
            kind=link.kind,
            score=link.score,
            conflicts=link.conflicts,
        )
        for event, comparison in comparisons.items()
        for link in comparison.alignment.links
    ]


def list_perhaps(comparisons: Mapping[str, Comparison], labels: Mapping[str, str] | None = None) -> list[LinkRow]:
    """One row a sentence and other account that perhaps tells it too: the best candidate there."""
    named = labels or {}
    return [
        LinkRow(
            event=named.get(event, event),
            a=near.sentence.article_id,
            i=near.sentence.index,
            b=near.other.article_id,
            j=near.other.index,
            kind="perhaps",
            score=near.score,
            conflicts=(),
        )
        for event, comparison in comparisons.items()
        for near in comparison.alignment.perhaps
    ]


def list_differences(
    comparisons: Mapping[str, Comparison], labels: Mapping[str, str] | None = None
) -> list[DifferenceRow]:
    """One row for every two accounts of a difference, in the order of the comparisons; ``labels`` renames events."""
    named = labels or {}
    return [
        _difference_row(named.get(event, event), difference, one, other)
        for event, comparison in comparisons.items()
        for difference in comparison.differences
        for one, other in opposed(difference)
    ]


def _difference_row(event: str, difference: Difference, one: Claim, other: Claim) -> DifferenceRow:
    return DifferenceRow(
        event=event,
        a=one.at.sentence.article_id,
        i=one.at.sentence.index,
        b=other.at.sentence.article_id,
        j=other.at.sentence.index,
        kind=difference.kind,
        status=difference.status,
        a_span=(one.at.start, one.at.end),
        b_span=(other.at.start, other.at.end),
        about=difference.about,
    )


def _article_row(article: Article, event: str, excluded: str | None) -> ArticleRow:
    return ArticleRow(
        article=article.id,
        event=event,
        outlet=article.outlet_id,
        published=article.published.iso if article.published else None,
        title=article.headline,
        excluded=excluded,
    )
