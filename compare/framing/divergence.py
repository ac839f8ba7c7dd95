"""How far two distributions of labels are apart, and how often chance alone would part them as far."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

PERMUTATIONS = 499
_SEED = 20200708


class Divergence(NamedTuple):
    """Jensen-Shannon divergence in bits, 0 (same) to 1 (no label shared), and its permutation p."""

    value: float
    p: float


def jensen_shannon(a: Mapping[str, int], b: Mapping[str, int]) -> float:
    """The Jensen-Shannon divergence of two counts, in bits (Lin 1991)."""
    sum_a, sum_b = sum(a.values()), sum(b.values())
    total = 0.0
    for label in sorted({*a, *b}):
        p, q = a.get(label, 0) / sum_a, b.get(label, 0) / sum_b
        middle = (p + q) / 2
        total += sum(x * math.log2(x / middle) for x in (p, q) if x) / 2
    return round(min(1.0, max(0.0, total)), 6)


def compare(a: Sequence[str], b: Sequence[str]) -> Divergence:
    """The divergence of two lists of labels; p is the share of shuffles that part them at least as far, plus one.

    Seeded: the same lists, in whatever order, give the same p.
    """
    observed = jensen_shannon(Counter(a), Counter(b))
    small, large = sorted((sorted(a), sorted(b)), key=lambda side: (len(side), side))
    pool = sorted([*small, *large])
    draw = random.Random(_SEED)  # noqa: S311 - a permutation test, not a secret
    at_least = 0
    for _ in range(PERMUTATIONS):
        draw.shuffle(pool)
        at_least += jensen_shannon(Counter(pool[: len(small)]), Counter(pool[len(small) :])) >= observed
    return Divergence(observed, (at_least + 1) / (PERMUTATIONS + 1))
