"""Whether two groups of articles tell one event: the last word in the linkage."""

from __future__ import annotations

import math
from collections import Counter

from compare.clustering.linkage import Merge
from compare.clustering.terms import term_idf
from compare.clustering.weights import Model

MERGE_FACTORS = ("mean", "best", "smaller", "larger", "openings")
"""The columns of ``merge_factors``, in order."""
_LOWEST, _HIGHEST = -2.0, 4.0
_SIZES = 8
"""Larger groups count as this large: size is no licence to grow."""
_CORE = 0.6
_UNKNOWN = 0.6
"""The agreement of openings where one side names nobody rare."""


def merge_factors(merge: Merge) -> tuple[float, ...]:
    """The values of ``MERGE_FACTORS`` for two groups.

    ``mean`` and ``best`` are log-odds, cut; ``smaller`` and ``larger`` the logs of the groups' sizes. ``openings``
    is the conflict term: how much of the rare names that stand in the openings of at least three fifths of one group also
    stand in the other's openings, by IDF, for the worse side; 1 without conflict.
    """
    size_a, size_b = len(merge.members_a), len(merge.members_b)
    small, large = sorted((min(size_a, _SIZES), min(size_b, _SIZES)))
    agreement = [
        share
        for share in (
            _shared(merge.opening_a, size_a, merge.opening_b, size_b),
            _shared(merge.opening_b, size_b, merge.opening_a, size_a),
        )
        if share is not None
    ]
    return (
        min(max(merge.mean, _LOWEST), _HIGHEST),
        min(max(merge.best, _LOWEST), _HIGHEST),
        math.log(small),
        math.log(large),
        round(min(agreement, default=_UNKNOWN), 9),
    )


def merge_probability(model: Model, merge: Merge) -> float:
    """The probability that two groups are one event."""
    values = zip(MERGE_FACTORS, merge_factors(merge), strict=True)
    odds = model.intercept + sum(model.weights[name] * value for name, value in values)
    return round(1.0 / (1.0 + math.exp(-odds)), 6)


def _shared(core: Counter[str], size: int, other: Counter[str], other_size: int) -> float | None:
    """The share of one group's core names, by IDF, that the other group's openings hold as often; None without."""
    every = kept = 0.0
    for name in sorted(core):
        often = core[name] / size
        if often >= _CORE:
            weight = term_idf(name) * often
            every += weight
            kept += weight * min(1.0, other[name] / other_size / often)
    return kept / every if every else None
