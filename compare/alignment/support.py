"""What the rest of the event says of a pair: neighbouring pairs, and how third accounts cover its two sentences."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from compare.alignment.evidence import Block, Places
from compare.alignment.vectors import Numbers, Values

SUPPORT = (
    "along",  # the better of the next pair and the one before, in both articles
    "beside",  # the best pair that keeps one sentence and takes a neighbour of the other
    "uneven",  # how differently the third accounts cover the two sentences, mean over them
)
FirstScored = tuple[int, int, Block, Numbers]
"""Two accounts by their places in the event, the block of their pairs, and the pairs' first scores."""


def measure(blocks: Sequence[FirstScored]) -> list[Values]:
    """For every block of two accounts, with its first scores: one row a pair, one column a name in ``SUPPORT``.

    Accounts are numbered from 0. Between every two of three or more there is one block, of the lower number with the
    higher.
    """
    best: dict[tuple[int, int], Values] = {}
    for a, b, block, score in blocks:
        best[a, b] = _best(block.rows, block.shape[0], score)
        best[b, a] = _best(block.columns, block.shape[1], score)
    accounts = sorted({place for place, _ in best})
    return [_block(block, score, _uneven(a, b, block, accounts, best)) for a, b, block, score in blocks]


def _best(ends: Places, size: int, score: Numbers) -> Values:
    """For each line of an account, its best score with another account."""
    best = np.zeros(size, dtype=np.float32)
    np.maximum.at(best, ends, score.astype(np.float32))
    return best


def _uneven(a: int, b: int, block: Block, accounts: Sequence[int], best: dict[tuple[int, int], Values]) -> Values:
    """For every pair of a block, how far apart the best scores of its ends with each third account are, on average."""
    thirds = [place for place in accounts if place not in (a, b)]
    uneven = np.zeros(len(block.rows), dtype=np.float32)
    for place in thirds:
        uneven += np.abs(best[a, place][block.rows] - best[b, place][block.columns])
    return uneven / np.float32(max(len(thirds), 1))


def _block(block: Block, score: Numbers, uneven: Values) -> Values:
    dense = np.zeros(block.shape, dtype=np.float32)
    dense[block.rows, block.columns] = score
    at = block.rows, block.columns
    features = {
        "along": np.maximum(_shifted(dense, 1, 1)[at], _shifted(dense, -1, -1)[at]),
        "beside": np.maximum.reduce([_shifted(dense, *step)[at] for step in ((0, 1), (0, -1), (1, 0), (-1, 0))]),
        "uneven": uneven,
    }
    stacked: Values = np.stack([features[name] for name in SUPPORT], axis=1).astype(np.float32)
    return stacked


def _shifted(dense: Values, down: int, right: int) -> Values:
    """The matrix whose every entry is the one ``down`` and ``right`` of it, 0 beyond the edge."""
    padded = np.pad(dense, 1)
    height, width = dense.shape
    return padded[1 + down : 1 + down + height, 1 + right : 1 + right + width]
