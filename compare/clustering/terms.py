"""Words become terms: stems of Latin words, plain numbers, nouns and their pairs of syllables in Korean."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from typing import Protocol

from compare.text.idf import UNSEEN, korean_idf, word_table
from compare.text.korean_words import HANGUL, korean_terms, syllable_pairs
from compare.text.tokens import normalise

_SURFACE = re.compile(r"[^\W_]++(?:['’.,][^\W_]++)*+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SYLLABLES = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]+")
_PIECE = re.compile(rf"{HANGUL.pattern}|{_SYLLABLES.pattern}|[^\u3040-\u30ff\u3400-\u9fff가-힣]+")
_LAST_DAY = 31
_IDEOGRAPHS = 5.9
"""The IDF of any pair of Chinese or Japanese characters; no table ships for them."""
COMMON = 2.0
"""Terms with a lower background IDF stand in nearly every article and tell nothing."""
RARE = 5.5
"""Names with at least this background IDF tell one event from another."""
FEWEST = 4
"""With fewer telling terms an article says too little to be like another: "ABC News" is many articles."""
_YEARS = range(1900, 2100)


class Stemmer(Protocol):
    """What is used of PyStemmer."""

    def stemWord(self, word: str, /) -> str: ...  # noqa: D102, N802 - PyStemmer's own name

    def stemWords(self, words: list[str], /) -> list[str]: ...  # noqa: D102, N802 - PyStemmer's own name


def surfaces(text: str) -> list[str]:
    """The words of ``text`` as they stand, cut at hyphens: "Jong-un" and "Jong Un" are alike."""
    return _SURFACE.findall(text)


class Terms(dict[str, tuple[str, ...]]):
    """The terms of a surface form, remembered: ``Terms()["Envoys"] == ("envoy",)``.

    A Korean word gives its noun, without particles, and the noun's pairs of syllables; a Chinese or Japanese one gives
    its pairs of characters.
    """

    def __init__(self) -> None:
        """Start with nothing remembered."""
        super().__init__()
        self._idf: dict[str, float] = {}

    def __missing__(self, surface: str) -> tuple[str, ...]:
        """Work out the terms of a form met for the first time."""
        self[surface] = found = surface_terms(surface)
        return found

    def of(self, words: list[str]) -> list[str]:
        """The terms of many words, in order."""
        return list(chain.from_iterable(map(self.__getitem__, words)))

    def idf(self, term: str) -> float:
        """The background IDF of a term, remembered."""
        if term not in self._idf:
            self._idf[term] = term_idf(term)
        return self._idf[term]


def surface_terms(surface: str) -> tuple[str, ...]:
    """The terms of a surface form."""
    if surface.islower() and surface.isascii() and surface.isalpha():
        return (english_stemmer().stemWord(surface),)
    if _NUMBER.fullmatch(surface):
        return (surface.replace(",", ""),)
    if " " in surface:
        return _pair_terms(*surface.split(" "))
    plain = normalise(surface).removesuffix("'s")
    return (english_stemmer().stemWord(plain),) if plain.isascii() else tuple(_piece_terms(plain))


def _pair_terms(first: str, second: str) -> tuple[str, ...]:
    """The one term of a pair of words, none where either is no single term."""
    before, after = surface_terms(first), surface_terms(second)
    return (f"{before[0]} {after[0]}",) if len(before) == len(after) == 1 else ()


def _piece_terms(word: str) -> Iterator[str]:
    """The terms of a word that may join scripts: "KBS뉴스", "14명"."""
    for piece in _PIECE.findall(word):
        if HANGUL.match(piece):
            yield from korean_terms(piece)
        elif _SYLLABLES.match(piece):
            yield from syllable_pairs(piece) or [piece]
        else:
            yield english_stemmer().stemWord(piece.replace(",", "") if _NUMBER.fullmatch(piece) else piece)


def term_idf(term: str) -> float:
    """The background IDF of a term, of a pair of words for both; a bare day of the month or a year says less than another number."""
    if " " in term:
        return _pair_idf(*map(term_idf, term.split(" ")))
    if _NUMBER.fullmatch(term):
        return _number_idf(term)
    if not term.isascii() and HANGUL.match(term):
        return korean_idf(term)
    if not term.isascii() and _SYLLABLES.match(term):
        return _IDEOGRAPHS
    return stem_table().get(term, UNSEEN)


@cache
def english_stemmer() -> Stemmer:
    """The Snowball stemmer for English."""
    import Stemmer as snowball  # noqa: N813, PLC0415 - start-up stays short

    stemmer: Stemmer = snowball.Stemmer("english")
    return stemmer


@cache
def stem_table() -> dict[str, float]:
    """The background IDF of every stem: that of meeting any one of its words."""
    words = sorted(word_table().items())
    expected: dict[str, float] = {}
    for stem, (_, idf) in zip(english_stemmer().stemWords([word for word, _ in words]), words, strict=True):
        expected[stem] = expected.get(stem, 0.0) + _expected_count(idf)
    return {stem: -math.log(-math.expm1(-count)) for stem, count in expected.items()}


def _expected_count(idf: float) -> float:
    most = 5.0  # an IDF of 0 is rounded: the word stands in all articles but one in a hundred
    return most if idf <= 0 else -math.log(-math.expm1(-idf))


def _pair_idf(first: float, second: float) -> float:
    """The IDF of two words beside each other, as if they met by chance; with a word that stands everywhere they name nothing."""
    return min(UNSEEN, first + second) if min(first, second) >= COMMON else 0.0


def _number_idf(term: str) -> float:
    day, year, other = 3.5, 4.0, 7.0
    if not term.isdecimal():
        return other
    if len(term) <= len("31") and int(term) <= _LAST_DAY:
        return day
    return year if len(term) == len("2020") and int(term) in _YEARS else other
