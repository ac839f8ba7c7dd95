"""Average linkage, and the judgement before every merge."""

from __future__ import annotations

import random
from collections import Counter

import numpy as np
import pytest
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from compare.clustering.linkage import MOST, NO_PAIR, Merge, Node, Pairs, link_averages
from compare.clustering.merging import MERGE_FACTORS, merge_factors, merge_probability
from compare.clustering.weights import Model, shipped_weights

Pair = tuple[int, int, float, float]
LONE = Node(frozenset(), full=False)
FULL = Node(frozenset(), full=True)


def always(merge: Merge) -> bool:
    return len(merge.members_a) > 0


def as_arrays(pairs: list[Pair]) -> Pairs:
    columns = list(zip(*pairs, strict=True)) or [[], [], [], []]
    return Pairs(*(np.array(c, dtype=np.intp) for c in columns[:2]), *(np.array(c, dtype=float) for c in columns[2:]))


def groups(count: int, pairs: list[Pair], least: float = 0.0, node: Node = LONE) -> list[list[int]]:
    return link_averages([node] * count, as_arrays(pairs), least, always)


def pair(a: int, b: int, odds: float) -> Pair:
    return (a, b, odds, odds)


def test_without_pairs_everything_stays_alone() -> None:
    assert groups(3, []) == [[0], [1], [2]]


def test_likely_pairs_join() -> None:
    assert groups(4, [pair(0, 1, 3.0), pair(2, 3, 2.0), pair(1, 2, -2.0)]) == [[0, 1], [2, 3]]


def test_one_strong_pair_chains_no_groups() -> None:
    tight = [pair(a, b, 4.0) for g in ((0, 1, 2), (3, 4, 5)) for a in g for b in g if a < b]
    assert groups(6, [*tight, pair(2, 3, 3.9)]) == [[0, 1, 2], [3, 4, 5]]


def test_a_missing_pair_counts_unless_both_have_more_neighbours_than_listed() -> None:
    chain = [pair(k, k + 1, 2.0) for k in range(5)]
    assert len(groups(6, chain)) > 1
    assert groups(6, chain, node=FULL) == [[0, 1, 2, 3, 4, 5]]


def test_the_judge_has_the_last_word() -> None:
    assert link_averages([LONE, LONE], as_arrays([pair(0, 1, 5.0)]), 0.0, lambda merge: merge.mean > 6) == [[0], [1]]


def test_the_judge_sees_openings_sizes_and_the_best_pair() -> None:
    seen: list[Merge] = []

    def watch(merge: Merge) -> bool:
        seen.append(merge._replace(members_a=tuple(merge.members_a), opening_a=Counter(merge.opening_a)))
        return True

    nodes = [Node(frozenset({"grendel"}), full=False), Node(frozenset({"grendel", "palfrey"}), full=False), LONE]
    link_averages(nodes, as_arrays([(0, 1, 3.0, 2.5), (0, 2, 2.0, 1.5), (1, 2, 2.0, 1.0)]), 0.0, watch)
    assert (seen[0].best, seen[0].opening_b) == (2.5, Counter({"grendel": 1, "palfrey": 1}))
    assert (seen[1].best, len(seen[1].members_a), seen[1].opening_a["grendel"]) == (1.5, 2, 2)


@pytest.mark.parametrize("seed", range(5))
def test_it_is_average_linkage(seed: int) -> None:
    rng = random.Random(seed)
    odds = {(a, b): round(rng.uniform(NO_PAIR, MOST), 4) for a in range(14) for b in range(a + 1, 14)}
    matrix = np.zeros((14, 14))
    for (a, b), value in odds.items():
        matrix[a, b] = matrix[b, a] = MOST - value
    peer = fcluster(linkage(squareform(matrix), "average"), MOST, "distance")
    expected = {frozenset(np.flatnonzero(peer == label).tolist()) for label in set(peer)}
    found = groups(14, [pair(a, b, value) for (a, b), value in odds.items()])
    assert {frozenset(g) for g in found} == expected


def test_the_order_of_pairs_changes_nothing() -> None:
    rng = random.Random(3)
    pairs = [pair(a, b, float(rng.randint(-3, 3))) for a in range(12) for b in range(a + 1, 12)]
    found = groups(12, pairs)
    rng.shuffle(pairs)
    assert groups(12, pairs) == found


def merge(mean: float, best: float, sizes: tuple[int, int], a: dict[str, int], b: dict[str, int]) -> Merge:
    return Merge(mean, best, range(sizes[0]), range(sizes[1]), Counter(a), Counter(b))


def test_openings_that_name_others_are_a_conflict() -> None:
    agreeing = merge(1.0, 1.0, (4, 1), {"grendel": 4}, {"grendel": 1})
    clashing = merge(1.0, 1.0, (4, 1), {"grendel": 4}, {"ostrow": 1})
    silent = merge(1.0, 1.0, (4, 1), {}, {})
    values = [dict(zip(MERGE_FACTORS, merge_factors(m), strict=True))["openings"] for m in (agreeing, silent, clashing)]
    assert values[0] == 1.0 > values[1] > values[2] == 0.0
    model = shipped_weights().merge
    chances = [merge_probability(model, m) for m in (agreeing, silent, clashing)]
    assert chances == sorted(chances, reverse=True)


def test_a_name_in_few_openings_is_no_core() -> None:
    assert merge_factors(merge(1.0, 1.0, (5, 1), {"grendel": 5, "selby": 1}, {"grendel": 1}))[-1] == 1.0


def test_size_is_no_licence_to_grow() -> None:
    small, huge = merge(1.0, 1.0, (8, 8), {}, {}), merge(1.0, 1.0, (5000, 9), {}, {})
    assert merge_factors(small) == merge_factors(huge)


def test_more_evidence_never_lowers_the_chance() -> None:
    model = shipped_weights().merge
    chances = [merge_probability(model, merge(x, x, (2, 3), {}, {})) for x in (-3.0, -1.0, 0.0, 2.0, 5.0)]
    assert chances == sorted(chances)


def test_a_model_is_a_plain_sum() -> None:
    model = Model(0.0, dict.fromkeys(MERGE_FACTORS, 0.0))
    assert merge_probability(model, merge(3.0, 3.0, (1, 1), {}, {})) == 0.5
