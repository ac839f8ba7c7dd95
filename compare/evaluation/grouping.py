"""Scores of a grouping against gold: B-cubed, pairwise, adjusted Rand, and the worst merges and splits."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

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


def score(gold: Mapping[str, str], found: Mapping[str, str]) -> GroupingScores:
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
