"""Runs of words that two wordings share in different places."""

from __future__ import annotations

from collections.abc import Sequence

from compare.text.tokens import function_words


def moved_runs(
    a: Sequence[str], b: Sequence[str], states_a: Sequence[int], states_b: Sequence[int]
) -> list[tuple[int, int, int]]:
    """Common runs (start in a, start in b, length) of words whose state is not 0, longest first, none overlapping.

    A run has a word at least that is no function word.
    """
    common = function_words()
    places: dict[str, list[int]] = {}
    for j, word in enumerate(b):
        if states_b[j] and word not in common:
            places.setdefault(word, []).append(j)
    if places.keys().isdisjoint(a):
        return []
    runs = {
        _run(a, b, i, j, states_a, states_b)
        for i, word in enumerate(a)
        if word in places and states_a[i]
        for j in places[word]
    }
    return _disjoint(sorted(runs, key=lambda run: (-run[2], run[0], run[1])))


def _run(
    a: Sequence[str], b: Sequence[str], i: int, j: int, states_a: Sequence[int], states_b: Sequence[int]
) -> tuple[int, int, int]:
    """The longest run of equal words around a shared one."""
    before = 0
    while before < min(i, j) and a[i - before - 1] == b[j - before - 1] and states_a[i - before - 1]:
        if not states_b[j - before - 1]:
            break
        before += 1
    after = 1
    while i + after < len(a) and j + after < len(b) and a[i + after] == b[j + after] and states_a[i + after]:
        if not states_b[j + after]:
            break
        after += 1
    return i - before, j - before, before + after


def _disjoint(runs: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    taken_a: set[int] = set()
    taken_b: set[int] = set()
    kept = []
    for i, j, length in runs:
        here, there = range(i, i + length), range(j, j + length)
        if taken_a.isdisjoint(here) and taken_b.isdisjoint(there):
            taken_a.update(here)
            taken_b.update(there)
            kept.append((i, j, length))
    return kept
