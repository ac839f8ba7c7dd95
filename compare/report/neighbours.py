"""Articles of other events that belong near this one, and why they are not in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from compare.model import Article, Candidate, Factor, Moment, Origin, Relation
from compare.report.context import TaggedText, headline, outlet_name, when
from compare.report.date_format import apart
from compare.report.site import Imprint, SiteContext

MOST_NEIGHBOURS = 12
DIGITS = 4
"""Decimals of scores and factors, as ``event.json`` has them."""


class Neighbour(NamedTuple):
    """An article left out of the event: where it is, how far away, and the strongest reasons with their weights.

    ``near_miss`` says that it nearly fell into the event; ``copy_of`` names the source it was copied from.
    """

    article_id: str
    event_id: str
    outlet: TaggedText
    headline: TaggedText | None
    when: str
    published: Moment | None
    apart: str | None
    near_miss: bool
    copy_of: str | None
    copy_evidence: tuple[str, ...]
    score: str
    relation: Relation
    own_id: str
    notices: tuple[str, ...]

    @property
    def reasons(self) -> tuple[Factor, ...]:
        """What speaks for and against one event, strongest first."""
        return self.relation.reasons


class Neighbours(NamedTuple):
    """The closest articles left out; ``more`` were found and are not listed.

    ``perhaps`` are those that may belong to the event, likeliest first; they are not among the ``listed``.
    """

    listed: tuple[Neighbour, ...]
    more: int
    perhaps: tuple[Neighbour, ...] = ()

    @property
    def total(self) -> int:
        """How many were left out in all."""
        return len(self.listed) + self.more


def find_neighbours(shelf: SiteContext, articles: Sequence[Article]) -> Neighbours:
    """Articles of other events related to one of ``articles``, closest first, each by its strongest relation."""
    event = shelf.event_of[articles[0].id]
    best: dict[str, tuple[Relation, str]] = {}
    for article in articles:
        for relation in shelf.relations.get(article.id, ()):
            other = relation.b if relation.a == article.id else relation.a
            if shelf.event_of[other].id == event.id:
                continue
            if other not in best or round(relation.score, 6) > round(best[other][0].score, 6):
                best[other] = (relation, article.id)
    perhaps = tuple(_candidate(shelf, candidate, articles[0].id) for candidate in event.perhaps)
    for candidate in event.perhaps:
        best.pop(candidate.article_id, None)
    ranked = sorted(best.items(), key=lambda item: (-round(item[1][0].score, 6), item[0]))
    listed = [_neighbour(shelf, other, relation, own) for other, (relation, own) in ranked[:MOST_NEIGHBOURS]]
    return Neighbours(tuple(listed), len(ranked) - len(listed), perhaps)


def _candidate(shelf: SiteContext, candidate: Candidate, own_id: str) -> Neighbour:
    relation = Relation(own_id, candidate.article_id, "near miss", candidate.probability, candidate.reasons)
    return _neighbour(shelf, candidate.article_id, relation, own_id)


def probability(score: float) -> str:
    """``0.12``; never a flat 0 or 1, which no estimate is."""
    if round(score, 2) <= 0:
        return "under 0.01"
    return "over 0.99" if round(score, 2) >= 1 else f"{score:.2f}"


def copy_source(imprint: Imprint, article: Article, origin: Origin | None) -> str | None:
    """Whom the article was copied from, by name, or None where it is the outlet's own."""
    if (
        origin is None
        or origin.kind not in {"wire", "reprint"}
        or not origin.source
        or origin.source == article.outlet_id
    ):
        return None
    outlet = imprint.outlets.get(origin.source)
    return outlet.name if outlet else origin.source


def origin_of(shelf: SiteContext, article_id: str) -> Origin | None:
    """The article's origin as its own event's comparison found it."""
    origins = shelf.brief(shelf.event_of[article_id].id).origins
    return next((origin for origin in origins if origin.article_id == article_id), None)


def _neighbour(shelf: SiteContext, other_id: str, relation: Relation, own_id: str) -> Neighbour:
    imprint, other, own = shelf.imprint, shelf.articles[other_id], shelf.articles[own_id]
    origin = origin_of(shelf, other_id)
    copied = copy_source(imprint, other, origin)
    return Neighbour(
        article_id=other_id,
        event_id=shelf.event_of[other_id].id,
        outlet=outlet_name(imprint, other),
        headline=headline(imprint, other),
        when=when(imprint, other),
        published=other.published,
        apart=apart(own.published, other.published) if own.published and other.published else None,
        near_miss=relation.kind == "near miss",
        copy_of=copied,
        copy_evidence=origin.evidence if origin and copied else (),
        score=probability(relation.score),
        relation=_round(relation),
        own_id=own_id,
        notices=imprint.notices(other),
    )


def _round(relation: Relation) -> Relation:
    """The relation as exactly as pages and documents show it: what differs beyond that changes no page."""
    reasons = tuple(replace(f, value=round(f.value, DIGITS), share=round(f.share, DIGITS)) for f in relation.reasons)
    return replace(relation, score=round(relation.score, DIGITS), reasons=reasons)
