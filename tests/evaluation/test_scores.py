"""Scores of groupings and of yes-or-no answers, on cases worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.evaluation.scores import calibrate, find_merges, find_splits, score_grouping, score_sets

GOLD = {"a": "fire", "b": "fire", "c": "fire", "d": "vote", "e": "vote", "f": "rain"}


def test_a_perfect_grouping_scores_one_whatever_its_labels() -> None:
    scores = score_grouping(GOLD, {i: label.upper() for i, label in GOLD.items()})
    assert (scores.b3_f1, scores.pair_f1, scores.ari) == (1.0, 1.0, 1.0)


def test_b_cubed_and_pairs_by_hand() -> None:
    # c sits with the vote: a, b have precision 1 and recall 2/3, c 1/3 and 1/3, d and e 2/3 and 1, f 1 and 1.
    scores = score_grouping(GOLD, {"a": "1", "b": "1", "c": "2", "d": "2", "e": "2", "f": "3"})
    assert scores.b3_precision == pytest.approx((1 + 1 + 1 / 3 + 2 / 3 + 2 / 3 + 1) / 6)
    assert scores.b3_recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 + 1 + 1) / 6)
    assert (scores.pair_precision, scores.pair_recall) == (0.5, 0.5)
    assert (scores.events, scores.gold_events) == (3, 3)


def test_articles_without_a_label_do_not_count() -> None:
    assert score_grouping(GOLD, {**GOLD, "unlabelled": "fire"}) == score_grouping(GOLD, GOLD)


def test_an_article_that_the_answer_lost_is_an_error() -> None:
    with pytest.raises(KeyError):
        score_grouping(GOLD, {})


def test_the_worst_merge_and_the_worst_split_are_named() -> None:
    found = {"a": "1", "b": "2", "c": "2", "d": "2", "e": "2", "f": "3"}
    (merge,) = find_merges(GOLD, found)
    assert (merge.name, merge.parts, merge.pairs) == ("2", (("fire", 2), ("vote", 2)), 4)
    (split,) = find_splits(GOLD, found)
    assert (split.name, split.parts, split.pairs) == ("fire", (("2", 2), ("1", 1)), 2)


labels = st.dictionaries(st.integers(0, 30).map(str), st.sampled_from("xyz"), min_size=1)


@given(labels, st.randoms(use_true_random=False))
def test_scores_are_shares_and_swapping_the_sides_swaps_precision_and_recall(gold: dict[str, str], rng: object) -> None:
    found = {i: rng.choice("pqr") for i in gold}  # type: ignore[attr-defined]
    one, other = score_grouping(gold, found), score_grouping(found, gold)
    assert 0 <= one.b3_f1 <= 1
    assert one.b3_precision == pytest.approx(other.b3_recall)
    assert one.pair_precision == pytest.approx(other.pair_recall)


def test_sets_are_scored_by_their_members() -> None:
    scores = score_sets({1, 2, 3, 4}, {3, 4, 5})
    assert (scores.true_positives, scores.false_positives, scores.false_negatives) == (2, 1, 2)
    assert scores.f1 == pytest.approx(4 / 7)
    assert score_sets(set(), set()).f1 == 0.0


def test_calibration_by_hand() -> None:
    calibration = calibrate([True, False, True], [0.95, 0.05, 0.45])
    assert calibration.brier == pytest.approx((0.05**2 + 0.05**2 + 0.55**2) / 3)
    assert [b.observed for b in calibration.bins] == [0.0, 1.0, 1.0]
    assert calibration.expected_error == pytest.approx((0.05 + 0.55 + 0.05) / 3)


def test_certainty_falls_into_the_last_bin_and_nothing_gives_nothing() -> None:
    assert calibrate([True], [1.0]).bins[0].high == 1.0
    assert calibrate([], []).bins == ()
