"""Words as comparable terms: stems, numbers, and what newsrooms use for one another ("missile", "rocket"), each with its rarity.

Rarity is a frozen IDF that no corpus changes.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from functools import cache

import Stemmer

from compare.data import read_table, read_text
from compare.text.tokens import HANGUL, korean_terms, syllable_pairs

UNSEEN = 9.0
"""The IDF of a word that the table lacks: about that of its rarest words, so that a typing error outweighs no name."""


def word_idf(norm: str) -> float:
    """The background IDF of a normalised word: 0 for "the", about 4 for "police", ``UNSEEN`` for a rare name."""
    return word_table().get(norm, UNSEEN)


@cache
def word_table() -> dict[str, float]:
    """The IDF of some 80,000 normalised English words (see ``benchmarks/background_idf.py`` for the formula)."""
    return dict(_rows("background_idf.tsv"))


@cache
def korean_table() -> dict[str, float]:
    """The IDF of some 8,000 pairs of neighbouring Korean syllables."""
    return dict(_rows("background_idf_ko.tsv"))


def korean_idf(term: str) -> float:
    """The background IDF of a term of ``compare.text.tokens``; a longer word is rarer than its rarest pair of syllables."""
    table, rarest = korean_table(), _rarest_pair()
    if len(term) == len("국무"):
        return table.get(term, rarest)
    return max((table.get(pair, rarest) for pair in syllable_pairs(term)), default=rarest - 1.0) + 1.0


@cache
def _rarest_pair() -> float:
    return max(korean_table().values())


def _rows(name: str) -> Iterator[tuple[str, float]]:
    for line in read_text(name).splitlines():
        if not line.startswith("#"):
            idf, forms = line.split("\t")
            value = float(idf)
            for form in forms.split(" "):
                yield form, value


def idea(term: str) -> str:
    """The idea that a stem stands for: a name shared by its kindred stems, or the stem itself."""
    return _ideas().get(term, term)


@functools.cache
def _ideas() -> dict[str, str]:
    table = read_table("kindred")
    found: dict[str, str] = {}
    for section in ("lands", "ideas"):
        for line in table[section].strip().splitlines():
            words = line.split()
            for word in words:
                found.setdefault(stem(word), f"{section}:{words[0]}")
    return found


_SMALL = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_ORDINALS = {
    word: value
    for value, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ],
        start=1,
    )
}
_WORDS = _SMALL | _TENS
_DIGITS = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?:st|nd|rd|th)?")


@functools.lru_cache(maxsize=100_000)
def canonical(word: str) -> str | None:
    """The digits that a normalised word stands for, None where it is no number.

    Ordinals give their cardinal; "twenty-five" gives "25"; trailing zeros after the point are dropped.
    """
    if word.isascii() and word[:1].isdigit():
        match = _DIGITS.fullmatch(word)
        if match is None:
            return None
        whole, fraction = match.group(1).replace(",", ""), (match.group(2) or "").rstrip("0").rstrip(".")
        return (whole.lstrip("0") or "0") + fraction
    value = _WORDS.get(word, _ORDINALS.get(word))
    if value is None and "-" in word:
        tens, _, ones = word.partition("-")
        unit = _SMALL.get(ones, _ORDINALS.get(ones, 0))
        value = _TENS[tens] + unit if tens in _TENS and 0 < unit < 10 else None  # noqa: PLR2004
    return None if value is None else str(value)


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
