"""The accounts of an event as scored pairs of sentences: what links, beads and nearest sentences come from.

A pair is scored twice by a logistic regression on named features, whose weights are readable data: from the pair alone, then
knowing the first scores around it.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Sequence
from importlib.resources import files
from itertools import accumulate, combinations, pairwise
from typing import NamedTuple

import numpy as np

from compare.alignment import vectors
from compare.alignment.pair_features import FEATURES, SUPPORT, Block, LineFacts, measure_pairs, measure_support
from compare.alignment.vectors import Numbers, Values
from compare.model import Article, Sentence
from compare.text.lines import Line, read
from compare.text.sentences import lead_in


class LinkWeights(NamedTuple):
    """A logistic regression on named features: ``(value - mean) / scale * weight``, summed, plus ``intercept``."""

    mean: Numbers
    scale: Numbers
    weight: Numbers
    intercept: float


STAGES = {"evidence": FEATURES, "support": FEATURES + SUPPORT}
"""The features of the first score, and of the second, which knows the first scores around a pair."""


@functools.cache
def shipped_link_weights(stage: str) -> LinkWeights:
    """The weights of a stage from ``data/link_weights.json``, as ``benchmarks/fit_links.py`` wrote them."""
    fitted = json.loads((files("compare") / "data" / "link_weights.json").read_text(encoding="utf-8"))[stage]
    rows = [fitted["features"][name] for name in STAGES[stage]]
    mean, scale, weight = (np.array([row[key] for row in rows]) for key in ("mean", "scale", "weight"))
    return LinkWeights(mean, scale, weight, float(fitted["intercept"]))


def link_probability(fitted: LinkWeights, features: Values) -> Numbers:
    """The probability of a link for each row, rounded so that no machine's last digit decides a comparison."""
    odds = (features - fitted.mean) / fitted.scale @ fitted.weight + fitted.intercept
    rounded: Numbers = np.round(1 / (1 + np.exp(-np.clip(odds, -30.0, 30.0))), 4)
    return rounded


COMPARED = 12_000_000
"""Pairs of sentences compared for one event at most: three articles of 2,000 sentences, twelve of 426."""
LONGEST = 700
"""Sentences of one account compared at most: about the longest articles that magazines print."""
PAIRS = 400_000
"""Pairs of sentences measured in full for one event at most, about: those of the highest likeness."""
_FEWEST = 4
_COPY = 0.65
"""Cosine of character n-grams from which on two sentences are the same but for an edit of a few words."""
_EXPLAINED = (1.0, 0.5, 0.25)
"""What is left of the score of a pair of which neither, one, or both sentences are copied elsewhere."""
_CELLS = 1_000_000
"""Pairs of lines multiplied at once: one account with as many others as fit, one at least."""


class ComparedText(NamedTuple):
    """An article, the prose of it that is compared, and its lines."""

    article: Article
    prose: tuple[Sentence, ...]
    lines: list[Line]


class Measured(NamedTuple):
    """Two accounts, their places in the event, and the features of the pairs of their sentences."""

    a: ComparedText
    b: ComparedText
    places: tuple[int, int]
    block: Block


class Scored(NamedTuple):
    """Two accounts and the probability of a link for every measured pair of their sentences."""

    a: ComparedText
    b: ComparedText
    block: Block
    score: Numbers


def measure(articles: Sequence[Article]) -> list[Measured]:
    """The measured pairs of every two of ``articles`` (two by two in their order, those without prose left out)."""
    most_lines = longest([len(article.prose) for article in articles])
    accounts = [_account(article, most_lines) for article in articles if article.prose]
    lines = [line for account in accounts for line in account.lines]
    if len(accounts) < 2:  # noqa: PLR2004 - it takes two to compare
        return []
    sizes = [len(account.lines) for account in accounts]
    starts = [0, *accumulate(sizes)]
    found = vectors.build(lines, starts)
    gists = vectors.say(lines, articles)
    most = most_pairs(sizes)
    facts = [LineFacts(found.names_total[a:b], gists[a:b]) for a, b in pairwise(starts)]
    measured = []
    for i, others in _batches(sizes):
        near, far = starts[others.start], starts[others.stop]
        products = vectors.multiply(found, slice(starts[i], starts[i + 1]), slice(near, far))
        for j in others:
            likeness = products.columns(starts[j] - near, starts[j + 1] - near)
            block = measure_pairs(likeness, (facts[i], facts[j]), most)
            measured.append(Measured(accounts[i], accounts[j], (i, j), block))
    return measured


