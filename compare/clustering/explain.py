"""Why two articles are, or are not, one event: every factor, its value, and its share of the log-odds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from msgspec import Struct

from compare.clustering.factors import PAIR_FACTORS
from compare.clustering.relative import GROUP_FACTORS
from compare.clustering.scores import Read, Scores, read_articles, score_pairs
from compare.clustering.weights import shipped_weights
from compare.clustering.wording import in_words
from compare.config import EventsConfig
from compare.model import Article, Factor


class PairScore(Struct, frozen=True):
    """The verdict on two articles: ``score`` is the probability that they tell one event.

    ``factors`` come strongest first; their shares add up to the log-odds of ``score``. ``sizes`` are those of the events
    into which the grouping of a corpus put the two, ``a``'s first: one where they are together, none where it was not
    asked. ``kept_out`` says of those that it keeps out of events (an editorial, what a person set aside) why, by id.
    """

    a: str
    b: str
    score: float
    same: bool
    factors: tuple[Factor, ...]
    sizes: tuple[int, ...] = ()
    kept_out: dict[str, str] = {}


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
    scores = score_pairs(read, extra=(left, right))
    row = int(np.flatnonzero((scores.left == left) & (scores.right == right))[0])
    score = float(scores.chance[row])
    threshold = (config or EventsConfig()).threshold
    return PairScore(
        a.id,
        b.id,
        score,
        score >= threshold,
        tuple(word_share(share, read, scores, row) for share in list_shares(scores, row)),
    )


class Share(NamedTuple):
    """A factor's value, and what it adds to the log-odds."""

    name: str
    value: float
    share: float


def list_shares(scores: Scores, row: int) -> list[Share]:
    """The factors of one judged pair, strongest first; the shares add up to its log-odds."""
    weights = shipped_weights()
    group = dict(zip(GROUP_FACTORS, scores.group[row].tolist(), strict=True))
    odds = float(scores.alone[row])
    scale = weights.group.weights["alone"] * (group.pop("alone") / odds if odds else 0.0)
    found = [Share("start", 1.0, weights.group.intercept + scale * weights.pair.intercept)]
    found += [
        Share(name, value, scale * weights.pair.weights[name] * value)
        for name, value in zip(PAIR_FACTORS, scores.pair[row].tolist(), strict=True)
    ]
    found += [Share(name, value, weights.group.weights[name] * value) for name, value in group.items()]
    return sorted(found, key=lambda share: (-round(abs(share.share), 4), share.name))


def word_share(share: Share, read: Read, scores: Scores, row: int) -> Factor:
    """A factor with its value in words."""
    words = in_words(share.name, share.value, read, int(scores.left[row]), int(scores.right[row]))
    return Factor(share.name, round(share.value, 4) + 0.0, round(share.share, 4) + 0.0, words)  # no -0.0
