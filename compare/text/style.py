"""A sentence as the words that a difference is made of, house style folded away."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from compare.data import read_table
from compare.text.stems import canonical
from compare.text.tokens import WORD, function_words, normalise

_PIECE = re.compile(WORD.pattern + r"|[%]")
_HYPHENS = re.compile(r"[-‐‑–—]")


class NormalisedText(NamedTuple):
    """The normalised words of a text and where each stands in it."""

    norms: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


@functools.lru_cache(maxsize=20_000)
def wording(text: str) -> NormalisedText:
    """The words of ``text``, a hyphenated one in its parts, "per cent" and "%" as one word, numerals as digits, no possessive 's."""
    norms: list[str] = []
    spans: list[tuple[int, int]] = []
    joined = _joined()
    for match in _PIECE.finditer(text):
        start, end = match.span()
        parts = fold(match.group())
        if isinstance(parts, str):
            norms.append(parts)
            spans.append((start, end))
            if parts in joined and len(norms) > 1 and norms[-2] in joined[parts]:
                norms[-2:] = [joined[parts][norms[-2]]]
                spans[-2:] = [(spans[-2][0], end)]
        else:
            norms += [norm for _, _, norm in parts]
            spans += [(start + a, start + b) for a, b, _ in parts]
    return NormalisedText(tuple(norms), tuple(spans))


@functools.lru_cache(maxsize=100_000)
def fold(word: str) -> str | tuple[tuple[int, int, str], ...]:
    """A word's folded form, or the parts of a hyphenated one as (start, end, folded form).

    Hyphens do not divide a number word.
    """
    if word == "%":
        return _folded()[word]
    whole = normalise(word)
    pieces = _HYPHENS.split(word)
    number = canonical(whole)
    if number is not None or len(pieces) == 1:
        return number or _plain(whole)
    parts: list[tuple[int, int, str]] = []
    start = 0
    for piece in pieces:
        norm = normalise(piece)
        parts.append((start, start + len(piece), canonical(norm) or _plain(norm)))
        start += len(piece) + 1
    return tuple(parts)


def _plain(norm: str) -> str:
    """A word in the common spelling, without the possessive 's: that of "it's" is another."""
    owner = norm.removesuffix("'s")
    word = norm if owner in function_words() else owner
    return _folded().get(word, word)


@functools.cache
def _folded() -> dict[str, str]:
    return dict(read_table("house_style")["fold"])


@functools.cache
def _joined() -> dict[str, dict[str, str]]:
    """By the second of two words that are one, the first and what both are folded to."""
    pairs: dict[str, dict[str, str]] = {}
    for words, folded in read_table("house_style")["joined"].items():
        first, second = words.split()
        pairs.setdefault(second, {})[first] = folded
    return pairs
