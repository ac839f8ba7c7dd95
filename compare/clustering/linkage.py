"""Average linkage over a sparse set of pairs, each merge judged before it is made."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

NO_PAIR = -6.0
"""The log-odds of a pair that is not listed, and the least of one that is."""
MOST = 6.0
_UNIT = 1e6
"""Log-odds are summed in whole millionths: then no sum depends on its order."""


class Pairs(NamedTuple):
    """Pairs of articles, ``left[k] < right[k]``: their log-odds among their neighbours and by themselves."""

    left: NDArray[np.intp]
    right: NDArray[np.intp]
    odds: NDArray[np.float64]
    alone: NDArray[np.float64]

    def at(self, kept: NDArray[np.bool_] | NDArray[np.intp]) -> Pairs:
        """These pairs only."""
        return Pairs(self.left[kept], self.right[kept], self.odds[kept], self.alone[kept])


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


_Tie = tuple[float, float, int]
"""What lies between two groups: the sum of the listed log-odds over ``NO_PAIR``, the best pair's own, how many are listed."""
_Entry = tuple[float, int, int, int, int]
"""A heap entry of two groups: the mean, negated, their names, and the sizes it holds for."""


@dataclass(slots=True)
class _Group:
    members: list[int]
    opening: Counter[str]
    full: int
    ties: dict[int, _Tie] = field(default_factory=dict)


def link_averages(nodes: Sequence[Node], pairs: Pairs, least: float, judge: Judge) -> list[list[int]]:
    """Groups of ``range(len(nodes))``, each in rising order, groups by their first member.

    Goes through pairs of groups by falling mean log-odds over all their pairs of articles, down to ``least``
    (UPGMA, Sokal and Michener 1958), and merges those that ``judge`` lets pass. A pair that is not listed counts
    as ``NO_PAIR``, so one strong pair chains no large groups; between articles with more neighbours than are listed
    it is left out of the mean instead. Ties go to the groups with the lowest first members.
    """
    found = [group for part in _components(len(nodes), pairs, least) for group in _link(nodes, part, least, judge)]
    tied = {member for group in found for member in group}
    return sorted([*found, *([k] for k in range(len(nodes)) if k not in tied)])


def _components(count: int, pairs: Pairs, least: float) -> Iterator[Pairs]:
    """The pairs by connected component of likely ones: no merge crosses two, since a mean is no higher than its best pair."""
    from scipy.sparse import coo_matrix  # noqa: PLC0415 - start-up stays short
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415 - as above

    likely = pairs.odds >= least
    ends = (pairs.left[likely], pairs.right[likely])
    graph = coo_matrix((np.ones(len(ends[0]), dtype=np.int8), ends), shape=(count, count))
    labels = connected_components(graph, directed=False)[1]
    pairs = pairs.at(labels[pairs.left] == labels[pairs.right])
    label = labels[pairs.left]
    order = np.lexsort((pairs.right, pairs.left, label))
    starts = np.flatnonzero(np.diff(label[order], prepend=-1))
    for part in np.split(order, starts[1:]) if len(order) else []:
        yield pairs.at(part)


def _link(nodes: Sequence[Node], pairs: Pairs, least: float, judge: Judge) -> list[list[int]]:
    """The groups of one component."""
    ends = np.unique(np.concatenate([pairs.left, pairs.right])).tolist()
    groups = {k: _Group([k], Counter(nodes[k].opening), int(nodes[k].full)) for k in ends}
    over = np.rint((np.clip(pairs.odds, NO_PAIR, MOST) - NO_PAIR) * _UNIT)
    heap: list[_Entry] = []
    for a, b, total, alone in zip(*(column.tolist() for column in (*pairs[:2], over, pairs.alone)), strict=True):
        groups[a].ties[b] = groups[b].ties[a] = (total, alone, 1)
        heap.append((-total, a, b, 1, 1))
    lowest = (NO_PAIR - least) * _UNIT
    heap = [entry for entry in heap if entry[0] <= lowest]
    heapq.heapify(heap)
    while heap:
        mean, a, b, size_a, size_b = heapq.heappop(heap)
        one, other = groups.get(a), groups.get(b)
        if not one or not other or len(one.members) != size_a or len(other.members) != size_b:
            continue
        best = one.ties[b][1]
        if judge(Merge(NO_PAIR - mean / _UNIT, best, one.members, other.members, one.opening, other.opening)):
            _join(groups, a, b)
            for entry in _entries(groups, a):
                if entry[0] <= lowest:
                    heapq.heappush(heap, entry)
    return [sorted(group.members) for group in groups.values()]


def _entries(groups: dict[int, _Group], a: int) -> Iterator[_Entry]:
    """The heap entries of one group and each that it has a tie to."""
    one = groups[a]
    size, full = len(one.members), one.full
    for b, (total, _, listed) in one.ties.items():
        other = groups[b]
        size_b = len(other.members)
        counted = size * size_b
        if listed < counted and full and other.full:
            counted -= min(counted - listed, full * other.full)
        yield (-total / counted, a, b, size, size_b) if a < b else (-total / counted, b, a, size_b, size)


def _join(groups: dict[int, _Group], a: int, b: int) -> None:
    """Move group ``b`` into ``a``; the lower first member stays the group's name."""
    into, gone = groups[a], groups.pop(b)
    into.members += gone.members
    into.opening.update(gone.opening)
    into.full += gone.full
    del into.ties[b], gone.ties[a]
    for c, (total, best, listed) in gone.ties.items():
        ties = groups[c].ties
        del ties[b]
        own = into.ties.get(c)
        tie = (own[0] + total, max(own[1], best), own[2] + listed) if own else (total, best, listed)
        into.ties[c] = ties[a] = tie
