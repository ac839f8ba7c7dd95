"""Average linkage, and the judgement before every merge."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from compare.clustering.linkage import (
    MERGE_FACTORS,
    MOST,
    NO_PAIR,
    JoinCandidate,
    LinkageRules,
    Pairs,
    link_averages,
    merge_odds,
    merge_values,
)
from compare.clustering.weights import Model, shipped_weights

Pair = tuple[int, int, float]


def always(merge: JoinCandidate) -> float:
    return merge.mean + 10.0


def as_arrays(pairs: list[Pair]) -> Pairs:
    columns = list(zip(*pairs, strict=True)) or [[], [], []]
    return Pairs(*(np.array(c, dtype=np.intp) for c in columns[:2]), np.array(columns[2], dtype=float))


def groups(count: int, pairs: list[Pair], least: float = 0.0, *, full: bool = False) -> list[list[int]]:
    return link_averages(count, as_arrays(pairs), least, always, LinkageRules(full=[full] * count)).groups


def pair(a: int, b: int, odds: float) -> Pair:
    return (a, b, odds)


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
    assert groups(6, chain, full=True) == [[0, 1, 2, 3, 4, 5]]


def test_the_judge_has_the_last_word() -> None:
    one = as_arrays([pair(0, 1, 5.0)])
    assert link_averages(2, one, 0.0, lambda merge: merge.mean - 6).groups == [[0], [1]]
    assert link_averages(2, one, 0.0, lambda merge: merge.mean, LinkageRules(needed=5.5)).groups == [[0], [1]]


def test_the_judge_sees_sizes_and_the_best_pair() -> None:
    seen: list[tuple[float, float, int]] = []

    def watch(merge: JoinCandidate) -> float:
        seen.append((round(merge.mean, 6), merge.best, len(merge.members_a)))
        return merge.mean

    link_averages(3, as_arrays([(0, 1, 3.0), (0, 2, 2.0), (1, 2, 1.0)]), 0.0, watch)
    assert {(3.0, 3.0, 1), (1.5, 2.0, 2)} <= set(seen)


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


def merge(mean: float, best: float, sizes: tuple[int, int]) -> JoinCandidate:
    return JoinCandidate(mean, best, range(sizes[0]), range(sizes[1]))


def test_size_is_no_licence_to_grow() -> None:
    assert merge_values(merge(1.0, 1.0, (8, 8))) == merge_values(merge(1.0, 1.0, (5000, 9)))


def test_more_evidence_never_lowers_the_chance() -> None:
    model = shipped_weights().merge
    chances = [merge_odds(model, merge(x, x, (2, 3))) for x in (-3.0, -1.0, 0.0, 2.0, 5.0)]
    assert chances == sorted(chances)


def test_a_model_is_a_plain_sum() -> None:
    model = Model(0.25, dict.fromkeys(MERGE_FACTORS, 0.0))
    assert merge_odds(model, merge(3.0, 3.0, (1, 1))) == 0.25


def test_late_members_join_one_group_and_never_two() -> None:
    pairs = [pair(0, 1, 4.0), pair(2, 3, 4.0), pair(1, 4, 3.0), pair(0, 4, 3.0), pair(2, 4, 3.0), pair(3, 4, 3.0)]
    pairs += [pair(a, b, 1.0) for a in (0, 1) for b in (2, 3)]
    together = link_averages(5, as_arrays(pairs), -5.0, lambda merge: merge.mean)
    assert together.groups == [[0, 1, 2, 3, 4]]
    needed = 1.5
    apart = link_averages(
        5, as_arrays(pairs), -5.0, lambda merge: merge.mean, LinkageRules(needed, late=[False] * 4 + [True])
    )
    assert sorted(map(len, apart.groups)) == [2, 3]
    assert link_averages(
        2, as_arrays([pair(0, 1, 3.0)]), 0.0, lambda merge: merge.mean, LinkageRules(late=[True] * 2)
    ).groups == [[0, 1]]


def test_what_lies_between_groups_and_what_joined_them_is_told() -> None:
    linked = link_averages(3, as_arrays([pair(0, 1, 4.0), pair(1, 2, -2.0)]), -5.0, lambda merge: merge.mean)
    assert [(join.members_a, join.members_b, join.odds) for join in linked.joins] == [((0,), (1,), 4.0)]
    assert linked.between == {(0, 1): -3.5}


ODDS = st.dictionaries(
    st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda ends: ends[0] < ends[1]),
    st.floats(NO_PAIR, MOST),
    max_size=36,
)


@given(ODDS, st.sets(st.integers(0, 8), max_size=4))
def test_late_articles_change_no_group_of_the_others(odds: dict[tuple[int, int], float], late: set[int]) -> None:
    def link(pairs: list[Pair]) -> set[frozenset[int]]:
        rules = LinkageRules(late=[k in late for k in range(9)])
        return {frozenset(g) - late for g in link_averages(9, as_arrays(pairs), -1.0, always, rules).groups} - {
            frozenset()
        }

    pairs = [pair(a, b, value) for (a, b), value in odds.items()]
    assert link(pairs) == link([p for p in pairs if not {p[0], p[1]} & late])


@given(ODDS, st.sets(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=8))
def test_no_group_holds_two_that_are_barred(odds: dict[tuple[int, int], float], apart: set[tuple[int, int]]) -> None:
    def barred(merge: JoinCandidate) -> bool:
        return any((a, b) in apart or (b, a) in apart for a in merge.members_a for b in merge.members_b)

    pairs = [pair(a, b, value) for (a, b), value in odds.items()]
    found = link_averages(9, as_arrays(pairs), -1.0, always, LinkageRules(barred=barred)).groups
    assert sorted(member for group in found for member in group) == list(range(9))
    assert not any(a != b and {a, b} <= set(group) for group in found for a, b in apart)
