"""How likely two articles tell one event: the pairs of a corpus, judged and kept with their factors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from compare.events.candidates import find_candidates
from compare.events.factors import PAIR_FACTORS, pair_factors
from compare.events.profile import Profile, read_profile
from compare.events.relative import GROUP_FACTORS, group_factors
from compare.events.terms import Terms
from compare.events.vectors import Vectors, vectorise
from compare.events.weights import Model, Weights, shipped_weights
from compare.model import Article

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Scores(NamedTuple):
    """The candidate pairs of a corpus: row numbers ``left < right``, factor tables, and the final log-odds."""

    left: NDArray[np.intp]
    right: NDArray[np.intp]
    pair: NDArray[np.float64]
    group: NDArray[np.float64]
    odds: NDArray[np.float64]

    @property
    def chance(self) -> NDArray[np.float64]:
        """The probabilities that the pairs are one event, rounded."""
        return np.round(1.0 / (1.0 + np.exp(-self.odds)), 6)


class Read(NamedTuple):
    """A corpus as grouping sees it, one profile and one row of every matrix an article."""

    profiles: list[Profile]
    vectors: Vectors


def read_articles(articles: Sequence[Article]) -> Read:
    """Profiles and vectors of ``articles``, in their order."""
    terms = Terms()
    profiles = [read_profile(article, terms) for article in articles]
    return Read(profiles, vectorise(profiles))


def score_pairs(read: Read) -> Scores:
    """Every candidate pair with what speaks for and against it."""
    left, right = find_candidates(read.vectors.full)
    return judge_pairs(read, left, right, shipped_weights())


def judge_pairs(read: Read, left: NDArray[np.intp], right: NDArray[np.intp], weights: Weights) -> Scores:
    """The given pairs, judged by themselves and then among their neighbours."""
    pair = pair_factors(read.profiles, read.vectors, left, right)
    alone = log_odds(weights.pair, PAIR_FACTORS, pair)
    group = group_factors(len(read.profiles), left, right, alone)
    return Scores(left, right, pair, group, log_odds(weights.group, GROUP_FACTORS, group))


def log_odds(model: Model, names: Sequence[str], table: NDArray[np.float64]) -> NDArray[np.float64]:
    """What ``model`` says of every row of a factor table whose columns are ``names``."""
    total = np.full(len(table), model.intercept)
    for column, name in enumerate(names):
        total += model.weights[name] * table[:, column]
    return np.round(total, 9)
