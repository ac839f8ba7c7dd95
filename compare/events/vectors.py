"""Profiles become unit vectors on the frozen background IDF: no corpus changes what a word weighs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from compare.events.profile import Profile
from compare.events.terms import COMMON, term_idf

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

_PAIRS = 20_000
_LEAD, _NAME, _AFTER = "\x01", "\x02", "\x03"
"""Marks before the terms of a field, which sort before any term: one pass counts all fields."""


class Vectors(NamedTuple):
    """A matrix per field, articles x terms, rows of length 1, or 0 where a field is empty."""

    full: csr_matrix
    lead: csr_matrix
    names: csr_matrix
    numbers: csr_matrix

    def at(self, rows: Sequence[int]) -> Vectors:
        """The same matrices with these rows only."""
        return Vectors(*(matrix[list(rows)] for matrix in self))


def vectorise(profiles: Iterable[Profile]) -> Vectors:
    """Sublinear TF-IDF vectors of every field (Salton and Buckley 1988), with the background's IDF.

    ``profiles`` are gone through once and none is kept, so they may be made one by one.
    """
    from sklearn.feature_extraction.text import CountVectorizer  # noqa: PLC0415 - start-up stays short

    counter = CountVectorizer(analyzer=_marked, dtype=np.int32)
    seen = 0

    def counted() -> Iterator[Profile]:
        nonlocal seen
        for profile in profiles:
            seen += 1
            yield profile

    try:
        counts = counter.fit_transform(counted())
    except ValueError:  # scikit-learn's way to say that no article has a word
        return _nothing(seen)
    vocabulary = counter.get_feature_names_out().tolist()
    lead, names, full = (bisect_left(vocabulary, mark) for mark in (_LEAD, _NAME, _AFTER))
    weights = np.array([term_idf(term.lstrip(_LEAD + _NAME)) for term in vocabulary])
    weights[weights < COMMON] = 0.0
    numeric = np.array([term[0].isdigit() for term in vocabulary[full:]], dtype=np.float64)
    fields = {
        name: _weigh(counts[:, first:after], weights[first:after])
        for name, first, after in (("full", full, len(vocabulary)), ("lead", lead, names), ("names", names, full))
    }
    return Vectors(numbers=_weigh(counts[:, full:], weights[full:] * numeric), **fields)


def pair_cosines(matrix: csr_matrix, left: NDArray[np.intp], right: NDArray[np.intp]) -> NDArray[np.float64]:
    """The cosine of every pair of rows ``left[k]``, ``right[k]``."""
    parts = [
        np.asarray(matrix[left[k : k + _PAIRS]].multiply(matrix[right[k : k + _PAIRS]]).sum(axis=1)).ravel()
        for k in range(0, len(left), _PAIRS)
    ]
    return np.concatenate(parts) if parts else np.zeros(0)


def _marked(profile: Profile) -> list[str]:
    return [*profile.full, *[_LEAD + term for term in profile.lead], *[_NAME + term for term in profile.names]]


def _weigh(counts: csr_matrix, weights: NDArray[np.float64]) -> csr_matrix:
    from sklearn.preprocessing import normalize  # noqa: PLC0415 - start-up stays short

    if not counts.shape[1]:
        return counts.astype(np.float64)
    weighed = counts.astype(np.float64)
    weighed.data = (1.0 + np.log(weighed.data)) * weights[weighed.indices]
    weighed.eliminate_zeros()
    unit: csr_matrix = normalize(weighed, copy=False)
    return unit


def _nothing(count: int) -> Vectors:
    from scipy.sparse import csr_matrix as matrix  # noqa: PLC0415 - start-up stays short

    empty = matrix((count, 1))
    return Vectors(empty, empty, empty, empty)
