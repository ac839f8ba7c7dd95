"""What the pages of the review show, with the decision that each button stands for."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import msgspec

from compare.attribution import MINIMUM_WORDS, attribute
from compare.curation.overrides import opening
from compare.model import (
    Article,
    Comparison,
    Decision,
    DecisionKind,
    DropLink,
    Event,
    Exclude,
    Forbid,
    ForceLink,
    Link,
    Merge,
    Nearest,
    Opening,
    Override,
    Relation,
    Rule,
    SentenceKey,
    SentenceRef,
    Split,
    named_articles,
)
from compare.report.date_format import clock_of, printed
from compare.serving.live import Built
from compare.text.anchors import anchors_of
from compare.text.tokens import words

LINKS, NEAR, QUOTES = 150, 30, 60
"""Links, unlinked pairs and quotations on one page at most; the least sure first, the nearest first, the first."""
_LEAST_NEAR = 0.05
_QUOTED = 8


class ArticleItem(NamedTuple):
    """An article of the event, and the decisions on it."""

    id: str
    outlet: str
    headline: str
    when: str
    iso: str
    split: str
    exclude: str


class NearItem(NamedTuple):
    """An article of another event that may belong to this one."""

    id: str
    event_id: str
    outlet: str
    headline: str
    when: str
    score: str
    reasons: tuple[str, ...]
    merge: str
    forbid: str


class PairItem(NamedTuple):
    """Two sentences, linked or not; ``forced`` if a person linked them."""

    a: str
    b: str
    a_of: str
    b_of: str
    score: str
    kind: str
    forced: bool
    link: str
    unlink: str


class QuoteItem(NamedTuple):
    """A quotation with the speaker that was found; ``key`` names its fields."""

    key: str
    article: str
    of: str
    text: str
    quote: str
    speaker: str


class EventReview(NamedTuple):
    """The review of one event."""

    id: str
    first: str
    title: str
    confirm: str
    articles: tuple[ArticleItem, ...]
    near: tuple[NearItem, ...]
    links: tuple[PairItem, ...]
    links_in_all: int
    unlinked: tuple[PairItem, ...]
    quotes: tuple[QuoteItem, ...]


class EventItem(NamedTuple):
    """An event in the list."""

    id: str
    title: str
    when: str
    outlets: str
    articles: int


class StandingItem(NamedTuple):
    """A decision in the file: ``line`` is its line, None if it is in another file."""

    kind: str
    about: str
    author: str
    reason: str
    line: int | None


def view_event(built: Built, event: Event) -> EventReview:
    """The review of an event."""
    comparison = built.comparisons[event.id]
    articles = {article.id: article for article in built.corpus.articles}
    own = [articles[article_id] for article_id in event.article_ids]
    links = sorted(comparison.alignment.links, key=lambda link: (not link.forced, link.score, link.a, link.b))
    near = sorted(comparison.alignment.nearest, key=lambda n: (-n.score, n.sentence, n.other))
    return EventReview(
        id=event.id,
        first=event.article_ids[0],
        title=title_of(built, event),
        confirm=button_value("merge", Merge(event.article_ids)) if len(own) > 1 else "",
        articles=tuple(_article(built, article, alone=len(own) == 1) for article in own),
        near=tuple(_near(built, relation, event, articles) for relation in _relations(built, event)),
        links=tuple(_pair(built, articles, link.a, link.b, link) for link in links[:LINKS]),
        links_in_all=len(links),
        unlinked=tuple(_pair(built, articles, a, b, score=score) for a, b, score in _apart(near)),
        quotes=tuple(_quotes(built, own))[:QUOTES],
    )


def list_events(built: Built) -> tuple[EventItem, ...]:
    """Every event, newest first; those of several articles before the others."""
    articles = {article.id: article for article in built.corpus.articles}
    items = []
    for event in reversed(built.grouping.events):
        own = [articles[article_id] for article_id in event.article_ids]
        outlets = dict.fromkeys(outlet_of(built, article) for article in own)
        items.append(EventItem(event.id, title_of(built, event), when_of(built, own[0]), ", ".join(outlets), len(own)))
    return tuple(sorted(items, key=lambda item: item.articles == 1))


def list_standing(
    overrides: Sequence[Override], where: str, decisions: Sequence[Decision] | None = None
) -> tuple[StandingItem, ...]:
    """The decisions in force, in the file's order; with ``decisions``, those that an event's page shows."""
    return tuple(
        StandingItem(o.kind, _about(o.rule), o.author or "", o.reason or "", o.line if o.where == where else None)
        for o in sorted(overrides, key=lambda o: (o.where, o.line or 0))
        if decisions is None or any(_is_of(o, decision) for decision in decisions)
    )


def _is_of(override: Override, decision: Decision) -> bool:
    """Whether the decision on a page comes from this override, or from an equal one."""
    if (override.kind, override.author, override.reason) != (decision.kind, decision.author, decision.reason):
        return False
    return override.kind == "rename" or set(named_articles(override.rule)) <= set(decision.articles)


def title_of(built: Built, event: Event) -> str:
    """The title of the event's page."""
    comparison: Comparison = built.comparisons[event.id]
    if comparison.title is not None:
        return comparison.title
    named = (article.headline for article in built.corpus.articles if article.id == comparison.title_of)
    return next(named, None) or "No headline given"


