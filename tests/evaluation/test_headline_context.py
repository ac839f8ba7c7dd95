"""Headlines judged among the headlines they came with."""

from __future__ import annotations

from itertools import combinations

import pytest

from compare.clustering.headlines import context_factors, headline_probability, judge_headlines

HEADLINES = [
    "Ferry to the Sorrel Islands sails again after nine weeks",
    "Sorrel Islands ferry resumes after nine weeks of repairs",
    "Ferry to Gull Island cancelled as crew falls ill",
    "Gull Island ferry crew ill, sailings cancelled",
    "Museum in Quillan returns two bronze bells",
    "Quillan museum gives back bronze bells",
    "Snow closes the mountain pass",
    "Harbour office moves to the north pier",
    "Teachers ask for smaller classes",
    "Orchard growers fear a late frost",
]


@pytest.mark.slow
def test_the_nearest_of_both_are_one_event_and_sharing_the_common_word_is_not_enough() -> None:
    pairs = list(combinations(HEADLINES, 2))
    chances = dict(zip(pairs, judge_headlines(pairs), strict=True))
    same = {(HEADLINES[0], HEADLINES[1]), (HEADLINES[2], HEADLINES[3]), (HEADLINES[4], HEADLINES[5])}
    assert {pair for pair, chance in chances.items() if chance >= 0.5} == same


def test_few_headlines_are_judged_pair_by_pair() -> None:
    pairs = [(HEADLINES[0], HEADLINES[1]), (HEADLINES[0], HEADLINES[2])]
    assert judge_headlines(pairs) == [headline_probability(a, b) for a, b in pairs]


def test_the_order_of_pairs_and_of_their_sides_changes_nothing() -> None:
    pairs = list(combinations(HEADLINES, 2))
    turned = [(b, a) for a, b in reversed(pairs)]
    assert judge_headlines(turned)[::-1] == judge_headlines(pairs)


def test_empty_headlines_are_like_nothing() -> None:
    pairs = [("", headline) for headline in HEADLINES]
    assert context_factors(pairs)[:, 1:].max() <= 1.0
    assert max(judge_headlines(pairs)) < 0.5
    assert judge_headlines([]) == []