def _account(article: Article, most: int) -> ComparedText:
    prose = article.prose[:most]
    return ComparedText(article, prose, [read(sentence.text[lead_in(article, sentence) :]) for sentence in prose])


def _batches(sizes: Sequence[int]) -> Iterator[tuple[int, range]]:
    """Each account with runs of later ones, as many at once as stay within the cells of a product."""
    for i, size in enumerate(sizes):
        first = i + 1
        while first < len(sizes):
            stop = first + 1
            while stop < len(sizes) and size * sum(sizes[first : stop + 1]) <= _CELLS:
                stop += 1
            yield i, range(first, stop)
            first = stop


def longest(sizes: Sequence[int]) -> int:
    """How many sentences of an account are compared at most, so that all pairs of sentences stay within bounds."""
    low, high = 0, min(max(sizes, default=0), LONGEST)
    while low < high:
        middle = (low + high + 1) // 2
        total = sum(min(a, middle) * min(b, middle) for a, b in combinations(sizes, 2))
        low, high = (middle, high) if total <= COMPARED else (low, middle - 1)
    return low


def most_pairs(sizes: Sequence[int]) -> int:
    """How many pairs a sentence may have with each other account, given the accounts' sizes: fewer as they grow."""
    ends = sum(a + b for a, b in combinations(sizes, 2))
    return max(_FEWEST, PAIRS // max(ends, 1))


def score(articles: Sequence[Article]) -> list[Scored]:
    """The measured pairs of every two of ``articles`` with their probabilities, to four digits.

    With three accounts or more, a second score weighs the first scores around a pair; of two, the first is final.
    """
    measured = measure(articles)
    scores = [link_probability(shipped_link_weights("evidence"), pair.block.features) for pair in measured]
    if len(measured) > 1:
        second = shipped_link_weights("support")
        scores = [link_probability(second, features) for features in supported(measured, scores)]
    return [
        Scored(pair.a, pair.b, pair.block, explained(pair.block, score))
        for pair, score in zip(measured, scores, strict=True)
    ]


def explained(block: Block, score: Numbers) -> Numbers:
    """The scores of a block, lowered where one of the two sentences has a near copy elsewhere in the block.

    Who copies a sentence has told it; what else of his account resembles it may resemble its neighbourhood alone. Where
    both stand elsewhere, one account is a copy of the other, and what they share besides is a quotation told twice.
    """
    letters = block.features[:, FEATURES.index("letters")]
    row_best: Values = np.zeros(block.shape[0], dtype=np.float32)
    column_best: Values = np.zeros(block.shape[1], dtype=np.float32)
    np.maximum.at(row_best, block.rows, letters)
    np.maximum.at(column_best, block.columns, letters)
    ends = (row_best[block.rows] >= _COPY).astype(int) + (column_best[block.columns] >= _COPY)
    share = np.where(letters < _COPY, np.array(_EXPLAINED)[ends], 1.0)
    lowered: Numbers = np.round(score * share, 4)
    return lowered


def supported(measured: Sequence[Measured], scores: Sequence[Numbers]) -> list[Values]:
    """The features of the second score: those of the first, and what the first scores around a pair add."""
    blocks = [(pair.places[0], pair.places[1], pair.block, score) for pair, score in zip(measured, scores, strict=True)]
    added = measure_support(blocks)
    return [np.concatenate([pair.block.features, more], axis=1) for pair, more in zip(measured, added, strict=True)]
