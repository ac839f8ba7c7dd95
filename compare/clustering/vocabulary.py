"""The words of a corpus by number: each is looked up once, then only numbers are counted."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from compare.clustering.terms import surface_terms, term_idf

if TYPE_CHECKING:
    from numpy.typing import NDArray


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
