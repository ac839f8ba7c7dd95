"""Average linkage over a sparse set of pairs; a pair that is not listed counts as 0."""

from __future__ import annotations

import heapq
from collections.abc import Iterable

_DIGITS = 9


def link_averages(count: int, pairs: Iterable[tuple[int, int, float]], threshold: float) -> list[list[int]]:
    """Groups of ``range(count)``, each in rising order, groups by their first member.

    Merges the two groups with the highest mean over all their pairs while that mean is at least ``threshold``
    (UPGMA, Sokal and Michener 1958). Components are never chained: one strong pair between large groups is diluted
    by the missing ones. Ties go to the groups with the lowest first members.
    """
    sums: list[dict[int, float]] = [{} for _ in range(count)]
    heap = []
    for a, b, score in sorted(pairs):
        sums[a][b] = sums[b][a] = score
        heap.append((-round(score, _DIGITS), min(a, b), max(a, b), 1, 1))
    heapq.heapify(heap)
    members: list[list[int]] = [[k] for k in range(count)]
    while heap:
        mean, a, b, size_a, size_b = heapq.heappop(heap)
        if -mean < threshold:
            break
        if len(members[a]) != size_a or len(members[b]) != size_b:
            continue
        _join(a, b, members, sums)
        for c, total in sums[a].items():
            first, second = min(a, c), max(a, c)
            sizes = len(members[first]), len(members[second])
            heapq.heappush(heap, (-round(total / (sizes[0] * sizes[1]), _DIGITS), first, second, *sizes))
    return [sorted(group) for group in members if group]


def _join(a: int, b: int, members: list[list[int]], sums: list[dict[int, float]]) -> None:
    """Move group ``b`` into ``a``, the lower first member staying the group's name."""
    members[a] += members[b]
    members[b] = []
    del sums[a][b], sums[b][a]
    for c, total in sums[b].items():
        del sums[c][b]
        sums[a][c] = sums[c][a] = sums[a].get(c, 0.0) + total
    sums[b] = {}
