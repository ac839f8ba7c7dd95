"""Scores of yes-or-no answers: precision, recall, F1, and whether probabilities mean what they say."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from collections.abc import Set as AbstractSet

from msgspec import Struct

from compare.evaluation.grouping import harmonic_mean


class BinaryScores(Struct, frozen=True):
    """Counts and shares; a share without a case is 0."""

    true_positives: int
    false_positives: int
    false_negatives: int
    precision: float
    recall: float
    f1: float


class Bin(Struct, frozen=True):
    """Of ``pairs`` scored in ``low <= p < high`` (mean ``predicted``), the share ``observed`` was a match."""

    low: float
    high: float
    pairs: int
    predicted: float
    observed: float


class Calibration(Struct, frozen=True):
    """Brier score (mean squared error), expected calibration error over ten bins, and the bins in use."""

    brier: float
    expected_error: float
    bins: tuple[Bin, ...]


def score_sets(gold: AbstractSet[Hashable], found: AbstractSet[Hashable]) -> BinaryScores:
    """Precision, recall and F1 of ``found`` against ``gold``."""
    hits = len(gold & found)
    precision = hits / len(found) if found else 0.0
    recall = hits / len(gold) if gold else 0.0
    return BinaryScores(hits, len(found) - hits, len(gold) - hits, precision, recall, harmonic_mean(precision, recall))


def calibrate(labels: Sequence[bool], probabilities: Sequence[float], bins: int = 10) -> Calibration:
    """How far probabilities lie from observed shares (Guo et al. 2017, equal-width bins)."""
    if not labels:
        return Calibration(0.0, 0.0, ())
    slots: list[list[tuple[bool, float]]] = [[] for _ in range(bins)]
    for label, p in zip(labels, probabilities, strict=True):
        slots[min(bins - 1, int(p * bins))].append((label, p))
    used = tuple(_bin(n, bins, slot) for n, slot in enumerate(slots) if slot)
    brier = sum((p - label) ** 2 for label, p in zip(labels, probabilities, strict=True)) / len(labels)
    error = sum(b.pairs * abs(b.predicted - b.observed) for b in used) / len(labels)
    return Calibration(brier, error, used)


def _bin(number: int, bins: int, slot: Sequence[tuple[bool, float]]) -> Bin:
    predicted = sum(p for _, p in slot) / len(slot)
    observed = sum(label for label, _ in slot) / len(slot)
    return Bin(number / bins, (number + 1) / bins, len(slot), predicted, observed)