def outlet_of(built: Built, article: Article) -> str:
    """The outlet's name."""
    outlet = built.corpus.outlets.get(article.outlet_id or "")
    return outlet.name if outlet else article.outlet_id or "outlet not given"


def when_of(built: Built, article: Article) -> str:
    """When the article was published, as pages print it."""
    if not article.published:
        return "no date given"
    outlet = built.corpus.outlets.get(article.outlet_id or "")
    return printed(article.published, clock_of(outlet, built.corpus.config.site.timezone))


def _article(built: Built, article: Article, *, alone: bool) -> ArticleItem:
    return ArticleItem(
        id=article.id,
        outlet=outlet_of(built, article),
        headline=article.headline or "No headline given",
        when=when_of(built, article),
        iso=article.published.iso if article.published else "",
        split="" if alone else button_value("split", Split((article.id,))),
        exclude="" if article.kind != "news" else button_value("exclude", Exclude(article.id)),
    )


def _relations(built: Built, event: Event) -> list[Relation]:
    """The strongest relation to each article of another event, likeliest first."""
    own, best = set(event.article_ids), dict[str, Relation]()
    for relation in sorted(built.grouping.relations, key=lambda r: (-r.score, r.a, r.b)):
        if (relation.a in own) != (relation.b in own):
            best.setdefault(relation.b if relation.a in own else relation.a, relation)
    return list(best.values())


def _near(built: Built, relation: Relation, event: Event, articles: dict[str, Article]) -> NearItem:
    mine, other = (relation.a, relation.b) if relation.a in event.article_ids else (relation.b, relation.a)
    article = articles[other]
    home = next(e.id for e in built.grouping.events if other in e.article_ids)
    return NearItem(
        id=other,
        event_id=home,
        outlet=outlet_of(built, article),
        headline=article.headline or "No headline given",
        when=when_of(built, article),
        score=f"{relation.score:.2f}",
        reasons=tuple(factor.text for factor in relation.reasons[:3]),
        merge=button_value("merge", Merge((mine, other))),
        forbid=button_value("forbid", Forbid((mine, other))),
    )


def _apart(near: Sequence[Nearest]) -> Iterator[tuple[SentenceRef, SentenceRef, float]]:
    """The closest pairs without a link, each once."""
    seen: set[tuple[SentenceRef, SentenceRef]] = set()
    for found in near:
        a, b = sorted((found.sentence, found.other))
        if (a, b) not in seen and len(seen) < NEAR and found.score >= _LEAST_NEAR:
            seen.add((a, b))
            yield a, b, found.score


def _pair(
    built: Built,
    articles: dict[str, Article],
    a: SentenceRef,
    b: SentenceRef,
    link: Link | None = None,
    score: float = 0,
) -> PairItem:
    places = [sentence_key(articles[ref.article_id], ref) for ref in (a, b)]
    one, other = articles[a.article_id], articles[b.article_id]
    return PairItem(
        a=one.sentences[a.index].text,
        b=other.sentences[b.index].text,
        a_of=outlet_of(built, one),
        b_of=outlet_of(built, other),
        score=f"{link.score if link else score:.2f}",
        kind=link.kind if link else "",
        forced=bool(link and link.forced),
        link=button_value("link", ForceLink(*places)),
        unlink=button_value("unlink", DropLink(*places)),
    )


def sentence_key(article: Article, ref: SentenceRef) -> SentenceKey:
    """The sentence by its opening, or by its anchor if the opening is not unique."""
    found: Opening | None = opening(article, ref)
    if found is not None:
        return found
    rank = [sentence.ref for sentence in article.prose].index(ref)
    return anchors_of(article)[rank]


def _quotes(built: Built, articles: Sequence[Article]) -> Iterator[QuoteItem]:
    for article in articles:
        for number, found in enumerate(attribute(article)):
            if found.words >= MINIMUM_WORDS:
                text = article.body[found.start : found.end]
                yield QuoteItem(
                    key=f"{article.id} {number}",
                    article=article.id,
                    of=outlet_of(built, article),
                    text=text,
                    quote=" ".join(words(text)[:_QUOTED]),
                    speaker=found.speaker or "",
                )


def _about(rule: Rule) -> str:
    """What a decision concerns, in one line."""
    return " · ".join(_plain(value) for value in msgspec.to_builtins(rule).values())


def _plain(value: Any) -> str:  # noqa: ANN401 - what TOML holds
    if isinstance(value, dict):
        return f"{value['article']}: “{value['words']}”"
    return ", ".join(value) if isinstance(value, list | tuple) else str(value)


def button_value(kind: DecisionKind, rule: Rule) -> str:
    """The value of a button: the decision as JSON."""
    return json.dumps({"kind": kind, **msgspec.to_builtins(rule)}, ensure_ascii=False)
