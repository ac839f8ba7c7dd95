"""Passages that two texts share: n-gram seeds, extended over small edits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel

from compare.model import Article
from compare.text.quotations import spans
from compare.text.tokens import function_words, tokens

SEED = 4
"""Words in a row that seed a passage."""
_GAP = 6
"""The widest stretch of edited words, in either text, that a passage runs across."""
_RESUME = 2
"""Words in a row that end a gap."""
_SHORTEST = 8
"""The fewest matched words of a passage: less is a phrase that anyone may write."""
_BESIDE_QUOTATION = 6
"""The same for a passage that runs into a quotation."""
_TELLING = 3
"""The fewest of them that are no function words."""
_STARTS = 8
"""The places of a seed that are tried: a phrase that is said more often is no one's own."""

_LONG = 60
"""Words in a row that decide between several places of a seed."""


class Reading(NamedTuple):
    """An article's prose as words, with the sentence and the quotation state of each."""

    words: tuple[str, ...]
    sentence: tuple[int, ...]
    quoted: tuple[bool, ...]
    seeds: dict[tuple[str, ...], list[int]]


def read(article: Article) -> Reading:
    """The words of the prose normalised, ready to be searched for and in."""
    quotations = spans(article.body)
    words: list[str] = []
    sentence: list[int] = []
    quoted: list[bool] = []
    at = 0
    for line in article.prose:
        for token in tokens(line.text):
            place = line.start + token.start
            while at < len(quotations) and quotations[at][1] <= place:
                at += 1
            words.append(token.norm)
            sentence.append(line.index)
            quoted.append(at < len(quotations) and quotations[at][0] <= place)
    seeds: dict[tuple[str, ...], list[int]] = {}
    for k, gram in enumerate(zip(*(words[n:] for n in range(SEED)), strict=False)):
        seeds.setdefault(gram, []).append(k)
    return Reading(tuple(words), tuple(sentence), tuple(quoted), seeds)


def copied(text: Reading, source: Reading) -> frozenset[int]:
    """The places in ``text.words`` of the words that stand in passages of ``source``, edited words left out."""
    places: set[int] = set()
    shared = text.seeds.keys() & source.seeds.keys()
    if not shared:
        return frozenset()
    at = 0
    for start in sorted(k for gram in shared for k in text.seeds[gram]):
        if start >= at:
            others = source.seeds[text.words[start : start + SEED]][:_STARTS]
            other = others[0] if len(others) == 1 else max(others, key=lambda k: _run(text, source, start, k))
            passage = _before(text, source, start, other) + _extended(text, source, start, other)
            if _tells(text, passage):
                places.update(passage)
            at = passage[-1] + 1
    return frozenset(places)


def _tells(text: Reading, passage: Sequence[int]) -> bool:
    """Whether a passage is long and telling enough by what is outside quotation marks: whoever quotes, quotes alike."""
    told = [text.words[k] for k in passage if not text.quoted[k]]
    least = _SHORTEST if len(told) == len(passage) else _BESIDE_QUOTATION
    return len(told) >= least and len(set(told) - function_words()) >= _TELLING


def _run(text: Reading, source: Reading, i: int, j: int) -> int:
    pairs = zip(text.words[i : i + _LONG], source.words[j : j + _LONG], strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), _LONG)


def _extended(text: Reading, source: Reading, i: int, j: int) -> list[int]:
    """The matched places of ``text`` from a seed at (i, j) on, across gaps while both texts go on together."""
    a, b = text.words, source.words
    matched: list[int] = []
    while i < len(a) and j < len(b):
        if a[i] == b[j]:
            matched.append(i)
            i, j = i + 1, j + 1
            continue
        gap = _gap(text, source, i, j)
        if gap is None:
            rest = _rest(text, i), _rest(source, j)
            return matched + _among(a[i : i + rest[0]], b[j : j + rest[1]], i)
        matched += _among(a[i : i + gap[0]], b[j : j + gap[1]], i)
        i, j = i + gap[0], j + gap[1]
    return matched


def _before(text: Reading, source: Reading, i: int, j: int) -> list[int]:
    """The matched places among the few words that lead, in both sentences, to a seed at (i, j)."""
    first = next(
        (k for k in range(i, max(i - _GAP, 0), -1) if text.sentence[k - 1] != text.sentence[i]), max(i - _GAP, 0)
    )
    other = next(
        (k for k in range(j, max(j - _GAP, 0), -1) if source.sentence[k - 1] != source.sentence[j]), max(j - _GAP, 0)
    )
    return _among(text.words[first:i], source.words[other:j], first)


def _rest(reading: Reading, at: int) -> int:
    """The words from ``at`` to the end of the sentence that the word before is in, as many as a gap has at most."""
    stop = min(at + _GAP, len(reading.words))
    return next((k for k in range(at, stop) if reading.sentence[k] != reading.sentence[at - 1]), stop) - at


def _among(a: Sequence[str], b: Sequence[str], start: int) -> list[int]:
    """The places of the longest common subsequence of two short runs, the first of which begins at ``start``."""
    if not a or not b:
        return []
    blocks = Indel.opcodes(a, b).as_matching_blocks()
    return [start + block.a + k for block in blocks for k in range(block.size)]


def _gap(text: Reading, source: Reading, i: int, j: int) -> tuple[int, int] | None:
    """The least steps in both texts after which words in a row agree again, None beyond the widest gap.

    Where a sentence ends in the gap, as many words must agree as make a seed: two sentences that follow each other
    in one text and not in the other share a function word or two by chance.
    """
    a, b = text.words, source.words
    near = {word: x for x, word in reversed(list(enumerate(a[i : i + _GAP + 1])))}
    steps = [(near[word] + y, near[word], y) for y, word in enumerate(b[j : j + _GAP + 1]) if word in near]
    for _, x, y in sorted(steps):
        needed = SEED if _ends(text, i, x) or _ends(source, j, y) else _RESUME
        run = a[i + x : i + x + needed]
        if len(run) == needed and run == b[j + y : j + y + needed]:
            return x, y
    return None


def _ends(reading: Reading, at: int, step: int) -> bool:
    return reading.sentence[max(at - 1, 0)] != reading.sentence[at + step]
