"""Articles of different events that belong together, or nearly fell into one event, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from compare.clustering.explain import list_shares, word_share
from compare.clustering.factors import PAIR_FACTORS
from compare.clustering.scores import Read, Scores
from compare.clustering.shared import Named, SharedNames
from compare.clustering.wording import days_apart, say_days
from compare.config import EventsConfig
from compare.model import Article, Factor, Relation, RelationKind

if TYPE_CHECKING:
    from numpy.typing import NDArray

_NEAR_MISS = 0.3
_ALIKE = 0.45
"""Least likeness of names or bodies of related articles, on the scale of ``pair_factors``."""
_EACH = 3
_NAMES = 3
_FACTORS = 3
_IN_WORDS = frozenset({"start", "near", "far", "alone_far", "names"})


class _Pair(NamedTuple):
    row: int
    left: int
    right: int


def relate(
    news: Sequence[Article], read: Read, scores: Scores, groups: Sequence[Sequence[int]], config: EventsConfig
) -> tuple[Relation, ...]:
    """Relations between articles of different groups, likeliest first, each among the three best of one article.

    A near miss has a score of at least ``_NEAR_MISS``; other related articles share rare names.
    """
    names = SharedNames()
    found = []
    for pair in _choose(scores, groups):
        a, b = news[pair.left], news[pair.right]
        score = float(scores.chance[pair.row])
        kind: RelationKind = "near miss" if score >= min(_NEAR_MISS, config.threshold) else "related"
        shared = names.of(a, b, _NAMES)
        if kind == "near miss" or shared:
            found.append(Relation(a.id, b.id, kind, score, _reasons(read, scores, pair, shared)))
    return tuple(sorted(found, key=lambda r: (-r.score, r.a, r.b)))


def _choose(scores: Scores, groups: Sequence[Sequence[int]]) -> list[_Pair]:
    """The pairs across groups that are among the best of one of their articles."""
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


def _reasons(read: Read, scores: Scores, pair: _Pair, shared: Sequence[Named]) -> tuple[Factor, ...]:
    """What is shared and the days between in words, then the factors that weigh most."""
    shares = list_shares(scores, pair.row)
    by_name = {share.name: share for share in shares}
    value, weight = round(by_name["names"].value, 4), round(by_name["names"].share, 4)
    same = "; ".join(f"same {kind}: {', '.join(written)}" for kind, written in _by_kind(shared).items())
    reasons = [Factor("names", value, weight, same)] if same else []
    a, b = read.profiles[pair.left], read.profiles[pair.right]
    days = days_apart(a, b)
    if days is not None:
        share = sum(by_name[name].share for name in ("near", "far", "alone_far"))
        reasons.append(Factor("days", float(days), round(share, 4), say_days(a, b)))
    strongest = [share for share in shares if share.name not in _IN_WORDS][:_FACTORS]
    return (*reasons, *(word_share(share, read, scores, pair.row) for share in strongest))


def _by_kind(shared: Sequence[Named]) -> dict[str, list[str]]:
    kinds: dict[str, list[str]] = {}
    for name in shared:
        kinds.setdefault(name.kind, []).append(name.written)
    return kinds
