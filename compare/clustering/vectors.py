"""Profiles become unit vectors on the frozen background IDF: no corpus changes what a word weighs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from compare.clustering.profile import Profile
from compare.clustering.terms import COMMON, RARE
from compare.clustering.vocabulary import Ragged, Rows, Surfaces, TermTable, number_terms

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

_PAIRS = 20_000
_ARTICLES = 8_000
"""Articles whose words are counted at a time: bounds the memory."""
_OPENING = 25
"""Terms of headline and text that are an article's opening."""


class Vectors(NamedTuple):
    """A matrix per field, articles x terms, rows of length 1, or 0 where a field is empty."""

    full: csr_matrix
    lead: csr_matrix
    names: csr_matrix
    numbers: csr_matrix

    def at(self, rows: Sequence[int]) -> Vectors:
        """The same matrices with these rows only."""
        return Vectors(*(matrix[list(rows)] for matrix in self))


class Named:
    """Terms by row, as sets."""

    def __init__(self, terms: Sequence[str], matrix: csr_matrix) -> None:
        """Take a matrix, rows x ``terms``, with an entry wherever a row has a term."""
        self._ends: list[int] = matrix.indptr.tolist()
        self._terms = [terms[column] for column in matrix.indices.tolist()]

    def __getitem__(self, row: int) -> frozenset[str]:
        """The terms of one row."""
        return frozenset(self._terms[self._ends[row] : self._ends[row + 1]])


class RareNames(NamedTuple):
    """Each article's rare names: all in headline and lead, and those in its opening; articles x ``terms``."""

    terms: Sequence[str]
    in_lead: csr_matrix
    in_opening: csr_matrix

    def leading(self) -> Named:
        """The rare names of headline and lead, by row."""
        return Named(self.terms, self.in_lead)

    def opening(self) -> Named:
        """The rare names of the opening, by row."""
        return Named(self.terms, self.in_opening)

    def at(self, rows: Sequence[int]) -> RareNames:
        """The same for these rows only."""
        return RareNames(self.terms, self.in_lead[list(rows)], self.in_opening[list(rows)])


def vectorise(profiles: Iterable[Profile]) -> tuple[Vectors, RareNames]:
    """Sublinear TF-IDF vectors of every field (Salton and Buckley 1988), with the background's IDF, and rare names.

    ``profiles`` are gone through once and none is kept, so they may be made one by one.
    """
    from scipy.sparse import csr_matrix, vstack  # noqa: PLC0415 - start-up stays short

    surfaces, fields, count = Surfaces(), (Rows(), Rows(), Rows()), 0
    for count, profile in enumerate(profiles, 1):  # noqa: B007 - the last count is their number
        for rows, words in zip(fields, (profile.words, profile.lead, profile.names), strict=True):
            rows.append(map(surfaces.__getitem__, words))
    table = number_terms(surfaces)
    parts = [
        _vectorise_part(table, *(table.look_up(rows.cut(first, min(first + _ARTICLES, count))) for rows in fields))
        for first in range(0, max(count, 1), _ARTICLES)
    ]
    whole = [csr_matrix(vstack(column, format="csr")) for column in zip(*parts, strict=True)]
    return Vectors(*whole[:4]), RareNames(table.terms, *whole[4:])


def pair_cosines(matrix: csr_matrix, left: NDArray[np.intp], right: NDArray[np.intp]) -> NDArray[np.float64]:
    """The cosine of every pair of rows ``left[k]``, ``right[k]``."""
    parts = []
    for k in range(0, len(left), _PAIRS):
        first, second = (matrix[rows[k : k + _PAIRS]] for rows in (left, right))
        parts.append(np.asarray(first.multiply(second).sum(axis=1), dtype=np.float64).ravel())
    return np.concatenate(parts) if parts else np.zeros(0)


def _vectorise_part(table: TermTable, words: Ragged, lead: Ragged, names: Ragged) -> list[csr_matrix]:
    """The matrices of some articles: four of vectors, two of rare names."""
    weights = np.where(table.idf >= COMMON, table.idf, 0.0)
    numbers = words.where(table.numeric[words.values])
    vectors = [_weigh(field, weights) for field in (words, lead, names, numbers)]
    return [*vectors, *_rare_names(table.idf >= RARE, lead, names)]


def _weigh(field: Ragged, weights: NDArray[np.float64]) -> csr_matrix:
    """Unit rows, held in single precision; what is computed from them is computed in double."""
    matrix = _count(field.where(weights[field.values] > 0), len(weights))
    matrix.data = (1.0 + np.log(matrix.data)) * weights[matrix.indices]
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    lengths = np.sqrt(np.bincount(rows, matrix.data**2, minlength=matrix.shape[0]))
    matrix.data = (matrix.data / lengths[rows]).astype(np.float32)
    return matrix


def _rare_names(rare: NDArray[np.bool_], lead: Ragged, names: Ragged) -> list[csr_matrix]:
    """Where the lead, and where its first terms, hold rare terms that are names."""
    named = names.where(rare[names.values])
    place = np.arange(len(lead.values)) - lead.ends[:-1][lead.rows()]
    codes, known = (field.rows() * np.int64(len(rare)) + field.values for field in (lead, named))
    found = rare[lead.values] & np.isin(codes, known)
    return [_count(lead.where(part), len(rare)) for part in (found, found & (place < _OPENING))]


def _count(field: Ragged, columns: int) -> csr_matrix:
    """How often each row holds each term."""
    from scipy.sparse import csr_matrix as matrix  # noqa: PLC0415 - start-up stays short

    shape = (len(field.ends) - 1, max(columns, 1))
    counts: csr_matrix = matrix((np.ones(len(field.values)), field.values, field.ends), shape=shape)
    counts.sum_duplicates()
    return counts
