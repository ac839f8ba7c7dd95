"""Profiles become unit vectors on the frozen background IDF: no corpus changes what a word weighs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from compare.events.profile import Profile
from compare.events.terms import COMMON, term_idf

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

_CHUNK = 20_000


class Vectors(NamedTuple):
    """A matrix per field, articles x terms, rows of length 1 (0 where a field is empty), one vocabulary."""

    full: csr_matrix
    lead: csr_matrix
    names: csr_matrix
    numbers: csr_matrix


def vectorise(profiles: Sequence[Profile]) -> Vectors:
    """Sublinear TF-IDF vectors of every field (Salton and Buckley 1988), with the background's IDF."""
    from sklearn.feature_extraction.text import CountVectorizer  # noqa: PLC0415 - start-up stays short

    counter = CountVectorizer(analyzer=_full, dtype=np.float64)
    try:
        full = counter.fit_transform(profiles)
    except ValueError:  # scikit-learn's way to say that no article has a word
        return _nothing(len(profiles))
    vocabulary = counter.get_feature_names_out()
    weights = np.array([term_idf(term) for term in vocabulary])
    weights[weights < COMMON] = 0.0
    numeric = np.array([term[0].isdigit() for term in vocabulary])

    def field(analyzer: Callable[[Profile], list[str]]) -> csr_matrix:
        counts = CountVectorizer(analyzer=analyzer, vocabulary=counter.vocabulary_, dtype=np.float64)
        return _weigh(counts.transform(profiles), weights)

    return Vectors(_weigh(full, weights), field(_lead), field(_names), _weigh(full, weights * numeric))


def pair_cosines(matrix: csr_matrix, left: NDArray[np.intp], right: NDArray[np.intp]) -> NDArray[np.float64]:
    """The cosine of every pair of rows ``left[k]``, ``right[k]``."""
    parts = [
        np.asarray(matrix[left[k : k + _CHUNK]].multiply(matrix[right[k : k + _CHUNK]]).sum(axis=1)).ravel()
        for k in range(0, len(left), _CHUNK)
    ]
    return np.concatenate(parts) if parts else np.zeros(0)


def _full(profile: Profile) -> list[str]:
    return profile.full


def _lead(profile: Profile) -> list[str]:
    return profile.lead


def _names(profile: Profile) -> list[str]:
    return profile.names


def _weigh(counts: csr_matrix, weights: NDArray[np.float64]) -> csr_matrix:
    from sklearn.preprocessing import normalize  # noqa: PLC0415 - start-up stays short

    weighed = counts.copy()
    weighed.data = (1.0 + np.log(counts.data)) * weights[counts.indices]
    weighed.eliminate_zeros()
    unit: csr_matrix = normalize(weighed, copy=False)
    return unit


def _nothing(count: int) -> Vectors:
    from scipy.sparse import csr_matrix as matrix  # noqa: PLC0415 - start-up stays short

    empty = matrix((count, 1))
    return Vectors(empty, empty, empty, empty)
