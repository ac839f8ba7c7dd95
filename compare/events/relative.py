"""How near two articles are beside their other neighbours: events of one kind differ in how dense they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

GROUP_FACTORS = ("odds", "rank_low", "rank_high", "best", "neighbours")
"""The columns of ``group_factors``, in order."""
MOST_ODDS = 6.0
FLOOR = 0.05
"""Below this probability two articles are no neighbours, so relative nearness cannot make an event of strangers."""
_NEAREST = 5
_CHUNK = 20_000


def group_factors(
    count: int, left: NDArray[np.intp], right: NDArray[np.intp], odds: NDArray[np.float64]
) -> NDArray[np.float64]:
    """A row of factor values for every pair among ``count`` articles; columns are ``GROUP_FACTORS``.

    ``odds`` are the pairs' own log-odds, cut at ``MOST_ODDS`` either way. ``rank_low`` and ``rank_high`` are the
    pair's probability over the mean of the five nearest of one and the other article, ``best`` over that of the
    nearest. ``neighbours`` is the weighted Jaccard overlap of both neighbourhoods, each article its own neighbour.
    """
    chance = 1.0 / (1.0 + np.exp(-odds))
    near = _neighbourhoods(count, left, right, chance)
    mean, most = _nearest(near)
    low, high, best = (
        np.minimum(chance / mean[left], chance / mean[right]),
        np.maximum(chance / mean[left], chance / mean[right]),
        np.minimum(chance / most[left], chance / most[right]),
    )
    table: NDArray[np.float64] = np.stack(
        [np.clip(odds, -MOST_ODDS, MOST_ODDS), low, high, best, _overlap(near, left, right)], axis=1
    )
    return np.round(table, 9)


def _neighbourhoods(
    count: int, left: NDArray[np.intp], right: NDArray[np.intp], chance: NDArray[np.float64]
) -> csr_matrix:
    from scipy.sparse import coo_matrix  # noqa: PLC0415 - start-up stays short

    kept = chance >= FLOOR
    rows = np.concatenate([left[kept], right[kept]])
    columns = np.concatenate([right[kept], left[kept]])
    values = np.concatenate([chance[kept], chance[kept]])
    near: csr_matrix = coo_matrix((values, (rows, columns)), shape=(count, count)).tocsr()
    near.sort_indices()
    return near


def _nearest(near: csr_matrix) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    count = near.shape[0]
    mean, most = np.full(count, FLOOR), np.full(count, FLOOR)
    wanted = min(_NEAREST, max(count - 1, 1))
    for row in range(count):
        values = near.data[near.indptr[row] : near.indptr[row + 1]]
        if len(values):
            top = np.sort(values)[::-1][:wanted]
            mean[row], most[row] = max(float(top.sum()) / wanted, FLOOR), float(top[0])
    return mean, most


def _overlap(near: csr_matrix, left: NDArray[np.intp], right: NDArray[np.intp]) -> NDArray[np.float64]:
    from scipy.sparse import identity  # noqa: PLC0415 - start-up stays short

    own = (near + identity(near.shape[0], format="csr")).tocsr()
    size = np.asarray(own.sum(axis=1)).ravel()
    shared = [
        np.asarray(own[left[k : k + _CHUNK]].minimum(own[right[k : k + _CHUNK]]).sum(axis=1)).ravel()
        for k in range(0, len(left), _CHUNK)
    ]
    both = np.concatenate(shared) if shared else np.zeros(0)
    overlap: NDArray[np.float64] = both / (size[left] + size[right] - both)
    return overlap
