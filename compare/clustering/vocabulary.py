"""Words become numbered terms: stems of Latin words, plain numbers, Korean nouns and their pairs of syllables."""

from __future__ import annotations

import math
import re
from array import array
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from compare.text.stems import UNSEEN, korean_idf, word_table
from compare.text.tokens import HANGUL, korean_terms, normalise, syllable_pairs

if TYPE_CHECKING:
    from numpy.typing import NDArray

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
    plain = normalise(surface).removesuffix("'s")
    return (english_stemmer().stemWord(plain),) if plain.isascii() else tuple(_piece_terms(plain))


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
    """The background IDF of a term; a bare day of the month or a year says less than another number."""
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


def _number_idf(term: str) -> float:
    day, year, other = 3.5, 4.0, 7.0
    if not term.isdecimal():
        return other
    if len(term) <= len("31") and int(term) <= _LAST_DAY:
        return day
    return year if len(term) == len("2020") and int(term) in _YEARS else other


class Surfaces(dict[str, int]):
    """Numbers words in the order they are first asked for."""

    def __missing__(self, surface: str) -> int:
        """Number a word met for the first time."""
        self[surface] = number = len(self)
        return number


class Rows:
    """Lists of numbers, one an article, laid end to end."""

    def __init__(self) -> None:
        """Start with no article."""
        self._numbers = array("i")
        self._ends = array("q", [0])

    def append(self, numbers: Iterable[int]) -> None:
        """Add one article's list."""
        self._numbers.fromlist(list(numbers))  # a quarter quicker than to extend by an iterator
        self._ends.append(len(self._numbers))

    def cut(self, first: int, last: int) -> Ragged:
        """The lists of the articles from ``first`` to before ``last``."""
        ends = np.array(self._ends[first : last + 1])
        return Ragged(ends - ends[0], np.array(self._numbers[ends[0] : ends[-1]]))


class Ragged(NamedTuple):
    """Rows of different lengths: row k is ``values[ends[k]:ends[k + 1]]``."""

    ends: NDArray[np.int64]
    values: NDArray[np.int32]

    def rows(self) -> NDArray[np.int64]:
        """The row of every value."""
        return np.repeat(np.arange(len(self.ends) - 1), np.diff(self.ends))

    def where(self, kept: NDArray[np.bool_]) -> Ragged:
        """The same rows with the ``kept`` values only."""
        return Ragged(np.concatenate([[0], np.cumsum(kept)])[self.ends], self.values[kept])


class TermTable(NamedTuple):
    """The terms of a corpus in alphabetical order, their background IDF, which are numbers, and the terms of each word."""

    terms: list[str]
    idf: NDArray[np.float64]
    numeric: NDArray[np.bool_]
    of_surface: Ragged

    def look_up(self, words: Ragged) -> Ragged:
        """The numbers of the terms of rows of words, in order."""
        starts = self.of_surface.ends[words.values]
        counts = self.of_surface.ends[words.values + 1] - starts
        if np.all(counts == 1):
            return Ragged(words.ends, self.of_surface.values[starts])
        before = np.concatenate([[0], np.cumsum(counts)])
        places = np.arange(before[-1]) + np.repeat(starts - before[:-1], counts)
        return Ragged(before[words.ends], self.of_surface.values[places])


def number_terms(surfaces: Surfaces) -> TermTable:
    """The table of all terms of ``surfaces``; it depends on which words there are, not on their order."""
    of_surface = [surface_terms(surface) for surface in surfaces]
    terms = sorted(set(chain.from_iterable(of_surface)))
    numbers = {term: number for number, term in enumerate(terms)}
    ends = np.concatenate([[0], np.cumsum(np.fromiter(map(len, of_surface), np.int64, len(of_surface)))])
    values = np.fromiter(map(numbers.__getitem__, chain.from_iterable(of_surface)), np.int32, int(ends[-1]))
    idf = np.fromiter(map(term_idf, terms), np.float64, len(terms))
    numeric = np.fromiter((term[0].isdigit() for term in terms), np.bool_, len(terms))
    return TermTable(terms, idf, numeric, Ragged(ends, values))
