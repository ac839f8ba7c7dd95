"""What the rest of the event says of a pair: neighbouring pairs, other partners, paths through a third account."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from compare.alignment.evidence import Block
from compare.alignment.spaces import Numbers, Values

if TYPE_CHECKING:
    from compare.alignment.spaces import Matrix

SUPPORT = (
    "along",  # the better of the next pair and the one before, in both articles
    "beside",  # the best pair that keeps one sentence and takes a neighbour of the other
    "others",  # how many other partners the sentence has that has more
    "third",  # the best path through a sentence of a third account, geometric mean of its two links
    "uneven",  # how differently the third accounts cover the two sentences, mean over them
)
FirstScored = tuple[int, int, Block, Numbers]
"""Two accounts by their places in the event, the block of their pairs, and the pairs' first scores."""
_FAINT = 0.05
"""First scores below this are no other partner, and no step of a path."""
_SHARP = 4
"""The power that makes a sum of products act like the greatest of them."""


def measure(blocks: Sequence[FirstScored]) -> list[Values]:
    """For every block of two accounts, with its first scores: one row a pair, one column a name in ``SUPPORT``.

    Accounts are numbered from 0. Between every two of three or more there is one block, of the lower number with the
    higher.
    """
    paths = _Paths(blocks)
    return [_block(a, b, block, score, paths) for a, b, block, score in blocks]


def _block(a: int, b: int, block: Block, score: Numbers, paths: _Paths) -> Values:
    dense = np.zeros(block.shape, dtype=np.float32)
    dense[block.rows, block.columns] = score
    at = block.rows, block.columns
    third, uneven = paths.between(a, b, block)
    features = {
        "along": np.maximum(_shifted(dense, 1, 1)[at], _shifted(dense, -1, -1)[at]),
        "beside": np.maximum.reduce([_shifted(dense, *step)[at] for step in ((0, 1), (0, -1), (1, 0), (-1, 0))]),
        "others": _others(dense)[at],
        "third": third,
        "uneven": uneven,
    }
    stacked: Values = np.stack([features[name] for name in SUPPORT], axis=1).astype(np.float32)
    return stacked


def _shifted(dense: Values, down: int, right: int) -> Values:
    """The matrix whose every entry is the one ``down`` and ``right`` of it, 0 beyond the edge."""
    padded = np.pad(dense, 1)
    height, width = dense.shape
    return padded[1 + down : 1 + down + height, 1 + right : 1 + right + width]


def _others(dense: Values) -> Values:
    clear = np.where(dense >= _FAINT, dense, 0)
    more: Values = np.maximum(clear.sum(axis=1, keepdims=True) - clear, clear.sum(axis=0, keepdims=True) - clear)
    return more


class _Paths:
    """The first scores between every two accounts, ready to be chained."""

    def __init__(self, blocks: Sequence[FirstScored]) -> None:
        from scipy.sparse import csr_array  # noqa: PLC0415 - slow to import

        self.accounts = sorted({place for a, b, _, _ in blocks for place in (a, b)})
        self.steps: dict[tuple[int, int], Matrix] = {}
        self.best: dict[tuple[int, int], Values] = {}
        for a, b, block, score in blocks:
            clear = score >= _FAINT
            places = (block.rows[clear], block.columns[clear])
            step = csr_array(((score[clear] ** _SHARP).astype(np.float32), places), shape=block.shape)
            self.steps[a, b], self.steps[b, a] = step, step.T.tocsr()
            for key, ends, size in (((a, b), block.rows, block.shape[0]), ((b, a), block.columns, block.shape[1])):
                self.best[key] = np.zeros(size, dtype=np.float32)
                np.maximum.at(self.best[key], ends, score.astype(np.float32))

    def between(self, a: int, b: int, block: Block) -> tuple[Values, Values]:
        """For every pair of a block: its best path through a third account, and how unevenly those cover its ends."""
        third = np.zeros(len(block.rows), dtype=np.float32)
        uneven = np.zeros(len(block.rows), dtype=np.float32)
        thirds = [place for place in self.accounts if place not in (a, b)]
        for place in thirds:
            path = (self.steps[a, place] @ self.steps[place, b]).toarray()[block.rows, block.columns]
            third = np.maximum(third, path)
            uneven += np.abs(self.best[a, place][block.rows] - self.best[b, place][block.columns])
        return (third ** (0.5 / _SHARP)).astype(np.float32), (uneven / len(thirds)).astype(np.float32)
