"""Which pairs of articles are worth a look: those that share rare terms, whatever their dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

_TERMS = 40
"""An article is found by its heaviest terms only."""
_POSTINGS = 150
"""A term that more articles of the corpus hold finds nobody: it keeps the cost linear."""
NEIGHBOURS = 40
_ROWS = 4_000


def find_candidates(full: csr_matrix) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Pairs ``left[k] < right[k]`` of rows, each among the nearest of one of its two articles.

    The cost grows with the number of articles: every row brings at most ``_TERMS`` terms, every term at most
    ``_POSTINGS`` articles.
    """
    keys = _heaviest(_rare(full))
    pairs = [_nearest(keys, first) for first in range(0, full.shape[0], _ROWS)]
    left = np.concatenate([p[0] for p in pairs]) if pairs else np.zeros(0, dtype=np.intp)
    right = np.concatenate([p[1] for p in pairs]) if pairs else np.zeros(0, dtype=np.intp)
    code = np.unique(np.minimum(left, right) * np.intp(full.shape[0]) + np.maximum(left, right))
    return code // full.shape[0], code % full.shape[0]


def _rare(full: csr_matrix) -> csr_matrix:
    held = np.bincount(full.indices, minlength=full.shape[1])
    keys = full.copy()
    keys.data[held[keys.indices] > _POSTINGS] = 0.0
    keys.data[held[keys.indices] < 2] = 0.0  # noqa: PLR2004 - a term of one article finds nobody
    keys.eliminate_zeros()
    return keys


def _heaviest(keys: csr_matrix) -> csr_matrix:
    for row in range(keys.shape[0]):
        start, stop = keys.indptr[row], keys.indptr[row + 1]
        if stop - start > _TERMS:
            values = keys.data[start:stop]
            order = np.argsort(-np.round(values, 9), kind="stable")
            values[order[_TERMS:]] = 0.0
    keys.eliminate_zeros()
    return keys


def _nearest(keys: csr_matrix, first: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    product = (keys[first : first + _ROWS] @ keys.T).tocsr()
    product.sort_indices()
    left, right = [], []
    for row in range(product.shape[0]):
        start, stop = product.indptr[row], product.indptr[row + 1]
        columns, scores = product.indices[start:stop], np.round(product.data[start:stop], 9)
        apart = columns != first + row
        columns, scores = columns[apart], scores[apart]
        kept = columns[np.argsort(-scores, kind="stable")[:NEIGHBOURS]]
        left.append(np.full(len(kept), first + row, dtype=np.intp))
        right.append(kept.astype(np.intp))
    return np.concatenate(left), np.concatenate(right)
