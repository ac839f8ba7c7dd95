"""Why two articles are, or are not, one event: every factor, its value, and its share of the log-odds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from compare.config import EventsConfig
from compare.events.factors import PAIR_FACTORS
from compare.events.relative import GROUP_FACTORS, MOST_ODDS
from compare.events.scores import Read, Scores, judge_pairs, read_articles, score_pairs
from compare.events.weights import shipped_weights
from compare.events.wording import in_words
from compare.model import Article, Factor


class PairScore(Struct, frozen=True):
    """The verdict on two articles: ``score`` is the probability that they tell one event.

    ``factors`` come strongest first; their shares add up to the log-odds of ``score``.
    """

    a: str
    b: str
    score: float
    same: bool
    factors: tuple[Factor, ...]


def explain(a: Article, b: Article, config: EventsConfig | None = None, corpus: Sequence[Article] = ()) -> PairScore:
    """What speaks for and against ``a`` and ``b`` being one event.

    Without ``corpus`` the two are judged as if no other article existed. With it, the factors that compare the
    pair with its neighbours there are those of ``cluster(corpus)``. Grouping may still part a likely pair, or join
    an unlikely one, since it averages over all pairs of a group.
    """
    others = {article.id: article for article in corpus if article.kind == "news"}
    news = [article for _, article in sorted({**others, a.id: a, b.id: b}.items())]
    places = {article.id: row for row, article in enumerate(news)}
    left, right = sorted((places[a.id], places[b.id]))
    read = read_articles(news)
    scores, row = _judge(read, left, right)
    score = float(scores.chance[row])
    threshold = (config or EventsConfig()).threshold
    return PairScore(a.id, b.id, score, score >= threshold, list_factors(read, scores, row))


def list_factors(read: Read, scores: Scores, row: int) -> tuple[Factor, ...]:
    """The factors of one judged pair, strongest first."""
    weights = shipped_weights()
    left, right = int(scores.left[row]), int(scores.right[row])
    odds = weights.pair.intercept + sum(
        weights.pair.weights[name] * float(value) for name, value in zip(PAIR_FACTORS, scores.pair[row], strict=True)
    )
    kept = min(1.0, MOST_ODDS / abs(odds)) if odds else 1.0
    scale = weights.group.weights["odds"] * kept
    found = [("start", 1.0, weights.group.intercept + scale * weights.pair.intercept)]
    found += [
        (name, float(value), scale * weights.pair.weights[name] * float(value))
        for name, value in zip(PAIR_FACTORS, scores.pair[row], strict=True)
    ]
    found += [
        (name, float(value), weights.group.weights[name] * float(value))
        for name, value in zip(GROUP_FACTORS, scores.group[row], strict=True)
        if name != "odds"
    ]
    factors = [
        Factor(name, round(value, 4), round(share, 4), in_words(name, value, read, left, right))
        for name, value, share in found
    ]
    return tuple(sorted(factors, key=lambda factor: (-abs(factor.share), factor.name)))


def _judge(read: Read, left: int, right: int) -> tuple[Scores, int]:
    """The pair's scores among all candidates; a pair that is no candidate is judged beside them."""
    found = score_pairs(read)
    row = np.flatnonzero((found.left == left) & (found.right == right))
    if len(row):
        return found, int(row[0])
    lefts, rights = np.append(found.left, left), np.append(found.right, right)
    return judge_pairs(read, lefts, rights, shipped_weights()), len(lefts) - 1
