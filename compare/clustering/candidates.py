"""Which pairs of articles are worth a look: those that share rare terms, whatever their dates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from compare.clustering.vocabulary import FEWEST

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

NEIGHBOURS = 30
"""The most candidates that one article looks for; others may find it besides."""
_TERMS = 60
"""An article is found by its heaviest terms only."""
_TOPIC = 20
"""A term in more than one of so many articles of a large corpus is a topic's, not an event's."""
_LARGE = 3_000
_ROWS = 4_000
_DIGITS = 6


class Reach(NamedTuple):
    """How far the search for candidates goes.

    A term that more than ``postings`` articles hold finds only as many of about the same date: it keeps the cost
    linear. Articles whose heaviest terms have a cosine below ``least`` are not looked at any closer.
    """

    postings: int
    least: float


SHIPPED = Reach(60, 0.04)


def find_candidates(
    full: csr_matrix, days: Sequence[int | None], reach: Reach = SHIPPED
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Pairs ``left[k] < right[k]`` of rows, each among the nearest of one of its two articles.

    The cost grows with the number of articles: every row brings at most ``_TERMS`` terms, every term at most
    ``reach.postings`` articles. Dates decide nothing about terms that few articles hold.
    """
    keys = _split_postings(_telling(_heaviest(full)), days, reach.postings)
    holders = keys.T.tocsr()
    found = [_nearest(keys, holders, first, reach.least) for first in range(0, full.shape[0], _ROWS)]
    none = np.zeros(0, dtype=np.intp)
    left = np.concatenate([none, *(rows for rows, _ in found)])
    right = np.concatenate([none, *(columns for _, columns in found)])
    code = np.unique(np.minimum(left, right) * np.intp(full.shape[0]) + np.maximum(left, right))
    return code // full.shape[0], code % full.shape[0]


def _telling(full: csr_matrix) -> csr_matrix:
    """The terms of at least two articles, without those of a whole topic, of articles that say enough."""
    held = np.bincount(full.indices, minlength=full.shape[1])
    most = full.shape[0] // _TOPIC if full.shape[0] >= _LARGE else full.shape[0]
    keys = full.copy()
    terms = np.diff(full.indptr)
    keys.data[np.repeat(terms < FEWEST, terms)] = 0.0
    keys.data[(held[keys.indices] > most) | (held[keys.indices] == 1)] = 0.0
    keys.eliminate_zeros()
    return keys


def _heaviest(full: csr_matrix) -> csr_matrix:
    keys = full.copy()
    for row in np.flatnonzero(np.diff(keys.indptr) > _TERMS):
        values = keys.data[keys.indptr[row] : keys.indptr[row + 1]]
        order = np.argsort(-np.round(values, _DIGITS), kind="stable")
        values[order[_TERMS:]] = 0.0
    keys.eliminate_zeros()
    return keys


def _split_postings(keys: csr_matrix, days: Sequence[int | None], postings: int) -> csr_matrix:
    """The same entries, each term that many articles hold cut into columns of articles of neighbouring dates."""
    from scipy.sparse import csr_matrix as matrix  # noqa: PLC0415 - start-up stays short

    when = np.array([-1 if day is None else day for day in days], dtype=np.int64)
    rows = np.repeat(np.arange(keys.shape[0]), np.diff(keys.indptr))
    order = np.lexsort((rows, when[rows], keys.indices))
    terms = keys.indices[order]
    starts = np.flatnonzero(np.diff(terms, prepend=-1))
    place = np.arange(len(terms)) - np.repeat(starts, np.diff(np.append(starts, len(terms))))
    new = (np.diff(terms, prepend=-1) != 0) | (place % postings == 0)
    columns = np.empty(len(terms), dtype=np.int64)
    columns[order] = np.cumsum(new) - 1
    split: csr_matrix = matrix((keys.data, columns, keys.indptr), shape=(keys.shape[0], int(new.sum()) or 1))
    split.sort_indices()
    return split


def _nearest(
    keys: csr_matrix, holders: csr_matrix, first: int, least: float
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The nearest rows of a block of rows, ties to the lower row; ``holders`` are the keys transposed."""
    product = (keys[first : first + _ROWS] @ holders).tocoo()
    apart = (product.data > least - 10.0**-_DIGITS) & (product.row + first != product.col)
    rows, columns, scores = product.row[apart], product.col[apart], np.round(product.data[apart], _DIGITS)
    order = np.lexsort((columns, -scores, rows))
    rows, columns, scores = rows[order], columns[order], scores[order]
    rank = np.arange(len(rows)) - np.searchsorted(rows, rows)
    kept = (rank < NEIGHBOURS) & (scores >= least)
    return rows[kept].astype(np.intp) + first, columns[kept].astype(np.intp)
