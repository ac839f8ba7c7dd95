"""Results as flat rows, the public line formats of ``events`` and ``align``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from msgspec import Struct

from compare.model import Article, Comparison, Conflict, Event, Grouping


class PerhapsRow(Struct, frozen=True):
    """An event that an article may belong to, beside its own, and how likely."""

    event: str
    probability: float


class ArticleRow(Struct, frozen=True, omit_defaults=False):
    """An article and the event it is in; ``excluded`` says why it was kept out of grouping.

    ``perhaps`` are other events that it may belong to, likeliest first.
    """

    article: str
    event: str
    outlet: str | None
    published: str | None
    title: str | None
    excluded: str | None
    perhaps: tuple[PerhapsRow, ...] = ()


class LinkRow(Struct, frozen=True):
    """A link: sentence ``i`` of article ``a`` and sentence ``j`` of ``b``, both 0-based."""

    event: str
    a: str
    i: int
    b: str
    j: int
    kind: str
    score: float
    conflicts: tuple[Conflict, ...]


def list_articles(articles: Iterable[Article], grouping: Grouping) -> list[ArticleRow]:
    """One row an article, in the order of ``articles``."""
    events = {article_id: event for event in grouping.events for article_id in event.article_ids}
    perhaps: dict[str, list[PerhapsRow]] = defaultdict(list)
    for event in grouping.events:
        for candidate in event.perhaps:
            perhaps[candidate.article_id].append(PerhapsRow(event.id, candidate.probability))
    return [_article_row(article, events[article.id], perhaps[article.id]) for article in articles]


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


def _article_row(article: Article, event: Event, perhaps: Iterable[PerhapsRow]) -> ArticleRow:
    return ArticleRow(
        article=article.id,
        event=event.id,
        outlet=article.outlet_id,
        published=article.published.iso if article.published else None,
        title=article.headline,
        excluded=event.excluded,
        perhaps=tuple(sorted(perhaps, key=lambda row: (-row.probability, row.event))),
    )
