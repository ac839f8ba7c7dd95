"""Words as comparable terms: stems, or the digits of a number, each with its rarity in English."""

from __future__ import annotations

import functools

import Stemmer

from compare.alignment.numerals import canonical
from compare.background import word_idf

NUMBER_RARITY = 5.0
"""A number tells less than a rare name: the same one counts many things."""


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
    word = norm.removesuffix("'s")
    return tuple((stem(part), word_idf(part)) for part in word.split("-") if part)
