"""Which words differ between two or more wordings of one statement."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel

from compare.alignment.moved import moved_runs
from compare.alignment.style import function_words, wording

MarkKind = Literal["differs", "moved"]
_SAME, _DIFFERS, _MOVED = 0, 1, 2
_ISLAND = 2
"""The longest run of matched function words that is not shown as a match between two differences."""


class Mark(NamedTuple):
    """A span of a wording, in its characters: words that differ, or that stand elsewhere in the other."""

    start: int
    end: int
    kind: MarkKind


def diff(texts: Sequence[str]) -> tuple[tuple[Mark, ...], ...]:
    """The marks of each wording, in order of their place; no marks where the wordings differ in house style alone.

    Two wordings: a word is marked ``differs`` where it has no counterpart, and ``moved`` where its counterpart
    stands in another place. More than two: a word is marked ``differs`` where none of the other wordings has a
    counterpart, so that a mark always shows what one wording alone says; and ``moved`` where it has
    counterparts, but nowhere in the same place.
    """
    read = [wording(text) for text in texts]
    best = [[_DIFFERS] * len(found.norms) for found in read]
    if len(texts) < 2:  # noqa: PLR2004
        return tuple(() for _ in texts)
    for i, j in combinations(range(len(texts)), 2):
        for k, states in zip((i, j), compared(read[i].norms, read[j].norms), strict=True):
            best[k] = states if len(texts) == 2 else list(map(_better, best[k], states))  # noqa: PLR2004
    return tuple(_marks(states, found.spans) for states, found in zip(best, read, strict=True))


@lru_cache(maxsize=None)
def _better(a: int, b: int) -> int:
    return _SAME if _SAME in (a, b) else max(a, b)


def compared(a: Sequence[str], b: Sequence[str]) -> tuple[list[int], list[int]]:
    """For two sequences of normalised words, the state of each word: same place, moved, or without counterpart.

    A longest common subsequence (Indel) decides what stands in the same place. Ties in it are broken in
    reading order of the smaller sequence, so that exchanging ``a`` and ``b`` exchanges the results.
    """
    if tuple(b) < tuple(a):
        second, first = compared(b, a)
        return first, second
    states_a, states_b = [_DIFFERS] * len(a), [_DIFFERS] * len(b)
    for block in _matches(a, b):
        for k in range(block[2]):
            states_a[block[0] + k] = states_b[block[1] + k] = _SAME
    for start_a, start_b, length in moved_runs(a, b, states_a, states_b):
        states_a[start_a : start_a + length] = states_b[start_b : start_b + length] = [_MOVED] * length
    return states_a, states_b


def _matches(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int, int]]:
    """Matched runs (start in a, start in b, length) without islands of function words between differences."""
    runs = [(op.src_start, op.dest_start, op.src_end - op.src_start) for op in Indel.opcodes(a, b) if op.tag == "equal"]
    common = function_words()
    return [
        run
        for run in runs
        if run[2] > _ISLAND
        or run[0] == run[1] == 0
        or (run[0] + run[2] == len(a) and run[1] + run[2] == len(b))
        or not all(word in common for word in a[run[0] : run[0] + run[2]])
    ]


def _marks(states: Sequence[int], spans: Sequence[tuple[int, int]]) -> tuple[Mark, ...]:
    marks: list[Mark] = []
    previous = _SAME
    for state, (start, end) in zip(states, spans, strict=True):
        if state != _SAME:
            if state == previous:
                marks[-1] = Mark(marks[-1].start, end, marks[-1].kind)
            else:
                marks.append(Mark(start, end, "moved" if state == _MOVED else "differs"))
        previous = state
    return tuple(marks)
