"""What people decided about links, applied to scored pairs of sentences."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import numpy as np

from compare.alignment.scoring import Scored
from compare.model import LinkRule, Nearest, Sentence, SentenceRef

Ends = tuple[SentenceRef, SentenceRef]
"""Two sentences, that of the article whose id sorts first before the other."""


def told(rules: Sequence[LinkRule], *, together: bool) -> frozenset[Ends]:
    """The pairs that ``rules`` force, or drop."""
    return frozenset((rule.a, rule.b) for rule in rules if rule.together is together)


def without(pair: Scored, dropped: Collection[Ends]) -> Scored:
    """The accounts as if the ``dropped`` pairs of their sentences had nothing in common."""
    places = _places(pair, dropped)
    if not places:
        return pair
    gone = [(i, j) in places for i, j in zip(pair.block.rows.tolist(), pair.block.columns.tolist(), strict=True)]
    return pair._replace(score=np.where(gone, 0.0, pair.score))


def choose(pair: Scored, threshold: float, forced: Collection[Ends]) -> Iterator[tuple[int, int, float, bool]]:
    """The pairs of sentences to link, by their places in both proses, each with its score and whether it is forced."""
    places = _places(pair, forced)
    rows, columns, scores = pair.block.rows.tolist(), pair.block.columns.tolist(), pair.score.tolist()
    found = {
        (i, j): score
        for i, j, score in zip(rows, columns, scores, strict=True)
        if score >= threshold or (i, j) in places
    }
    for i, j in sorted(found.keys() | places):
        yield i, j, found.get((i, j), 0.0), (i, j) in places


def unlinked(nearest: Nearest, forced: Collection[Ends]) -> bool:
    """Whether no forced link joins the sentence to an account that it would be nearest to, unlinked."""
    ends = ((a, b.article_id) for pair in forced for a, b in (pair, pair[::-1]))
    return (nearest.sentence, nearest.other.article_id) not in set(ends)


def _places(pair: Scored, ends: Collection[Ends]) -> set[tuple[int, int]]:
    ours = [(a, b) for a, b in ends if (a.article_id, b.article_id) == (pair.a.article.id, pair.b.article.id)]
    if not ours:
        return set()
    rows, columns = _ranks(pair.a.article.prose), _ranks(pair.b.article.prose)
    return {(rows[a], columns[b]) for a, b in ours}


def _ranks(prose: Sequence[Sentence]) -> dict[SentenceRef, int]:
    return {sentence.ref: rank for rank, sentence in enumerate(prose)}
