"""How likely two articles tell one event: the pairs of a corpus, judged and kept with their factors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from compare.clustering.candidates import find_candidates
from compare.clustering.clashes import clash_factors
from compare.clustering.factors import PAIR_FACTORS, pair_factors
from compare.clustering.profile import Profile, read_profile
from compare.clustering.relative import FLOOR, GROUP_FACTORS, group_factors, isolated_factors
from compare.clustering.vectors import RareNames, Vectors, vectorise
from compare.clustering.weights import Model, Weights, shipped_weights
from compare.model import Article

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Scores(NamedTuple):
    """Judged pairs of a corpus.

    Row numbers ``left < right``, factor tables, log-odds alone and among neighbours, and
    ``chance``, the probability that the two tell one event.
    """

    left: NDArray[np.intp]
    right: NDArray[np.intp]
    pair: NDArray[np.float64]
    alone: NDArray[np.float64]
    group: NDArray[np.float64]
    odds: NDArray[np.float64]
    chance: NDArray[np.float64]


class Read(NamedTuple):
    """A corpus as grouping sees it: a slim profile, a row of every matrix and the rare names of each article."""

    profiles: list[Profile]
    vectors: Vectors
    names: RareNames

    def at(self, places: Sequence[int]) -> Read:
        """The corpus of these articles only."""
        return Read([self.profiles[place] for place in places], self.vectors.at(places), self.names.at(places))


def read_articles(articles: Iterable[Article]) -> Read:
    """What grouping reads of ``articles``, in their order; the long lists of terms are held by the vectors alone."""
    return read_profiles(map(read_profile, articles))


def read_profiles(profiles: Iterable[Profile]) -> Read:
    """The same from profiles."""
    slim: list[Profile] = []

    def noted() -> Iterator[Profile]:
        for profile in profiles:
            slim.append(profile._replace(words=(), lead=(), names=()))
            yield profile

    return Read(slim, *vectorise(noted()))


def score_pairs(read: Read, weights: Weights | None = None, extra: tuple[int, int] | None = None) -> Scores:
    """Every candidate pair that could be one event, and ``extra`` in any case, with what speaks for and against."""
    weights = weights or shipped_weights()
    left, right = find_candidates(read.vectors.full, [p.day for p in read.profiles])
    if extra and not np.any((left == extra[0]) & (right == extra[1])):
        left, right = np.append(left, extra[0]), np.append(right, extra[1])
    pair = pair_factors(read.profiles, read.vectors, left, right)
    alone = log_odds(weights.pair, PAIR_FACTORS, pair)
    kept = alone >= FLOOR
    if extra:
        kept |= (left == extra[0]) & (right == extra[1])
    left, right, pair, alone = left[kept], right[kept], pair[kept], alone[kept]
    clashes = clash_factors(read.profiles, read.names, left, right, pair)
    group = group_factors(len(read.profiles), left, right, alone, pair[:, PAIR_FACTORS.index("far")], clashes)
    odds = log_odds(weights.group, GROUP_FACTORS, group)
    return Scores(left, right, pair, alone, group, odds, np.round(1.0 / (1.0 + np.exp(-odds)), 6))


def judge_isolated(read: Read, left: NDArray[np.intp], right: NDArray[np.intp]) -> NDArray[np.float64]:
    """The log-odds of pairs, each judged as if no other article existed."""
    weights = shipped_weights()
    pair = pair_factors(read.profiles, read.vectors, left, right)
    alone = log_odds(weights.pair, PAIR_FACTORS, pair)
    clashes = clash_factors(read.profiles, read.names, left, right, pair)
    table = isolated_factors(alone, pair[:, PAIR_FACTORS.index("far")], clashes)
    return log_odds(weights.group, GROUP_FACTORS, table)


def log_odds(model: Model, names: Sequence[str], table: NDArray[np.float64]) -> NDArray[np.float64]:
    """What ``model`` says of every row of a factor table whose columns are ``names``."""
    total = np.full(len(table), model.intercept)
    for column, name in enumerate(names):
        total += model.weights[name] * table[:, column]
    return np.round(total, 9)
