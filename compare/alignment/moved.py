"""Runs of words that two wordings share in different places."""

from __future__ import annotations

from collections.abc import Sequence

from compare.alignment.style import function_words

_SHORTEST = 2
"""A moved run has at least so many words, and as many that are no function words."""


def moved_runs(
    a: Sequence[str], b: Sequence[str], states_a: Sequence[int], states_b: Sequence[int]
) -> list[tuple[int, int, int]]:
    """Common runs (start in a, start in b, length) of words whose state is not 0, longest first, none overlapping."""
    seeds: dict[tuple[str, str], list[int]] = {}
    for j in range(len(b) - 1):
        if states_b[j] and states_b[j + 1]:
            seeds.setdefault((b[j], b[j + 1]), []).append(j)
    if not seeds:
        return []
    runs = []
    for i in range(len(a) - 1):
        if states_a[i] and states_a[i + 1]:
            for j in seeds.get((a[i], a[i + 1]), ()):
                if not (i and j and states_a[i - 1] and states_b[j - 1] and a[i - 1] == b[j - 1]):
                    runs.append((i, j, _length(a, b, i, j, states_a, states_b)))
    return _disjoint([run for run in runs if _tells(a[run[0] : run[0] + run[2]])])


def _length(
    a: Sequence[str], b: Sequence[str], i: int, j: int, states_a: Sequence[int], states_b: Sequence[int]
) -> int:
    length = 0
    while (
        i + length < len(a)
        and j + length < len(b)
        and states_a[i + length]
        and states_b[j + length]
        and a[i + length] == b[j + length]
    ):
        length += 1
    return length


def _tells(run: Sequence[str]) -> bool:
    return sum(word not in function_words() for word in run) >= _SHORTEST


def _disjoint(runs: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    taken_a: set[int] = set()
    taken_b: set[int] = set()
    kept = []
    for i, j, length in sorted(runs, key=lambda run: (-run[2], run[0], run[1])):
        here, there = range(i, i + length), range(j, j + length)
        if taken_a.isdisjoint(here) and taken_b.isdisjoint(there):
            taken_a.update(here)
            taken_b.update(there)
            kept.append((i, j, length))
    return kept
