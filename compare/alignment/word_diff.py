"""Which words differ between two or more wordings of one statement."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel

from compare.text.style import NormalisedText, wording
from compare.text.tokens import function_words

MarkKind = Literal["differs", "moved"]
_SAME, _DIFFERS, _MOVED = 0, 1, 2
_MARKED = re.compile(rb"\x01+|\x02+")
_KINDS: dict[int, MarkKind] = {_DIFFERS: "differs", _MOVED: "moved"}
_ISLAND = 2
"""The longest run of matched function words that is not shown as a match between two differences."""
_LONE = 1
"""Words of both texts between two matches that are one word added or left out, and part nothing."""
_PAIR = 2
_LARGEST = 1_000_000
"""Pairs of words up to which a common subsequence is looked for: beyond, texts are no sentences any more."""
_SEARCHED = 250_000
"""Pairs of words up to which moved words are looked for."""


class WordMark(NamedTuple):
    """A span of a wording, in its characters: words that differ, or that stand elsewhere in the other."""

    start: int
    end: int
    kind: MarkKind


def diff(texts: Sequence[str]) -> tuple[tuple[WordMark, ...], ...]:
    """The marks of each wording, in order of their place; no marks where the wordings differ in house style alone.

    Two wordings: a word is marked ``differs`` where it has no counterpart, and ``moved`` where its counterpart
    stands in another place. More than two: a word is marked ``differs`` where none of the other wordings has a
    counterpart, so that a mark always shows what one wording alone says; and ``moved`` where it has
    counterparts, but nowhere in the same place.
    """
    read = [wording(text) for text in texts]
    if len(read) == _PAIR:
        states = compared(read[0].norms, read[1].norms)
        return _marks(states[0], read[0].spans), _marks(states[1], read[1].spans)
    return tuple(_marks(states, found.spans) for states, found in zip(_together(read), read, strict=True))


def _together(read: Sequence[NormalisedText]) -> list[bytearray]:
    """The states of each wording's words against all the others: same in one place is same, else moved, else not."""
    best = [bytearray(len(found.norms)) for found in read]
    if len(read) < _PAIR:
        return best
    against: list[list[bytearray]] = [[] for _ in read]
    for (a, found), (b, other) in combinations(enumerate(read), 2):
        for place, states in zip((a, b), compared(found.norms, other.norms), strict=True):
            against[place].append(states)
    for place, seen in enumerate(against):
        best[place][:] = bytes(_SAME if _SAME in states else max(states) for states in zip(*seen, strict=True))
    return best


def compared(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[bytearray, bytearray]:
    """For two sequences of normalised words, the state of each word: 0 in the same place, 1 without counterpart, 2 moved.

    A longest common subsequence (Indel) decides what stands in the same place. Where several are longest, the one
    that is found from the smaller sequence counts, so that exchanging ``a`` and ``b`` exchanges the results.
    """
    if b < a:
        second, first = compared(b, a)
        return first, second
    states_a, states_b = bytearray([_DIFFERS]) * len(a), bytearray([_DIFFERS]) * len(b)
    for i, j, length in _matches(a, b):
        states_a[i : i + length] = states_b[j : j + length] = bytes(length)
    moved = moved_runs(a, b, states_a, states_b) if len(a) * len(b) <= _SEARCHED else []
    for i, j, length in moved:
        states_a[i : i + length] = states_b[j : j + length] = bytes([_MOVED]) * length
    return states_a, states_b


def _matches(a: tuple[str, ...], b: tuple[str, ...]) -> list[tuple[int, int, int]]:
    """Matched runs (start in a, start in b, length) without islands of function words between differences."""
    if len(a) * len(b) > _LARGEST:
        return _edges(a, b)
    common = function_words()
    blocks = [(block.a, block.b, block.size) for block in Indel.opcodes(a, b).as_matching_blocks()]
    bounds = [(0, 0, 0), *(block for block in blocks if block[2]), (len(a), len(b), 0)]
    return [
        (i, j, length)
        for before, (i, j, length), after in zip(bounds, bounds[1:], bounds[2:], strict=False)
        if length > _ISLAND
        or min(_gap(before, (i, j, length)), _gap((i, j, length), after)) <= _LONE
        or not common.issuperset(a[i : i + length])
    ]


def _gap(one: tuple[int, int, int], next_one: tuple[int, int, int]) -> int:
    """How many words of both sequences lie between two matched runs."""
    return next_one[0] - one[0] - one[2] + next_one[1] - one[1] - one[2]


def _edges(a: tuple[str, ...], b: tuple[str, ...]) -> list[tuple[int, int, int]]:
    """The words that both have at their start, and at their end."""
    least = min(len(a), len(b))
    start = next((k for k in range(least) if a[k] != b[k]), least)
    end = next((k for k in range(least - start) if a[-1 - k] != b[-1 - k]), least - start)
    return [(0, 0, start), (len(a) - end, len(b) - end, end)]


def _marks(states: bytearray, spans: Sequence[tuple[int, int]]) -> tuple[WordMark, ...]:
    return tuple(
        WordMark(spans[run.start()][0], spans[run.end() - 1][1], _KINDS[states[run.start()]])
        for run in _MARKED.finditer(states)
    )


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
