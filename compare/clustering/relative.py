"""How near two articles are beside their other neighbours: events of one kind differ in how dense they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

GROUP_FACTORS = ("alone", "alone_far", "sparser", "denser", "agree", "disagree", "slot", "strangers", "sure_far")
"""The columns of ``group_factors``, in order."""
FLOOR = -3.0
"""Pairs with lower log-odds by themselves are no neighbours: relative nearness makes no event of strangers."""
MOST_ODDS = 4.0
_DEPTH = 8.0
"""Log-odds this far below 0 count as no nearness at all."""
_NEAREST = 5
_DOUBT = 4.0
"""Added to both variances: a few third articles prove little."""
_CHUNK = 20_000


def group_factors(
    count: int,
    left: NDArray[np.intp],
    right: NDArray[np.intp],
    odds: NDArray[np.float64],
    far: NDArray[np.float64],
    clashes: NDArray[np.float64],
) -> NDArray[np.float64]:
    """A row of factor values for every pair among ``count`` articles; columns are ``GROUP_FACTORS``.

    ``odds`` are the pairs' own log-odds, all at least ``FLOOR``, ``far`` how far apart their dates are. Both count
    the more the fewer third articles are near the pair: ``alone`` and ``alone_far`` are the two over one plus half
    the number of third articles, the log-odds cut at ``MOST_ODDS``.
    ``sparser`` and ``denser`` are the log of the pair's nearness over the mean nearness of the five nearest of the
    article with the farther and with the nearer neighbours, 0 at most. ``agree`` is the correlation of the two
    articles' nearness to every third article that is near one of them where positive, ``disagree`` where negative.
    ``clashes`` are the columns of ``clash_factors``.
    """
    near = _nearness(count, left, right, odds + _DEPTH)
    usual = _usual(near)
    own = np.maximum(odds + _DEPTH, 0.5)
    first, second = np.maximum(usual[left], _DEPTH), np.maximum(usual[right], _DEPTH)
    sparser = np.minimum(0.0, np.log(own / np.minimum(first, second)))
    denser = np.minimum(0.0, np.log(own / np.maximum(first, second)))
    thirds, alike = _correlations(_nearness(count, left, right, odds - FLOOR), left, right, odds - FLOOR)
    apart = loneliness(thirds)
    agree, disagree = np.maximum(alike, 0.0), np.minimum(alike, 0.0)
    table = np.stack([np.minimum(odds, MOST_ODDS) * apart, far * apart, sparser, denser, agree, disagree], axis=1)
    rounded: NDArray[np.float64] = np.round(np.column_stack([table, clashes]), 9)
    return rounded


def isolated_factors(
    odds: NDArray[np.float64], far: NDArray[np.float64], clashes: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The same for pairs that each are a corpus of their own."""
    none = np.zeros((len(odds), len(GROUP_FACTORS) - 2 - clashes.shape[1]))
    table: NDArray[np.float64] = np.round(np.column_stack([np.minimum(odds, MOST_ODDS), far, none, clashes]), 9)
    return table


def loneliness(thirds: NDArray[np.float64]) -> NDArray[np.float64]:
    """1 for a pair that no third article is near, falling towards 0 as more are."""
    return 1.0 / (1.0 + thirds / 2.0)


def _nearness(count: int, left: NDArray[np.intp], right: NDArray[np.intp], values: NDArray[np.float64]) -> csr_matrix:
    from scipy.sparse import coo_matrix  # noqa: PLC0415 - start-up stays short

    rows, columns = np.concatenate([left, right]), np.concatenate([right, left])
    near: csr_matrix = coo_matrix((np.concatenate([values, values]), (rows, columns)), shape=(count, count)).tocsr()
    near.sort_indices()
    return near


def _usual(near: csr_matrix) -> NDArray[np.float64]:
    """The mean nearness of each article's nearest; an absent neighbour counts as 0."""
    mean = np.zeros(near.shape[0])
    for row in range(near.shape[0]):
        values = near.data[near.indptr[row] : near.indptr[row + 1]]
        mean[row] = np.sort(values)[::-1][:_NEAREST].sum() / _NEAREST
    return mean


def _correlations(
    near: csr_matrix, left: NDArray[np.intp], right: NDArray[np.intp], own: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The third articles of each pair, and the Pearson correlation of the two rows over them."""
    found = near.copy()
    found.data = np.ones_like(found.data)
    both, product = _pair_sums(found, left, right), _pair_sums(near, left, right)
    held = np.diff(near.indptr).astype(np.float64)
    total, squares = np.asarray(near.sum(axis=1)).ravel(), np.asarray(near.multiply(near).sum(axis=1)).ravel()
    thirds = held[left] + held[right] - both - 2.0
    divisor = np.maximum(thirds, 1.0)
    first, second = total[left] - own, total[right] - own
    spread = [
        np.maximum(squares[ends] - own * own - sums * sums / divisor, 0.0) + _DOUBT
        for ends, sums in ((left, first), (right, second))
    ]
    alike: NDArray[np.float64] = (product - first * second / divisor) / np.sqrt(spread[0] * spread[1])
    alike[thirds < 2] = 0.0  # noqa: PLR2004 - one third article correlates with anything
    return thirds, alike


def _pair_sums(matrix: csr_matrix, left: NDArray[np.intp], right: NDArray[np.intp]) -> NDArray[np.float64]:
    parts = [
        np.asarray(matrix[left[k : k + _CHUNK]].multiply(matrix[right[k : k + _CHUNK]]).sum(axis=1)).ravel()
        for k in range(0, len(left), _CHUNK)
    ]
    return np.concatenate(parts) if parts else np.zeros(0)
