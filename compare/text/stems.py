"""Words as comparable terms: stems, or the digits of a number, each with its rarity in English."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

import Stemmer

from compare.text.idf import korean_idf, word_idf
from compare.text.korean_words import HANGUL, korean_terms
from compare.text.numerals import canonical

NUMBER_RARITY = 5.0
"""A number tells less than a rare name: the same one counts many things."""


_COUNTER = 2
"""The longest counter, particle included, that tells nothing: "명은", "원을"."""
_PIECE = re.compile(rf"{HANGUL.pattern}|\d[\d,.]*|[^\W\d가-힣]+")


@functools.cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


@functools.lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The English stem of a normalised word."""
    return str(_stemmer().stemWord(word))


@functools.lru_cache(maxsize=100_000)
def terms(norm: str) -> tuple[tuple[str, float], ...]:
    """The comparable terms of one normalised word with their background IDF: its number, else its parts' stems."""
    number = canonical(norm)
    if number is not None:
        return ((number, NUMBER_RARITY),)
    if not norm.isascii() and HANGUL.search(norm):
        return tuple(_korean(norm))
    word = norm.removesuffix("'s")
    return tuple((stem(part), word_idf(part)) for part in word.split("-") if part)


def _korean(norm: str) -> Iterator[tuple[str, float]]:
    """The terms of a word with Hangul in it: nouns without particles, and numbers without short counters ("25명이")."""
    counted = False
    for piece in _PIECE.findall(norm):
        number = canonical(piece)
        if number is not None:
            yield number, NUMBER_RARITY
        elif not HANGUL.fullmatch(piece):
            yield stem(piece), word_idf(piece)
        elif not (counted and len(piece) <= _COUNTER):
            yield from ((noun, korean_idf(noun)) for noun in korean_terms(piece)[:1])
        counted = number is not None
