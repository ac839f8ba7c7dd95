"""Passages of one text that stand in another: n-gram seeds, extended over small edits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from compare.model import Article
from compare.text import tokens

SEED = 4
"""Words in a row that seed a passage."""
_GAP = 6
"""The widest stretch of edited words, in either text, that a passage runs across."""
_SHORTEST = 8
"""The fewest matched words of a passage: less is a phrase that anyone may write."""


class Reading(NamedTuple):
    """An article's prose as words, with the sentence and the quotation state of each."""

    words: tuple[str, ...]
    sentence: tuple[int, ...]
    quoted: tuple[bool, ...]
    seeds: dict[tuple[str, ...], list[int]]


def read(article: Article) -> Reading:
    """The words of the prose, ready to be searched for and in."""
    words: list[str] = []
    sentence: list[int] = []
    quoted: list[bool] = []
    for line in article.prose:
        inside = _quotation(line.text)
        for token in tokens(line.text):
            words.append(token.norm)
            sentence.append(line.index)
            quoted.append(inside[token.start])
    seeds: dict[tuple[str, ...], list[int]] = {}
    for k in range(len(words) - SEED + 1):
        seeds.setdefault(tuple(words[k : k + SEED]), []).append(k)
    return Reading(tuple(words), tuple(sentence), tuple(quoted), seeds)


def _quotation(text: str) -> list[bool]:
    inside, states = False, []
    for character in text:
        if character == "“" or (character == '"' and not inside):
            inside = True
        elif character in '”"':
            inside = False
        states.append(inside)
    return states


def copied(text: Reading, source: Reading) -> frozenset[int]:
    """The places in ``text.words`` of the words that stand in passages of ``source``, edited words left out."""
    places: set[int] = set()
    for passage in _passages(text, source):
        if len(passage) >= _SHORTEST:
            places.update(passage)
    return frozenset(places)


def _passages(text: Reading, source: Reading) -> list[list[int]]:
    passages: list[list[int]] = []
    k = 0
    size = len(text.words)
    while k <= size - SEED:
        starts = source.seeds.get(tuple(text.words[k : k + SEED]))
        if not starts:
            k += 1
            continue
        best = max((_extended(text.words, source.words, k, start) for start in starts[:8]), key=len)
        passages.append(best)
        k = max(best[-1] + 1, k + 1)
    return passages


def _extended(a: Sequence[str], b: Sequence[str], i: int, j: int) -> list[int]:
    """The matched places of ``a`` from a seed at (i, j) on, running across gaps while both texts go on together."""
    matched: list[int] = []
    while i < len(a) and j < len(b):
        if a[i] == b[j]:
            matched.append(i)
            i, j = i + 1, j + 1
            continue
        step = _resume(a, b, i, j)
        if step is None:
            break
        i, j = i + step[0], j + step[1]
    return matched


def _resume(a: Sequence[str], b: Sequence[str], i: int, j: int) -> tuple[int, int] | None:
    """The least steps after which two words in a row agree again, None beyond the widest gap."""
    for total in range(1, 2 * _GAP + 1):
        for x in range(max(0, total - _GAP), min(total, _GAP) + 1):
            y = total - x
            if a[i + x : i + x + 2] == b[j + y : j + y + 2] and i + x + 1 < len(a):
                return x, y
    return None
