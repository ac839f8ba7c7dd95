"""Scores of groupings, of yes-or-no answers and of probabilities.

Groupings: B-cubed, pairwise, adjusted Rand, and the worst merges and splits. Answers: precision, recall, F1. Probabilities:
Brier score and calibration.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from msgspec import Struct


class GroupingScores(Struct, frozen=True):
    """Shares between 0 and 1; ``ari`` may fall below 0.

    B-cubed: Bagga and Baldwin (1998), averaged over articles. Pairwise: over pairs of articles. ARI:
    Hubert and Arabie (1985).
    """

    articles: int
    events: int
    gold_events: int
    b3_precision: float
    b3_recall: float
    b3_f1: float
    pair_precision: float
    pair_recall: float
    pair_f1: float
    ari: float


class Mistake(Struct, frozen=True):
    """A merge of gold events into one, or a gold event split over several: ``pairs`` of articles are wrong.

    ``name`` is the found event's id (a merge) or the gold label (a split); ``parts`` are the labels or ids
    on the other side with how many articles each has, largest first.
    """

    name: str
    parts: tuple[tuple[str, int], ...]
    pairs: int


def score_grouping(gold: Mapping[str, str], found: Mapping[str, str]) -> GroupingScores:
    """Score ``found`` against ``gold``, both article id to label; only articles of ``gold`` count.

    Raises:
        KeyError: An article of ``gold`` has no place in ``found``.
    """
    from sklearn.metrics import adjusted_rand_score  # noqa: PLC0415 - slow to import

    articles = sorted(gold)
    cells = Counter((gold[i], found[i]) for i in articles)
    sizes, found_sizes = Counter(gold[i] for i in articles), Counter(found[i] for i in articles)
    b3_precision = sum(n * n / found_sizes[label] for (_, label), n in sorted(cells.items())) / len(articles)
    b3_recall = sum(n * n / sizes[label] for (label, _), n in sorted(cells.items())) / len(articles)
    both, together, meant = _pairs(cells.values()), _pairs(found_sizes.values()), _pairs(sizes.values())
    precision, recall = both / together if together else 1.0, both / meant if meant else 1.0
    return GroupingScores(
        articles=len(articles),
        events=len(found_sizes),
        gold_events=len(sizes),
        b3_precision=b3_precision,
        b3_recall=b3_recall,
        b3_f1=harmonic_mean(b3_precision, b3_recall),
        pair_precision=precision,
        pair_recall=recall,
        pair_f1=harmonic_mean(precision, recall),
        ari=float(adjusted_rand_score([gold[i] for i in articles], [found[i] for i in articles])),
    )


def find_merges(gold: Mapping[str, str], found: Mapping[str, str], most: int = 10) -> list[Mistake]:
    """The found events that put the most pairs of different gold events together, worst first."""
    return _mistakes({i: found[i] for i in gold}, gold, most)


def find_splits(gold: Mapping[str, str], found: Mapping[str, str], most: int = 10) -> list[Mistake]:
    """The gold events most of whose pairs were put apart, worst first."""
    return _mistakes(gold, found, most)


def harmonic_mean(precision: float, recall: float) -> float:
    """F1."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _mistakes(whole: Mapping[str, str], part: Mapping[str, str], most: int) -> list[Mistake]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for article in sorted(whole):
        counts[whole[article]][part[article]] += 1
    found = [
        _mistake(name, sorted(parts.items(), key=lambda p: (-p[1], p[0])))
        for name, parts in counts.items()
        if len(parts) > 1
    ]
    return sorted(found, key=lambda m: (-m.pairs, m.name))[:most]


def _mistake(name: str, parts: Sequence[tuple[str, int]]) -> Mistake:
    sizes = [size for _, size in parts]
    return Mistake(name, tuple(parts), _pairs([sum(sizes)]) - _pairs(sizes))


def _pairs(sizes: Iterable[int]) -> int:
    return sum(n * (n - 1) // 2 for n in sizes)


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
