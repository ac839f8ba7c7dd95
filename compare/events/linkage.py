"""Average linkage over a sparse set of pairs, each merge judged before it is made."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

_DIGITS = 9
NO_PAIR = -6.0
"""The log-odds of a pair that is not listed, and the least of one that is."""
MOST = 6.0


class Pair(NamedTuple):
    """Two articles, ``left < right``: their log-odds among their neighbours and by themselves."""

    left: int
    right: int
    odds: float
    alone: float


class Merge(NamedTuple):
    """What a judge sees of two groups: mean log-odds, the best pair's own log-odds, members, opening names.

    ``opening_a`` and ``opening_b`` count in how many articles of a group a rare name stands in the opening.
    """

    mean: float
    best: float
    members_a: Sequence[int]
    members_b: Sequence[int]
    opening_a: Counter[str]
    opening_b: Counter[str]


class Judge(Protocol):
    """Says whether two groups may become one."""

    def __call__(self, merge: Merge, /) -> bool:
        """True where they may."""


class Node(NamedTuple):
    """An article to link: the rare names of its opening; ``full`` where it has more neighbours than are listed."""

    opening: frozenset[str]
    full: bool


@dataclass
class _Group:
    members: list[int]
    opening: Counter[str]
    full: int
    sums: dict[int, float] = field(default_factory=dict)
    best: dict[int, float] = field(default_factory=dict)
    listed: dict[int, int] = field(default_factory=dict)


def link_averages(nodes: Sequence[Node], pairs: Sequence[Pair], least: float, judge: Judge) -> list[list[int]]:
    """Groups of ``range(len(nodes))``, each in rising order, groups by their first member.

    Goes through pairs of groups by falling mean log-odds over all their pairs of articles, down to ``least``
    (UPGMA, Sokal and Michener 1958), and merges those that ``judge`` lets pass. A pair that is not listed counts
    as ``NO_PAIR``, so one strong pair chains no large groups; between articles with more neighbours than are listed
    it is left out of the mean instead. Ties go to the groups with the lowest first members.
    """
    groups = [_Group([k], Counter(node.opening), int(node.full)) for k, node in enumerate(nodes)]
    heap: list[tuple[float, int, int, int, int]] = []
    for a, b, odds, alone in sorted(pairs):
        for one, other in ((a, b), (b, a)):
            groups[one].sums[other] = min(max(odds, NO_PAIR), MOST) - NO_PAIR
            groups[one].best[other] = alone
            groups[one].listed[other] = 1
        if odds >= least:
            heap.append(_entry(groups, a, b))
    heapq.heapify(heap)
    while heap:
        mean, a, b, size_a, size_b = heapq.heappop(heap)
        if len(groups[a].members) != size_a or len(groups[b].members) != size_b:
            continue
        first, second = groups[a], groups[b]
        if judge(Merge(-mean, first.best[b], first.members, second.members, first.opening, second.opening)):
            _join(groups, a, b)
            for c in groups[a].sums:
                entry = _entry(groups, min(a, c), max(a, c))
                if -entry[0] >= least:
                    heapq.heappush(heap, entry)
    return [sorted(group.members) for group in groups if group.members]


def _entry(groups: list[_Group], a: int, b: int) -> tuple[float, int, int, int, int]:
    """A heap entry of two groups: the mean, negated, their names, and the sizes it holds for."""
    one, other = groups[a], groups[b]
    size_a, size_b = len(one.members), len(other.members)
    missing = size_a * size_b - one.listed[b]
    unknown = min(missing, one.full * other.full)
    mean = one.sums[b] / (size_a * size_b - unknown) + NO_PAIR
    return (-round(mean, _DIGITS), a, b, size_a, size_b)


def _join(groups: list[_Group], a: int, b: int) -> None:
    """Move group ``b`` into ``a``; the lower first member stays the group's name."""
    into, gone = groups[a], groups[b]
    into.members += gone.members
    into.opening.update(gone.opening)
    into.full += gone.full
    for table in ("sums", "best", "listed"):
        del getattr(into, table)[b], getattr(gone, table)[a]
    for c in gone.sums:
        other = groups[c]
        into.sums[c] = other.sums[a] = into.sums.get(c, 0.0) + gone.sums[c]
        into.best[c] = other.best[a] = max(into.best.get(c, NO_PAIR), gone.best[c])
        into.listed[c] = other.listed[a] = into.listed.get(c, 0) + gone.listed[c]
        del other.sums[b], other.best[b], other.listed[b]
    groups[b] = _Group([], Counter(), 0)
