"""The accounts of an event as scored pairs of sentences: what links, beads and nearest sentences come from."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, combinations
from typing import NamedTuple

import numpy as np

from compare.alignment import evidence, headlines, spaces, support, weights
from compare.alignment.lines import Line, read
from compare.alignment.weights import Numbers
from compare.model import Article, Sentence

PAIRS = 400_000
"""Pairs of sentences measured for one event at most, about: what keeps memory and time in bounds."""
_FEWEST = 4


class Account(NamedTuple):
    """An article's prose and its lines."""

    prose: tuple[Sentence, ...]
    lines: list[Line]


class Measured(NamedTuple):
    """Two accounts, their places in the event, and the features of the pairs of their sentences."""

    a: Account
    b: Account
    places: tuple[int, int]
    block: evidence.Block


class Scored(NamedTuple):
    """Two accounts and the probability of a link for every measured pair of their sentences."""

    a: Account
    b: Account
    block: evidence.Block
    score: Numbers


def measure(articles: Sequence[Article]) -> list[Measured]:
    """The measured pairs of every two of ``articles`` (two by two in their order, those without prose left out)."""
    accounts = [Account(article.prose, [read(sentence.text) for sentence in article.prose]) for article in articles if article.prose]
    lines = [line for account in accounts for line in account.lines]
    if len(accounts) < 2:  # noqa: PLR2004 - it takes two to compare
        return []
    found = spaces.build(lines)
    headline = headlines.told(lines, articles)
    starts = [0, *accumulate(len(account.lines) for account in accounts)]
    most = most_pairs([len(account.lines) for account in accounts])
    blocks = []
    for i, j in combinations(range(len(accounts)), 2):
        a, b = slice(starts[i], starts[i + 1]), slice(starts[j], starts[j + 1])
        blocks.append(Measured(accounts[i], accounts[j], (i, j), evidence.measure(found, headline, a, b, most)))
    return blocks


def most_pairs(sizes: Sequence[int]) -> int:
    """How many pairs a sentence may have with each other account, given the accounts' sizes: fewer as they grow."""
    ends = sum(a + b for a, b in combinations(sizes, 2))
    return max(_FEWEST, PAIRS // max(ends, 1))


def score(articles: Sequence[Article]) -> list[Scored]:
    """The measured pairs of every two of ``articles`` with their probabilities, to four digits.

    With three accounts or more, a second score weighs the first scores around a pair; of two, the first is final.
    """
    measured = measure(articles)
    scores = [weights.probability(weights.shipped("evidence"), pair.block.features) for pair in measured]
    if len(measured) > 1:
        second = weights.shipped("support")
        scores = [weights.probability(second, features) for features in supported(measured, scores)]
    return [Scored(pair.a, pair.b, pair.block, score) for pair, score in zip(measured, scores, strict=True)]


def supported(measured: Sequence[Measured], scores: Sequence[Numbers]) -> list[evidence.Values]:
    """The features of the second score: those of the first, and what the first scores around a pair add."""
    blocks = [(pair.places[0], pair.places[1], pair.block, score) for pair, score in zip(measured, scores, strict=True)]
    added = support.measure(blocks)
    return [np.concatenate([pair.block.features, more], axis=1) for pair, more in zip(measured, added, strict=True)]
