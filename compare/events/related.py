"""Articles of different events that belong together, or nearly fell into one event, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from compare.config import EventsConfig
from compare.events.explain import list_factors
from compare.events.factors import PAIR_FACTORS
from compare.events.profile import name_words, prose
from compare.events.scores import Read, Scores
from compare.events.terms import Terms, term_idf
from compare.events.wording import days_apart, say_days
from compare.model import Article, Factor, Relation, RelationKind

if TYPE_CHECKING:
    from numpy.typing import NDArray

_NEAR_MISS = 0.2
_ALIKE = 0.3
"""Least likeness of names (or bodies) of related articles, on the scale of ``pair_factors``."""
_EACH = 3
_NAMES = 3
_RARE = 5.0


class _Pair(NamedTuple):
    row: int
    left: int
    right: int


def relate(
    news: Sequence[Article], read: Read, scores: Scores, groups: Sequence[Sequence[int]], config: EventsConfig
) -> tuple[Relation, ...]:
    """Relations between articles of different groups, likeliest first, each among the three best of one article.

    A near miss has a score of at least ``_NEAR_MISS``; related articles share rare names or much of their words.
    """
    terms = Terms()
    names = {}
    found = []
    for pair in _choose(scores, groups):
        for row in (pair.left, pair.right):
            if row not in names:
                names[row] = _name_counts(news[row], terms)
        score = float(scores.chance[pair.row])
        kind: RelationKind = "near miss" if score >= min(_NEAR_MISS, config.threshold) else "related"
        shared = _shared(names[pair.left], names[pair.right])
        if kind == "near miss" or shared:
            reasons = _reasons(read, scores, pair, shared)
            found.append(Relation(news[pair.left].id, news[pair.right].id, kind, score, reasons))
    return tuple(sorted(found, key=lambda r: (-r.score, r.a, r.b)))


def _choose(scores: Scores, groups: Sequence[Sequence[int]]) -> list[_Pair]:
    """The pairs across groups that are the best of one of their articles."""
    group = np.zeros(sum(len(g) for g in groups), dtype=np.intp)
    for number, members in enumerate(groups):
        group[list(members)] = number
    alike = np.maximum(scores.pair[:, PAIR_FACTORS.index("names")], scores.pair[:, PAIR_FACTORS.index("body")])
    apart = group[scores.left] != group[scores.right]
    rows = np.flatnonzero(apart & ((alike >= _ALIKE) | (scores.chance >= _NEAR_MISS)))
    ranked = rows[np.lexsort((scores.right[rows], scores.left[rows], -alike[rows], -scores.chance[rows]))]
    return _cap(scores.left, scores.right, ranked)


def _cap(left: NDArray[np.intp], right: NDArray[np.intp], ranked: NDArray[np.intp]) -> list[_Pair]:
    used: Counter[int] = Counter()
    kept = []
    for row in ranked.tolist():
        a, b = int(left[row]), int(right[row])
        if used[a] < _EACH or used[b] < _EACH:
            used.update((a, b))
            kept.append(_Pair(row, a, b))
    return kept


def _reasons(read: Read, scores: Scores, pair: _Pair, shared: list[str]) -> tuple[Factor, ...]:
    """Names and dates in words first, then the factors that weigh most."""
    first = []
    if shared:
        value = float(scores.pair[pair.row, PAIR_FACTORS.index("names")])
        first.append(Factor("shared names", round(value, 4), 0.0, f"same name: {', '.join(shared[:_NAMES])}"))
    a, b = read.profiles[pair.left], read.profiles[pair.right]
    days = days_apart(a, b)
    if days is not None:
        first.append(Factor("days", float(days), 0.0, say_days(a, b)))
    listed = [f for f in list_factors(read, scores, pair.row) if f.name not in {"start", "near", "far", "names"}]
    return (*first, *listed[:_NAMES])


def _name_counts(article: Article, terms: Terms) -> dict[str, tuple[float, str]]:
    """For each rare name, by its term: how much it weighs in the article, and how it is written."""
    counts = Counter(name_words(prose(article)))
    found: dict[str, tuple[float, str]] = {}
    for name, count in sorted(counts.items()):
        key = " ".join(terms[name])
        idf = term_idf(key)
        if idf >= _RARE:
            found[key] = (count**0.5 * idf, name.removesuffix("'s").removesuffix("’s"))
    return found


def _shared(a: dict[str, tuple[float, str]], b: dict[str, tuple[float, str]]) -> list[str]:
    both = [(min(a[key][0], b[key][0]), a[key][1]) for key in a.keys() & b.keys()]
    return [name for _, name in sorted(both, key=lambda item: (-round(item[0], 9), item[1]))]
