"""What two articles have in common, factor by factor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from compare.clustering.headlines import headline_likeness
from compare.clustering.profile import Profile
from compare.clustering.vectors import Vectors, pair_cosines

if TYPE_CHECKING:
    from numpy.typing import NDArray

PAIR_FACTORS = ("body", "lead", "names", "numbers", "headline", "template", "near", "far")
"""The columns of ``pair_factors``, in order."""
_NEAR = 2.0
_USUAL = 0.2
"""Accounts of one event share names at least as much as words, give or take this."""
_SOON, _FAR = 14.0, 60.0


def pair_factors(
    profiles: Sequence[Profile], vectors: Vectors, left: NDArray[np.intp], right: NDArray[np.intp]
) -> NDArray[np.float64]:
    """A row of factor values for every pair ``left[k]``, ``right[k]``; columns are ``PAIR_FACTORS``.

    The fields' values are square roots of cosines, which spreads the low ones: 0 to 1. ``template`` is the conflict
    term: the likeness of the texts beyond that of the names in them, as in two reports of quakes in two places. ``near`` falls from 1 for
    the same day to 0 at two days, ``far`` rises from 0 at two weeks to 1 at two months and stays; both are 0 where a
    date is missing.
    """
    cosines = [pair_cosines(m, left, right) for m in vectors]
    roots = [np.sqrt(np.clip(cosine, 0.0, 1.0)) for cosine in cosines]
    likeness = headline_likeness([p.headline for p in profiles], left, right)
    near, far = _dates(profiles, left, right)
    template = _template(vectors, cosines[0], cosines[2], left, right)
    table: NDArray[np.float64] = np.round(np.stack([*roots, likeness, template, near, far], axis=1), 9)
    return table


def _template(
    vectors: Vectors,
    body: NDArray[np.float64],
    names: NDArray[np.float64],
    left: NDArray[np.intp],
    right: NDArray[np.intp],
) -> NDArray[np.float64]:
    """How much more the texts are alike than the names in them; 0 where either names nothing."""
    named = np.diff(vectors.names.indptr) > 0
    excess = np.where(named[left] & named[right], body - names - _USUAL, 0.0)
    return np.clip(excess, 0.0, 1.0)


def _dates(
    profiles: Sequence[Profile], left: NDArray[np.intp], right: NDArray[np.intp]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    days = np.array([np.nan if p.day is None else float(p.day) for p in profiles])
    apart = np.abs(days[left] - days[right])
    known = ~np.isnan(apart)
    near = np.where(known, np.clip(1.0 - np.nan_to_num(apart) / _NEAR, 0.0, 1.0), 0.0)
    far = np.log(np.maximum(np.nan_to_num(apart), _SOON) / _SOON) / np.log(_FAR / _SOON)
    return near, np.clip(far, 0.0, 1.0)
